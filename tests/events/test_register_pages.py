"""The register's pages without a browser: who may open one, what each button does, what the paper shows."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import AuditLine
from events.models import Attendance
from people.models import Person
from tests.factories.accounts import make_staff, make_superuser, make_user
from tests.factories.events import make_booking, make_day_code, make_duty, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def lead():
    return make_user(first_name="Marigold")


@pytest.fixture
def occurrence(lead):
    return make_occurrence(day=NOW.date(), lead=lead, register_code="R4K7WTAC")


@pytest.fixture
def signed_in(client, lead):
    client.force_login(lead)
    return client


URL = "/register/R4K7WTAC/"


def fields(client):
    """What a browser would send back untouched."""
    words = client.get(URL).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', words))
    sent |= dict(re.findall(r'<input class="govuk-input" id="(count-\d)"[^>]*value="(\d+)"', words))
    return sent | {"note": ""}


def press(client, **more):
    return client.post(URL, fields(client) | {"do": "save"} | more)


@pytest.mark.parametrize("path", ["", "paper/", "sign-in-sheet/"])
def test_a_register_asks_visitors_to_sign_in_or_for_a_day_code_and_refuses_other_accounts(client, occurrence, path):
    make_booking(occurrence, make_person("Asha"))
    words = client.get(f"{URL}{path}").content.decode()
    assert 'href="/account/login/?next=/register/R4K7WTAC/"' in words
    assert "Type the day code" in words or "type the day code" in words
    for user in (None, make_user()):
        if user:
            client.force_login(user)
        for response in (client.get(f"{URL}{path}"), client.post(f"{URL}{path}")):
            assert response.status_code == 403
            assert "Asha" not in response.content.decode()


@pytest.mark.parametrize("path", ["", "paper/", "sign-in-sheet/"])
def test_the_lead_and_coordinators_may_open_it_and_no_browser_keeps_it(client, occurrence, lead, path):
    for user in (lead, make_staff("Coordinators"), make_superuser()):
        client.force_login(user)
        response = client.get(f"{URL}{path}")
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"


def test_the_lead_of_the_event_opens_dates_that_name_no_lead_and_not_those_of_another(client, lead):
    event = make_event(lead=lead)
    mine = make_occurrence(event=event, day=NOW.date())
    another = make_occurrence(event=event, day=NOW.date() + timedelta(days=1), lead=make_user())
    client.force_login(lead)

    assert client.get(f"/register/{mine.register_code}/").status_code == 200
    assert client.get(f"/register/{another.register_code}/").status_code == 403


def test_an_unknown_code_is_not_there(signed_in, occurrence):
    assert signed_in.get("/register/NONSENSE/").status_code == 404


def test_the_register_shows_who_is_booked_and_what_would_help(signed_in, occurrence):
    make_booking(occurrence, make_person("Wilhelmina Braithwick"), needs="A seat near the front")
    make_booking(occurrence, make_person("On the list"), state="waiting")

    words = signed_in.get(URL).content.decode()

    assert "Wilhelmina Braithwick" in words
    assert "A seat near the front" in words
    assert "First visit" in words
    assert "1 person booked" in words
    assert "On the waiting list" in words


def test_saving_keeps_marks_and_says_how_many_are_here(signed_in, occurrence):
    here, away = make_booking(occurrence, make_person("Asha")), make_booking(occurrence, make_person("Ben"))

    response = press(signed_in, **{f"mark-{here.pk}": "present", f"mark-{away.pk}": "absent"})

    assert response.url == URL
    words = signed_in.get(URL).content.decode()
    assert "Saved." in words
    assert "<b>1 in the room.</b> 1 present and 0 walk-ins. 1 absent, 0 excused." in words


def test_a_page_posted_twice_counts_once(signed_in, occurrence):
    booking = make_booking(occurrence)
    sent = fields(signed_in) | {"do": "add", f"mark-{booking.pk}": "present", "name": "Dora", "more": "0"}

    for _ in range(2):
        signed_in.post(URL, sent)

    assert Attendance.objects.count() == 2
    assert Person.objects.filter(name="Dora").count() == 1
    assert dict(occurrence.headcounts.values_list("age_band", "people")) == {"0-17": 1}


def test_an_old_page_does_not_undo_a_newer_mark(signed_in, occurrence):
    asha, ben = make_booking(occurrence, make_person("Asha")), make_booking(occurrence, make_person("Ben"))
    press(signed_in, **{f"mark-{asha.pk}": "absent"})
    old_page = fields(signed_in) | {f"mark-{asha.pk}": "absent"}
    press(signed_in, **{f"mark-{asha.pk}": "present"})

    signed_in.post(URL, old_page | {f"mark-{ben.pk}": "present"})

    assert dict(Attendance.objects.values_list("person__name", "mark")) == {"Asha": "present", "Ben": "present"}


def test_everyone_else_present_leaves_marks_alone_and_marks_nobody_who_waits(signed_in, occurrence):
    asha = make_booking(occurrence, make_person("Asha"))
    make_booking(occurrence, make_person("Ben"))
    make_booking(occurrence, make_person("Waiting"), state="waiting")

    press(signed_in, **{f"mark-{asha.pk}": "excused", "do": "all"})

    assert dict(Attendance.objects.values_list("person__name", "mark")) == {"Asha": "excused", "Ben": "present"}


def test_somebody_who_cancelled_and_came_anyway_is_here(signed_in, occurrence):
    booking = make_booking(occurrence, make_person("Asha"), state="cancelled")

    press(signed_in, came=str(booking.pk))

    assert dict(Attendance.objects.values_list("person__name", "mark")) == {"Asha": "present"}


def test_one_more_and_one_fewer_count_from_what_is_in_the_box(signed_in, occurrence):
    press(signed_in, **{"count-1": "7", "more": "1"})
    press(signed_in, fewer="1")
    response = press(signed_in, more="3")

    assert response.url == f"{URL}#counts"
    assert dict(occurrence.headcounts.values_list("age_band", "people")) == {"18-64": 7, "75+": 1}


def test_a_count_that_is_no_number_is_met_with_a_sentence(signed_in, occurrence):
    response = press(signed_in, **{"count-0": "a few"})

    assert response.status_code == 422
    assert "Count people with a whole number, like 3." in response.content.decode()


def test_a_note_is_kept_and_stays_when_something_else_is_saved(signed_in, occurrence):
    press(signed_in, note="The heating\r\nwas off ")
    press(signed_in, note="The heating\nwas off", **{"count-0": "1"})

    occurrence.refresh_from_db()
    assert occurrence.register_note == "The heating\nwas off"
    assert AuditLine.objects.filter(action="register_note_written").count() == 1


def test_finishing_with_nobody_left_to_mark(signed_in, occurrence):
    booking = make_booking(occurrence)

    press(signed_in, do="finish", **{f"mark-{booking.pk}": "present"})

    occurrence.refresh_from_db()
    assert occurrence.register_closed_at == NOW
    assert "This register was finished" in signed_in.get(URL).content.decode()


def test_finishing_too_early_says_who_is_missing_and_keeps_what_was_marked(signed_in, occurrence):
    here = make_booking(occurrence, make_person("Asha"))
    make_booking(occurrence, make_person("Ben"))

    response = press(signed_in, do="finish", **{f"mark-{here.pk}": "present"})

    assert "1 person is not marked yet." in response.content.decode()
    assert Attendance.objects.count() == 1


def test_saving_30_people_takes_at_most_12_queries(signed_in, occurrence):
    bookings = [make_booking(occurrence, make_person(f"Person {number}")) for number in range(30)]
    sent = fields(signed_in) | {f"mark-{booking.pk}": "present" for booking in bookings} | {"do": "save"}

    with CaptureQueriesContext(connection) as queries:
        signed_in.post(URL, sent)

    # Savepoints are the test's: outside it they are the beginning and end of a transaction.
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 12
    assert Attendance.objects.count() == 30


@pytest.mark.parametrize("who", ["coordinator", "on duty", "day code"])
def test_saving_30_people_takes_at_most_12_queries_whoever_does_it(client, occurrence, who):
    """Their own permissions, which are asked once, are not the register's."""
    bookings = [make_booking(occurrence, make_person(f"Person {number}")) for number in range(30)]
    if who == "day code":
        make_day_code(occurrence, "W0RKT0DAY")
        client.post(f"{URL}day-code/", {"code": "W0RKT0DAY"})
    else:
        client.force_login(make_staff("Coordinators" if who == "coordinator" else "Session leads"))
        make_duty(get_user_model().objects.last(), occurrence.venue)
    sent = fields(client) | {f"mark-{booking.pk}": "late" for booking in bookings} | {"do": "save"}

    with CaptureQueriesContext(connection) as queries:
        client.post(URL, sent)

    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len([sql for sql in asked if "auth_permission" not in sql]) <= 12
    assert Attendance.objects.filter(late=True).count() == 30


