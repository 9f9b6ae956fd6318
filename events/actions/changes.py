"""Everybody booked or waiting is told when a session is off, on again, or somewhere or sometime else.

So are the champions on its rota. Their bookings stay: nobody loses a place because staff changed their mind. Called by
the actions that change an occurrence, in their transaction, after the change.
"""

from functools import partial

from django.db import transaction

from core.audit import record
from events import notifications, rota_notifications
from events.actions.waiting import fill_places, lock
from events.models import Booking


def occurrence_cancelled(occurrence, *, by, now):
    rota_notifications.session_cancelled(occurrence, now=now)
    return tell_everyone(occurrence, notifications.session_cancelled, "told_session_cancelled", by=by, now=now)


def occurrence_on_again(occurrence, *, by, now):
    with transaction.atomic():
        rota_notifications.session_on_again(occurrence, now=now)
        told = tell_everyone(occurrence, notifications.session_on_again, "told_session_on_again", by=by, now=now)
        fill_places(lock(occurrence), now=now)
    return told


def occurrence_moved(occurrence, *, was=None, by, now):
    """`was`: (start, venue) before this move, which those booked know."""
    rota_notifications.session_moved(occurrence, was=was, now=now)
    notify = partial(notifications.session_moved, was=was)
    return tell_everyone(occurrence, notify, "told_session_moved", by=by, now=now)


@transaction.atomic
def tell_everyone(occurrence, notify, action, *, by, now):
    """How many were told, or put on the call list. Nobody is told about a session that has ended."""
    occurrence = lock(occurrence)
    if occurrence.ends_at <= now:
        return 0
    bookings = list(Booking.objects.live().filter(occurrence=occurrence).select_related("person"))
    for booking in bookings:
        booking.occurrence = occurrence
        notify(booking, now=now)
    if bookings:
        record(action, occurrence, by=by, now=now, bookings=len(bookings))
    return len(bookings)
