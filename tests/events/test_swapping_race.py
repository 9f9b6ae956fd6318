"""Changing dates at once, on whichever database the tests run on."""

from collections import Counter
from datetime import date

import pytest

from core.actors import Actor
from events.actions.bookings import cancel
from events.actions.earlier import ask_for_earlier
from events.actions.swapping import swap
from events.models import Booking, EarlierWish, Occurrence
from tests.events.test_bookings_race import at_once
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = Actor.public()


@pytest.fixture
def dates():
    event = make_event(capacity=10, waiting_list_places=4)
    return [make_occurrence(event, day=day) for day in (date(2026, 11, 26), date(2026, 12, 3))]


def change(pk, to):
    booking = Booking.objects.select_related("occurrence").get(pk=pk)
    return swap(booking=booking, to=Occurrence.objects.get(pk=to.pk), by=PUBLIC, now=NOW).state


def kinds(outcomes):
    return Counter(outcome if isinstance(outcome, str) else type(outcome).__name__ for outcome in outcomes)


def test_ten_who_change_places_crosswise_wait_for_nobody_for_ever(dates):
    pairs = [(make_booking(dates[number % 2], make_person()).pk, dates[1 - number % 2]) for number in range(10)]

    outcomes = at_once(lambda number: change(*pairs[number]), 10)

    assert kinds(outcomes) == {"confirmed": 10}
    assert Booking.objects.live().count() == 10


def test_eight_want_the_last_two_places(dates):
    Occurrence.objects.filter(pk=dates[1].pk).update(capacity=2)
    pks = [make_booking(dates[0], make_person()).pk for _ in range(8)]

    outcomes = at_once(lambda number: change(pks[number], dates[1]), 8)

    assert kinds(outcomes) == {"confirmed": 2, "Full": 6}
    assert Booking.objects.confirmed().filter(occurrence=dates[1]).count() == 2
    assert Booking.objects.live().count() == 8


def test_eight_clicks_change_once(dates):
    pk = make_booking(dates[0], make_person()).pk

    outcomes = at_once(lambda number: change(pk, dates[1]), 8)

    assert kinds(outcomes) == {"confirmed": 8}
    assert Booking.objects.count() == 2


def test_cancelled_and_changed_at_once_it_is_one_or_the_other(dates):
    booking = make_booking(dates[0], make_person())

    def work(number):
        if number:
            return change(booking.pk, dates[1])
        return cancel(booking=booking, by=PUBLIC, now=NOW).state

    at_once(work, 2)

    states = Counter(Booking.objects.values_list("state", flat=True))
    assert states in ({"cancelled": 1}, {"cancelled": 1, "confirmed": 1})


def test_three_places_that_come_free_at_once_are_told_to_each_three_times_at_most():
    event = make_event(capacity=1, waiting_list_places=0)
    early = [make_occurrence(event, day=date(2026, 12, day)) for day in (1, 2, 3, 4, 5)]
    leaving = [make_booking(one, make_person()) for one in early]
    wanting = make_booking(
        make_occurrence(event, day=date(2026, 12, 20)), make_person(contact_by="phone", phone="01632 960 123")
    )
    ask_for_earlier(booking=wanting, same_venue=False, by=PUBLIC, now=NOW)

    outcomes = at_once(lambda number: cancel(booking=leaving[number], by=PUBLIC, now=NOW).state, 5)

    assert kinds(outcomes) == {"cancelled": 5}
    assert 1 <= len(EarlierWish.objects.get().told_of) <= 3
