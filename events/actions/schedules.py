"""From published schedules to occurrences, for every way of publishing."""

from dataclasses import dataclass, field
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from core.audit import record
from core.words import full_day_words, time_range
from events.models import Attendance, Booking, Headcount, Occurrence, OccurrenceState, Schedule
from events.models.bookings import LIVE
from events.schedule import local_date

NOT_IN_SCHEDULE = "The schedule no longer has this date, and people are booked or came."
NOT_PUBLISHED = "The event is no longer published, and people are booked."


@dataclass
class Plan:
    """What making the occurrences again will change. Rows that stay as they are, are in none of these."""

    added: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    dropped: list = field(default_factory=list)
    undecided: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.added or self.changed or self.dropped or self.undecided)


@transaction.atomic
def apply_schedule(event, *, by, now):
    """Make the occurrences of an event what its published schedules say, for a rolling 15 months.

    A second run changes nothing. The past, and what was moved or cancelled by hand, stay as they are. A date with
    bookings or attendance is never deleted: where the schedule now differs it waits for staff to decide.
    """
    # Locked so that two people who publish at once cannot both add a date, or lose one.
    page = Page.objects.select_for_update().get(pk=event.pk)
    if not page.live:
        return Plan()
    plan = plan_for(event, now=now)
    carry_out(plan)
    # Those changed by hand stay as they are, but that they could not be seen is over.
    Occurrence.objects.filter(event_id=event.pk, changed_by_hand=True, needs_decision=NOT_PUBLISHED).update(
        needs_decision=""
    )
    if plan:
        record("event.schedule_applied", event, by=by, now=now, **counts(plan))
    return plan


def plan_for(event, *, now):
    # Locked too, so that nobody books a date while it is moved or dropped.
    rows = Occurrence.objects.select_for_update().filter(event_id=event.pk).order_by("pk")
    existing = {(row.schedule_key, row.original_on): row for row in rows}
    wanted = wanted_meetings(event, now=now)
    with_people, with_history = who_is_there(event, now=now)
    plan = Plan()
    for key, (meeting, venue_id) in wanted.items():
        if key in existing:
            keep(plan, existing[key], meeting, venue_id, has_people=existing[key].pk in with_people, now=now)
        else:
            plan.added.append(new_occurrence(event, key, meeting, venue_id))
    for key, row in existing.items():
        if key not in wanted and row.starts_at > now and not row.changed_by_hand:
            drop(plan, row, has_people=row.pk in with_people, has_history=row.pk in with_history)
    return plan


def wanted_meetings(event, *, now):
    """{(schedule's key, date): (meeting, venue)} of every meeting still to start."""
    today = local_date(now)
    last_on = today + relativedelta(months=settings.OCCURRENCE_MONTHS_AHEAD)
    return {
        (schedule.key, meeting.on): (meeting, schedule.venue_id)
        for schedule in Schedule.objects.filter(event_id=event.pk)
        if schedule.is_complete
        # From yesterday: a session past midnight belongs to the day before.
        for meeting in schedule.meetings(from_on=today - timedelta(days=1), last_on=last_on)
        if meeting.starts_at > now
    }


def who_is_there(event, *, now):
    """Occurrences still to come with live bookings or attendance, and those that anybody ever booked."""
    to_come = {"occurrence__event_id": event.pk, "occurrence__starts_at__gt": now}
    booked = list(Booking.objects.filter(**to_come).values_list("occurrence_id", "state").distinct().order_by())
    came = set(Attendance.objects.filter(**to_come).values_list("occurrence_id", flat=True))
    counted = set(Headcount.objects.filter(**to_come).values_list("occurrence_id", flat=True))
    with_people = {pk for pk, state in booked if state in LIVE} | came | counted
    return with_people, with_people | {pk for pk, _ in booked}


def new_occurrence(event, key, meeting, venue_id):
    schedule_key, original_on = key
    return Occurrence(
        event_id=event.pk,
        schedule_key=schedule_key,
        original_on=original_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        venue_id=venue_id,
        lead_id=event.lead_id,
    )


def keep(plan, row, meeting, venue_id, *, has_people, now):
    """A date that the schedule still has: only its times, place or state may differ."""
    if row.starts_at <= now or row.changed_by_hand:
        return
    state = OccurrenceState.ON
    differs = (row.starts_at, row.ends_at, row.venue_id) != (meeting.starts_at, meeting.ends_at, venue_id)
    if differs and has_people:
        decide(plan, row, f"The schedule now says {meeting_words(meeting, venue_id, row)}, and people are booked.")
    elif differs or row.state != state or row.needs_decision:
        row.starts_at, row.ends_at, row.venue_id = meeting.starts_at, meeting.ends_at, venue_id
        row.state, row.reason, row.needs_decision = state, "", ""
        plan.changed.append(row)


def drop(plan, row, *, has_people, has_history):
    """A date that the schedule no longer has."""
    if has_people:
        decide(plan, row, NOT_IN_SCHEDULE)
    elif not has_history:
        plan.dropped.append(row)
    elif row.state != OccurrenceState.CANCELLED:
        # Somebody booked it once and gave it up: their record stays, and there is nobody to tell.
        row.state, row.needs_decision = OccurrenceState.CANCELLED, ""
        plan.changed.append(row)


def decide(plan, row, sentence):
    if row.needs_decision != sentence:
        row.needs_decision = sentence
        plan.undecided.append(row)


def meeting_words(meeting, venue_id, row):
    words = f"{full_day_words(meeting.starts_at)}, {time_range(meeting.starts_at, meeting.ends_at)}"
    return words if venue_id == row.venue_id else f"{words}, at another place"


def carry_out(plan):
    if plan.dropped:
        Occurrence.objects.filter(pk__in=[row.pk for row in plan.dropped]).delete()
    if plan.changed or plan.undecided:
        Occurrence.objects.bulk_update(
            plan.changed + plan.undecided,
            ["starts_at", "ends_at", "venue", "state", "reason", "needs_decision"],
            batch_size=200,
        )
    if plan.added:
        Occurrence.objects.create_many(plan.added)


def counts(plan):
    return {name: len(rows) for name, rows in vars(plan).items() if rows}


@transaction.atomic
def flag_unpublished(event, *, by, now):
    """An event taken off the site is seen by nobody, but those booked still mean to come: staff must decide."""
    people = Booking.objects.filter(state__in=LIVE).values("occurrence")
    flagged = (
        Occurrence.objects.filter(event_id=event.pk, starts_at__gt=now, state=OccurrenceState.ON, pk__in=people)
        .exclude(needs_decision=NOT_PUBLISHED)
        .update(needs_decision=NOT_PUBLISHED)
    )
    if flagged:
        record("event.unpublished_with_bookings", event, by=by, now=now, dates=flagged)
    return flagged
