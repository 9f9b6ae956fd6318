"""A resident looks at places, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from locations.models import Closure, VenueIndexPage, VenuePage
from tests.factories.accounts import make_superuser
from tests.factories.events import make_occurrence
from tests.factories.locations import make_area, make_index, make_postcode, make_venue
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS


@pytest.fixture
def library(transactional_db):
    district = make_area("Cumberland", kind="district")
    venue = make_venue(
        "Carlisle Library",
        slug="carlisle-library",
        district=district,
        hours=dict.fromkeys(range(7), ("00:00", "23:59")),
        summary="14 computers, free wifi, and someone at the desk who can get you started.",
        free_wifi=True,
        public_computers=14,
        step_free=True,
        hearing_loop=True,
        phone="01632 960123",
        email="carlisle.library.with.a.long.name@example.org",
        website="https://example.org/carlisle",
        access_notes="The lift is on the left.\n\nThe Lanes car park is two minutes’ walk.",
    )
    day = timezone.localdate() + timedelta(days=3)
    Closure.objects.create(venue=venue, first_on=day, last_on=day, reason="Stocktaking")
    make_occurrence(venue=venue, day=day + timedelta(days=1))
    make_venue("Longtown Fire Station", kind="fire-station", sessions_only=True, district=district, slug="longtown")
    make_venue("A place nobody has described", address="", town="", postcode="", slug="bare")
    return venue


@pytest.mark.parametrize("address", ["/venues/", "/venues/carlisle-library/", "/venues/longtown/", "/venues/bare/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_places_can_be_read_by_everybody(library, new_page, axe, no_sideways_scroll, address, width):
    page = new_page(width=width)

    page.goto(address)

    expect(page.locator("h1")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


def test_places_can_be_read_at_night(library, new_page, axe):
    page = new_page(color_scheme="dark")

    for address in ("/venues/?q=nothing+fits", "/venues/carlisle-library/"):
        page.goto(address)
        axe(page)


def test_a_place_is_found_without_javascript(library, plain_page):
    page = plain_page
    page.goto("/venues/")
    page.get_by_label("Name of the place, or its town").fill("carlisle library")
    follow(page.get_by_role("button", name="Show places"))
    expect(page.get_by_role("heading", name="1 place for")).to_be_visible()
    follow(page.get_by_role("link", name="Step-free", exact=True))

    follow(page.get_by_role("link", name="Carlisle Library"))

    expect(page.locator("h1")).to_have_text("Carlisle Library")
    expect(page.get_by_text("Open now until 11:59pm")).to_be_visible()
    expect(page.get_by_text("No car park")).to_be_visible()
    expect(page.get_by_role("row", name="Saturday")).to_contain_text("12 midnight to 11:59pm")


def test_a_place_prints_with_its_opening_times(library, page):
    page.goto("/venues/carlisle-library/")

    page.emulate_media(media="print")

    expect(page.get_by_role("table", name="Opening times")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()


def test_the_list_says_when_nothing_fits(library, page):
    page.goto(make_index(VenueIndexPage, "venues", "Places").url + "?has=creche")

    expect(page.get_by_text("No place fits all of that.")).to_be_visible()
    follow(page.get_by_role("link", name="Show every place"))
    expect(page.get_by_role("heading", name="3 places")).to_be_visible()


def test_an_editor_adds_a_place_while_drafts_save_themselves(transactional_db, new_page, client, live_server):
    """Drafts are saved as the editor types, long before there is a postcode or a whole row of hours."""
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))
    index = make_index(VenueIndexPage, "venues", "Places")
    client.force_login(make_superuser())
    page = new_page()
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )

    page.goto(f"/admin/pages/add/locations/venuepage/{index.pk}/")
    page.locator("#id_title").fill("Globe Centre")
    page.get_by_role("tab", name="Opening").click()
    page.get_by_role("button", name="Add stretch of opening").click()
    page.locator("#id_opening_hours-0-weekday").select_option("Tuesday")
    page.locator("#id_opening_hours-0-opens").fill("9:00")
    page.wait_for_timeout(1500)  # long enough for a draft with half a row to be tried
    page.locator("#id_opening_hours-0-closes").fill("12:00")
    page.get_by_role("tab", name="The place").click()
    page.locator("#id_postcode").fill("ca38nx")
    page.get_by_role("button", name="More actions").click()
    follow(page.get_by_role("button", name="Publish"))
    # "created and published", or "has been published" where a draft was saved before.
    expect(page.locator(".messages")).to_contain_text("published.")

    venue = VenuePage.objects.get()
    assert (venue.title, venue.live, venue.postcode, venue.latitude) == ("Globe Centre", True, "CA3 8NX", 54.8957)
    assert [str(row.closes) for row in venue.opening_hours.all()] == ["12:00:00"]
