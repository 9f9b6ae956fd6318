"""Changing one dated meeting: off, on again, elsewhere or another time, a date of its own, its places and its lead.

Its schedule stays as it is.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from wagtail.models import Page

from core.audit import record
from core.errors import Refused
from core.words import LONDON, as_sentence
from events.actions import changes, waiting
from events.actions.courses import follow_dates
from events.actions.moving import lead_on, put_at
from events.actions.schedules import NOT_PUBLISHED, new_occurrence, wanted_meetings
from events.calendars.keeping import touch
from events.clashes import closed_why
from events.known_days import known_days
from events.minimum import is_undecided
from events.models import Occurrence, OccurrenceState, Schedule
from events.models.occurrences import CHANGE_FIELDS
from events.schedule_checks import LONGEST_PAST_MIDNIGHT
from locations.models import VenuePage
from people import contact

MOVED_FIELDS = ["starts_at", "ends_at", "venue", "address_day", "moved_from_at", "moved_from_venue", "reason"]
MOVED_FIELDS += ["changed_by_hand", "needs_decision", "closed_why", "although_closed", *CHANGE_FIELDS]
STATE_FIELDS = ["state", "reason", "changed_by_hand", "needs_decision", "closed_why", *CHANGE_FIELDS]
# With no limit any more there is room for whoever asked.
ALL_AT_ONCE = 1000
# A slip of the year is met with a sentence.
FARTHEST = timedelta(days=3 * 366)


@transaction.atomic
def cancel(occurrence, *, reason, by, now):
    """Call one date off. Those booked are told, and the public reads the reason until the day is over."""
    occurrence = waiting.lock(occurrence)
    reason = contact.one_line(reason)
    if occurrence.is_cancelled:
        raise Refused("This date is cancelled already.")
    if occurrence.ends_at <= now:
        raise Refused("This date is over, so it cannot be cancelled.")
    if not reason:
        raise Refused("Say why it is not on, in words for the public. For example: The tutor is ill.")
    occurrence.state, occurrence.reason = OccurrenceState.CANCELLED, as_sentence(reason)
    occurrence.changed_by_hand, occurrence.needs_decision, occurrence.closed_why = True, "", ""
    occurrence.note_change(now)
    occurrence.save(update_fields=STATE_FIELDS)
    touch(now)
    record("occurrence.cancelled", occurrence, by=by, now=now)
    changes.occurrence_cancelled(occurrence, by=by, now=now)
    return occurrence


@transaction.atomic
def put_back_on(occurrence, *, by, now):
    """A cancelled date is on after all. Those booked are told again."""
    occurrence = waiting.lock(occurrence)
    if not occurrence.is_cancelled:
        raise Refused("This date is on already.")
    if occurrence.starts_at <= now:
        raise Refused("This date has passed, so it cannot be put back on.")
    occurrence.state, occurrence.reason = OccurrenceState.ON, ""
    occurrence.changed_by_hand = is_on_its_own(occurrence, now=now)
    occurrence.note_change(now)
    occurrence.save(update_fields=STATE_FIELDS)
    touch(now)
    record("occurrence.put_back_on", occurrence, by=by, now=now)
    changes.occurrence_on_again(occurrence, by=by, now=now)
    follow_dates(occurrence.event, now=now)
    return occurrence


@transaction.atomic
def move(occurrence, *, starts_at, ends_at, venue, reason="", by, now):
    """Hold one date at another time or place. Those booked keep their places and are told; its old address leads on.

    `starts_at` and `ends_at` are aware. The public reads that it was moved, and why, until the old day is over.
    """
    occurrence = waiting.lock(occurrence)
    check_can_move(occurrence, now=now)
    check_is_elsewhere(occurrence, starts_at, ends_at, venue)
    check_times(occurrence.event, starts_at, ends_at, venue, now=now)
    place_at(occurrence, starts_at, ends_at, venue, reason=reason, by_hand=True, by=by, now=now)
    return occurrence


def is_on_its_own(occurrence, *, now):
    """Whether no schedule rules it: none has this date, or somebody moved it away from where the schedule has it."""
    wanted = wanted_of(occurrence, now=now)
    return wanted is None or (occurrence.moved_from_at is not None and not agrees(occurrence, wanted))


def agrees(occurrence, wanted):
    """Whether it is when and where the schedule has it."""
    here = occurrence.starts_at, occurrence.ends_at, occurrence.venue_id
    return wanted is not None and here == wanted.when_and_where


def check_can_move(occurrence, *, now):
    if occurrence.is_cancelled:
        raise Refused("This date is cancelled. Put it back on first, then move it.")
    if occurrence.starts_at <= now:
        raise Refused("This date has begun or is over, so it cannot be moved.")


def check_is_elsewhere(occurrence, starts_at, ends_at, venue):
    if (occurrence.starts_at, occurrence.ends_at, occurrence.venue) == (starts_at, ends_at, venue):
        raise Refused("This is when and where it is already.")


def check_times(event, starts_at, ends_at, venue, *, now):
    if starts_at <= now:
        raise Refused("Choose a time that is still to come.")
    if starts_at > now + FARTHEST:
        raise Refused("That is more than three years ahead. Look at the year.")
    if ends_at <= starts_at:
        raise Refused("It ends before it starts.")
    if ends_at - starts_at > LONGEST_PAST_MIDNIGHT:
        raise Refused("It can last 12 hours at most.")
    if venue is None and not event.is_online:
        raise Refused("Choose the place: it is not online.")


def place_at(occurrence, starts_at, ends_at, venue, *, reason, by_hand, clash=None, by, now):
    """The move itself, of a row that is locked. `clash`: why its schedule should not have put it there, if so."""
    was = occurrence.starts_at, occurrence.venue
    put_at(occurrence, starts_at, ends_at, venue.pk if venue else None)
    # Whoever moves it there by hand has read that it is closed.
    occurrence.although_closed = by_hand and is_closed(venue, starts_at, ends_at)
    occurrence.closed_why = closed_why(clash)
    # Moved back to where the schedule has it, it goes with the schedule again.
    by_hand = by_hand and not agrees(occurrence, wanted_of(occurrence, now=now))
    occurrence.reason = as_sentence(contact.one_line(reason)) if reason.strip() else ""
    occurrence.changed_by_hand, occurrence.needs_decision = by_hand, ""
    occurrence.note_change(now)
    lead_on(occurrence.event_id, [occurrence])
    occurrence.save(update_fields=MOVED_FIELDS)
    touch(now)
    record("occurrence.moved", occurrence, by=by, now=now, to=starts_at.isoformat(), venue=occurrence.venue_id)
    changes.occurrence_moved(occurrence, was=was, by=by, now=now)


def is_closed(venue, starts_at, ends_at):
    """Whether it is a closed day there (None: online): a date put there by hand is held all the same."""
    on, at = starts_at.astimezone(LONDON).date(), venue.pk if venue else None
    return bool(closed_why(known_days([at], from_on=on, last_on=on).clash(at, starts_at, ends_at)))


@transaction.atomic
def follow_schedule(occurrence, *, reason="", by, now):
    """Staff decided: what the published schedule says of this date is done, and everybody booked is told.

    Where the schedule no longer has it, it is cancelled, for which the public wants a reason.
    """
    occurrence = waiting.lock(occurrence)
    if not occurrence.needs_decision:
        raise Refused("There is nothing to decide about this date.")
    return do_as(occurrence, decided_by_schedule(occurrence, now=now), reason=reason, by=by, now=now)


def decided_by_schedule(occurrence, *, now):
    """Where following the schedule puts this date; None where it cancels it."""
    return wanted_of(occurrence, now=now) if occurrence.event.live else None


@transaction.atomic
def do_as(occurrence, wanted, *, reason="", by, now):
    """Move a date to where the schedule has it (a plan's Wanted), or cancel it where the schedule has it no longer."""
    if wanted is None:
        return cancel(occurrence, reason=reason, by=by, now=now)
    occurrence = waiting.lock(occurrence)
    venue = VenuePage.objects.filter(pk=wanted.venue_id).first()
    check_can_move(occurrence, now=now)
    there = wanted.starts_at, wanted.ends_at, venue
    place_at(occurrence, *there, reason=reason, by_hand=False, clash=wanted.clash, by=by, now=now)
    return occurrence


def wanted_of(occurrence, *, now):
    """What the published schedules say of this date, a Wanted; None where they no longer have it."""
    key = (occurrence.schedule_key, occurrence.original_on)
    schedules = Schedule.objects.filter(event_id=occurrence.event_id, key=occurrence.schedule_key)
    meetings = wanted_meetings([each for each in schedules if each.is_complete], now=now)
    return next((each for each in meetings if each.key == key), None)


@transaction.atomic
def keep_as_it_is(occurrence, *, by, now):
    """Staff decided: people are booked, so this date stays although the schedule has it otherwise."""
    occurrence = waiting.lock(occurrence)
    if not occurrence.needs_decision:
        raise Refused("There is nothing to decide about this date.")
    if occurrence.needs_decision == NOT_PUBLISHED and not occurrence.event.live:
        raise Refused("Nobody can see this date. Publish the event again, or cancel the date so that people are told.")
    occurrence.needs_decision, occurrence.changed_by_hand = "", True
    occurrence.save(update_fields=["needs_decision", "changed_by_hand"])
    record("occurrence.kept", occurrence, by=by, now=now)
    return occurrence


@transaction.atomic
def hold_although_few(occurrence, *, by, now):
    """Staff decided: it is held although fewer have booked than it needs; of a whole course all dates are."""
    occurrence = waiting.lock(occurrence)
    if not is_undecided(occurrence, now=now):
        raise Refused("There is nothing to decide about this date.")
    held = Occurrence.objects.filter(pk=occurrence.pk)
    if occurrence.books_whole_course:
        held = Occurrence.objects.filter(event=occurrence.event_id)
    held.update(although_few=True)
    record("occurrence.held_although_few", occurrence, by=by, now=now)
    return occurrence


@transaction.atomic
def add_one_off(event, *, starts_at, ends_at, venue, capacity=None, lead=None, key=None, by, now):
    """Hold a published event once more, on a date that no schedule has. `key`: of the form, so that twice makes one."""
    page = Page.objects.select_for_update().get(pk=event.pk)
    key = key or uuid4()
    if made := Occurrence.objects.filter(event_id=event.pk, schedule_key=key).first():
        return made
    if not page.live:
        raise Refused("The event is not published. Publish it, then add the date.")
    check_times(event, starts_at, ends_at, venue, now=now)
    there = Occurrence.objects.filter(event_id=event.pk, starts_at=starts_at, venue=venue)
    if there.exclude(state=OccurrenceState.CANCELLED).exists():
        raise Refused("The event has a date at that time and place already.")
    occurrence = Occurrence.objects.create(
        event=event,
        schedule_key=key,
        original_on=starts_at.astimezone(LONDON).date(),
        starts_at=starts_at,
        ends_at=ends_at,
        venue=venue,
        capacity=capacity,
        lead=lead or event.lead,
        changed_by_hand=True,
        although_closed=is_closed(venue, starts_at, ends_at),
        changed_at=now,
    )
    touch(now)
    record("occurrence.added", occurrence, by=by, now=now)
    follow_dates(event, now=now)
    return occurrence


@transaction.atomic
def hold_anyway(event, wanted, *, at=None, by, now):
    """Make a date that was skipped, since it is on a closed day. `at`: (starts_at, ends_at, venue), if held elsewhere.

    `wanted` is the line's of a Plan. Twice is the same as once.
    """
    Page.objects.select_for_update().get(pk=event.pk)
    schedule_key, original_on = wanted.key
    rows = Occurrence.objects.filter(event_id=event.pk, schedule_key=schedule_key, original_on=original_on)
    if made := rows.first():
        return made
    occurrence = new_occurrence(event, wanted)
    if at:
        check_times(event, *at, now=now)
        occurrence.starts_at, occurrence.ends_at, occurrence.venue = at
        occurrence.changed_by_hand = True
    starts_at, ends_at, venue = occurrence.starts_at, occurrence.ends_at, occurrence.venue
    occurrence.although_closed = is_closed(venue, starts_at, ends_at)
    occurrence.save()
    touch(now)
    record("occurrence.held_anyway", occurrence, by=by, now=now, elsewhere=bool(at))
    follow_dates(event, now=now)
    return occurrence


@transaction.atomic
def change_details(occurrence, *, capacity, lead, by, now):
    """Places and session lead of one date. Nobody loses a place by fewer; more go to those who wait."""
    locked = waiting.lock(occurrence)
    if locked.lead_id != (lead.pk if lead else None):
        touch(now)  # a champion's own calendar
    before = locked.places
    locked.capacity, locked.lead = capacity, lead
    locked.save(update_fields=["capacity", "lead"])
    record("occurrence.changed", locked, by=by, now=now, capacity=capacity, lead=lead.pk if lead else None)
    waiting.promote(occurrence=locked, now=now, freed=places_added(before, locked.places))
    return locked


def places_added(before, after):
    """Where there was no limit nobody waited for a place."""
    if before is None:
        return 0
    return ALL_AT_ONCE if after is None else max(after - before, 0)


def has_schedule(occurrence):
    return Schedule.objects.filter(event_id=occurrence.event_id, key=occurrence.schedule_key).exists()
