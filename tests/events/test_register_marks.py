"""Marks that go out one by one: as they are tapped, or once the network and the session are back."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import AuditLine
from events.models import Attendance
from tests.factories.accounts import make_user
from tests.factories.events import make_booking, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
URL = "/register/R4K7WTAC/marks/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def lead():
    return make_user()


@pytest.fixture
def occurrence(lead):
    return make_occurrence(day=NOW.date(), lead=lead, register_code="R4K7WTAC")


@pytest.fixture
def tablet(client, lead):
    client.force_login(lead)
    return client


def tap(tablet, booking, mark="present", minutes_ago=0, **more):
    words = {"key": str(uuid4()), "booking": str(booking.key), "mark": mark, "people": None}
    words |= {"ago": minutes_ago * 60_000} | more
    return tablet.post(URL, json.dumps(words), content_type="application/json")


def test_a_tap_is_kept_and_answered_with_the_count_so_far(tablet, occurrence):
    booking = make_booking(occurrence, make_person("Asha"), places=3)
    make_booking(occurrence, make_person("Ben"))

    answer = tap(tablet, booking, "late", minutes_ago=5, people=2)

    attendance = Attendance.objects.get()
    assert (attendance.mark, attendance.late, attendance.people) == ("present", True, 2)
    assert attendance.marked_at == NOW - timedelta(minutes=5)
    assert "<b>2 in the room.</b> 2 present (2 late)" in answer.json()["tally"]
    assert "Asha" not in answer.content.decode()


def test_a_tap_sent_twice_or_out_of_order_counts_once_and_the_later_stands(tablet, occurrence):
    booking, key = make_booking(occurrence), str(uuid4())
    tap(tablet, booking, "absent", minutes_ago=3, key=key)
    tap(tablet, booking, "present", minutes_ago=1)

    for minutes_ago in (3, 4):
        assert tap(tablet, booking, "absent", minutes_ago, key=key).status_code == 200

    assert Attendance.objects.get().mark == "present"
    assert AuditLine.objects.filter(action="register_marked").count() == 2


def test_somebody_who_cancelled_while_the_tablet_was_away_cannot_be_absent_and_may_have_come(tablet, occurrence):
    booking = make_booking(occurrence, state="cancelled")

    refused = tap(tablet, booking, "absent")

    assert (refused.status_code, refused.json()) == (
        422,
        {"refused": "Only people who are booked can be absent. Somebody not booked who came is present."},
    )
    assert tap(tablet, booking, "present").status_code == 200
    assert Attendance.objects.get().mark == "present"


def test_a_booking_of_another_session_is_not_on_this_register(tablet, occurrence):
    answer = tap(tablet, make_booking(make_occurrence()))

    assert answer.status_code == 422
    assert answer.json()["refused"].startswith("They are not on this register any more.")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[]",
        "[" * 5000,
        '{"key": 1}',
        '{"key": "x", "booking": "y", "mark": "present", "ago": 0}',
        f'{{"key": "{uuid4()}", "booking": "{uuid4()}", "mark": "present", "ago": NaN}}',
        f'{{"key": "{uuid4()}", "booking": "{uuid4()}", "mark": "present", "ago": 1e300}}',
        f'{{"key": "{uuid4()}", "booking": "{uuid4()}", "mark": "present", "ago": 0, "people": "many"}}',
    ],
)
def test_what_cannot_be_read_is_met_with_a_sentence(tablet, occurrence, body):
    answer = tablet.post(URL, body, content_type="application/json")

    assert (answer.status_code, answer.json()) == (
        422,
        {"refused": "This mark could not be read. Please mark them again."},
    )


def test_a_tablet_asks_whether_it_is_heard_and_changes_nothing(tablet, occurrence):
    make_booking(occurrence)

    assert tablet.post(URL, "{}", content_type="application/json").status_code == 200
    assert not Attendance.objects.exists()


def test_who_is_signed_out_or_has_an_old_page_is_not_heard(occurrence, lead):
    booking, strict = make_booking(occurrence), Client(enforce_csrf_checks=True)
    assert tap(Client(), booking).status_code == 403
    strict.force_login(lead)
    assert tap(strict, booking).status_code == 403
    assert not Attendance.objects.exists()


def test_the_page_names_bookings_to_its_script_by_their_keys(tablet, occurrence):
    booking = make_booking(occurrence)

    words = tablet.get("/register/R4K7WTAC/").content.decode()

    assert f'data-booking="{booking.key}"' in words
    assert f'data-marks="{URL}"' in words


@pytest.mark.parametrize("number", [1, 30])
def test_a_tap_takes_the_same_queries_however_many_are_booked(tablet, occurrence, number):
    bookings = [make_booking(occurrence, make_person(f"Person {place}")) for place in range(number)]

    with CaptureQueriesContext(connection) as queries:
        tap(tablet, bookings[0])

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 14
