"""A message to everyone booked on a date, in words that staff wrote for it."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from events import notifications
from events.actions.waiting import lock
from events.permissions.writing import check_can_write
from events.who_to_write_to import written_to
from messaging.models import Message

ALREADY = "This message has been sent already, so it was not sent again."
NOBODY = "There is nobody whom this message could go to, so nothing was sent."


@transaction.atomic
def write_to_everyone(*, occurrence, to, subject, text, form_key, by, now):
    """Queue it to everyone in the states `to`, each by their own channel. Returns to how many.

    The same form sends to nobody twice, whoever presses its button however often.
    """
    occurrence = lock(occurrence)
    check_can_write(occurrence, now=now)
    bookings = [booking for booking, where in written_to(occurrence, to, now=now) if where]
    if not bookings:
        raise Refused(NOBODY)
    told = set(Message.objects.filter(cause__in=[cause_of(each, form_key) for each in bookings]).values_list("cause"))
    untold = [booking for booking in bookings if (cause_of(booking, form_key),) not in told]
    if not untold:
        raise Refused(ALREADY)
    for booking in untold:
        notifications.session_note(booking, cause=cause_of(booking, form_key), note_subject=subject, note=text, now=now)
    record("occurrence_written_to", occurrence, by=by, now=now, count=len(untold), to=sorted(map(str, to)))
    return len(untold)


def cause_of(booking, form_key):
    return f"booking:{booking.key}:note:{form_key}"
