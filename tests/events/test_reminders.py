"""What people are told because the time has come: reminders, the link to join, thanks, and a digest for leads."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from core.actors import Actor
from core.words import LONDON, as_day, local
from events import reminders
from events.actions import bookings, occurrences, reminding
from events.actions.reminding import remind, tell_leads, thank
from events.models import Booking
from messaging.hours import next_polite_moment
from messaging.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import make_attendance, make_booking, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import make_person
from tests.factories.programme import make_programme

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 11, 1, 12, tzinfo=LONDON)
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=LONDON)  # two days before the session of Thursday 26 November, 10am
THURSDAY = datetime(2026, 11, 26, 8, tzinfo=LONDON)
STAFF = Actor.system()


@pytest.fixture(autouse=True)
def _programme(db):
    make_programme()


def reader(number=1, **kwargs):
    return make_person(f"Asha {number}", **{"contact_by": "email", "email": f"asha{number}@example.org"} | kwargs)


def texter(**kwargs):
    return make_person("Ben", **{"contact_by": "sms", "phone": "07700 900 123"} | kwargs)


def booked(person=None, **kwargs):
    return make_booking(kwargs.pop("occurrence", None), person or reader(), now=kwargs.pop("now", LONG_AGO), **kwargs)


def told(kind=None):
    messages = Message.objects.exclude(state="withdrawn").order_by("pk")
    return [(message.kind, message.channel) for message in messages if kind in (None, message.kind)]


# When


@pytest.mark.parametrize(
    ("starts", "reminder", "today", "joining"),
    [
        ((2026, 11, 26, 10, 0), (2026, 11, 24, 10, 0), (2026, 11, 26, 8, 0), (2026, 11, 26, 9, 0)),
        ((2026, 11, 26, 9, 0), (2026, 11, 24, 10, 0), (2026, 11, 26, 8, 0), (2026, 11, 26, 8, 0)),
        ((2026, 11, 26, 8, 30), (2026, 11, 24, 10, 0), (2026, 11, 25, 18, 0), (2026, 11, 25, 18, 0)),
        ((2026, 11, 26, 21, 30), (2026, 11, 24, 10, 0), (2026, 11, 26, 8, 0), (2026, 11, 26, 18, 0)),
        # The clocks go forward on 28 March 2027 and back on 31 October.
        ((2027, 3, 29, 10, 0), (2027, 3, 27, 10, 0), (2027, 3, 29, 8, 0), (2027, 3, 29, 9, 0)),
        ((2027, 11, 1, 10, 0), (2027, 10, 30, 10, 0), (2027, 11, 1, 8, 0), (2027, 11, 1, 9, 0)),
    ],
)
def test_the_moments_are_by_the_clock_on_the_wall(london, starts, reminder, today, joining):
    starts_at = london(*starts).astimezone(UTC)
    assert reminders.reminder_at(starts_at) == london(*reminder)
    assert reminders.today_at(starts_at) == london(*today)
    assert reminders.joining_at(starts_at) == london(*joining)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)))
def test_everything_is_told_before_the_session_and_by_day(starts_at):
    for what, moment in reminders.MOMENTS.items():
        assert timedelta() < starts_at - moment(starts_at) <= reminders.AHEAD, what
        assert next_polite_moment(moment(starts_at)) == moment(starts_at), what


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)), st.times())
def test_the_last_time_that_a_clock_showed_something_is_within_a_day(now, clock):
    moment = reminders.last_at(clock.replace(tzinfo=None), now)
    assert local(moment).time() == clock
    assert timedelta() <= now - moment < timedelta(hours=26)


# Before a session


def test_two_days_before_everybody_with_a_place_is_reminded_by_e_mail_or_text():
    occurrence = make_occurrence()
    booked(occurrence=occurrence)
    booked(texter(), occurrence=occurrence)
    booked(make_person("Cai", contact_by="phone", phone="01228 496 0999"), occurrence=occurrence)
    booked(make_person("Di", contact_by="letter", address="4 Mill Lane\nKendal\nLA9 4PX"), occurrence=occurrence)
    booked(make_person("Ed"), occurrence=occurrence)
    booked(reader(2, do_not_contact=True), occurrence=occurrence)
    booked(reader(3), occurrence=occurrence, state="waiting")
    booked(reader(4), occurrence=occurrence, state="cancelled")

    remind(TUESDAY - timedelta(minutes=1))
    assert told() == []
    remind(TUESDAY)
    assert told() == [("booking_reminder", "email"), ("booking_reminder", "sms")]


def test_a_reminder_says_when_where_how_to_get_in_what_to_bring_and_how_to_cancel():
    venue = make_venue("Kendal Library", step_free=True, town="Kendal")
    event = make_event("Silver Surfer Thursday", bring="Your glasses")
    booked(occurrence=make_occurrence(event, venue=venue))
    remind(TUESDAY)

    message = Message.objects.get()
    assert message.subject == "Thursday 26 November 2026: Silver Surfer Thursday"
    for words in (
        "10am to 12 noon",
        "Kendal Library",
        "Getting in: Step-free",
        "Please bring: Your glasses",
        "If you cannot come, please tell us",
        "/my/open/?b=",
        "We never ask for passwords or bank details.",
    ):
        assert words in message.body
    assert message.calendar == ""


def test_nobody_is_told_twice_however_often_the_job_runs():
    booked()
    for minutes in (0, 0, 1, 2, 60):
        remind(TUESDAY + timedelta(minutes=minutes))
    assert told() == [("booking_reminder", "email")]


def test_a_worker_that_was_away_for_some_hours_still_reminds_and_after_half_a_day_does_not():
    booked()
    remind(TUESDAY - timedelta(minutes=1))
    remind(TUESDAY + timedelta(hours=11))
    assert told() == [("booking_reminder", "email")]
    Message.objects.all().delete()
    booked(occurrence=make_occurrence(day=date(2026, 12, 3)))
    remind(TUESDAY + timedelta(days=7, hours=13))
    assert told() == []


@pytest.mark.parametrize(
    "known", [{"now": TUESDAY - timedelta(hours=23)}, {"promoted_at": TUESDAY - timedelta(hours=1)}]
)
def test_whoever_was_just_told_of_their_place_is_not_reminded(known):
    booked(**known)
    remind(TUESDAY)
    assert told() == []


def test_whoever_was_just_told_of_a_move_is_not_reminded_and_others_are_of_the_new_time(london):
    occurrence = make_occurrence()
    booked(occurrence=occurrence)
    occurrences.move(
        occurrence,
        starts_at=london(2026, 11, 26, 14),
        ends_at=london(2026, 11, 26, 16),
        venue=occurrence.venue,
        by=STAFF,
        now=TUESDAY - timedelta(hours=2),
    )
    booked(reader(2), occurrence=occurrence)
    remind(TUESDAY)

    reminded = Message.objects.get(kind="booking_reminder")
    assert reminded.to == "asha2@example.org"
    assert "2pm to 4pm" in reminded.body


def test_a_session_that_moves_after_its_reminder_is_reminded_of_again(london):
    occurrence = make_occurrence()
    booked(occurrence=occurrence)
    remind(TUESDAY)
    assert Message.objects.get().state == "queued"
    occurrences.move(
        occurrence,
        starts_at=london(2026, 12, 3, 10),
        ends_at=london(2026, 12, 3, 12),
        venue=occurrence.venue,
        by=STAFF,
        now=TUESDAY + timedelta(minutes=5),
    )
    # What was not sent yet is no longer true.
    assert told() == [("booking_session_moved", "email")]
    remind(TUESDAY + timedelta(days=7))
    assert told("booking_reminder") == [("booking_reminder", "email")]


def test_what_is_off_unpublished_or_given_up_is_not_reminded_of():
    off = make_occurrence()
    booked(occurrence=off)
    occurrences.cancel(off, reason="The tutor is ill", by=STAFF, now=LONG_AGO)
    hidden = make_occurrence(make_event(live=False))
    booked(reader(2), occurrence=hidden)
    Message.objects.all().delete()
    remind(TUESDAY)
    assert told() == []


def test_a_booking_given_up_after_it_was_found_is_not_reminded_of(monkeypatch):
    booking = booked()
    found = reminding.bookings_to_tell

    def and_then_cancelled(what, due):
        rows = found(what, due)
        if rows:
            bookings.cancel(booking=booking, by=STAFF, now=TUESDAY)
        return rows

    monkeypatch.setattr(reminding, "bookings_to_tell", and_then_cancelled)
    remind(TUESDAY)
    assert told("booking_reminder") == []


def test_the_reminder_goes_to_whom_a_person_was_merged_into():
    kept = reader(2)
    booked(reader(1, merged_into=kept))
    remind(TUESDAY)
    assert Message.objects.get().to == "asha2@example.org"


def test_one_who_cannot_be_told_keeps_nobody_else_from_it(monkeypatch, caplog):
    occurrence = make_occurrence()
    broken = booked(occurrence=occurrence)
    booked(reader(2), occurrence=occurrence)
    really = reminding.notifications.reminded

    def reminded(booking, what, *, now):
        if booking.pk == broken.pk:
            raise ValueError("asha1@example.org")
        really(booking, what, now=now)

    monkeypatch.setattr(reminding.notifications, "reminded", reminded)
    remind(TUESDAY)
    assert [message.to for message in Message.objects.all()] == ["asha2@example.org"]
    assert "could not be told: ValueError" in caplog.text
    assert "asha1" not in caplog.text


def test_in_the_morning_texts_alone_go_out_and_not_to_those_who_booked_just_now():
    occurrence = make_occurrence()
    booked(occurrence=occurrence)
    booked(texter(), occurrence=occurrence)
    booked(texter(), occurrence=occurrence, now=THURSDAY - timedelta(hours=1))
    remind(THURSDAY - timedelta(minutes=1))
    Message.objects.all().delete()

    remind(THURSDAY)
    assert told() == [("booking_today", "sms")]


def test_an_hour_before_an_online_session_its_link_goes_to_those_booked_alone():
    event = make_event(delivery="online", joining_link="https://meet.example.org/x")
    occurrence = make_occurrence(event, venue=None)
    booked(occurrence=occurrence)
    booked(reader(2), occurrence=occurrence, state="waiting")
    booked(occurrence=make_occurrence(), person=reader(3))
    nine = THURSDAY + timedelta(hours=1)
    remind(nine - timedelta(minutes=1))
    Message.objects.all().delete()

    remind(nine)
    message = Message.objects.get()
    assert (message.kind, message.to) == ("booking_joining", "asha1@example.org")
    assert "open this link at 10am" in message.body
    assert "https://meet.example.org/x" in message.body


# Afterwards


def came(person=None, event=None, mark="present", day=date(2026, 11, 19), marked=None, **kwargs):
    occurrence = make_occurrence(event, day=day)
    return make_attendance(
        occurrence, person or reader(), mark=mark, now=marked or occurrence.ends_at - timedelta(minutes=30), **kwargs
    )


FRIDAY = datetime(2026, 11, 20, 10, tzinfo=LONDON)


def test_the_day_after_those_who_came_are_thanked_and_told_of_the_next_date():
    event = make_event("Silver Surfer Thursday", slug="surfers")
    came(event=event)
    came(
        reader(2), event=event, mark="absent", day=date(2026, 11, 18), marked=datetime(2026, 11, 19, 11, tzinfo=LONDON)
    )
    came(make_person("Cai", contact_by="phone", phone="01228 496 0999"))
    make_occurrence(event)
    thank(FRIDAY - timedelta(minutes=1))
    assert told() == []

    thank(FRIDAY)
    message = Message.objects.get()
    assert (message.kind, message.to) == ("session_thanks", "asha1@example.org")
    assert "The next one is on Thursday 26 November 2026, 10am to 12 noon." in message.body
    assert "/events/surfers/2026-11-26/" in message.body


def test_a_full_date_is_passed_over_and_without_another_what_is_on_is_named():
    event = make_event(slug="surfers", capacity=1)
    came(event=event)
    booked(reader(5), occurrence=make_occurrence(event))
    make_occurrence(event, day=date(2026, 12, 3))
    thank(FRIDAY)
    assert "/events/surfers/2026-12-03/" in Message.objects.get().body

    Message.objects.all().delete()
    came(event=make_event("Wi-fi Wednesday"), person=reader(6), day=date(2026, 11, 20))
    thank(FRIDAY + timedelta(days=1))
    assert "To find another session, look here:\nhttp" in Message.objects.get().body


def test_nobody_is_thanked_twice_for_one_event_within_a_month():
    event, person = make_event(), reader()
    came(person, event)
    thank(FRIDAY)
    came(person, event, day=date(2026, 11, 26))
    thank(FRIDAY + timedelta(days=7))
    assert told() == [("session_thanks", "email")]
    came(person, make_event("Wi-fi Wednesday"), day=date(2026, 12, 2))
    thank(FRIDAY + timedelta(days=13))
    assert told() == [("session_thanks", "email")] * 2
    came(person, event, day=date(2026, 12, 24))
    thank(FRIDAY + timedelta(days=35))
    assert told() == [("session_thanks", "email")] * 3


def test_a_register_typed_in_late_thanks_the_day_after_and_a_very_late_one_nobody():
    came(day=date(2026, 11, 16), marked=FRIDAY - timedelta(days=1))
    came(reader(2), day=date(2026, 11, 2), marked=FRIDAY - timedelta(days=1))
    thank(FRIDAY)
    assert [message.to for message in Message.objects.all()] == ["asha1@example.org"]


# For leads

FOUR = datetime(2026, 11, 25, 16, tzinfo=LONDON)


def test_the_day_before_a_lead_has_one_e_mail_with_counts_and_no_names():
    lead = make_user("lead@example.org", first_name="Marigold", last_name="Fell")
    venue = make_venue("Kendal Library")
    event = make_event("Silver Surfer Thursday", capacity=10, lead=lead)
    morning = make_occurrence(event, venue=venue, register_code="R4K7WTAC")
    booked(reader(1), occurrence=morning, needs="A seat near the door", places=2)
    booked(reader(2), occurrence=morning, state="waiting")
    booked(reader(3), occurrence=morning, tell_at_door=True)
    make_occurrence(make_event("Wi-fi Wednesday", capacity=None), starts=time(14), venue=venue, lead=lead)
    make_occurrence(event, day=date(2026, 11, 27))
    tell_leads(FOUR - timedelta(minutes=1))
    assert told() == []

    tell_leads(FOUR)
    tell_leads(FOUR + timedelta(minutes=1))
    message = Message.objects.get()
    assert (message.to, message.to_name, message.subject) == (
        "lead@example.org",
        "Marigold Fell",
        "Your sessions on Thursday 26 November 2026",
    )
    for words in (
        "Silver Surfer Thursday\n10am to 12 noon, Kendal Library\nBooked: 3 of 10. Waiting: 1\n",
        "Asked for something that would help: 1.",
        "To be told at the door that they have a place: 1",
        "/register/R4K7WTAC/",
        "Wi-fi Wednesday\n2pm to 4pm, Kendal Library\nBooked: 0\n",
    ):
        assert words in message.body
    assert "Asha" not in message.body
    assert "seat" not in message.body
    assert "27 November" not in message.body


def test_whoever_leads_one_date_is_told_of_it_and_not_who_leads_the_event():
    usual, once = make_user("usual@example.org"), make_user("once@example.org")
    make_occurrence(make_event(lead=usual), lead=once)
    tell_leads(FOUR)
    assert [message.to for message in Message.objects.all()] == ["once@example.org"]


def test_no_digest_goes_to_nobody_about_nothing():
    gone = make_user("gone@example.org", is_active=False)
    make_occurrence(make_event(lead=gone))
    make_occurrence(make_event(lead=make_user("off@example.org")), state="cancelled")
    silent = make_user("silent@example.org")
    type(silent).objects.filter(pk=silent.pk).update(email="")
    make_occurrence(make_event(lead=silent))
    make_occurrence()
    tell_leads(FOUR)
    assert told() == []


# What it costs


@pytest.mark.parametrize("job", [remind, thank, tell_leads])
def test_a_minute_in_which_nothing_falls_due_costs_a_handful_of_queries(job):
    occurrence = make_occurrence()
    for number in range(5):
        booked(reader(number), occurrence=occurrence)
        came(reader(number + 10), day=date(2026, 11, 23))
    quiet = TUESDAY + timedelta(hours=3)
    job(quiet - timedelta(minutes=1))
    Message.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        job(quiet)
    assert len(captured) <= 6
    assert told() == []


def test_finding_whom_to_remind_asks_the_same_for_two_as_for_twenty():
    def queries(people):
        occurrence = make_occurrence()
        for number in range(people):
            booked(reader(100 * people + number), occurrence=occurrence)
        with CaptureQueriesContext(connection) as captured:
            assert len(reminding.bookings_to_tell("reminder", [occurrence])) == people
        return len(captured)

    assert queries(2) == queries(20) == 2


# How long a text is


@pytest.mark.parametrize(("kind", "moment"), [("booking_reminder", TUESDAY), ("booking_today", THURSDAY)])
def test_a_text_is_no_longer_than_three_parts(kind, moment):
    """A part of several has 153 characters; the link alone takes 100."""
    venue = make_venue("Kirkby Stephen Library and Community Fire Station")
    event = make_event("Getting started with your smartphone or tablet")
    booked(texter(), occurrence=make_occurrence(event, venue=venue))
    remind(moment)
    body = Message.objects.get(kind=kind).body
    assert len(body) <= 3 * 153, (len(body), body)


def test_bookings_that_nobody_reminds_are_left_alone():
    booking = booked()
    remind(TUESDAY)
    assert Booking.objects.get() == booking
    assert as_day(Booking.objects.get().created_at) == as_day(LONG_AGO)
