"""A programme manager asks who has far to go, in a real browser."""

import pytest
from playwright.sync_api import expect

from core.roles import MANAGERS
from tests.factories.accounts import make_staff
from tests.factories.coverage import make_county, north
from tests.factories.locations import make_place
from tests.journeys.conftest import follow

ADDRESS = "/admin/figures/coverage/"


@pytest.fixture
def manager(transactional_db):
    make_county()
    make_place("Northtown", position=north(9), kind="town")
    return make_staff(MANAGERS)


@pytest.mark.parametrize(("width", "javascript"), [(320, False), (1280, True)])
def test_a_manager_finds_where_a_session_would_help_most(
    new_page, sign_in, axe, no_sideways_scroll, manager, width, javascript
):
    page = sign_in(new_page(width=width, javascript=javascript), manager)
    page.goto(ADDRESS)
    expect(page.get_by_text("300 people aged 65 or over live more than 5 miles from a session.")).to_be_visible()
    expect(page.get_by_role("img", name="Map of small areas, shaded by miles to a session")).to_be_visible()
    follow(page.get_by_role("link", name="Everyone", exact=True))
    expect(page.get_by_text("600 people live more than 5 miles from a session. That is 27% of 2,200.")).to_be_visible()

    page.get_by_label("Place", exact=True).select_option("Northern Hall")
    page.get_by_label("How often").select_option("Every 4 weeks")
    follow(page.get_by_role("button", name="Work it out"))

    expect(page.get_by_role("heading", name="At Northern Hall, every 4 weeks")).to_be_visible()
    expect(page.get_by_text("600 more people would have a session within 5 miles.")).to_be_visible()
    expect(page.get_by_role("table", name="Where a new session would help most")).to_contain_text("Northern Hall")
    no_sideways_scroll(page)
    if javascript:
        axe(page)


def test_what_is_not_on_the_list_has_no_accessibility_fault(small_page, sign_in, axe, no_sideways_scroll, manager):
    page = sign_in(small_page, manager)
    page.goto(f"{ADDRESS}?district=E07000026&venue=gone")

    expect(page.get_by_role("alert")).to_contain_text("We have no figures for that district.")
    axe(page)
    no_sideways_scroll(page)
