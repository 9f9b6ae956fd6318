"""Booking for a caller, from finding them to reading the confirmation out, and undoing a mistaken merge on the way."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Booking
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_postcode, make_venue
from tests.factories.people import make_person
from tests.factories.programme import make_programme
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

PICTURES = os.environ.get("PICTURES")


def picture(page, name):
    """Kept where PICTURES says, to look at; nowhere otherwise."""
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


@pytest.fixture
def desk(transactional_db):
    make_programme()
    make_postcode("CA1 1AA")
    phone = {"contact_by": "phone", "phone": "01632 960 123", "phone_compared": "01632960123"}
    asha = make_person("Asha O'Brien", postcode="CA1 1AA", **phone)
    make_person("A O’Brien", **phone)
    make_person("Ben O'Brien", postcode="CA1 1AA", **phone)
    library, kendal = make_venue(), make_venue("Kendal Library", town="Kendal", position=(54.3270, -2.7460))
    day = timezone.localdate() + timedelta(days=6)
    surfers = make_event("Silver Surfer Thursday", slug="surfers", bring="Your glasses and your phone")
    soon = make_occurrence(event=surfers, day=day, venue=library, capacity=2)
    make_booking(soon, make_person("Carol"))
    make_occurrence(event=make_event("Tablets for beginners"), day=day + timedelta(days=1), venue=kendal, capacity=8)
    make_occurrence(event=make_event("Drop in", booking_mode="drop-in"), day=day, venue=library)
    make_booking(make_occurrence(event=make_event("Scams"), day=day, venue=kendal), asha)
    return make_staff("Coordinators", first_name="Ana", last_name="Bell")


@pytest.mark.parametrize(("width", "javascript"), [(1280, False), (320, True)])
def test_a_caller_is_found_booked_and_read_their_number(
    new_page, sign_in, desk, axe, no_sideways_scroll, width, javascript
):
    page = sign_in(new_page(width=width, javascript=javascript), desk)

    def looks_well(name):
        if javascript:  # axe is a script that waits
            axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    page.goto("/admin/desk/")
    looks_well("desk-1")

    page.get_by_label("Who is it?").fill("obrien")
    with page.expect_navigation():
        page.get_by_label("Who is it?").press("Enter")
    expect(page.get_by_text("Perhaps the same person as A O’Brien")).to_be_visible()
    looks_well("desk-2-who")

    follow(page.get_by_role("button", name="Asha O'Brien, 01632"))
    expect(page.get_by_text("Booked already")).to_be_visible()
    expect(page.get_by_text("The nearest first, near CA1 1AA")).to_be_visible()
    looks_well("desk-3-session")

    page.get_by_label("From").fill("some day")
    follow(page.get_by_role("button", name="Find sessions"))
    expect(page.get_by_role("alert")).to_contain_text("We cannot read this date")
    looks_well("desk-4-slip")
    page.get_by_label("From").fill("")
    with page.expect_navigation():
        page.get_by_label("From").press("Enter")

    follow(page.get_by_role("button", name="Silver Surfer Thursday"))
    page.get_by_label("2 places").check()
    page.get_by_label("Is there anything that would help").fill("A seat near the door")
    looks_well("desk-5-place")
    follow(page.get_by_role("button", name="Book it"))
    expect(page.get_by_role("alert")).to_contain_text("There is only 1 place left")
    looks_well("desk-6-full")

    follow(page.get_by_role("button", name="Book 1 place"))
    expect(page.get_by_role("heading", name="Read this out")).to_be_visible()
    booking = Booking.objects.get(occurrence__event__slug="surfers", person__name="Asha O'Brien")
    assert (booking.places, booking.needs, booking.arrived_by) == (1, "A seat near the door", "phone")
    looks_well("desk-7-read")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="You are booked")).to_be_visible()
    expect(page.get_by_role("heading", name="Read this out")).not_to_be_visible()
    picture(page, "desk-8-paper")
    page.emulate_media(media="screen")

    follow(page.get_by_role("button", name="Same person, another session"))
    expect(page.get_by_text("Asha O'Brien", exact=True)).to_be_visible()
    follow(page.get_by_role("button", name="Next caller"))
    expect(page.get_by_text("Asha O'Brien", exact=True)).to_have_count(0)


def test_a_new_caller_is_booked_by_keyboard(sign_in, new_page, desk, axe):
    page = sign_in(new_page(), desk)
    page.goto("/admin/desk/")
    page.get_by_text("A new person", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Betty Moss")
    follow(page.get_by_role("button", name="Go on with this new person"))
    expect(page.get_by_role("alert")).to_contain_text("Choose how we should tell them")
    axe(page)
    picture(page, "desk-new-slip")
    page.get_by_label("Ring them").check()
    page.get_by_role("textbox", name="Their phone number", exact=True).fill("01632 960 777")
    follow(page.get_by_role("button", name="Go on with this new person"))
    expect(page.get_by_text("Betty Moss", exact=True)).to_be_visible()

    page.get_by_label("What").fill("tablet")
    with page.expect_navigation():
        page.get_by_label("What").press("Enter")
    follow(page.get_by_role("button", name="Tablets for beginners"))
    follow(page.get_by_role("button", name="Book it"))

    expect(page.get_by_text("We will ring 01632 960 777.").first).to_be_visible()
    assert Booking.objects.get(person__name="Betty Moss").booked_by == desk


def test_two_records_are_merged_and_taken_apart_again(sign_in, new_page, desk, axe):
    page = sign_in(new_page(), desk)
    page.goto("/admin/desk/")
    page.get_by_label("Who is it?").fill("obrien")
    follow(page.get_by_role("button", name="Find them"))
    follow(page.get_by_role("link", name="Compare and merge A O’Brien and Asha O'Brien"))
    picture(page, "merge")
    axe(page)
    follow(page.get_by_role("button", name="Merge them"))
    follow(page.get_by_role("link", name="Take them apart"))
    picture(page, "unmerge")
    axe(page)

    follow(page.get_by_role("button", name="Take them apart"))

    expect(page.get_by_text("Taken apart.")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_staff_write_to_everyone_on_a_date(sign_in, new_page, desk, axe, no_sideways_scroll, width):
    occurrence = Booking.objects.filter(occurrence__event__title="Scams").get().occurrence
    page = sign_in(new_page(width=width), desk)
    page.goto(f"/admin/occurrence/inspect/{occurrence.pk}/")
    follow(page.get_by_role("link", name="Write to everyone on this date"))
    axe(page)

    follow(page.get_by_role("button", name="Show what will be sent"))
    expect(page.get_by_role("alert")).to_contain_text("Write the message.")
    axe(page)
    page.get_by_role("textbox", name="What it is about").fill("We are upstairs")
    page.get_by_role("textbox", name="Message").fill("The lift is broken. Ring us if you need it.")
    follow(page.get_by_role("button", name="Show what will be sent"))
    expect(page.get_by_text("The lift is broken. Ring us if you need it.").last).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    picture(page, "write")

    follow(page.get_by_role("button", name="Send it to 1 person"))

    expect(page.get_by_text("It is on its way to 1 person.")).to_be_visible()
    assert Message.objects.get(kind="session_note").state == "to-do"
