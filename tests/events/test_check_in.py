"""People check in themselves: by their number, on a tablet that knows one session and shows no names."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from core.models import AuditLine
from events.models import Attendance
from events.register_lines import register_of
from tests.factories.accounts import make_user
from tests.factories.events import make_booking, make_day_code, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
URL = "/register/R4K7WTAC/"
NOT_FOUND = "There is no such number for this session."
SPEAK = "Please speak to the person who leads the session. They will help you."


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """`at(minutes)` sets the clock to so many minutes after the start."""
    cache.clear()

    def set_clock(minutes):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW - timedelta(hours=1) + timedelta(minutes=minutes))

    set_clock(0)
    return set_clock


@pytest.fixture
def lead():
    return make_user()


@pytest.fixture
def occurrence(lead):
    """Today, 10 to 12."""
    return make_occurrence(day=NOW.date(), lead=lead, register_code="R4K7WTAC")


@pytest.fixture
def tablet(client, lead, occurrence):
    """On which the lead has opened check-in."""
    client.force_login(lead)
    assert client.post(f"{URL}check-in/").url == "/check-in/"
    return client


def check_in(tablet, reference):
    return tablet.post("/check-in/", {"reference": reference})


def test_a_number_typed_with_look_alikes_checks_in_and_the_answer_names_nobody(tablet, occurrence):
    booking = make_booking(occurrence, make_person("Asha"), places=2, reference="A0C1E8")

    response = check_in(tablet, "aOc-IeB")

    assert response.url == "/check-in/thank-you/"
    words = tablet.get(response.url).content.decode()
    assert "Thank you, you are checked in." in words
    assert "Asha" not in words
    attendance = Attendance.objects.get()
    assert (attendance.booking, attendance.mark, attendance.late, attendance.people) == (booking, "present", False, 2)
    assert (attendance.marked_by_kind, attendance.marked_by) == ("public", None)
    assert AuditLine.objects.get(action="register_marked").actor_kind == "public"
    assert "Checked in" in [tag.words for tag in register_of(occurrence).booked[0].tags]


@pytest.mark.parametrize(("minutes", "late"), [(-30, False), (10, False), (11, True)])
def test_ten_minutes_after_the_start_somebody_is_late(tablet, occurrence, at, minutes, late):
    make_booking(occurrence, reference="A0C1E8")
    at(minutes)

    check_in(tablet, "A0C1E8")

    assert Attendance.objects.get().late is late


def test_a_number_that_nobody_has_and_one_of_another_session_are_one_answer(tablet):
    make_booking(make_occurrence(day=NOW.date()), reference="A0C1E8")

    for reference in ("A0C1E8", "XXXXXX"):
        response = check_in(tablet, reference)
        assert response.status_code == 422
        assert NOT_FOUND in response.content.decode()
    assert "Type your booking number" in check_in(tablet, " ").content.decode()
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_who_has_no_place_is_sent_to_the_lead(tablet, occurrence, state):
    make_booking(occurrence, reference="A0C1E8", state=state)

    assert SPEAK in check_in(tablet, "A0C1E8").content.decode()
    assert not Attendance.objects.exists()


def test_who_was_given_a_place_from_the_waiting_list_checks_in(tablet, occurrence):
    make_booking(occurrence, reference="A0C1E8", promoted_at=NOW, tell_at_door=True)

    assert check_in(tablet, "A0C1E8").status_code == 302


def test_checking_in_again_changes_nothing_that_the_lead_has_marked(tablet, occurrence):
    booking = make_booking(occurrence, make_person("Asha"), places=3, reference="A0C1E8")
    Attendance.objects.create(
        occurrence=occurrence, person=booking.person, booking=booking, mark="present", people=1, marked_at=NOW
    )

    assert check_in(tablet, "A0C1E8").url == "/check-in/thank-you/"
    assert Attendance.objects.get().people == 1


def test_the_tablet_is_signed_out_and_knows_nothing_but_this_session(tablet, occurrence):
    make_booking(occurrence, make_person("Asha"))

    for path in (URL, f"{URL}paper/", f"{URL}sheet/"):
        response = tablet.get(path)
        assert response.status_code == 403
        assert "Asha" not in response.content.decode()
    assert tablet.get("/register/").url.startswith("/account/login/")
    assert tablet.post(f"{URL}marks/", "{}", content_type="application/json").status_code == 403
    assert "Asha" not in tablet.get("/check-in/").content.decode()


def test_a_day_code_has_to_be_typed_again_after_check_in(client, occurrence):
    make_day_code(occurrence, "W0RKT0DAY")
    client.post(f"{URL}day-code/", {"code": "W0RKT0DAY"})
    assert client.get(URL).status_code == 200

    client.post(f"{URL}check-in/")

    assert client.get("/check-in/").status_code == 200
    assert client.get(URL).status_code == 403


def test_check_in_closes_when_the_lead_opens_the_register_again(tablet, lead):
    tablet.force_login(lead)
    assert tablet.get("/check-in/").status_code == 403
    tablet.get(URL)
    tablet.logout()

    assert tablet.get("/check-in/").status_code == 403


def test_check_in_is_open_on_no_other_device_and_not_after_the_session(tablet, at):
    assert Client().get("/check-in/").status_code == 403
    assert Client().post("/check-in/", {"reference": "A0C1E8"}).status_code == 403

    at(120)

    assert tablet.get("/check-in/").status_code == 403


def test_check_in_opens_on_the_day_alone_and_the_lead_stays_signed_in(client, lead, occurrence, at):
    client.force_login(lead)
    at(-24 * 60)

    words = client.post(f"{URL}check-in/", follow=True).content.decode()

    assert "People can check in on the day, until the session ends." in words
    assert "Let people check in themselves" not in words
    assert client.get("/check-in/").status_code == 403


def test_nobody_checks_in_to_a_session_that_was_cancelled_meanwhile(tablet, occurrence):
    make_booking(occurrence, reference="A0C1E8")
    occurrence.state = "cancelled"
    occurrence.save()

    assert "This session is not on" in check_in(tablet, "A0C1E8").content.decode()


def test_guessing_is_stopped_before_the_right_number_is_tried(tablet, occurrence, monkeypatch):
    monkeypatch.setattr("events.views.check_in.TRIES", 3)
    make_booking(occurrence, reference="A0C1E8")
    for _ in range(3):
        check_in(tablet, "XXXXXX")

    assert "That was tried too many times." in check_in(tablet, "A0C1E8").content.decode()
    assert not Attendance.objects.exists()
