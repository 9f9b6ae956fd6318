from datetime import date

import pytest

from events.models import Occurrence
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import CARLISLE, make_venue

pytestmark = pytest.mark.django_db


def test_room_counts_parties_and_is_not_multiplied_by_the_other_bookings():
    occurrence = make_occurrence(make_event(capacity=10))
    for places in (1, 4, 2):
        make_booking(occurrence, places=places)
    for places in (3, 1):
        make_booking(occurrence, places=places, state="waiting")
    make_booking(occurrence, places=4, state="cancelled")
    empty = make_occurrence(make_event())

    found = Occurrence.objects.with_room().in_bulk()

    assert (found[occurrence.pk].taken, found[occurrence.pk].waiting, found[occurrence.pk].room()) == (7, 4, 3)
    assert (found[empty.pk].taken, found[empty.pk].waiting, found[empty.pk].room()) == (0, 0, 10)
    assert found[occurrence.pk].is_full
    assert not found[empty.pk].is_full


def test_room_is_asked_for_when_a_row_came_without_it(django_assert_num_queries):
    occurrence = make_occurrence(capacity=3)
    make_booking(occurrence, places=2)
    plain = Occurrence.objects.select_related("event").get()

    with django_assert_num_queries(1):
        assert (plain.room(), plain.places_waiting, plain.is_full) == (1, 0, False)


def test_an_occurrence_may_have_a_capacity_of_its_own_or_none():
    assert make_occurrence(make_event(capacity=10), capacity=0).room() == 0
    assert make_occurrence(make_event(capacity=None)).room() is None
    assert not make_occurrence(make_event(capacity=None)).is_full


def test_room_never_falls_below_none():
    occurrence = make_occurrence(capacity=1)
    make_booking(occurrence, places=4)

    assert occurrence.room() == 0


def test_upcoming_is_what_has_not_ended(now):
    make_occurrence(day=date(2026, 11, 19))
    on_now = make_occurrence(day=now.date())
    coming = make_occurrence()

    assert list(Occurrence.objects.upcoming(now)) == [on_now, coming]
    assert list(Occurrence.objects.upcoming(on_now.ends_at)) == [coming]


def test_near_keeps_the_order_of_time():
    here, far = make_venue(), make_venue("Barrow Library", position=(54.1108, -3.2261))
    late = make_occurrence(day=date(2026, 12, 3), venue=here)
    soon = make_occurrence(day=date(2026, 11, 27), venue=here)
    make_occurrence(venue=far)

    assert list(Occurrence.objects.near(*CARLISLE, 5)) == [soon, late]
    assert [round(row.miles) for row in Occurrence.objects.nearest(*CARLISLE, limit=3)] == [0, 0, 55]


def test_many_rows_get_addresses_and_codes_as_one_does():
    event = make_event()
    first = make_occurrence(event)
    fresh = [
        Occurrence(
            event=event,
            schedule_key=first.schedule_key,
            original_on=date(2026, 12, day),
            starts_at=first.starts_at,
            ends_at=first.ends_at,
        )
        for day in (1, 2)
    ]

    Occurrence.objects.create_many(fresh)

    assert [row.address_day for row in fresh] == ["2026-11-26-1000", "2026-11-26-1000-2"]
    assert len({row.register_code for row in Occurrence.objects.all()}) == 3