def test_todays_registers_are_the_leads_own_and_those_not_finished(signed_in, occurrence, lead):
    make_occurrence(event=make_event("Somebody else's"), day=NOW.date())
    make_occurrence(event=make_event("Last week"), day=NOW.date() - timedelta(days=7), lead=lead)
    make_occurrence(event=make_event("Done"), day=NOW.date() - timedelta(days=6), lead=lead, register_closed_at=NOW)
    make_occurrence(event=make_event("Next week"), day=NOW.date() + timedelta(days=7), lead=lead)
    make_occurrence(event=make_event("Ask anything", booking_mode="drop-in"), day=NOW.date(), lead=lead)
    make_booking(make_occurrence(event=make_event("Tablets"), day=NOW.date(), lead=lead), places=2)

    words = signed_in.get("/register/").content.decode()

    assert "Silver Surfer Thursday" in words
    assert "Last week" in words
    assert [words.count(said) for said in ("Nobody is booked", "Drop in<", "2 places booked")] == [2, 1, 1]
    for title in ("Somebody else", "Done", "Next week"):
        assert title not in words


@pytest.mark.parametrize("number", [1, 3])
def test_todays_registers_take_the_same_queries_however_many(signed_in, lead, number, django_assert_num_queries):
    for place in range(number):
        make_booking(make_occurrence(event=make_event(f"Event {place}"), day=NOW.date(), lead=lead))
    signed_in.get("/register/")

    with django_assert_num_queries(6):
        signed_in.get("/register/")


