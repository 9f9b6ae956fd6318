"""Who waits gets a place when one comes free: the first that fits, in order, never after the start."""

from django.db import transaction

from core.actors import Actor
from core.audit import record
from events import notifications
from events.models import Booking, BookingState, Occurrence, OccurrenceState


def lock(occurrence):
    """The occurrence as it is now, held until the transaction ends: two people cannot both take the last place."""
    # Only its own row: a nullable side of a join cannot be locked.
    return Occurrence.objects.select_for_update(of=("self",)).to_act_on().get(pk=occurrence.pk)


@transaction.atomic
def promote(*, occurrence, now):
    """Give free places to those who wait, for example because the capacity was raised. Returns their bookings."""
    occurrence = lock(occurrence)
    before = set(Booking.objects.waiting().filter(occurrence=occurrence).values_list("pk", flat=True))
    fill_places(occurrence, now=now)
    return list(Booking.objects.confirmed().filter(pk__in=before))


def fill_places(occurrence, *, now):
    """The same while its row is locked. Returns the room that there is afterwards."""
    room = Booking.objects.room_at(occurrence)
    numbers = room.promoted() if takes_people(occurrence, now=now) else []
    if not numbers:
        return room
    waiting = list(Booking.objects.waiting().filter(occurrence=occurrence).select_related("person"))
    for number in numbers:
        booking = waiting[number]
        booking.occurrence = occurrence
        give_place(booking, now=now)
    return Booking.objects.room_at(occurrence)


def takes_people(occurrence, *, now):
    return occurrence.event.live and occurrence.state == OccurrenceState.ON and now < occurrence.starts_at


def give_place(booking, *, now):
    booking.state = BookingState.CONFIRMED
    booking.promoted_at = now
    booking.tell_at_door = not notifications.booking_promoted(booking, now=now)
    booking.save(update_fields=["state", "promoted_at", "tell_at_door"])
    record("booking_promoted", booking, by=Actor.system(), now=now, tell_at_door=booking.tell_at_door)
