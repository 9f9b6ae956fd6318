"""A programme manager looks at who came, in a real browser."""

import pytest
from playwright.sync_api import expect

from core.roles import MANAGERS
from tests.factories.accounts import make_staff
from tests.factories.reports import make_autumn
from tests.journeys.conftest import follow

AUTUMN = "/admin/who-came/?first_on=2026-10-01&last_on=2026-11-18"


@pytest.fixture
def manager(transactional_db):
    return make_staff(MANAGERS)


def test_a_manager_reads_the_report(page, sign_in, manager):
    make_autumn()
    sign_in(page, manager).goto("/admin/who-came/")

    page.get_by_label("The first day").fill("2026-10-01")
    page.get_by_label("The last day").fill("2026-11-18")
    follow(page.get_by_role("button", name="Show"))

    expect(page.get_by_text("12 attendances at 4 sessions, by 4 people whom we know by name")).to_be_visible()
    expect(page.get_by_role("table", name="Each district", exact=True)).to_contain_text("Eden")
    expect(page.get_by_role("img", name="Bar chart of attendances each month")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Get the spreadsheet").click()
    assert download.value.suggested_filename == "who-came-2026-10-01-to-2026-11-18.csv"


@pytest.mark.parametrize("address", [AUTUMN, "/admin/who-came/?first_on=2026-11-18&last_on=2026-10-01"])
def test_the_report_has_no_accessibility_fault(page, axe, sign_in, manager, address):
    make_autumn()
    sign_in(page, manager).goto(address)

    axe(page)
