"""My bookings by a one-time code, on another date, hearing of earlier places, and finishing: without script too."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Site

from core.actors import Actor
from core.models import ProgrammeSettings
from events.actions.bookings import cancel
from events.booking_links import link_for
from events.models import Booking
from messaging.models import Message
from tests.factories.champions import make_request
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")
EMAIL = "winnie@example.org"


@pytest.fixture(autouse=True)
def programme(db):
    cache.clear()
    programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    programme.area_name, programme.phone, programme.phone_cost = "Cumbria", "0808 157 0142", "free"
    programme.save()


@pytest.fixture
def dates(programme):
    event = make_event("Silver Surfer Thursday", slug="silver-surfers", capacity=4)
    carlisle, wigton = make_venue("Carlisle Library"), make_venue("Wigton Library")
    today = timezone.localdate()
    return [
        make_occurrence(event, day=today + timedelta(days=days), venue=venue, capacity=capacity)
        for days, venue, capacity in ((6, carlisle, 1), (13, carlisle, 4), (20, wigton, 4), (27, carlisle, 40))
    ]


@pytest.fixture
def winnie(dates):
    person = make_person("Wilhelmina Braithwick", contact_by="email", email=EMAIL, email_compared=EMAIL)
    make_booking(dates[1], person, reference="K7M4PX", now=timezone.now())
    make_request(person, reference="A0C1E8", now=timezone.now())
    return person


@pytest.fixture
def look(axe, no_sideways_scroll):
    def at(page, name):
        axe(page)
        no_sideways_scroll(page)
        if PICTURES:
            width = page.viewport_size["width"]
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)

    return at


def press(page, name):
    follow(page.get_by_role("button", name=name))


def go(page, name):
    follow(page.get_by_role("link", name=name))


def words(page):
    return page.inner_text("main")


def code_sent():
    return re.search(r"code is (\S+ \S+)\.", Message.objects.get(kind="one_time_code").body).group(1)


def open_link(page, link):
    page.goto(link.partition("8000")[2])


@pytest.mark.parametrize(("width", "script"), [(320, True), (1280, False)])
def test_somebody_without_their_number_opens_what_is_theirs(new_page, look, winnie, width, script):
    page = new_page(width=width, javascript=script)
    see = look if script else lambda page, name: None
    page.goto("/my/")
    see(page, "my-start")
    go(page, "I do not have my number")
    see(page, "my-code")
    press(page, "Send me a code")
    expect(page.get_by_role("alert")).to_contain_text("Enter your name")
    see(page, "my-code-errors")
    page.get_by_label("Your name").fill("braithwick wilhelmina")
    page.get_by_label("Your e-mail address").fill("Winnie@Example.org")
    press(page, "Send me a code")

    see(page, "my-code-enter")
    page.get_by_label("The code").fill("AAA AAA")
    press(page, "Show my bookings")
    expect(page.get_by_role("alert")).to_contain_text("This is not the code that we sent.")
    see(page, "my-code-enter-errors")
    page.get_by_label("The code").fill(code_sent().lower())
    press(page, "Show my bookings")

    assert "Silver Surfer Thursday" in words(page)
    assert "H-A0C 1E8" in words(page)
    see(page, "my-opened")
    follow(page.get_by_role("link", name="Request"))
    assert "Your request for help" in words(page)
    see(page, "my-request")
    press(page, "Finish and clear this computer")
    assert "This computer is clear" in words(page)
    see(page, "finished")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Help with" not in words(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_another_date_is_chosen_and_the_number_stays(new_page, look, dates, winnie, width):
    page = new_page(width=width)
    open_link(page, link_for(Booking.objects.get()))
    look(page, "my-booking-dates")
    go(page, "Choose another date")
    look(page, "another-date")
    press(page, "Change to this date")
    expect(page.get_by_role("alert")).to_contain_text("Choose a date")
    look(page, "another-date-errors")
    page.goto("/my/K7M4PX/another-date/")
    page.get_by_role("radio").nth(1).check()
    press(page, "Change to this date")

    assert "Your booking is now for" in words(page)
    assert "K7M 4PX" in words(page)
    look(page, "another-date-done")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert Booking.objects.live().get().reference == "K7M4PX"


@pytest.mark.parametrize("width", WIDTHS)
def test_an_earlier_place_is_asked_for_told_and_taken(new_page, look, dates, winnie, width):
    leaving = make_booking(dates[0], make_person("Leaving"), now=timezone.now())
    page = new_page(width=width)
    open_link(page, link_for(Booking.objects.get(reference="K7M4PX")))
    go(page, "Tell me if an earlier place comes free")
    look(page, "earlier")
    page.get_by_label("To any place where it is held").check()
    press(page, "Yes, tell me")
    assert "We will tell you if an earlier place comes free." in words(page)
    look(page, "earlier-asked")

    cancel(booking=leaving, by=Actor.public(), now=timezone.now())
    body = Message.objects.get(kind="booking_earlier").body
    open_link(page, re.search(r"http\S+dates=yes", body).group(0))
    assert "Sooner than yours" in words(page)
    look(page, "earlier-offered")
    page.get_by_role("radio").first.check()
    press(page, "Change to this date")

    assert Booking.objects.live().get().occurrence == dates[0]
    press(page, "Finish and clear this computer")
    assert "This computer is clear" in words(page)


def test_by_keyboard_alone(page, winnie):
    """Tab and Enter open what is theirs."""
    page.goto("/my/code/")
    page.get_by_label("Your name").focus()
    page.keyboard.type("Wilhelmina Braithwick")
    page.keyboard.press("Tab")
    page.keyboard.type(EMAIL)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("The code").focus()
    page.keyboard.type(code_sent())
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "K7M 4PX" in words(page)
