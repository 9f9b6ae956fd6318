"""Another date in place of the one that somebody has.

The booking itself goes over, with its number, its code and its link: they are on paper and in messages. What stays at
the old date is a cancelled booking of the same person, so that its register is right.
"""

from django.db import transaction

from core.audit import record
from core.codes import keyed_hash, new_secret, same_secret
from events import notifications
from events.actions.bookings import first_secret, unused_reference
from events.actions.earlier import end_wish
from events.actions.waiting import check_is_there, fill_places, give_on, lock
from events.models import Attendance, Booking, BookingState
from events.permissions.swapping import check_can_swap, check_can_swap_to


@transaction.atomic
def swap(*, booking, to, by, now, said=False):
    """Change a booking to another date of its event, if that has room. Twice is the same as once.

    `said`: staff do it for somebody who is on the telephone or beside them, so nobody needs to ring them.
    """
    old, new = lock_both(booking.occurrence, to)
    booking = Booking.objects.select_related("person").get(pk=booking.pk)
    if booking.occurrence_id == new.pk and booking.is_live:
        booking.occurrence = new
        return booking
    check_is_there(booking, old)
    booking.occurrence = old
    check_can_swap(booking, now=now)
    check_can_swap_to(booking, new, fill_places(new, now=now), now=now, by_staff=by.is_staff)
    had_place = booking.state == BookingState.CONFIRMED
    left = leave_behind(booking, now=now)
    take_over(booking, new)
    end_wish(booking, now=now)
    record("booking_swapped", booking, by=by, now=now, places=booking.places, was=old.pk, to=new.pk, left=left.pk)
    notifications.booking_swapped(booking, known_secret(booking), was=old, now=now, said=said or by.kind == "public")
    if had_place:
        give_on(old, freed=booking.places, but=booking.person_id, now=now)
    return booking


def known_secret(booking):
    """The code that it had at first, unless another was given since: that one nobody can read back."""
    secret = first_secret(booking.form_key)
    return secret if same_secret(secret, booking.secret_hash) else ""


def lock_both(one, other):
    """In one order whoever asks, so that two people who change places cannot wait for each other."""
    locked = {pk: lock(occurrence) for pk, occurrence in sorted({one.pk: one, other.pk: other}.items())}
    return locked[one.pk], locked[other.pk]


def leave_behind(booking, *, now):
    """That they were booked for the old date, and gave it up. Its number is nobody's, and no code opens it."""
    left = Booking.objects.create(
        reference=unused_reference(),
        secret_hash=keyed_hash(new_secret()),
        occurrence=booking.occurrence,
        person=booking.person,
        state=BookingState.CANCELLED,
        places=booking.places,
        carer=booking.carer,
        arrived_by=booking.arrived_by,
        booked_by_id=booking.booked_by_id,
        created_at=booking.created_at,
        promoted_at=booking.promoted_at,
        cancelled_at=now,
        changed_to=booking,
    )
    # Marked as excused in the morning, and changed at noon.
    Attendance.objects.filter(booking=booking).update(booking=left)
    return left


def take_over(booking, occurrence):
    booking.sequence_before += booking.occurrence.sequence + 1
    booking.occurrence = occurrence
    booking.state = BookingState.CONFIRMED
    booking.promoted_at, booking.tell_at_door = None, False
    booking.save(update_fields=["sequence_before", "occurrence", "state", "promoted_at", "tell_at_door"])
