"""A day code opens one register, on its day, for somebody without an account."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions.day_codes import end_day_code, issue_day_code
from events.models import Attendance, DayCode
from tests.factories.accounts import make_staff, make_user
from tests.factories.events import make_booking, make_day_code, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
URL = "/register/R4K7WTAC/"
WRONG = "This code does not open this register."


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def at(monkeypatch):
    """`at(moment)` sets the clock."""

    def set_clock(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_clock(NOW)
    return set_clock


@pytest.fixture
def occurrence(at):
    """Today, 10 to 12."""
    return make_occurrence(day=NOW.date(), register_code="R4K7WTAC")


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators"))


def enter(client, code, url=URL):
    return client.post(f"{url}day-code/", {"code": code})


def test_a_code_is_given_out_once_and_only_its_hash_is_kept(occurrence, coordinator):
    secret = issue_day_code(occurrence, by=coordinator, now=NOW)

    code = DayCode.objects.get()
    assert re.fullmatch("[ACEFGHJKMNPQRTVWXY0-9]{8}", secret)
    assert (len(code.code_hash), code.issued_by, code.issued_at) == (64, coordinator.user, NOW)
    assert AuditLine.objects.get().detail == {"day_code": code.pk}


def test_a_code_is_given_out_by_coordinators_for_sessions_that_are_on_and_not_over(occurrence, coordinator):
    with pytest.raises(Refused, match="Only a coordinator"):
        issue_day_code(occurrence, by=Actor.of(make_staff("Session leads")), now=NOW)
    with pytest.raises(Refused, match="The day of this session is over"):
        issue_day_code(occurrence, by=coordinator, now=NOW + timedelta(days=1))
    occurrence.state = "cancelled"
    with pytest.raises(Refused, match="not on"):
        issue_day_code(occurrence, by=coordinator, now=NOW)


def test_a_code_opens_the_register_and_its_sheets_and_no_other(client, occurrence):
    make_booking(occurrence, make_person("Asha"))
    another = make_occurrence(day=NOW.date())
    make_day_code(occurrence, "W0RKT0DAY")

    assert enter(client, "w0rk-today").url == URL

    for path in ("", "paper/", "sign-in-sheet/", "sheet/"):
        assert "Asha" in client.get(f"{URL}{path}").content.decode()
    assert client.get(f"/register/{another.register_code}/").status_code == 403
    assert client.get("/register/").url.startswith("/account/login/")
    assert client.get("/admin/").url.startswith("/account/login/")


def test_what_is_done_by_day_code_is_noted_as_such(client, occurrence):
    booking = make_booking(occurrence, make_person("Asha"))
    make_day_code(occurrence, "W0RKT0DAY")
    enter(client, "W0RKT0DAY")

    client.post(URL, {"do": "save", f"mark-{booking.pk}": "present", "name": "Dora"})

    assert set(Attendance.objects.values_list("person__name", "marked_by_kind", "marked_by")) == {
        ("Asha", "day code", None),
        ("Dora", "day code", None),
    }
    assert set(AuditLine.objects.values_list("action", "actor_kind", "user")) == {
        (action, "day code", None)
        for action in ("day_code_used", "register_marked", "register_walk_in", "person_created")
    }


def test_somebody_with_an_account_of_another_kind_marks_by_day_code_too(client, occurrence):
    booking, champion = make_booking(occurrence), make_user()
    make_day_code(occurrence, "W0RKT0DAY")
    client.force_login(champion)
    assert "Your account does not open this register" in client.get(URL).content.decode()
    enter(client, "W0RKT0DAY")

    client.post(URL, {"do": "save", f"mark-{booking.pk}": "present"})

    attendance = Attendance.objects.get()
    assert (attendance.marked_by_kind, attendance.marked_by) == ("day code", champion)


@pytest.mark.parametrize(("hours", "opens"), [(-12, False), (-11, True), (16.9, True), (17, False)])
def test_a_code_works_from_midnight_of_its_day_until_four_in_the_morning_after(client, occurrence, at, hours, opens):
    make_day_code(occurrence, "W0RKT0DAY")
    at(NOW + timedelta(hours=hours))

    response = enter(client, "W0RKT0DAY")

    assert response.status_code == (302 if opens else 422)
    assert (WRONG in response.content.decode()) is not opens


def test_a_register_that_a_code_opened_closes_with_its_day(client, occurrence, at):
    make_day_code(occurrence, "W0RKT0DAY")
    enter(client, "W0RKT0DAY")
    assert client.get(URL).status_code == 200

    at(NOW + timedelta(hours=17))

    assert client.get(URL).status_code == 403


def test_ending_a_code_closes_the_register_where_it_was_typed(client, occurrence, coordinator):
    code = make_day_code(occurrence, "W0RKT0DAY")
    enter(client, "W0RKT0DAY")

    for _ in range(2):
        end_day_code(code, by=coordinator, now=NOW)

    assert client.get(URL).status_code == 403
    assert WRONG in enter(client, "W0RKT0DAY").content.decode()
    assert AuditLine.objects.filter(action="day_code_ended").count() == 1


def test_no_such_register_and_no_such_code_are_one_answer(client, occurrence):
    wrong, nowhere = enter(client, "WRONGC0D"), enter(client, "WRONGC0D", "/register/N0WHERE/")

    assert wrong.status_code == nowhere.status_code == 422
    assert WRONG in wrong.content.decode()
    assert WRONG in nowhere.content.decode()
    assert client.get("/register/N0WHERE/").status_code == client.get(URL).status_code == 403
    assert "Enter the day code" in enter(client, "").content.decode()


def test_guessing_is_stopped_before_the_right_code_is_tried(client, occurrence):
    make_day_code(occurrence, "W0RKT0DAY")
    for _ in range(20):
        enter(client, "WRONGC0D")

    assert "That was tried too many times." in enter(client, "W0RKT0DAY").content.decode()


def test_the_register_is_closed_on_a_device_by_hand(client, occurrence):
    make_day_code(occurrence, "W0RKT0DAY")
    enter(client, "W0RKT0DAY")
    assert "Close the register on this device" in client.get(URL).content.decode()

    client.post(f"{URL}leave/")

    assert client.get(URL).status_code == 403


def test_a_coordinator_gives_out_a_code_on_the_page_of_the_date_and_ends_it(client, occurrence, coordinator):
    client.force_login(coordinator.user)
    assert "Give out a day code" in client.get(f"/admin/occurrence/inspect/{occurrence.pk}/").content.decode()

    words = client.post(f"/admin/events/dates/{occurrence.pk}/day-code/").content.decode()

    secret = "".join(re.search("Day code: <strong>(.{4}) (.{4})<", words).groups())
    assert URL in words
    client.logout()
    assert enter(client, secret).status_code == 302
    client.force_login(coordinator.user)
    shown = client.get(f"/admin/occurrence/inspect/{occurrence.pk}/").content.decode()
    assert "End this code" in shown
    assert secret not in shown
    client.post(f"/admin/events/day-codes/{DayCode.objects.get().pk}/end/")
    assert "End this code" not in client.get(f"/admin/occurrence/inspect/{occurrence.pk}/").content.decode()


def test_editors_see_no_day_codes(client, occurrence):
    make_day_code(occurrence)
    client.force_login(make_staff("Editors"))

    words = client.get(f"/admin/occurrence/inspect/{occurrence.pk}/").content.decode()

    assert "day code" not in words.lower()