def test_a_code_typed_from_paper_opens_the_register(signed_in, occurrence):
    assert signed_in.post("/register/", {"code": "r4k7 wtac"}).url == URL
    response = signed_in.post("/register/", {"code": "AAAA AAAA"}, follow=True)
    assert "There is no register of yours with this code." in response.content.decode()


def test_a_code_opens_no_register_of_somebody_else(client, occurrence):
    client.force_login(make_user())

    assert client.post("/register/", {"code": "R4K7WTAC"}).url == "/register/"


def test_the_clipboard_sheet_has_names_alone(signed_in, occurrence):
    person = make_person("Asha", phone="01632 960 123", adjustments="Hearing loop", contact_by="phone")
    make_booking(occurrence, person, needs="Near the door")
    make_booking(occurrence, make_person("Gone"), state="cancelled")

    words = signed_in.get(f"{URL}sign-in-sheet/").content.decode()

    assert "Asha" in words
    for private in ("01632", "Hearing loop", "Near the door", "Gone", "R4K7 WTAC"):
        assert private not in words


def test_the_leads_sheet_has_numbers_adjustments_the_code_and_when_to_shred_it(signed_in, occurrence):
    helped = make_person("Ben", contact_by="helper", helper_name="Dora", helper_contact="01632 960 456")
    make_booking(occurrence, make_person("Asha", phone="01632 960 123"), needs="Near the door")
    make_booking(occurrence, helped)
    make_booking(occurrence, make_person("On the list"), state="waiting", places=2)
    make_booking(occurrence, make_person("Gone"), state="cancelled")

    words = signed_in.get(f"{URL}paper/").content.decode()

    for shown in ("01632 960 123", "01632 960 456 (Dora)", "Near the door", "R4K7 WTAC", "shred this sheet", "7."):
        assert shown in words
    assert "On the list (2)" in words
    assert 'class="qr"' in words
    assert "Gone" not in words


