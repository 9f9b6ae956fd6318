"""A tablet that loses the network and the session in the middle of a register, a day code, check-in at the door."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Attendance, Booking, BookingState
from tests.factories.accounts import make_user
from tests.factories.events import make_booking, make_day_code, make_event, make_occurrence
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.widths import PAPER_AND_SCRIPT, TABLET_AND_SCRIPT, TABLET_WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")
URL = "/register/R4K7WTAC/"


@pytest.fixture
def lead(db):
    cache.clear()
    return make_user("lead@example.org")


@pytest.fixture
def occurrence(lead):
    """Under way: it began half an hour ago."""
    occurrence = make_occurrence(event=make_event("Get to know your tablet"), lead=lead, register_code="R4K7WTAC")
    occurrence.starts_at = timezone.now() - timedelta(minutes=30)
    occurrence.ends_at = timezone.now() + timedelta(minutes=90)
    occurrence.save()
    for number, name in enumerate(("Arthur Fernley-Moss", "Ottoline Thackbarrow", "Wilhelmina Braithwick")):
        make_booking(occurrence, make_person(name), reference=f"A0C1E{number}", now=occurrence.starts_at)
    return occurrence


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def mark(page, name, word):
    page.get_by_role("listitem").filter(has_text=name).locator("label", has_text=word).click()


def marks():
    return {
        name: "late" if late else mark
        for name, mark, late in Attendance.objects.values_list("person__name", "mark", "late")
    }


def unsent(page):
    return page.locator("[data-unsent]")


@pytest.mark.parametrize("width", TABLET_WIDTHS)
def test_marks_go_out_as_they_are_tapped_and_saving_sends_none_again(
    new_page, sign_in, no_sideways_scroll, lead, occurrence, width
):
    page = sign_in(new_page(width=width), lead)
    page.goto(URL)

    mark(page, "Arthur", "Late")

    expect(page.locator("[data-tally]")).to_contain_text("1 in the room. 1 present (1 late)")
    expect(unsent(page)).to_be_hidden()
    no_sideways_scroll(page)
    first = Attendance.objects.get()
    follow(page.get_by_role("button", name="Save"))
    assert Attendance.objects.get().mark_key == first.mark_key
    assert marks() == {"Arthur Fernley-Moss": "late"}
    assert page.evaluate("localStorage.length") == 0


def test_the_network_and_the_session_are_lost_in_the_middle_of_a_register(page, axe, sign_in, lead, occurrence):
    sign_in(page, lead).goto(URL)
    page.context.set_offline(True)
    mark(page, "Arthur", "Present")
    mark(page, "Ottoline", "Absent")
    mark(page, "Ottoline", "Late")
    mark(page, "Wilhelmina", "Excused")
    expect(unsent(page)).to_contain_text("3 marks not sent yet: they are kept on this tablet.")
    page.get_by_label("Name", exact=True).fill("Florrie Dubbsworth")
    page.get_by_role("button", name="Save").click()
    expect(unsent(page)).to_contain_text("What you typed is not saved yet, and is still on this page.")
    axe(page)
    picture(page, "register-offline")
    kept = page.evaluate("JSON.stringify(localStorage)")
    for name in ("Arthur", "Ottoline", "Wilhelmina", "Florrie"):
        assert name not in kept
    assert marks() == {}

    Session.objects.all().delete()
    page.context.set_offline(False)
    expect(unsent(page)).to_contain_text("You are signed out.")
    picture(page, "register-signed-out")
    sign_in(page, lead)
    page.reload()

    expect(unsent(page)).to_be_hidden()
    expect(page.locator("[data-tally]")).to_contain_text("2 present (1 late) and 0 walk-ins. 0 absent, 1 excused.")
    assert marks() == {
        "Arthur Fernley-Moss": "present",
        "Ottoline Thackbarrow": "late",
        "Wilhelmina Braithwick": "excused",
    }
    assert page.evaluate("localStorage.length") == 0


def test_signing_in_again_leads_back_to_the_register_and_sends_what_waited(page, lead, occurrence, sign_in):
    sign_in(page, lead).goto(URL)
    Session.objects.all().delete()
    mark(page, "Arthur", "Present")
    follow(page.get_by_role("link", name="Sign in again to send them"))
    assert "Open this register" in page.inner_text("h1")

    follow(page.get_by_role("link", name="Sign in", exact=True))
    page.get_by_label("E-mail").fill("lead@example.org")
    page.get_by_label("Password").fill("a long pass phrase")
    follow(page.get_by_role("button", name="Sign in"))

    expect(page).to_have_url(re.compile(URL))
    expect(page.locator("[data-tally]")).to_contain_text("1 in the room.")
    assert marks() == {"Arthur Fernley-Moss": "present"}


def test_what_was_typed_is_saved_after_signing_in_again_in_another_window(page, lead, occurrence, sign_in):
    sign_in(page, lead).goto(URL)
    page.get_by_label("Name", exact=True).fill("Florrie Dubbsworth")
    Session.objects.all().delete()
    page.get_by_role("button", name="Add to the register").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new window").click()
    window = opened.value
    follow(window.get_by_role("link", name="Sign in", exact=True))
    window.get_by_label("E-mail").fill("lead@example.org")
    window.get_by_label("Password").fill("a long pass phrase")
    follow(window.get_by_role("button", name="Sign in"))

    follow(page.get_by_role("button", name="Add to the register"))

    assert marks() == {"Florrie Dubbsworth": "present"}


def test_a_refused_mark_is_told_on_its_line_and_forgotten(page, axe, sign_in, lead, occurrence):
    sign_in(page, lead).goto(URL)
    Booking.objects.filter(person__name__startswith="Arthur").update(state=BookingState.CANCELLED)

    mark(page, "Arthur", "Absent")

    line = page.get_by_role("listitem").filter(has_text="Arthur")
    expect(line.get_by_role("alert")).to_contain_text("Only people who are booked can be absent.")
    expect(line.locator("[type=radio]:checked")).to_have_count(0)
    expect(unsent(page)).to_be_hidden()
    axe(page)
    mark(page, "Arthur", "Present")
    expect(line.get_by_role("alert")).to_be_hidden()
    expect(page.locator("[data-tally]")).to_contain_text("1 in the room.")


@pytest.mark.parametrize(("width", "javascript"), TABLET_AND_SCRIPT)
def test_a_tutor_from_outside_opens_the_register_by_the_day_code(
    new_page, axe, no_sideways_scroll, occurrence, lead, width, javascript
):
    make_day_code(occurrence, "W0RKT0DAY")
    page = new_page(width=width, javascript=javascript)

    def look(name):
        if javascript:  # which axe needs
            axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    page.goto(URL)
    look("register-door")
    page.get_by_label("Day code").fill("W0RKT0DEY")
    follow(page.get_by_role("button", name="Open the register"))
    assert "This code does not open this register." in page.inner_text("main")
    look("register-door-wrong")
    page.get_by_label("Day code").fill("w0rk today")
    follow(page.get_by_role("button", name="Open the register"))
    mark(page, "Arthur", "Present")
    follow(page.get_by_role("button", name="Save"))
    look("register-by-day-code")
    assert Attendance.objects.get().marked_by_kind == "day code"
    follow(page.get_by_role("button", name="Close the register on this device"))
    assert "Arthur" not in page.content()


@pytest.mark.parametrize(("width", "javascript"), TABLET_AND_SCRIPT)
def test_people_check_in_on_a_tablet_that_shows_no_names(
    new_page, axe, no_sideways_scroll, sign_in, lead, occurrence, width, javascript
):
    page = sign_in(new_page(width=width, javascript=javascript), lead)

    def look(name):
        if javascript:  # which axe needs
            axe(page)
        no_sideways_scroll(page)
        assert "Fernley" not in page.content()
        picture(page, name)

    page.goto(URL)
    follow(page.get_by_role("button", name="Let people check in themselves"))
    look("check-in")
    page.get_by_label("Type your booking number").fill("XXXXXX")
    follow(page.get_by_role("button", name="Check in"))
    assert "There is no such number for this session." in page.inner_text("main")
    look("check-in-wrong")
    page.get_by_label("Type your booking number").fill("" if javascript else "aoc ieo")
    if javascript:
        for key in "A0C1EX":
            page.get_by_role("button", name=key, exact=True).click()
        page.get_by_role("button", name="Take back").click()
        page.get_by_role("button", name="0", exact=True).click()
    follow(page.get_by_role("button", name="Check in"))
    look("checked-in")
    assert "Thank you, you are checked in." in page.inner_text("h1")
    follow(page.get_by_role("link", name="Next person"))
    page.goto(URL)
    assert "Fernley" not in page.content()
    assert marks() == {"Arthur Fernley-Moss": "late"}


@pytest.mark.parametrize(("width", "javascript"), PAPER_AND_SCRIPT)
def test_a_paper_register_is_typed_back_in(
    new_page, axe, no_sideways_scroll, sign_in, lead, occurrence, width, javascript
):
    page = sign_in(new_page(width=width, javascript=javascript), lead)
    make_booking(occurrence, make_person("Barnaby Ullthwaite"), state="cancelled", now=occurrence.starts_at)
    page.goto(f"{URL}paper/")
    code = page.inner_text(".regcode .code").splitlines()[0]

    page.goto("/register/")
    page.get_by_label("Code on the paper register").fill("ZZZZ ZZZZ")
    follow(page.get_by_role("button", name="Type in a paper register"))
    assert "There is no register of yours with this code." in page.inner_text("main")
    page.get_by_label("Code on the paper register").fill(code.lower())
    follow(page.get_by_role("button", name="Type in a paper register"))
    mark(page, "Arthur", "Present")
    mark(page, "Ottoline", "Late")
    page.get_by_label("Came anyway").check()
    page.get_by_label("Name, row 1").fill("Florrie Dubbsworth")
    page.get_by_label("Been before, row 1").check()
    page.get_by_label("75 or over").fill("a few")
    follow(page.get_by_role("button", name="Save and finish"))
    assert "Count people with a whole number, like 3." in page.inner_text("main")
    if javascript:
        axe(page)
    no_sideways_scroll(page)
    picture(page, "sheet-wrong")
    page.get_by_label("75 or over").fill("2")
    follow(page.get_by_role("button", name="Save and finish"))

    assert "The register is finished. Thank you." in page.inner_text("main")
    assert "6 in the room. 3 present (1 late) and 3 walk-ins. 1 absent" in page.inner_text(".tally")
    assert marks() == {
        "Arthur Fernley-Moss": "present",
        "Ottoline Thackbarrow": "late",
        "Wilhelmina Braithwick": "absent",
        "Barnaby Ullthwaite": "present",
        "Florrie Dubbsworth": "present",
    }
