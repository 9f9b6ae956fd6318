"""An elected member looks at their division, and anybody at our performance, in a real browser."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Site

from core.models import ProgrammeSettings
from core.roles import MANAGERS, MEMBERS
from tests.factories.accounts import make_staff
from tests.factories.divisions import make_division, make_member_area
from tests.factories.standards import make_promises
from tests.journeys.conftest import follow
from tests.journeys.widths import DESK_AND_SCRIPT
from tests.reports.test_performance import freeze

DIVISION = "/admin/figures/division/"
SHOTS = Path("/tmp/shots-e")


@pytest.fixture
def member(transactional_db):
    programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    programme.phone, programme.phone_cost = "0808 157 0142", "free"
    programme.save()
    user = make_staff(MEMBERS)
    world = make_division()
    make_member_area(user, world["castle"])
    make_member_area(user, world["district"])
    return user


@pytest.mark.parametrize(("width", "javascript"), DESK_AND_SCRIPT)
def test_a_member_reads_their_page_and_prints_the_next_sessions(
    new_page, sign_in, axe, no_sideways_scroll, member, width, javascript
):
    page = sign_in(new_page(width=width, javascript=javascript), member)

    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My division: Carlisle")
    follow(page.get_by_role("link", name="Castle", exact=True))
    expect(page.get_by_role("table", name="Sessions coming up")).to_contain_text("Silver Surfer Thursday")
    if javascript:  # axe is a script that waits
        axe(page)
    no_sideways_scroll(page)
    page.screenshot(path=SHOTS / f"division-{width}.png", full_page=True)

    page.get_by_label("Ward or district").fill("Atlantis")
    follow(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("alert")).to_contain_text("We know no district or ward of that name.")
    expect(page.get_by_label("Ward or district")).to_have_value("Atlantis")
    if javascript:  # axe is a script that waits
        axe(page)
    page.screenshot(path=SHOTS / f"division-wrong-{width}.png", full_page=True)

    page.goto(f"{DIVISION}?area=E05000001")
    follow(page.get_by_role("link", name="A page to print and pin up"))
    expect(page.get_by_role("table", name="Next sessions")).to_contain_text("Castle Library")
    if javascript:  # axe is a script that waits
        axe(page)
    no_sideways_scroll(page)
    page.screenshot(path=SHOTS / f"poster-{width}.png", full_page=True)


@pytest.mark.parametrize(("width", "javascript"), DESK_AND_SCRIPT)
def test_anybody_reads_how_well_we_do(new_page, axe, no_sideways_scroll, transactional_db, width, javascript):
    freeze(timezone.now())
    page = new_page(width=width, javascript=javascript)
    page.goto("/privacy/")

    follow(page.get_by_role("link", name="How well we do"))

    expect(page.get_by_role("table", name="How often we kept each promise")).to_contain_text("[hidden]")
    if javascript:  # axe is a script that waits
        axe(page)
    no_sideways_scroll(page)
    page.screenshot(path=SHOTS / f"performance-{width}.png", full_page=True)


def test_a_manager_looks_at_the_service_standards(page, small_page, sign_in, axe, no_sideways_scroll, transactional_db):
    make_promises()
    manager = make_staff(MANAGERS)
    for window in (page, small_page):
        sign_in(window, manager).goto("/admin/figures/standards/?kind=quarter&on=2026-11-20")

        expect(window.get_by_role("img", name="Bar chart of the share that was in time")).to_be_visible()
        axe(window)
        no_sideways_scroll(window)
        window.screenshot(path=SHOTS / f"standards-{window.viewport_size['width']}.png", full_page=True)
