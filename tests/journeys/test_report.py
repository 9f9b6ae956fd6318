"""A programme manager reads what the programme did, whom it reached and what changed, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from core.roles import MANAGERS
from tests.factories.accounts import make_staff
from tests.factories.reaching import make_changes, make_reached, make_yardstick
from tests.factories.reports import make_autumn
from tests.journeys.conftest import follow

ADDRESS = "/admin/figures/programme/"
AUTUMN = f"{ADDRESS}?kind=quarter&on=2026-11-20"
REACH, OUTCOMES = (f"/admin/figures/{slug}/?kind=quarter&on=2026-11-20" for slug in ("reach", "outcomes"))
WRONG = f"{ADDRESS}?kind=dates&first_on=2026-11-18&last_on=2026-10-01&place=Abolished"


@pytest.fixture
def manager(transactional_db):
    return make_staff(MANAGERS)


def test_a_manager_reads_the_report(page, sign_in, manager):
    make_autumn()
    sign_in(page, manager).goto("/admin/who-came/?first_on=2026-10-01&last_on=2026-11-18")

    expect(page.get_by_text("12 attendances at 4 sessions, by 4 people whom we know by name")).to_be_visible()
    expect(page.get_by_role("table", name="Each district", exact=True)).to_contain_text("Eden")
    expect(page.get_by_role("img", name="Bar chart of attendances each month")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV.*Each district")).click()
    assert download.value.suggested_filename == "programme-dates-2026-10-01-2026-11-18-districts.csv"


def test_a_manager_chooses_a_part_of_it_without_script(plain_page, sign_in, manager):
    make_autumn()
    page = sign_in(plain_page, manager)
    page.goto(AUTUMN)

    page.get_by_text("Other times and choices").click()
    page.get_by_label("Where").fill("Eden")
    follow(page.get_by_role("button", name="Show"))

    expect(page.get_by_text("2 attendances at 1 session, by 2 people whom we know by name")).to_be_visible()


@pytest.mark.parametrize("address", [AUTUMN, WRONG, REACH, OUTCOMES, f"{OUTCOMES}&place=Eden"])
def test_the_reports_have_no_accessibility_fault_in_the_smallest_window(
    small_page, axe, no_sideways_scroll, sign_in, manager, address
):
    make_autumn()
    make_yardstick()
    make_reached()
    make_changes()
    sign_in(small_page, manager).goto(address)

    axe(small_page)
    no_sideways_scroll(small_page)
