"""Booking without e-mail and without script, with a slip at each step; waiting; cancelling by code; on paper."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Site

from core.models import ProgrammeSettings
from events.models import Booking
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(autouse=True)
def programme(db):
    cache.clear()
    programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    programme.area_name, programme.phone, programme.phone_cost = "Cumbria", "0808 157 0142", "free"
    programme.save()


@pytest.fixture
def occurrence(programme):
    event = make_event(
        slug="silver-surfers", waiting_list_places=5, bring="Your phone or tablet if you have one. If not, use ours."
    )
    return make_occurrence(event=event, day=timezone.localdate() + timedelta(days=6), capacity=2)


def picture(page, name):
    """Kept where PICTURES says, to look at; nowhere otherwise."""
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def start(page, occurrence):
    page.goto(f"{occurrence.get_absolute_url()}book/")


def go_on(page, button="Continue"):
    follow(page.get_by_role("button", name=button))


def is_told(page, sentence):
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text(sentence)
    # Each error leads to the control that it is about.
    for link in summary.locator("a").all():
        assert page.locator(link.get_attribute("href")).count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_somebody_without_e_mail_books_with_a_slip_at_each_step(new_page, axe, no_sideways_scroll, occurrence, width):
    page = new_page(width=width)

    def look(name):
        axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    start(page, occurrence)
    look("book-who")
    go_on(page)
    is_told(page, "Choose who you are booking for")
    look("book-who-errors")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("What is the name").fill("Wilhelmina Braithwick")
    go_on(page)

    look("book-places")
    page.get_by_label("2 places").check()
    go_on(page)

    look("book-needs")
    page.get_by_label("Is there anything").fill("x" * 301)
    go_on(page)
    is_told(page, "Use 300 characters or fewer. You have used 301")
    look("book-needs-errors")
    page.get_by_label("Is there anything").fill("A seat near the front")
    go_on(page)

    look("book-contact")
    page.get_by_label("Ring me").check()
    page.get_by_label("Your phone number").fill("01632")
    go_on(page)
    is_told(page, "Enter a phone number, like 01632 960 123")
    look("book-contact-errors")
    page.get_by_label("Your phone number").fill("01632 960 123")
    go_on(page)

    page.get_by_label("What is your postcode?").fill("nowhere")
    go_on(page)
    is_told(page, "Enter a full postcode, like CA3 8NX, or leave it empty")
    look("book-postcode-errors")
    page.get_by_label("What is your postcode?").fill("")
    go_on(page)

    look("book-check")
    assert "Nothing is booked until you press the button." in page.inner_text("main")
    assert "Ring 01632 960 123" in page.inner_text("main")
    go_on(page, "Book 2 places")

    look("booked")
    assert page.get_by_role("heading", level=1).inner_text() == "You are booked"
    booking = Booking.objects.get()
    assert booking.person.email == ""
    assert f"{booking.reference[:3]} {booking.reference[3:]}" in page.inner_text("main")


def test_the_whole_of_it_works_without_script_and_back_makes_no_second_booking(plain_page, occurrence):
    page = plain_page
    start(page, occurrence)
    page.get_by_label("Someone I am helping").check()
    page.get_by_label("What is the name").fill("Arthur Fernley-Moss")
    go_on(page)
    go_on(page)  # one place stands chosen already
    go_on(page)
    # A question under an answer is shown once the answer is chosen, by the stylesheet alone.
    assert not page.get_by_label("The name of the person helping").is_visible()
    page.get_by_label("Tell me, or someone else who helps them").check()
    page.get_by_label("The name of the person helping").fill("Dora Dale")
    page.get_by_label("Their phone number or e-mail address").fill("01632 960 456")
    go_on(page)
    go_on(page)
    go_on(page, "Book 1 place")
    assert page.get_by_role("heading", level=1).inner_text() == "You are booked"
    # Back leads to the booking that was made, and not to a form that could make another.
    page.go_back()

    assert page.get_by_role("heading", level=1).inner_text() == "You are booked"
    assert Booking.objects.count() == 1
    go_on(page, "Finish and clear this computer")
    assert "We have cleared your details from this computer." in page.inner_text("main")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Arthur" not in page.content()


def test_a_session_that_fills_up_meanwhile_offers_the_waiting_list(new_page, axe, no_sideways_scroll, occurrence):
    page = new_page(width=320)
    start(page, occurrence)
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("What is the name").fill("Wilhelmina Braithwick")
    go_on(page)
    go_on(page)
    go_on(page)
    page.get_by_label("You do not need to tell me").check()
    go_on(page)
    go_on(page)
    make_booking(occurrence, make_person("Somebody quicker"), places=2)
    go_on(page, "Book 1 place")

    assert "Somebody was quicker" in page.inner_text("main")
    axe(page)
    no_sideways_scroll(page)
    picture(page, "book-filled")
    go_on(page, "Join the waiting list")

    assert page.get_by_role("heading", level=1).inner_text() == "You are on the waiting list"
    assert "You are first in the line." in page.inner_text("main")
    axe(page)
    picture(page, "waiting")


def test_a_full_session_says_so_at_the_start(page, axe, occurrence):
    make_booking(occurrence, places=2)

    start(page, occurrence)

    assert "This session is full." in page.inner_text("main")
    axe(page)
    picture(page, "book-full")


def test_a_session_that_cannot_be_booked_says_why(page, axe, occurrence):
    occurrence.state, occurrence.reason = "cancelled", "The tutor is away."
    occurrence.save()

    start(page, occurrence)

    assert "This session is not on. The tutor is away. Please choose another date." in page.inner_text("main")
    axe(page)
    picture(page, "book-not-on")


@pytest.mark.parametrize("width", WIDTHS)
def test_cancelling_by_number_and_code(new_page, axe, no_sideways_scroll, occurrence, width):
    person = make_person("Wilhelmina Braithwick", contact_by="phone", phone="01632 960 123")
    booking = make_booking(occurrence, person, reference="K7M4PX", secret="ACEFGHJK", now=timezone.now())
    page = new_page(width=width)

    def look(name):
        axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    page.goto("/my/")
    look("my")
    page.get_by_label("Booking number").fill("K7M 4PX")
    page.get_by_label("Secret code").fill("AAAA AAAA")
    go_on(page, "Open my booking")
    assert "We cannot find a booking with this number and code." in page.inner_text("main")
    look("my-errors")
    page.get_by_label("Secret code").fill("acef-ghjk")
    go_on(page, "Open my booking")
    look("my-booking")
    follow(page.get_by_role("link", name="Cancel this booking"))
    look("my-cancel")
    go_on(page, "Yes, cancel it")

    assert "This booking is cancelled." in page.inner_text("main")
    look("my-cancelled")
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    page.goto("/my/")
    assert page.get_by_role("link", name="Silver Surfer Thursday").count() == 1
    look("my-list")


def test_the_confirmation_on_paper_has_what_is_needed_and_no_buttons(page, occurrence):
    start(page, occurrence)
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("What is the name").fill("Wilhelmina Braithwick")
    for _ in range(3):
        go_on(page)
    page.get_by_label("Ring me").check()
    page.get_by_label("Your phone number").fill("01632 960 123")
    go_on(page)
    go_on(page)
    go_on(page, "Book 1 place")

    page.emulate_media(media="print")

    words = page.inner_text("main")
    for shown in ("Your booking number", "Your secret code", "0808 157 0142", "with your number and secret code"):
        assert shown in words
    for gone in ("Finish and clear this computer", "Add to my calendar", "While you wait", "cancel here"):
        assert gone not in words
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    picture(page, "booked-print")


@pytest.mark.parametrize("choice", ["larger", "night"])
def test_larger_text_and_night_colours_leave_nothing_behind(new_page, axe, no_sideways_scroll, occurrence, choice):
    page = new_page(width=320, color_scheme="dark" if choice == "night" else "light")
    if choice == "larger":
        page.goto("/ease/?text=larger&next=/my/")

    start(page, occurrence)
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("What is the name").fill("Wilhelmina Braithwick-Fotheringay-Cholmondeley")
    for _ in range(3):
        go_on(page)
    page.get_by_label("Tell the person helping me").check()

    axe(page)
    no_sideways_scroll(page)
    picture(page, f"book-contact-{choice}")
