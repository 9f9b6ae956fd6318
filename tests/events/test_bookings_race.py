"""Fifty people, twenty places, all at once, on whichever database the tests run on."""

import threading
import uuid
from collections import Counter
from datetime import time

import pytest
from django.db import connection

from core.actors import Actor
from events.actions import registers
from events.actions.bookings import book_newcomer, cancel
from events.models import Attendance, Booking, BookingState
from messaging.models import Message
from people.actions import merge_people
from people.models import Person
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, PLACES = 50, 20


def at_once(work, times):
    """Do work(number) in so many threads, all let go together. What they return or raise, in the order they ended."""
    gate, outcomes = threading.Barrier(times), []

    def one(number):
        try:
            gate.wait(timeout=30)
            outcomes.append(work(number))
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


def book_one(occurrence, number, form_key=None):
    details = {"name": f"Person {number}", "contact_by": "email", "email": f"p{number}@example.org"}
    booking, _ = book_newcomer(
        occurrence=occurrence, details=details, form_key=form_key or uuid.uuid4(), by=Actor.public(), now=NOW
    )
    return booking.state


def test_50_people_for_20_places_end_with_exactly_20():
    occurrence = make_occurrence(event=make_event(waiting_list_places=10), capacity=PLACES)

    outcomes = at_once(lambda number: book_one(occurrence, number), PEOPLE)

    told = Counter(outcome if isinstance(outcome, str) else type(outcome).__name__ for outcome in outcomes)
    assert told == {"confirmed": 20, "waiting": 10, "Full": 20}
    assert Counter(Booking.objects.values_list("state", flat=True)) == {"confirmed": 20, "waiting": 10}
    assert Message.objects.count() == Person.objects.count() == 30


def test_without_the_lock_and_with_everybody_counting_before_anybody_books_it_is_oversold():
    """The control: were this to hold too, the test above would prove nothing."""
    occurrence = make_occurrence(capacity=PLACES)
    counted = threading.Barrier(PEOPLE)

    def book_without_lock(number):
        person = make_person(f"Person {number}")
        room = Booking.objects.room_at(occurrence)
        counted.wait(timeout=60)
        return make_booking(occurrence, person, state="confirmed" if room.fits(1) else "waiting").state

    at_once(book_without_lock, PEOPLE)

    assert Booking.objects.confirmed().count() > PLACES


def test_a_form_posted_by_8_clicks_at_once_makes_one_booking():
    occurrence, form_key = make_occurrence(capacity=PLACES), uuid.uuid4()

    outcomes = at_once(lambda number: book_one(occurrence, number, form_key), 8)

    assert outcomes == ["confirmed"] * 8
    assert Booking.objects.count() == Person.objects.count() == Message.objects.count() == 1


def test_10_cancelling_while_10_book_leaves_no_place_empty_and_none_sold_twice():
    occurrence = make_occurrence(event=make_event(waiting_list_places=10), capacity=10)
    leaving = [make_booking(occurrence, make_person()) for _ in range(10)]

    def work(number):
        if number < 10:
            return cancel(booking=leaving[number], by=Actor.public(), now=NOW).state
        return book_one(occurrence, number)

    outcomes = at_once(work, 20)

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Counter(Booking.objects.values_list("state", flat=True)) == {
        BookingState.CANCELLED: 10,
        BookingState.CONFIRMED: 10,
    }


def test_a_register_is_marked_while_two_on_it_turn_out_to_be_one():
    """Each holds what the other asks for next, unless they take it in one order."""
    occurrence = make_occurrence(day=NOW.date(), starts=time(9))
    people = [make_person("Asha"), make_person("Asha Patel")]
    marks = {make_booking(occurrence, person).pk: registers.Marked("present") for person in people}
    by = Actor.system()

    def merge_or_mark(number):
        if number:
            registers.mark(occurrence=occurrence, marks=marks, by=by, now=NOW)
        else:
            merge_people(*people, by=by, now=NOW)
        return "done"

    assert at_once(merge_or_mark, 2) == ["done", "done"]
    assert Booking.objects.live().count() == 1
    assert Attendance.objects.filter(mark="present").exists()
