"""Whether somebody can still be told before a session, and how. Pure."""

from datetime import UTC, timedelta

from core.words import as_day
from core.working_days import working_days_before
from messaging.models import Channel

E_MAIL_OR_TEXT = timedelta(hours=24)
LETTER_WORKING_DAYS = 5
# Rung later than this, they would hardly come: the session lead is told as well.
CALL = timedelta(hours=2)


def in_time(channel, *, starts_at, now, holidays=()):
    """Whether a message by this channel would arrive in time to be acted on."""
    if channel == Channel.LETTER:
        return as_day(now) <= working_days_before(as_day(starts_at), LETTER_WORKING_DAYS, holidays)
    # Reckoned in UTC: on a London clock the day on which it is put back would have 24 hours and not 25.
    return now <= starts_at.astimezone(UTC) - {Channel.CALL: CALL}.get(channel, E_MAIL_OR_TEXT)
