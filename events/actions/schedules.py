"""From published schedules to occurrences, for every way of publishing."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from core.audit import record
from events import rota_notifications
from events.actions.courses import follow_dates
from events.actions.moving import lead_on, put_at
from events.calendars.keeping import touch
from events.clashes import closed_why
from events.known_days import known_days
from events.models import Booking, Occurrence, OccurrenceState, Schedule
from events.models.bookings import LIVE
from events.models.occurrences import CHANGE_FIELDS
from events.plan import Plan, Wanted, What, plan
from events.plan_words import undecided_words
from events.schedule import local_date
from events.who_is_there import who_is_there

NOT_PUBLISHED = "The event is no longer published, and people are booked."
# Whoever means to come to a date as near as this may know it: the public reads that it moved until its day is over.
KNOWN_TO_PEOPLE = timedelta(days=28)
WRITTEN = [
    *("schedule_key", "original_on", "starts_at", "ends_at", "venue", "address_day", "moved_from_at"),
    *("moved_from_venue", "state", "reason", "needs_decision", "closed_why", "although_closed", *CHANGE_FIELDS),
]


@transaction.atomic
def apply_schedule(event, *, by, now):
    """Make the occurrences of an event what its published schedules say, for a rolling 15 months. Returns the plan.

    A second run changes nothing. The past, and what was moved or cancelled by hand, stay as they are. New dates on
    which the place is closed are not made. A date with bookings or attendance is never deleted: where the schedule now
    differs it waits for staff to decide (actions/approving.py is for what somebody approved).
    """
    # Locked so that two people who publish at once cannot both add a date, or lose one.
    page = Page.objects.select_for_update().get(pk=event.pk)
    if not page.live:
        return Plan()
    # Locked too, so that nobody books a date while it is moved or dropped.
    rows = list(Occurrence.objects.select_for_update().filter(event_id=event.pk).order_by("pk"))
    schedules = list(Schedule.objects.filter(event_id=event.pk))
    found = plan_for(event, schedules=schedules, rows=rows, now=now)
    wrote = carry_out(event, found, now=now)
    # Those changed by hand stay as they are, but that they could not be seen is over.
    Occurrence.objects.filter(event_id=event.pk, changed_by_hand=True, needs_decision=NOT_PUBLISHED).update(
        needs_decision=""
    )
    if wrote:
        touch(now)
        record("event.schedule_applied", event, by=by, now=now, **found.counts())
    return found


def plan_for(event, *, schedules, now, rows=None):
    """The Plan of making the dates of `event` what these schedules say; they need not be saved."""
    schedules = [each for each in schedules if each.is_complete]
    if rows is None:
        rows = list(Occurrence.objects.filter(event_id=event.pk).order_by("pk"))
    return plan(
        wanted=wanted_meetings(schedules, now=now),
        rows=rows,
        people=who_is_there([event.pk], now=now),
        continued={each.key: each.continues for each in schedules},
        now=now,
    )


def wanted_meetings(schedules, *, now):
    """Every meeting still to start, 15 months ahead."""
    today = local_date(now)
    last_on = today + relativedelta(months=settings.OCCURRENCE_MONTHS_AHEAD)
    days = known_days({each.venue_id for each in schedules}, from_on=today, last_on=last_on)
    return [
        Wanted(
            (schedule.key, meeting.on),
            meeting.starts_at,
            meeting.ends_at,
            schedule.venue_id,
            days.clash(schedule.venue_id, meeting.starts_at, meeting.ends_at),
        )
        for schedule in schedules
        # From yesterday: a session past midnight belongs to the day before.
        for meeting in schedule.meetings(from_on=today - timedelta(days=1), last_on=last_on)
        if meeting.starts_at > now
    ]


def carry_out(event, found, *, now):
    """Write what nobody needs to decide; where people are booked, that somebody must. Whether anything was written."""
    dropped = [line.row for line in found.of(What.DROPPED) if not line.asks]
    drop(dropped)
    before = {line.row.pk: (line.row.starts_at, line.row.venue) for line in found.of(What.MOVED) if line.people.once}
    changed = [line.row for line in found.lines if change(line, now=now)]
    lead_on(event.pk, changed)
    if changed:
        Occurrence.objects.bulk_update(changed, WRITTEN, batch_size=200)
    tell_champions(event, found, before, now=now)
    added = [new_occurrence(event, line.wanted) for line in found.of(What.ADDED)]
    if added:
        Occurrence.objects.create_many(added)
    if added or found.of(What.BACK):
        follow_dates(event, now=now)
    return bool(dropped or changed or added)


def tell_champions(event, found, before, *, now):
    """Those on the rota of a date that nobody is booked on, and that went or moved with its schedule."""
    for line in found.lines:
        if line.asks or not line.people.once or line.what not in (What.MOVED, What.RETIRED):
            continue
        line.row.event = event
        if line.what == What.RETIRED:
            rota_notifications.session_cancelled(line.row, now=now)
        else:
            rota_notifications.session_moved(line.row, was=before[line.row.pk], now=now)


def drop(rows):
    if rows:
        Occurrence.objects.filter(pk__in=[row.pk for row in rows]).delete()


def change(line, *, now):
    """Set one row as the plan has it. Whether it now differs from what is written."""
    row, wanted = line.row, line.wanted
    if row is None or (line.what == What.DROPPED and not line.asks):
        return False
    if line.asks:
        return ask(line)
    if line.what == What.KEPT:
        return settle(row)
    if line.what == What.CONTINUED:
        row.schedule_key, row.original_on = wanted.key
        settle(row)
        return True
    if line.what == What.RETIRED:
        # Somebody booked it once and gave it up: their record stays, and there is nobody to tell.
        row.state, row.closed_why = OccurrenceState.CANCELLED, ""
    else:
        row.schedule_key, row.original_on = wanted.key
        put_at(row, *wanted.when_and_where, say_so=row.starts_at < now + KNOWN_TO_PEOPLE)
        row.state, row.reason, row.closed_why = OccurrenceState.ON, "", closed_why(wanted.clash)
    row.needs_decision = ""
    row.note_change(now)
    return True


def ask(line):
    """People are booked: the date stays as it is, known by what it is now made for, until somebody decides."""
    row = line.row
    before = (row.schedule_key, row.original_on, row.needs_decision)
    if line.wanted:
        row.schedule_key, row.original_on = line.wanted.key
    row.needs_decision = undecided_words(line)
    return before != (row.schedule_key, row.original_on, row.needs_decision)


def settle(row):
    """The schedule agrees with the date again: there is nothing to decide."""
    if row.changed_by_hand or not row.needs_decision:
        return False
    row.needs_decision = ""
    return True


def new_occurrence(event, wanted):
    schedule_key, original_on = wanted.key
    return Occurrence(
        event_id=event.pk,
        schedule_key=schedule_key,
        original_on=original_on,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        venue_id=wanted.venue_id,
        lead_id=event.lead_id,
    )


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
