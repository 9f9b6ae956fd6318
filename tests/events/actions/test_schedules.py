import threading
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import recurrence
from django.db import connection, connections

from core.actors import Actor
from core.models import AuditLine
from events.actions import occurrences
from events.actions.schedules import NOT_PUBLISHED, apply_schedule, flag_unpublished
from events.models import Booking, Occurrence, OldAddress
from events.plan_words import NOT_IN_SCHEDULE
from tests.factories.events import make_attendance, make_booking, make_event, make_occurrence, make_schedule
from tests.factories.locations import make_venue
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
THURSDAYS = [date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10)]


def weekly(times=3, text="RRULE:FREQ=WEEKLY"):
    return recurrence.deserialize(f"{text};COUNT={times}" if times else text, False)


def apply(event, now=NOW):
    return apply_schedule(event, by=Actor.system(), now=now)


def counted(plan):
    return plan.counts()


def shown(event):
    rows = Occurrence.objects.filter(event=event)
    return [(row.starts_at.astimezone(LONDON).strftime("%d/%m/%Y %H:%M"), row.state) for row in rows]


def rows_of(event):
    return list(Occurrence.objects.filter(event=event).order_by("pk").values())


def test_published_schedules_become_occurrences():
    venue, event = make_venue(), make_event()
    schedule = make_schedule(event, venue=venue, recurrence=weekly())

    plan = apply(event)

    assert counted(plan) == {"added": 3}
    rows = Occurrence.objects.filter(event=event)
    assert [row.original_on for row in rows] == THURSDAYS
    assert {row.schedule_key for row in rows} == {schedule.key}
    assert {row.venue for row in rows} == {venue}
    assert [row.get_absolute_url() for row in rows] == [f"/events/{event.slug}/{day}/" for day in THURSDAYS]
    assert len({row.register_code for row in rows}) == 3


def test_a_second_run_changes_nothing():
    event = make_event()
    make_schedule(event, recurrence=weekly(None))
    apply(event)
    before = rows_of(event)

    plan = apply(event)

    assert not plan
    assert rows_of(event) == before
    assert AuditLine.objects.filter(action="event.schedule_applied").count() == 1


def test_occurrences_reach_15_months_ahead_and_a_later_run_adds_the_rest():
    event = make_event()
    make_schedule(event, recurrence=weekly(None))
    apply(event)

    assert max(row.original_on for row in Occurrence.objects.all()) == date(2028, 2, 17)
    assert counted(apply(event, now=NOW + timedelta(days=7))) == {"added": 1}


def test_the_past_is_neither_made_nor_touched():
    event = make_event()
    schedule = make_schedule(event, first_on=date(2026, 11, 12), recurrence=weekly())
    gone = make_occurrence(event, day=date(2026, 11, 5), schedule_key=schedule.key)
    apply(event)

    schedule.start_time, schedule.end_time = time(14), time(16)
    schedule.save()
    apply(event)

    assert shown(event) == [("05/11/2026 10:00", "on"), ("26/11/2026 14:00", "on")]
    assert Occurrence.objects.filter(pk=gone.pk).exists()


def test_todays_session_that_has_begun_stays():
    event = make_event()
    schedule = make_schedule(event, first_on=date(2026, 11, 20))
    apply(event, now=NOW - timedelta(hours=2))
    schedule.delete()

    apply(event)

    assert shown(event) == [("20/11/2026 10:00", "on")]


def test_a_new_time_moves_the_dates_and_keeps_their_rows():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly())
    apply(event)
    before = [row["id"] for row in rows_of(event)]
    schedule.start_time, schedule.end_time = time(14), time(16)
    schedule.save()

    plan = apply(event)

    assert counted(plan) == {"moved": 3}
    assert [row["id"] for row in rows_of(event)] == before
    assert shown(event)[0] == ("26/11/2026 14:00", "on")


def test_a_date_that_the_schedule_no_longer_has_goes_when_nobody_is_booked():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly())
    apply(event)
    schedule.recurrence = weekly(2)
    schedule.save()

    assert counted(apply(event)) == {"dropped": 1}
    assert [row.original_on for row in Occurrence.objects.all()] == THURSDAYS[:2]


def test_a_dropped_date_with_people_stays_and_waits_for_a_decision():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly())
    apply(event)
    booked, came, waiting = Occurrence.objects.all()
    make_booking(booked)
    make_attendance(came)
    make_booking(waiting, state="waiting")
    schedule.delete()

    plan = apply(event)

    assert counted(plan) == {"asking": 3}
    assert [(row.state, row.needs_decision) for row in Occurrence.objects.all()] == [("on", NOT_IN_SCHEDULE)] * 3
    before = rows_of(event)
    apply(event)
    assert rows_of(event) == before


