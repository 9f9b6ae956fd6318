"""Who may see and mark a register, and when."""

from core.errors import Refused
from core.words import as_day, full_day_words
from events.models import OccurrenceState

SEES_ALL = "events.change_attendance"


def leads(user, occurrence):
    """The lead of this meeting; the event's, where the meeting names nobody."""
    lead_id = occurrence.lead_id or occurrence.event.lead_id
    return lead_id is not None and lead_id == user.pk


def may_see_register(user, occurrence):
    return user.is_authenticated and (leads(user, occurrence) or user.has_perm(SEES_ALL))


def check_can_mark(occurrence, *, now):
    if occurrence.state == OccurrenceState.CANCELLED:
        raise Refused("This session is not on, so nobody can be marked.")
    if as_day(now) < as_day(occurrence.starts_at):
        raise Refused(f"This register opens on the day: {full_day_words(occurrence.starts_at)}.")


def can_mark(occurrence, *, now):
    try:
        check_can_mark(occurrence, now=now)
    except Refused:
        return False
    return True
