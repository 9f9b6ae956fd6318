"""A register on a tablet, on a telephone, without script and on paper."""

import os
import re
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from core.words import LONDON
from events.models import Attendance
from tests.factories.accounts import make_user
from tests.factories.events import make_attendance, make_booking, make_event, make_occurrence
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.widths import REGISTER_WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")
URL = "/register/R4K7WTAC/"


@pytest.fixture
def lead(db):
    cache.clear()
    return make_user(first_name="Marigold")


@pytest.fixture
def occurrence(lead):
    today = timezone.localdate()
    occurrence = make_occurrence(
        event=make_event("Get to know your tablet"), day=today, starts=time(13), lead=lead, register_code="R4K7WTAC"
    )
    now = datetime.combine(today - timedelta(days=3), time(9), tzinfo=LONDON)
    arthur = make_person("Arthur Fernley-Moss", phone="01632 960 101")
    make_attendance(make_occurrence(day=today - timedelta(days=7)), arthur)
    make_booking(occurrence, arthur, now=now)
    make_booking(occurrence, make_person("Wilhelmina Braithwick"), needs="A seat near the front", now=now)
    make_booking(occurrence, make_person("Ottoline Thackbarrow"), places=2, now=now)
    make_booking(occurrence, make_person("Jethro Skelgill-Noon"), tell_at_door=True, promoted_at=now, now=now)
    make_booking(occurrence, make_person("Petronella Gaitsby"), state="waiting", now=now)
    make_booking(occurrence, make_person("Barnaby Ullthwaite"), state="cancelled", now=now)
    return occurrence


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def row(page, name):
    return page.get_by_role("listitem").filter(has_text=name)


def marks():
    return dict(Attendance.objects.filter(occurrence__register_code="R4K7WTAC").values_list("person__name", "mark"))


@pytest.mark.parametrize("width", REGISTER_WIDTHS)
def test_taking_a_register(new_page, axe, no_sideways_scroll, sign_in, lead, occurrence, width):
    page = sign_in(new_page(width=width), lead)

    def look(name):
        axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    page.goto("/register/")
    look("registers")
    follow(page.get_by_role("link", name="Get to know your tablet"))
    look("register")
    assert "5 still to mark" not in page.inner_text(".tally")
    assert "4 still to mark" in page.inner_text(".tally")
    row(page, "Arthur Fernley-Moss").get_by_text("Present").click()
    row(page, "Wilhelmina Braithwick").get_by_text("Absent").click()
    row(page, "Jethro Skelgill-Noon").get_by_text("Excused").click()
    follow(page.get_by_role("button", name="Save"))
    assert "1 in the room." in page.inner_text(".tally")
    assert "1 still to mark" in page.inner_text(".tally")
    follow(page.get_by_role("button", name="Mark everyone else present"))
    follow(page.get_by_role("button", name=re.compile("Came anyway.*Petronella Gaitsby")))
    follow(page.get_by_role("button", name="One more, 65 to 74"))
    follow(page.get_by_role("button", name="One more, 65 to 74"))
    follow(page.get_by_role("button", name="One fewer, 65 to 74"))
    page.get_by_label("Name", exact=True).fill("Florrie Dubbsworth")
    with page.expect_navigation():
        page.get_by_label("Name", exact=True).press("Enter")
    look("register-marked")
    assert "6 in the room. 4 present and 2 walk-ins. 1 absent, 1 excused." in page.inner_text(".tally")
    follow(page.get_by_role("button", name="Finish the register"))

    assert "The register is finished. Thank you." in page.inner_text("main")
    look("register-finished")
    assert marks() == {
        "Arthur Fernley-Moss": "present",
        "Wilhelmina Braithwick": "absent",
        "Ottoline Thackbarrow": "present",
        "Jethro Skelgill-Noon": "excused",
        "Petronella Gaitsby": "present",
        "Florrie Dubbsworth": "present",
    }


def test_a_register_without_script_and_by_keyboard(plain_page, sign_in, lead, occurrence):
    page = sign_in(plain_page, lead)
    page.goto(URL)
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    follow(page.get_by_role("button", name="Save"))

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert marks() == {"Arthur Fernley-Moss": "absent"}


def test_a_slip_is_told_and_what_was_marked_is_kept(page, axe, sign_in, lead, occurrence):
    sign_in(page, lead).goto(URL)
    page.get_by_label("Under 18", exact=True).fill("a few")
    follow(page.get_by_role("button", name="Save"))

    assert "Count people with a whole number, like 3." in page.inner_text("main")
    axe(page)


@pytest.mark.parametrize("sheet", ["paper", "sign-in-sheet"])
def test_the_paper_fits_a_page_and_holds_what_it_should(page, axe, sign_in, lead, occurrence, sheet):
    for number in range(4):
        person = make_person(f"Wilhelmina Braithwick-Moss {number}", phone="01632 960 102")
        make_booking(occurrence, person, needs="A seat near the door")
    sign_in(page, lead).goto(f"{URL}{sheet}/")
    axe(page)
    picture(page, sheet)

    page.emulate_media(media="print")

    words = page.inner_text("main")
    assert "Arthur Fernley-Moss" in words
    assert "Barnaby Ullthwaite" not in words
    assert ("01632 960 101" in words) is (sheet == "paper")
    assert "Print this page" not in page.inner_text("body")
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") == 1
    if PICTURES:
        (Path(PICTURES) / f"{sheet}.pdf").write_bytes(pdf)
