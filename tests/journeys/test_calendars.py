"""Residents and champions keep sessions in their own calendars."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.accounts import make_user
from tests.factories.champions import make_champion
from tests.factories.events import make_event, make_occurrence
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS


@pytest.fixture
def session(transactional_db):
    event = make_event("Silver Surfer Thursday", slug="surfers", summary="Tea, and time to ask.")
    return make_occurrence(event, day=timezone.localdate() + timedelta(days=5))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_sessions_leads_to_its_calendar(new_page, axe, no_sideways_scroll, session, width):
    page = new_page(width=width)
    for address in ("/events/?how=in-person", "/events/surfers/", session.venue.get_url()):
        page.goto(address)
        page.locator("summary", has_text="in my calendar").click()

        assert page.get_by_role("link", name="Open in my calendar").get_attribute("href").startswith("webcal://")
        axe(page)
        no_sideways_scroll(page)
        page.screenshot(path=f".screenshots/calendar-{address.strip('/').split('?')[0].replace('/', '-')}-{width}.png")


def test_a_champion_makes_the_private_address_of_their_calendar(small_page, sign_in, axe, no_sideways_scroll, session):
    champion = make_champion("Rowan Pettifer", user=make_user())
    sign_in(small_page, champion.user).goto("/champions/me/calendar/")

    expect(small_page.get_by_role("heading", level=1)).to_have_text("Your sessions in your own calendar")
    axe(small_page)
    follow(small_page.get_by_role("button", name="Make my calendar address"))
    small_page.get_by_text("Show the address").click()
    axe(small_page)
    no_sideways_scroll(small_page)
    small_page.screenshot(path=".screenshots/calendar-champion.png", full_page=True)

    champion.refresh_from_db()
    expect(small_page.get_by_text(f"calendar.ics?key={champion.calendar_key}")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", ["week", "month", "list"])
def test_what_is_on_by_list_week_and_month_is_for_everybody(new_page, axe, no_sideways_scroll, session, width, view):
    day = timezone.localtime(session.starts_at).date()
    for hour in range(8, 16):
        make_occurrence(session.event, day=day, starts=time(hour, 30), venue=session.venue)
    make_occurrence(make_event("Off"), day=day + timedelta(1), venue=session.venue, state="cancelled", reason="Snow.")
    page = new_page(width=width)
    page.goto(f"/events/?from={day}")
    if view != "list":
        follow(page.get_by_role("link", name=view.capitalize(), exact=True))

    expect(page.get_by_role("link", name="Silver Surfer Thursday").first).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.screenshot(path=f".screenshots/whats-on-{view}-{width}.png", full_page=True)

    page.goto(f"/events/?view={'' if view == 'list' else view}&from=31%2F2%2F2027")
    expect(page.get_by_text("We cannot read this date. Write it like 26 11 2026.").first).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
