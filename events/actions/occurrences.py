"""Changing one dated meeting: off, on again, its places and its lead. Its schedule stays as it is."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from core.words import as_sentence
from events.actions import changes, waiting
from events.actions.schedules import NOT_PUBLISHED
from events.models import OccurrenceState, Schedule
from people import contact


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
    occurrence.changed_by_hand, occurrence.needs_decision = True, ""
    occurrence.save(update_fields=["state", "reason", "changed_by_hand", "needs_decision"])
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
    # From here on the schedule rules it again, unless it is a date of its own that no schedule has.
    occurrence.changed_by_hand = not has_schedule(occurrence)
    occurrence.save(update_fields=["state", "reason", "changed_by_hand"])
    record("occurrence.put_back_on", occurrence, by=by, now=now)
    changes.occurrence_on_again(occurrence, by=by, now=now)
    return occurrence


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
def change_details(occurrence, *, capacity, lead, by, now):
    """Places and session lead of one date. Nobody loses a place by fewer; more go to those who wait."""
    locked = waiting.lock(occurrence)
    locked.capacity, locked.lead = capacity, lead
    locked.save(update_fields=["capacity", "lead"])
    record("occurrence.changed", locked, by=by, now=now, capacity=capacity, lead=lead.pk if lead else None)
    waiting.promote(occurrence=locked, now=now)
    return locked


def has_schedule(occurrence):
    return Schedule.objects.filter(event_id=occurrence.event_id, key=occurrence.schedule_key).exists()
