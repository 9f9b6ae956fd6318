"""Several at once, on whichever database the tests run on: no date is lost, doubled, or changed unseen."""

import threading
from datetime import time, timedelta

import pytest
import recurrence
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from events.actions import approving, occurrences
from events.actions.schedules import apply_schedule, plan_for
from events.models import Booking, EventPage, Occurrence, Schedule
from tests.events.test_bookings_race import at_once, book_one
from tests.factories.events import make_booking, make_event
from tests.factories.locations import make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)
STAFF = Actor.system()


@pytest.fixture
def event(coming):
    """Five Wednesdays, published."""
    event = make_event("Silver Surfers", live=False, slug="surfers", capacity=50)
    schedule = Schedule(first_on=coming, start_time=time(10), end_time=time(12), venue=make_venue())
    schedule.recurrence = recurrence.deserialize("RRULE:FREQ=WEEKLY;COUNT=5", False)
    event.schedules.add(schedule)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def draft(event, *, count):
    page = event.get_latest_revision_as_object()
    [schedule] = page.schedules.all()
    schedule.recurrence = recurrence.deserialize(f"RRULE:FREQ=WEEKLY;COUNT={count}", False)
    page.schedules = [schedule]
    return page.save_revision()


def approve(revision):
    plan = plan_for(revision.as_object(), schedules=revision.as_object().schedules.all(), now=timezone.now())
    approval = approving.Approval(plan.fingerprint)
    return lambda number: approving.publish(revision, approval=approval, by=STAFF, now=timezone.now())


def days():
    return sorted(Occurrence.objects.values_list("original_on", flat=True))


def test_eight_who_publish_at_once_make_each_date_once(event):
    revision = draft(event, count=9)

    outcomes = at_once(lambda number: apply_or_publish(revision, event, number), 8)

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert len(days()) == len(set(days())) == 9


def apply_or_publish(revision, event, number):
    if number % 2:
        return revision.publish()
    return apply_schedule(EventPage.objects.get(pk=event.pk), by=STAFF, now=timezone.now())


def test_of_two_who_approve_different_drafts_the_older_is_refused_and_nothing_is_lost(event):
    first = draft(event, count=7)
    act_first = approve(first)
    act_second = approve(draft(event, count=9))

    outcomes = at_once(lambda number: (act_first, act_second)[number](number), 2)

    assert [str(each.sentence) for each in outcomes if isinstance(each, Refused)] == [
        "A newer draft of this event has been saved since. Look at that one first."
    ]
    assert len(days()) == 9


def test_who_books_while_a_plan_is_approved_is_never_dropped_unseen(event):
    """Either the plan is shown again, or the booking is refused: nobody holds a place on a date that has gone."""
    last = Occurrence.objects.order_by("-starts_at")[0]
    act = approve(draft(event, count=4))

    at_once(lambda number: act(number) if number == 0 else book_one(last, number), 5)

    booked = Booking.objects.filter(state="confirmed")
    assert all(booking.occurrence.state == "on" for booking in booked.select_related("occurrence"))
    assert Occurrence.objects.filter(pk=last.pk).exists() == booked.exists()


def test_without_the_lock_a_booking_would_be_lost(event):
    """The control: were the date dropped by who counted before the booking was made, somebody would stand there."""
    last = Occurrence.objects.order_by("-starts_at")[0]
    counted = threading.Barrier(2)

    def drop_without_lock(number):
        if number == 0:
            is_free = not Booking.objects.filter(occurrence=last).exists()
            counted.wait(timeout=30)
            return is_free
        counted.wait(timeout=30)
        return make_booking(last, make_person("Betty")).pk

    outcomes = at_once(drop_without_lock, 2)

    assert True in outcomes
    assert Booking.objects.filter(occurrence=last).exists()


def test_a_date_that_two_move_and_one_cancels_ends_in_one_of_the_three(event):
    row = Occurrence.objects.order_by("starts_at")[0]
    make_booking(row, make_person("Betty", email="betty@example.org", contact_by="email"))
    starts_at, ends_at = row.starts_at, row.ends_at

    def change(number):
        fresh = Occurrence.objects.get(pk=row.pk)
        now = timezone.now()
        if number == 2:
            return occurrences.cancel(fresh, reason="Snow", by=STAFF, now=now)
        later = timedelta(hours=number + 1)
        return occurrences.move(
            fresh, starts_at=starts_at + later, ends_at=ends_at + later, venue=fresh.venue, by=STAFF, now=now
        )

    outcomes = at_once(change, 3)

    done = [each for each in outcomes if not isinstance(each, Exception)]
    assert all(isinstance(each, Refused) for each in outcomes if isinstance(each, Exception))
    row.refresh_from_db()
    # Each that was done raised the sequence once, and what the row says is what one of them said.
    assert row.sequence == len(done)
    assert row.moved_from_at in (None, starts_at)