def test_before_the_day_the_register_can_be_printed_and_not_marked(client, lead):
    occurrence = make_occurrence(lead=lead)
    make_booking(occurrence, make_person("Asha"))
    client.force_login(lead)

    words = client.get(f"/register/{occurrence.register_code}/").content.decode()

    assert "You can mark people on the day" in words
    assert "Paper register" in words
    assert 'type="radio"' not in words


def test_a_name_typed_into_a_page_that_was_sent_before_is_somebody_else(signed_in, occurrence):
    page = fields(signed_in)

    for name in ("Asha", "Ben", "Ben"):
        signed_in.post(URL, page | {"do": "add", "name": name})

    assert sorted(Person.objects.values_list("name", flat=True)) == ["Asha", "Ben"]


def test_what_no_database_takes_is_left_out_of_a_note(signed_in, occurrence):
    press(signed_in, note="The heating\x00 was off.")

    occurrence.refresh_from_db()
    assert occurrence.register_note == "The heating was off."


def test_what_will_not_do_keeps_what_was_marked_and_typed_on_the_page(signed_in, occurrence):
    booking = make_booking(occurrence, make_person("Asha"))

    response = press(
        signed_in, **{f"mark-{booking.pk}": "late", "name": "Dora", "been": "on", "note": "Cold", "count-0": "a few"}
    )

    words = response.content.decode()
    assert 'value="late" checked' in words
    for kept in ('value="Dora"', 'name="been" checked', ">Cold</textarea>", 'value="a few"'):
        assert kept in words


def test_somebody_who_had_been_before_is_added_as_such(signed_in, occurrence):
    press(signed_in, do="add", name="Dora", been="on")
    press(signed_in, do="add", name="Ed")

    assert dict(Attendance.objects.values_list("person__name", "been_before")) == {"Dora": True, "Ed": False}
    walk_ins = signed_in.get(URL).content.decode().split('id="walk-ins"')[1]
    assert walk_ins.count("First visit") == 1


@pytest.fixture
def locked(lead):
    return make_occurrence(
        day=NOW.date() - timedelta(days=31), lead=lead, register_code="C0FFEE", register_note="The heating was off"
    )


def test_a_locked_register_is_shown_to_its_lead_and_changed_by_nobody_without_a_reason(signed_in, locked):
    booking = make_booking(locked, make_person("Asha"))

    words = signed_in.get("/register/C0FFEE/").content.decode()

    assert "This register was locked on Friday 20 November 2026, 30 days after the session." in words
    assert "ask a coordinator" in words
    assert "The heating was off" in words
    for control in ('type="radio"', "<textarea", 'name="reason"', "register.js"):
        assert control not in words
    response = signed_in.post("/register/C0FFEE/", {"do": "save", f"mark-{booking.pk}": "present"})
    assert response.status_code == 422
    assert "This register was locked 30 days after the session." in response.content.decode()
    assert signed_in.post("/register/C0FFEE/", {"do": "reopen", "reason": "Wrong"}).status_code == 422
    assert not Attendance.objects.exists()


def test_a_coordinator_opens_a_locked_register_and_the_reason_stands_there(client, locked, lead):
    booking = make_booking(locked, make_person("Asha"))
    client.force_login(make_staff("Coordinators"))
    assert client.post("/register/C0FFEE/", {"do": "reopen", "reason": ""}).status_code == 422

    client.post("/register/C0FFEE/", {"do": "reopen", "reason": "Typed in from a sheet found later"})

    words = client.get("/register/C0FFEE/").content.decode()
    assert "You have opened it again, until 1pm." in words
    client.post("/register/C0FFEE/", {"do": "save", f"mark-{booking.pk}": "present"})
    assert Attendance.objects.get().mark == "present"
    client.force_login(lead)
    shown = client.get("/register/C0FFEE/").content.decode()
    assert "Friday 20 November 2026: Typed in from a sheet found later" in shown
    assert 'type="radio"' not in shown
