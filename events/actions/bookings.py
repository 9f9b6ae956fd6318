"""The only way in which a booking comes to be, is given up, or gets a new code."""

import uuid

from django.db import transaction
from django.utils.crypto import salted_hmac

from core.audit import record
from core.codes import ALPHABET, SECRET_LENGTH, keyed_hash, new_reference, new_secret, same_secret
from core.errors import Refused
from events import notifications
from events.actions.changes import occurrence_cancelled, occurrence_moved, occurrence_on_again
from events.actions.waiting import check_is_there, fill_places, give_on, lock, promote
from events.models import Booking, BookingState, Occurrence
from events.permissions.bookings import check_can_book, check_can_cancel
from people.actions import add_person
from people.models import ArrivedBy

__all__ = [
    "book",
    "book_newcomer",
    "cancel",
    "give_new_code",
    "leave_course",
    "occurrence_cancelled",
    "occurrence_moved",
    "occurrence_on_again",
    "promote",
]

# What an answer to "what would help" rests on, and in which words it was asked. Change the number with the words.
NEEDS_CONDITION = "Article 9(2)(g), reasonable adjustments (Equality Act 2010); wording 1"


@transaction.atomic
def book(*, occurrence, person, by, now, form_key=None, **party):
    """Give a person a place, or a place on the waiting list when it is full. Returns the booking and its secret code.

    `party`: places, carer, needs, answers (forms.event_questions.answers_of), arrived_by, or_wait. With or_wait=False a
    full session is refused instead, with what could be done about it. Of a whole course this is its first date's.
    """
    form_key = form_key or uuid.uuid4()
    occurrence = lock(occurrence)
    made = made_before(form_key, occurrence)
    if made:
        return made
    already = Booking.objects.live().filter(occurrence__in=occurrence.booked_together(now), person=person).first()
    if already:
        raise Refused(f"This person already has a booking for this session: {already.reference}.")
    return take(occurrence, lambda: person, form_key=form_key, by=by, now=now, **party)


@transaction.atomic
def book_newcomer(*, occurrence, details, form_key, by, now, **party):
    """The same for somebody new to us, made known (people.actions.add_person) only if they get a place."""
    occurrence = lock(occurrence)
    made = made_before(form_key, occurrence)
    if made:
        return made
    return take(occurrence, lambda: add_person(**details, by=by, now=now), form_key=form_key, by=by, now=now, **party)


def made_before(form_key, occurrence):
    """What this very form made when it was posted the first time. Nobody asks while another holds the lock."""
    if not Booking.objects.filter(form_key=form_key).exists():
        return None
    booking = Booking.objects.select_related("person").get(form_key=form_key)
    booking.occurrence = occurrence if booking.occurrence_id == occurrence.pk else booking.occurrence
    secret = first_secret(form_key)
    return booking, secret if same_secret(secret, booking.secret_hash) else ""


def take(
    occurrence,
    get_person,
    *,
    form_key,
    by,
    now,
    places=1,
    carer=False,
    needs="",
    answers=(),
    arrived_by=ArrivedBy.WEB,
    or_wait=True,
):
    room = fill_places(occurrence, now=now)
    has_place = check_can_book(occurrence, room, places=places, now=now, or_wait=or_wait, by_staff=by.is_staff)
    secret = first_secret(form_key)
    details = {
        "reference": unused_reference(),
        "secret_hash": keyed_hash(secret),
        "person": get_person(),
        "state": BookingState.CONFIRMED if has_place else BookingState.WAITING,
        "places": places,
        "carer": carer,
        "needs": needs,
        "needs_condition": NEEDS_CONDITION if needs else "",
        "answers": list(answers),
        "arrived_by": arrived_by,
        "booked_by": by.user,
        "created_at": now,
    }
    if occurrence.books_whole_course:
        booking = place_on_course(occurrence.course_left(now), form_key=form_key, **details)
    else:
        booking = Booking.objects.create(occurrence=occurrence, form_key=form_key, **details)
    record("booking_made", booking, by=by, now=now, state=booking.state, places=places, arrived_by=str(arrived_by))
    notifications.booking_made(booking, secret, now=now)
    return booking, secret


def place_on_course(dates, *, form_key, **details):
    """A booking for each date still to come, under one reference; the first has the key of the form."""
    keys = [form_key, *(uuid.uuid4() for _ in dates[1:])]
    rows = [
        Booking(occurrence=date, form_key=key, whole_course=True, **details)
        for date, key in zip(dates, keys, strict=True)
    ]
    return Booking.objects.bulk_create(rows)[0]


def first_secret(form_key):
    """The code of a new booking, worked out from its form, so that a form posted twice can show it again."""
    number = int.from_bytes(salted_hmac("events.first_secret", str(form_key), algorithm="sha256").digest(), "big")
    letters = []
    for _ in range(SECRET_LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def unused_reference():
    while True:
        reference = new_reference()
        if not Booking.objects.filter(reference=reference).exists():
            return reference


@transaction.atomic
def cancel(*, booking, by, now, said=False):
    """Give up a place, or a place on the waiting list: whoever waits and fits gets it. Twice is the same as once.

    Of a place on a whole course this is one date, and the others stay. `said`: staff do it for somebody who is on the
    telephone or beside them, so nobody needs to ring them.
    """
    booking = lock_booking(booking)
    if booking.state == BookingState.CANCELLED:
        return booking
    check_can_cancel(booking, now=now)
    was = booking.state
    booking.state = BookingState.CANCELLED
    booking.cancelled_at = now
    booking.save(update_fields=["state", "cancelled_at"])
    record("booking_cancelled", booking, by=by, now=now, was=was, places=booking.places)
    notifications.booking_cancelled(booking, now=now, said=said or by.kind == "public")
    if was == BookingState.CONFIRMED:
        give_on(booking.occurrence, freed=booking.places, but=booking.person_id, now=now)
    return booking


@transaction.atomic
def leave_course(*, booking, by, now, said=False):
    """Give up a place on a whole course, or on its waiting list: all dates still to come. They are told once."""
    booking = lock_booking(booking)
    live = Booking.objects.of_place(booking).live().filter(occurrence__starts_at__gt=now)
    dates = list(live.select_related("occurrence"))
    if not dates:
        return booking
    Booking.objects.filter(pk__in=[date.pk for date in dates]).update(state=BookingState.CANCELLED, cancelled_at=now)
    first = Booking.objects.select_related("person").get(pk=dates[0].pk)
    first.occurrence = Occurrence.objects.to_act_on().get(pk=first.occurrence_id)
    record("booking_left_course", first, by=by, now=now, was=dates[0].state, places=first.places, dates=len(dates))
    notifications.course_left(first, dates, now=now, said=said or by.kind == "public")
    fill_places(first.occurrence, now=now)
    return first


def lock_booking(booking):
    """It as it is now, with what it is a place at held until the transaction ends."""
    occurrence = lock(booking.occurrence)
    booking = Booking.objects.select_related("person").get(pk=booking.pk)
    check_is_there(booking, occurrence)
    booking.occurrence = occurrence
    return booking


@transaction.atomic
def give_new_code(*, booking, by, now):
    """A new secret code for somebody who lost theirs. Older codes and links open nothing any more."""
    booking = lock_booking(booking)
    secret = new_secret()
    booking.secret_hash = keyed_hash(secret)
    Booking.objects.of_place(booking).order_by().update(secret_hash=booking.secret_hash)
    record("booking_new_code", booking, by=by, now=now)
    notifications.new_code_given(booking, secret, now=now)
    return booking, secret
