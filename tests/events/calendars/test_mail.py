"""The calendar part of a booking's e-mail: what arrives at a person's mail program."""

from datetime import timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from core.actors import Actor
from events import booking_links, notifications
from events.actions import bookings
from events.actions import occurrences as acts
from messaging.actions import send_due
from messaging.models import Message
from people.actions import erase_person
from tests.events.calendars.programs import read_with_ical_js
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
STAFF = Actor.system()


@pytest.fixture
def booking():
    person = make_person("Winnie Braithwick", email="winnie@example.org", contact_by="email")
    event = make_event("Video calls", delivery="both", joining_link="https://meet.example.org/room")
    return make_booking(make_occurrence(event), person)


def sent(now):
    """The iCalendar part of the last e-mail: (its header, its text)."""
    send_due(now)
    parts = [part for part in mail.outbox[-1].message().walk() if part.get_content_type() == "text/calendar"]
    return (parts[0]["Content-Type"], parts[0].get_payload(decode=True)) if parts else None


def meeting(data):
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    return found


def test_a_booking_arrives_as_an_invitation_to_that_one_person(booking, now):
    notifications.booking_made(booking, "ACEFGHJK", now=now)

    header, data = sent(now)
    found = meeting(data)

    assert "method=REQUEST" in header.replace('"', "")
    assert b"\r\nMETHOD:REQUEST\r\n" in data
    assert str(found["organizer"]) == "mailto:digital.link@example.org"
    assert (str(found["attendee"]), found["attendee"].params["RSVP"]) == ("mailto:winnie@example.org", "FALSE")
    assert (str(found["status"]), str(found["transp"])) == ("CONFIRMED", "OPAQUE")
    # They are booked, so they may know how to join.
    assert "https://meet.example.org/room" in str(found["description"])
    assert b"Braithwick" not in data


def test_its_uid_is_the_bookings_own_so_that_a_feed_is_never_overwritten(booking, now):
    notifications.booking_made(booking, "ACEFGHJK", now=now)

    uid = str(meeting(sent(now)[1])["uid"])

    assert uid == f"{booking.key}@digital-link"
    assert uid != booking.occurrence.uid


def test_a_moved_session_changes_the_same_entry(booking, now):
    notifications.booking_made(booking, "ACEFGHJK", now=now)
    first = meeting(sent(now)[1])
    row = booking.occurrence
    starts_at = row.starts_at + timedelta(days=1)
    acts.move(row, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), venue=row.venue, by=STAFF, now=now)

    header, data = sent(now)
    second = meeting(data)

    assert "REQUEST" in header
    assert second["uid"] == first["uid"]
    assert second["sequence"] > first["sequence"]
    assert second.decoded("dtstart") == starts_at


@pytest.mark.parametrize("off", ["session", "booking"])
def test_what_is_off_is_taken_out_of_their_calendar(booking, now, off):
    notifications.booking_made(booking, "ACEFGHJK", now=now)
    first = meeting(sent(now)[1])
    if off == "session":
        acts.cancel(booking.occurrence, reason="Snow", by=STAFF, now=now)
    else:
        bookings.cancel(booking=booking, by=STAFF, now=now)

    header, data = sent(now)
    last = meeting(data)

    assert "method=CANCEL" in header.replace('"', "")
    assert (last["uid"], str(last["status"])) == (first["uid"], "CANCELLED")
    assert last["sequence"] > first["sequence"]
    assert b"meet.example.org" not in data
    seen = read_with_ical_js(data)
    assert (seen["method"], seen["events"][0]["status"]) == ("CANCEL", "CANCELLED")


def test_a_session_put_back_on_is_in_their_calendar_again(booking, now):
    acts.cancel(booking.occurrence, reason="Snow", by=STAFF, now=now)
    off = meeting(sent(now)[1])
    later = now + timedelta(minutes=5)
    acts.put_back_on(acts.Occurrence.objects.get(), by=STAFF, now=later)

    again = meeting(sent(later)[1])

    assert str(again["status"]) == "CONFIRMED"
    assert again["uid"] == off["uid"]
    assert again["sequence"] > off["sequence"]


def fetched(client, booking):
    """The entry that a calendar program gets, with no session, by the address in a message."""
    response = client.get(f"/my/{booking_links.calendar_link_for(booking).partition('/my/')[2]}")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    return meeting(response.content)


def test_a_message_that_can_carry_no_entry_has_its_address(client, now):
    person = make_person("Winnie", phone="07700 900123", contact_by="sms")
    booking = make_booking(make_occurrence(), person)

    notifications.booking_made(booking, "ACEFGHJK", now=now)

    assert booking_links.calendar_link_for(booking) in Message.objects.get().body
    assert str(fetched(client, booking)["status"]) == "CONFIRMED"


def test_what_is_fetched_is_the_entry_that_the_e_mail_brought(client, booking, now):
    notifications.booking_made(booking, "ACEFGHJK", now=now)
    sent_to_them = meeting(sent(now)[1])

    entry = fetched(client, booking)

    assert (entry["uid"], entry["sequence"]) == (sent_to_them["uid"], sent_to_them["sequence"])
    assert "https://meet.example.org/room" in str(entry["description"])
    assert "attendee" not in entry


@pytest.mark.parametrize("off", ["session", "booking"])
def test_what_is_fetched_follows_what_becomes_of_the_booking(client, booking, now, off):
    first = fetched(client, booking)
    if off == "session":
        acts.cancel(booking.occurrence, reason="Snow", by=STAFF, now=now)
    else:
        bookings.cancel(booking=booking, by=STAFF, now=now)

    entry = fetched(client, booking)

    assert (str(entry["status"]), str(entry["summary"])) == ("CANCELLED", "CANCELLED: Video calls")
    assert entry["sequence"] > first["sequence"]
    assert "meet.example.org" not in str(entry["description"])


def test_somebody_who_waits_is_not_shown_as_booked(client, booking):
    booking.state = "waiting"
    booking.save()

    entry = fetched(client, booking)

    assert (str(entry["status"]), str(entry["summary"])) == ("TENTATIVE", "On the waiting list: Video calls")
    assert "meet.example.org" not in str(entry["description"])


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 38])
def test_a_link_that_is_no_bookings_has_no_calendar(client, booking, token):
    assert client.get("/my/calendar.ics", {"b": token}).status_code == 404


def test_who_waits_has_no_entry_until_they_have_a_place(now):
    person = make_person("Winnie", email="winnie@example.org", contact_by="email")
    booking = make_booking(make_occurrence(), person, state="waiting")

    notifications.booking_made(booking, "ACEFGHJK", now=now)
    assert sent(now) is None
    acts.cancel(booking.occurrence, reason="Snow", by=STAFF, now=now)
    assert sent(now) is None


def test_who_has_no_e_mail_has_no_calendar_part(now):
    booking = make_booking(make_occurrence(), make_person("Winnie", phone="01228 555 0100", contact_by="phone"))

    notifications.booking_made(booking, "ACEFGHJK", now=now)

    assert set(Message.objects.values_list("calendar", flat=True)) <= {""}


def test_the_entry_goes_when_the_person_is_erased(booking, now):
    notifications.booking_made(booking, "ACEFGHJK", now=now)
    sent(now)
    bookings.cancel(booking=booking, by=STAFF, now=now)
    erase_person(booking.person, by=STAFF, now=now + timedelta(days=30), why="asked")

    assert not Message.objects.exclude(calendar="").exists()