def test_another_weekday_moves_each_date_with_its_bookings_address_and_uid():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly(2))
    apply(event)
    booked = Occurrence.objects.first()
    make_booking(booked)
    uids = {row.uid for row in Occurrence.objects.all()}
    schedule.first_on = date(2026, 11, 27)
    schedule.save()
    plan = apply(event)

    assert counted(plan) == {"asking": 1, "moved": 1}
    assert shown(event) == [("26/11/2026 10:00", "on"), ("04/12/2026 10:00", "on")]
    assert {row.uid for row in Occurrence.objects.all()} == uids
    booked.refresh_from_db()
    assert booked.needs_decision == (
        "The schedule now says Friday 27 November 2026, 10am to 12 noon, and people are booked."
    )
    assert Occurrence.objects.last().address_day == "2026-12-04"
    assert OldAddress.objects.get().address_day == "2026-12-03"

    occurrences.follow_schedule(booked, by=Actor.system(), now=NOW)

    assert shown(event) == [("27/11/2026 10:00", "on"), ("04/12/2026 10:00", "on")]
    before = rows_of(event)
    assert counted(apply(event)) == {}
    assert rows_of(event) == before


def test_a_moved_time_with_people_stays_and_waits_for_a_decision():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly(1))
    apply(event)
    make_booking(Occurrence.objects.get())
    schedule.start_time, schedule.end_time = time(11), time(13)
    schedule.save()
    apply(event)

    row = Occurrence.objects.get()
    assert row.starts_at == datetime(2026, 11, 26, 10, tzinfo=LONDON)
    assert row.needs_decision == (
        "The schedule now says Thursday 26 November 2026, 11am to 1pm, and people are booked."
    )


def test_a_decision_is_no_longer_needed_once_the_schedule_agrees_again():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly(1))
    apply(event)
    make_booking(Occurrence.objects.get())
    for hour in (11, 10):
        schedule.start_time, schedule.end_time = time(hour), time(hour + 2)
        schedule.save()
        apply(event)

    assert Occurrence.objects.get().needs_decision == ""


def test_a_date_that_somebody_booked_and_gave_up_is_cancelled_and_comes_back_with_the_schedule():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly(2))
    apply(event)
    booking = make_booking(Occurrence.objects.last(), state="cancelled")
    schedule.recurrence = weekly(1)
    schedule.save()
    apply(event)

    assert [state for _, state in shown(event)] == ["on", "cancelled"]
    assert Booking.objects.get().occurrence_id == booking.occurrence_id

    schedule.recurrence = weekly(2)
    schedule.save()
    apply(event)

    assert [state for _, state in shown(event)] == ["on", "on"]


def test_a_schedule_deleted_and_written_anew_is_the_same_dates_with_all_who_are_booked():
    event, venue = make_event(), make_venue()
    schedule = make_schedule(event, venue=venue, recurrence=weekly())
    apply(event)
    make_booking(Occurrence.objects.first())
    before = shown(event)
    schedule.delete()
    make_schedule(event, venue=venue, recurrence=weekly())

    plan = apply(event)

    assert counted(plan) == {}
    assert shown(event) == before
    assert not Occurrence.objects.needing_decision().exists()


def test_a_schedule_written_anew_at_another_time_moves_the_dates_of_the_one_deleted():
    """Also where an older draft is published again after this and following was changed."""
    event, venue = make_event(), make_venue()
    schedule = make_schedule(event, venue=venue, recurrence=weekly())
    apply(event)
    booking = make_booking(Occurrence.objects.first())
    schedule.delete()
    make_schedule(event, starts=time(14), ends=time(16), venue=venue, recurrence=weekly())

    plan = apply(event)

    assert counted(plan) == {"asking": 1, "moved": 2}
    assert Occurrence.objects.count() == 3
    assert Occurrence.objects.needing_decision().get() == booking.occurrence


def test_a_date_dropped_and_taken_over_by_another_schedule_is_on_at_once():
    event, venue = make_event(), make_venue()
    schedule = make_schedule(event, venue=venue, recurrence=weekly(2))
    apply(event)
    make_booking(Occurrence.objects.last(), state="cancelled")
    schedule.recurrence = weekly(1)
    schedule.save()
    apply(event)
    following = make_schedule(event, first_on=THURSDAYS[1], venue=venue, recurrence=weekly(1))
    following.continues = schedule.key
    following.save()

    apply(event)

    assert [state for _, state in shown(event)] == ["on", "on"]


