"""The waiting list: the first that fits, held places, who is told how, and who must be told at the door."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.actors import Actor
from core.models import AuditLine
from events.actions.bookings import (
    book,
    cancel,
    occurrence_cancelled,
    occurrence_moved,
    occurrence_on_again,
    promote,
)
from events.models import Booking, BookingState
from events.permissions.bookings import BookingRefused, Full
from messaging.models import Message
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC, SYSTEM = Actor.public(), Actor.system()


def wait(occurrence, name, places=1, minutes=0, **contact):
    person = make_person(name, **contact)
    return make_booking(occurrence, person, state="waiting", places=places, now=NOW + timedelta(minutes=minutes))


def states(occurrence):
    return dict(Booking.objects.filter(occurrence=occurrence).values_list("person__name", "state"))


def test_cancelling_gives_the_place_to_the_first_who_fits():
    occurrence = make_occurrence(capacity=2)
    leaving = make_booking(occurrence, make_person("Leaving"), places=1)
    make_booking(occurrence, make_person("Staying"), places=1)
    wait(occurrence, "Two of us", places=2, minutes=1)
    wait(occurrence, "One of us", minutes=2)
    wait(occurrence, "Later", minutes=3)

    cancel(booking=leaving, by=PUBLIC, now=NOW)

    assert states(occurrence) == {
        "Leaving": "cancelled",
        "Staying": "confirmed",
        "Two of us": "waiting",
        "One of us": "confirmed",
        "Later": "waiting",
    }


def test_a_party_leaving_makes_room_for_several():
    occurrence = make_occurrence(capacity=3)
    leaving = make_booking(occurrence, make_person("Leaving"), places=3)
    for number in range(4):
        wait(occurrence, f"Waiting {number}", minutes=number)

    cancel(booking=leaving, by=PUBLIC, now=NOW)

    assert [booking.person.name for booking in occurrence.bookings.confirmed()] == [
        "Waiting 0",
        "Waiting 1",
        "Waiting 2",
    ]


def test_promotion_leaves_an_audit_line_and_the_time():
    occurrence = make_occurrence(capacity=1)
    leaving = make_booking(occurrence)
    booking = wait(occurrence, "Asha")

    cancel(booking=leaving, by=PUBLIC, now=NOW)

    booking.refresh_from_db()
    assert booking.promoted_at == NOW
    line = AuditLine.objects.get(action="booking_promoted")
    assert (line.actor_kind, line.about_id, line.detail) == ("system", str(booking.pk), {"tell_at_door": True})


def test_a_newcomer_cannot_take_the_place_of_somebody_waiting_who_fits():
    occurrence = make_occurrence(capacity=1)
    wait(occurrence, "Asha")  # a place came free in a way that promoted nobody, such as a capacity set by an import

    booking, _ = book(occurrence=occurrence, person=make_person("Newcomer"), by=PUBLIC, now=NOW)

    assert booking.state == BookingState.WAITING
    assert states(occurrence)["Asha"] == "confirmed"


def test_a_newcomer_may_take_what_nobody_waiting_fits():
    occurrence = make_occurrence(capacity=1)
    wait(occurrence, "Two of us", places=2)

    booking, _ = book(occurrence=occurrence, person=make_person(), by=PUBLIC, now=NOW)

    assert booking.state == BookingState.CONFIRMED


def test_a_raised_capacity_promotes():
    occurrence = make_occurrence(capacity=1)
    make_booking(occurrence)
    wait(occurrence, "Asha")
    wait(occurrence, "Ben", minutes=1)
    occurrence.capacity = 2
    occurrence.save()

    promoted = promote(occurrence=occurrence, now=NOW)

    assert [booking.person.name for booking in promoted] == ["Asha"]


def test_a_lowered_capacity_keeps_the_bookings_and_takes_no_more():
    occurrence = make_occurrence(capacity=3)
    for _ in range(3):
        make_booking(occurrence)
    occurrence.capacity = 1
    occurrence.save()

    assert promote(occurrence=occurrence, now=NOW) == []
    assert occurrence.bookings.confirmed().count() == 3
    with pytest.raises(Full):
        book(occurrence=occurrence, person=make_person(), by=PUBLIC, now=NOW, or_wait=False)


@pytest.mark.parametrize("when", ["at the start", "cancelled", "unpublished"])
def test_nobody_is_promoted(when):
    event = make_event(live=when != "unpublished")
    occurrence = make_occurrence(event=event, capacity=1, state="cancelled" if when == "cancelled" else "on")
    wait(occurrence, "Asha")

    assert promote(occurrence=occurrence, now=occurrence.starts_at if when == "at the start" else NOW) == []


def test_leaving_the_waiting_list_promotes_nobody_and_lets_one_join_again_at_its_end():
    occurrence = make_occurrence(capacity=1)
    make_booking(occurrence)
    first = wait(occurrence, "Asha")
    second = wait(occurrence, "Ben", minutes=1)

    cancel(booking=first, by=PUBLIC, now=NOW)
    again, _ = book(occurrence=occurrence, person=first.person, by=PUBLIC, now=NOW + timedelta(minutes=5))

    assert [booking.pk for booking in occurrence.bookings.waiting()] == [second.pk, again.pk]
    assert (second.places_in_front(), again.places_in_front()) == (0, 1)


def test_declining_a_promoted_place_gives_it_to_the_next():
    occurrence = make_occurrence(capacity=1)
    leaving = make_booking(occurrence)
    first, second = wait(occurrence, "Asha"), wait(occurrence, "Ben", minutes=1)
    cancel(booking=leaving, by=PUBLIC, now=NOW)
    first.refresh_from_db()

    cancel(booking=first, by=PUBLIC, now=NOW)

    second.refresh_from_db()
    assert second.state == BookingState.CONFIRMED


EMAIL = {"contact_by": "email", "email": "a@example.org"}
EMAIL_AND_PHONE = {**EMAIL, "phone": "01632 960 123"}
SMS = {"contact_by": "sms", "phone": "07700 900 123"}
PHONE = {"contact_by": "phone", "phone": "01632 960 123"}
LETTER = {"contact_by": "letter", "address": "1 High Street"}
HELPER = {"contact_by": "helper", "helper_name": "Dora", "helper_contact": "01632 960 456"}
HELPER_EMAIL = {"contact_by": "helper", "helper_name": "Dora", "helper_contact": "d@example.org"}
NOBODY = {"contact_by": "none"}
KEPT_OUT = {**EMAIL, "do_not_contact": True}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("contact", "before", "channel", "at_door"),
    [
        (EMAIL, 2 * DAY, "email", False),
        (EMAIL, 23 * HOUR, None, True),
        (EMAIL_AND_PHONE, 23 * HOUR, "call", False),
        (SMS, 2 * DAY, "sms", False),
        (SMS, 23 * HOUR, "call", False),
        (PHONE, 2 * DAY, "call", False),
        (PHONE, 3 * HOUR, "call", False),
        (PHONE, HOUR, "call", True),
        (LETTER, 10 * DAY, "letter", False),
        (LETTER, 2 * DAY, None, True),
        (HELPER, 2 * DAY, "call", False),
        (HELPER_EMAIL, 2 * DAY, "email", False),
        (HELPER_EMAIL, 23 * HOUR, None, True),
        (NOBODY, 10 * DAY, None, True),
        (KEPT_OUT, 10 * DAY, None, True),
    ],
)
def test_whoever_is_promoted_is_told_by_what_reaches_them_in_time_or_at_the_door(contact, before, channel, at_door):
    occurrence = make_occurrence(capacity=1)
    booking = wait(occurrence, "Asha", **contact)

    promote(occurrence=occurrence, now=occurrence.starts_at - before)

    booking.refresh_from_db()
    told = Message.objects.filter(cause=f"booking:{booking.key}:promoted").first()
    assert (told and told.channel, booking.tell_at_door) == (channel, at_door)


def test_everybody_booked_and_waiting_is_told_that_a_session_is_off_and_keeps_their_booking():
    occurrence = make_occurrence(capacity=1, state="cancelled", reason="The tutor is away.")
    booked = make_booking(occurrence, make_person("Asha", **EMAIL))
    waiting = wait(occurrence, "Ben", **PHONE)
    make_booking(occurrence, make_person("Gone", **EMAIL), state="cancelled")

    told = occurrence_cancelled(occurrence, by=SYSTEM, now=NOW)

    assert told == 2
    assert dict(Message.objects.values_list("person_key", "channel")) == {
        booked.person.key: "email",
        waiting.person.key: "call",
    }
    assert all("The tutor is away." in body for body in Message.objects.values_list("body", flat=True))
    assert states(occurrence) == {"Asha": "confirmed", "Ben": "waiting", "Gone": "cancelled"}


def test_a_session_off_within_the_day_is_told_by_telephone():
    occurrence = make_occurrence(state="cancelled")
    make_booking(occurrence, make_person("Asha", **EMAIL_AND_PHONE))

    occurrence_cancelled(occurrence, by=SYSTEM, now=occurrence.starts_at - 3 * HOUR)

    assert Message.objects.get().channel == "call"


def test_a_session_on_again_is_told_and_takes_back_what_was_not_yet_said():
    occurrence = make_occurrence(state="cancelled")
    make_booking(occurrence, make_person("Asha", **EMAIL))
    occurrence_cancelled(occurrence, by=SYSTEM, now=NOW)
    occurrence.state = "on"
    occurrence.save()

    occurrence_on_again(occurrence, by=SYSTEM, now=NOW + HOUR)

    assert dict(Message.objects.values_list("kind", "state")) == {
        "booking_session_off": "withdrawn",
        "booking_session_on_again": "queued",
    }
    assert (
        "This session was off for a while. It is on after all."
        in Message.objects.get(kind="booking_session_on_again").body
    )


def test_whoever_was_told_that_it_was_off_is_reminded_of_it():
    occurrence = make_occurrence(state="cancelled")
    make_booking(occurrence, make_person("Asha", **EMAIL))
    occurrence_cancelled(occurrence, by=SYSTEM, now=NOW)
    Message.objects.update(state="sent")

    occurrence_on_again(occurrence, by=SYSTEM, now=NOW + HOUR)

    assert (
        "We told you that this session was not on. It is on after all."
        in Message.objects.get(kind="booking_session_on_again").body
    )


def test_a_moved_session_is_told_with_its_new_time_and_place():
    occurrence = make_occurrence()
    make_booking(occurrence, make_person("Asha", **EMAIL))
    occurrence.starts_at += 2 * HOUR
    occurrence.ends_at += 2 * HOUR
    occurrence.save()

    occurrence_moved(occurrence, by=SYSTEM, now=NOW)

    assert "Thursday 26 November 2026, 12 noon to 2pm" in Message.objects.get().body


def test_a_helper_is_addressed_by_name_and_told_whom_it_is_about():
    occurrence = make_occurrence()
    book(occurrence=occurrence, person=make_person("Asha", **HELPER_EMAIL), by=PUBLIC, now=NOW)

    message = Message.objects.get()

    assert message.to == "d@example.org"
    assert message.body.startswith(
        "Dear Dora,\n\nThis is about a booking for Asha, whom you are helping.\n\nYou are booked.\n\n"
    )
    assert "We never ask for passwords or bank details." in message.body


def test_nobody_is_told_about_a_session_that_has_ended():
    occurrence = make_occurrence(state="cancelled")
    make_booking(occurrence, make_person("Asha", **EMAIL))

    assert occurrence_cancelled(occurrence, by=SYSTEM, now=occurrence.ends_at) == 0


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(1, 4)),
        st.tuples(st.just("cancel"), st.integers(0, 30)),
        st.tuples(st.just("resize"), st.integers(0, 8)),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(capacity=st.integers(0, 6), may_wait=st.integers(0, 8), steps=STEPS)
def test_whatever_happens_nothing_is_oversold_and_the_line_keeps_its_order(capacity, may_wait, steps):
    event = make_event(capacity=None, waiting_list_places=may_wait)
    occurrence = make_occurrence(event=event, capacity=capacity)
    made, allowed = [], capacity

    for number, (step, size) in enumerate(steps):
        now = NOW + timedelta(minutes=number)
        if step == "book":
            with suppress(BookingRefused):
                made.append(book(occurrence=occurrence, person=make_person(), by=PUBLIC, now=now, places=size)[0])
        elif step == "cancel" and made:
            cancel(booking=made[size % len(made)], by=PUBLIC, now=now)
        elif step == "resize":
            occurrence.capacity = size
            occurrence.save(update_fields=["capacity"])
            promote(occurrence=occurrence, now=now)

        room = Booking.objects.room_at(occurrence)
        # Lowered below what is booked, the capacity keeps the bookings and takes nobody more.
        allowed = max(occurrence.capacity, min(allowed, room.taken))
        assert room.taken <= allowed
        assert sum(room.waiting) <= may_wait
        # Nobody waits who would fit, so whoever came later and has a place was smaller than everybody before them.
        assert room.promoted() == []
