"""Whom a message to everyone on a date goes to, and how: each by their own channel."""

from collections import Counter

from core.words import list_words
from events.models import Booking, BookingState
from events.notifications import note_address
from events.plan_words import TOLD_BY
from messaging.models import Message
from people.models import ContactBy

CONFIRMED, WAITING = BookingState.CONFIRMED, BookingState.WAITING


def written_to(occurrence, states, *, now):
    """[(booking, where)] in order; `where` is None for whom nothing can be sent to. One query."""
    rows = Booking.objects.live().filter(occurrence=occurrence.pk, state__in=states)
    rows = list(rows.select_related("person__merged_into"))
    for booking in rows:
        booking.occurrence = occurrence
        booking.person = booking.person.merged_into or booking.person
    return [(booking, note_address(booking, now=now)) for booking in rows]


def channels_of(found):
    """{channel: how many}, in the order in which they are said; nobody who cannot be told."""
    counted = Counter(str(where[0]) for _, where in found if where)
    return {channel: counted[channel] for channel in TOLD_BY if counted[channel]}


def channel_words(found):
    """6 by e-mail, 3 by text message and 1 by telephone call."""
    return list_words([f"{number} {TOLD_BY[channel]}" for channel, number in channels_of(found).items()])


def left_out(found):
    """[(how many, why)] of whom nothing is sent to."""
    why = Counter(reason(booking.person) for booking, where in found if not where)
    return [(why[words], words) for words in REASONS if why[words]]


NO_MESSAGES = "asked for no messages"
NOT_TOLD = "said that they need not be told"
NO_WAY = "left nothing to reach them by"
REASONS = (NO_MESSAGES, NOT_TOLD, NO_WAY)


def reason(person):
    if person.do_not_contact or person.erased_at:
        return NO_MESSAGES
    return NOT_TOLD if person.contact_by == ContactBy.NONE else NO_WAY


def written_before(occurrence):
    """[(subject, when, to how many)] of what was written to this date before, the newest first. One query."""
    bookings = [str(pk) for pk in occurrence.bookings.values_list("pk", flat=True)]
    rows = Message.objects.filter(kind="session_note", about_type="events.booking", about_id__in=bookings)
    counted = Counter(rows.values_list("created_at", "subject"))
    return [(subject, at, number) for (at, subject), number in sorted(counted.items(), reverse=True)]
