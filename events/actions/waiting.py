"""Who waits gets a place when one comes free: the first that fits, in order, never after the start."""

from django.db import transaction

from core.actors import Actor
from core.audit import record
from core.errors import Refused
from events import notifications
from events.actions.earlier import tell_of_places
from events.models import Booking, BookingState, Occurrence, OccurrenceState


def lock(occurrence):
    """The occurrence as it is now, held until the transaction ends: two people cannot both take the last place.

    Of a whole course all dates are held, always in one order, so that no two wait for each other.
    """
    # Only its own row: a nullable side of a join cannot be locked.
    rows = Occurrence.objects.select_for_update(of=("self",))
    if occurrence.event.books_whole_course:
        list(rows.filter(event=occurrence.event_id).order_by("pk").values_list("pk"))
    return rows.to_act_on().get(pk=occurrence.pk)


def check_is_there(booking, occurrence):
    """It may have been changed to another date while this one was waited for."""
    if booking.occurrence_id != occurrence.pk:
        raise Refused("This booking has just been changed to another date. Please look at it again.")


@transaction.atomic
def promote(*, occurrence, now, freed=0):
    """Give free places to those who wait, for example because the capacity was raised. Returns their bookings."""
    occurrence = lock(occurrence)
    waiting = [booking.pk for party in Booking.objects.waiting_parties(occurrence, now=now) for booking in party]
    give_on(occurrence, freed=freed, now=now)
    return list(Booking.objects.confirmed().filter(pk__in=waiting))


def give_on(occurrence, *, freed, now, but=None):
    """Places came free on an occurrence that is locked: they go to those who wait for it, and what is left is told to
    those who asked for an earlier date; not to whoever gave them up (`but`, a person's number).
    """
    room = fill_places(occurrence, now=now)
    if takes_people(occurrence, now=now) and not occurrence.books_whole_course:
        tell_of_places(occurrence, room, freed=freed, but=but, now=now)


def fill_places(occurrence, *, now):
    """The same while its row is locked. Returns the room that there is afterwards."""
    room = Booking.objects.room_for(occurrence, now=now)
    numbers = room.promoted() if takes_people(occurrence, now=now) else []
    if not numbers:
        return room
    parties = Booking.objects.waiting_parties(occurrence, now=now)
    for number in numbers:
        give_place(parties[number], occurrence, now=now)
    return Booking.objects.room_for(occurrence, now=now)


def takes_people(occurrence, *, now):
    if occurrence.books_whole_course:
        return occurrence.event.live
    return occurrence.event.live and occurrence.state == OccurrenceState.ON and now < occurrence.starts_at


def give_place(party, occurrence, *, now):
    """`party`: its one booking, or that of each date of a whole course. It is told once, of the first."""
    dates = {occurrence.pk: occurrence}
    if len(party) > 1 or party[0].occurrence_id not in dates:
        dates |= {date.pk: date for date in occurrence.course_left(now)}
    for booking in party:
        booking.occurrence = dates[booking.occurrence_id]
        booking.state, booking.promoted_at = BookingState.CONFIRMED, now
    first = min(party, key=lambda booking: booking.occurrence.starts_at)
    first.tell_at_door = not notifications.booking_promoted(first, now=now)
    Booking.objects.bulk_update(party, ["state", "promoted_at", "tell_at_door"])
    if first.whole_course:
        # A date that is called off for now may be put back on.
        on_dates_off = Booking.objects.waiting().filter(reference=first.reference, occurrence__starts_at__gt=now)
        on_dates_off.update(state=BookingState.CONFIRMED, promoted_at=now)
    record("booking_promoted", first, by=Actor.system(), now=now, tell_at_door=first.tell_at_door)
