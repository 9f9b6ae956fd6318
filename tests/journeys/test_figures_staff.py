"""A programme manager looks at what champions give, how people reach us, what the figures lack and what went."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.retention import apply_rules
from core.roles import MANAGERS
from reports.models import UnitCosts
from tests.factories.accounts import make_staff
from tests.factories.channels import make_contacts
from tests.factories.keeping import make_kept
from tests.factories.messaging import make_message
from tests.factories.missing import make_wanting
from tests.factories.people import NOW
from tests.factories.reaching import make_frozen
from tests.factories.volunteers import make_volunteers
from tests.journeys.conftest import follow
from tests.journeys.test_booking import picture

pytestmark = pytest.mark.django_db(transaction=True)
AUTUMN = "?kind=quarter&on=2026-11-01"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_manager_reads_what_is_missing_and_goes_to_put_it_right(new_page, sign_in, axe, no_sideways_scroll, width):
    make_wanting()
    page = new_page(width=width)
    sign_in(page, make_staff(MANAGERS)).goto("/admin/figures/")
    follow(page.get_by_role("link", name="Registers and missing data"))
    page.goto(f"/admin/figures/quality/{AUTUMN}")

    expect(page.get_by_role("table", name="Registers by lead")).to_contain_text("Priya Rao")
    axe(page)
    no_sideways_scroll(page)
    picture(page, "figures-quality")

    follow(page.get_by_role("table", name="Registers that are not back").get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Register")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_manager_reads_what_the_website_saved_and_corrects_a_cost(new_page, sign_in, axe, no_sideways_scroll, width):
    make_contacts()
    UnitCosts.objects.all().delete()
    costs = UnitCosts.objects.create(title="Ours", source="Finance", web="0.15", phone="2.83", counts=True)
    page = new_page(width=width)
    sign_in(page, make_staff(MANAGERS)).goto(f"/admin/figures/channels/{AUTUMN}")
    expect(page.get_by_text("which saved about £16 against a telephone call")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    picture(page, "figures-channels")

    follow(page.get_by_role("table", name="What the website saved").get_by_role("link").first)
    follow(page.get_by_role("link", name="Ours"))
    page.get_by_label("Telephone").fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This says that such a contact costs nothing.")).to_be_visible()
    axe(page)
    picture(page, "unit-costs")
    page.get_by_label("Telephone").fill("5")
    follow(page.get_by_role("button", name="Save"))

    costs.refresh_from_db()
    assert costs.phone == 5
    assert costs.counts


@pytest.mark.parametrize("width", [320, 1280])
def test_a_manager_reads_what_champions_give(new_page, sign_in, axe, no_sideways_scroll, width):
    make_volunteers()
    page = new_page(width=width)
    sign_in(page, make_staff(MANAGERS)).goto(f"/admin/figures/champions/{AUTUMN}")

    expect(page.get_by_role("table", name="By district")).to_contain_text("Westdale")
    axe(page)
    no_sideways_scroll(page)
    picture(page, "figures-champions")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_manager_proves_what_went_and_changes_a_rule(new_page, sign_in, axe, no_sideways_scroll, width):
    make_kept()
    apply_rules(timezone.now())
    make_frozen("feedback", {})
    page = new_page(width=width)
    sign_in(page, make_staff(MANAGERS)).goto("/admin/figures/")
    follow(page.get_by_role("link", name="What we keep and what went"))
    page.goto(f"/admin/figures/kept/{AUTUMN}")

    expect(page.locator(".lead")).to_contain_text("The rules are kept")
    expect(page.get_by_role("table", name="What went, run by run")).to_contain_text("Friday 20 November 2026")
    expect(page.get_by_role("img", name="Bar chart of records that went, by rule")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    picture(page, "figures-kept")

    follow(page.get_by_role("table", name="Each rule, and what went by it").get_by_role("link", name="Messages"))
    page.get_by_label("Months").fill("3")
    follow(page.get_by_role("button", name="Save"))
    page.goto(f"/admin/figures/kept/{AUTUMN}")
    expect(page.get_by_text("The next run goes by the new rule")).to_be_visible()


def test_what_was_left_behind_is_told_at_the_top(small_page, sign_in, axe, no_sideways_scroll):
    make_message(state="sent", now=NOW - timedelta(days=400))
    page = sign_in(small_page, make_staff(MANAGERS))
    page.goto(f"/admin/figures/kept/{AUTUMN}")

    expect(page.locator(".warn .lead")).to_contain_text("Retention has never run here")
    expect(page.locator(".lead")).to_contain_text("Past its time and still there: Messages (1)")
    axe(page)
    no_sideways_scroll(page)
    picture(page, "figures-kept-alarm")
