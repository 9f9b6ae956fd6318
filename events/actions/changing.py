"""Changing a booking: how many places, a carer, what would help."""

from django.db import transaction

from core.audit import record
from events import notifications
from events.actions.bookings import NEEDS_CONDITION, lock_booking
from events.actions.waiting import fill_places, give_on
from events.models import Booking, BookingState
from events.permissions.bookings import check_can_change

CHANGED = ["places", "carer", "needs"]


@transaction.atomic
def change(*, booking, places, carer, needs, by, now, said=False):
    """Of a place on a whole course all dates still to come are changed. Refused where more places than are left are
    asked for; what is given up goes to whoever waits. Nobody loses their place in the line by it.

    `said`: as bookings.cancel has it.
    """
    booking = lock_booking(booking)
    room = fill_places(booking.occurrence, now=now)
    booking.refresh_from_db(fields=["state", *CHANGED])
    check_can_change(booking, room, places=places, now=now)
    wanted = {"places": places, "carer": carer, "needs": needs}
    changed = [name for name in CHANGED if getattr(booking, name) != wanted[name]]
    if not changed:
        return booking
    freed = booking.places - places if booking.state == BookingState.CONFIRMED else 0
    to_come = Booking.objects.of_place(booking).live().filter(occurrence__starts_at__gt=now).order_by()
    to_come.update(**wanted, needs_condition=NEEDS_CONDITION if needs else "")
    for name in changed:
        setattr(booking, name, wanted[name])
    record("booking_changed", booking, by=by, now=now, fields=changed, places=places)
    notifications.booking_changed(booking, now=now, said=said or by.kind == "public")
    if freed > 0:
        give_on(booking.occurrence, freed=freed, but=booking.person_id, now=now)
    return booking
