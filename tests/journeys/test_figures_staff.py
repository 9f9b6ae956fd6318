"""A programme manager looks at what champions give, how people reach us, and what the figures lack."""

import pytest
from playwright.sync_api import expect

from core.roles import MANAGERS
from reports.models import UnitCosts
from tests.factories.accounts import make_staff
from tests.factories.channels import make_contacts
from tests.factories.missing import make_wanting
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