def test_what_was_changed_by_hand_stays_as_it_is():
    event = make_event()
    schedule = make_schedule(event, recurrence=weekly(2))
    apply(event)
    Occurrence.objects.filter(original_on=THURSDAYS[0]).update(changed_by_hand=True, state="cancelled", reason="Snow")
    one_off = make_occurrence(event, day=date(2026, 12, 1), schedule_key=uuid4(), changed_by_hand=True)
    schedule.start_time, schedule.end_time = time(14), time(16)
    schedule.save()

    apply(event)

    assert shown(event) == [("26/11/2026 10:00", "cancelled"), ("01/12/2026 10:00", "on"), ("03/12/2026 14:00", "on")]
    assert Occurrence.objects.filter(pk=one_off.pk).exists()


def test_two_schedules_on_one_day_have_two_addresses():
    event = make_event()
    make_schedule(event, starts=time(14), ends=time(16))
    make_schedule(event)

    apply(event)

    assert [row.get_absolute_url() for row in Occurrence.objects.all()] == [
        f"/events/{event.slug}/2026-11-26/",
        f"/events/{event.slug}/2026-11-26-1400/",
    ]


def test_an_event_that_is_not_live_has_no_occurrences():
    event = make_event(live=False)
    make_schedule(event)

    assert not apply(event)
    assert not Occurrence.objects.exists()


def test_a_schedule_half_filled_in_makes_nothing():
    event = make_event()
    make_schedule(event, first_on=None)

    assert not apply(event)


def test_unpublishing_flags_the_dates_with_people_and_publishing_again_clears_them():
    event = make_event()
    make_schedule(event, recurrence=weekly(2))
    apply(event)
    make_booking(Occurrence.objects.first())
    by_hand = make_occurrence(event, day=date(2026, 12, 1), changed_by_hand=True)
    make_booking(by_hand)

    assert flag_unpublished(event, by=Actor.system(), now=NOW) == 2
    assert flag_unpublished(event, by=Actor.system(), now=NOW) == 0
    assert [row.needs_decision for row in Occurrence.objects.all()] == [NOT_PUBLISHED, NOT_PUBLISHED, ""]

    apply(event)

    assert not Occurrence.objects.needing_decision().exists()


def test_making_450_dates_again_takes_twelve_queries(django_assert_max_num_queries):
    event = make_event()
    make_schedule(event, recurrence=weekly(None, "RRULE:FREQ=DAILY"))

    # SQLite takes about sixty rows in each insert.
    with django_assert_max_num_queries(27):
        apply(event)
    with django_assert_max_num_queries(12):
        apply(event)

    assert Occurrence.objects.count() == 452


@pytest.mark.django_db(transaction=True)
def test_two_publishing_at_once_neither_double_nor_lose_a_date():
    event = make_event()
    make_schedule(event, recurrence=weekly(20))
    together, wrong = threading.Barrier(2), []

    def publish():
        try:
            together.wait(timeout=20)
            apply(event)
        except Exception as error:
            wrong.append(error)
        finally:
            connections[connection.alias].close()

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert Occurrence.objects.count() == 20


def test_two_venues_in_turn_are_two_schedules_and_one_list_of_dates():
    event, library, station = make_event(), make_venue("Library"), make_venue("Fire Station", slug="station")
    for first_on, venue in zip(THURSDAYS, (library, station), strict=False):
        make_schedule(event, first_on=first_on, venue=venue, recurrence=weekly(2, "RRULE:FREQ=WEEKLY;INTERVAL=2"))

    apply(event)

    rows = Occurrence.objects.filter(event=event)
    assert [row.venue for row in rows] == [library, station, library, station]
    assert not apply(event)


def test_a_session_past_midnight_is_one_date_of_the_evening_it_begins_and_moves_as_one():
    event = make_event()
    schedule = make_schedule(event, starts=time(22), ends=time(1, 30), recurrence=weekly(2))
    apply(event)
    first = Occurrence.objects.first()
    assert (first.original_on, first.ends_at) == (THURSDAYS[0], datetime(2026, 11, 27, 1, 30, tzinfo=LONDON))

    schedule.start_time, schedule.end_time = time(21), time(0, 30)
    schedule.save()
    plan = apply(event)

    assert counted(plan) == {"moved": 2}
    first.refresh_from_db()
    assert first.get_absolute_url() == f"/events/{event.slug}/2026-11-26/"
    assert first.ends_at == datetime(2026, 11, 27, 0, 30, tzinfo=LONDON)
