"""Whether everyone on a date can still be written to."""

from datetime import timedelta

from core.errors import Refused, refusal_of

# For a scarf left behind, or thanks. Later, nobody expects to hear of that day.
AFTERWARDS = timedelta(days=30)


def check_can_write(occurrence, *, now):
    if occurrence.ends_at + AFTERWARDS < now:
        raise Refused("This session was over 30 days ago, so those booked can no longer be written to from here.")


def can_write(occurrence, *, now):
    return not refusal_of(check_can_write, occurrence, now=now)
