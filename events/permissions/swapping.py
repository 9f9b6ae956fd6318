"""Whether a booking may be changed to another date of its event, and to which."""

from collections import defaultdict

from core.errors import Refused, refusal_of
from events.models import Booking, Occurrence, OccurrenceState
from events.permissions.bookings import BookingRefused, check_can_book
from events.room import Room
from people.telling import address_of

# Weekly dates for seven months. Whoever looks farther ahead is helped by telephone.
MOST_DATES, LOOKED_AT = 30, 200
ALREADY_THERE = "There is a booking for this person on that date already."


def check_can_swap(booking, *, now):
    if booking.whole_course or booking.occurrence.books_whole_course:
        raise BookingRefused("This is one date of a whole course, and has no other in its place. Please ring us.")
    if not booking.is_live:
        raise BookingRefused("This booking is cancelled, so it has no date to change. Please book again.")
    if booking.occurrence.starts_at <= now:
        raise BookingRefused("This session has started, so the date cannot be changed any more. Please ring us.")


def can_swap(booking, *, now):
    return not refusal_of(check_can_swap, booking, now=now)


def check_can_swap_to(booking, occurrence, room, *, now, by_staff=False):
    """Only to a date with room: waiting for another date, somebody keeps what they have."""
    if occurrence.event_id != booking.occurrence.event_id:
        raise BookingRefused("That is another event. Please book it, and cancel this booking.")
    check_can_book(occurrence, room, places=booking.places, now=now, by_staff=by_staff)
    if Booking.objects.live().filter(occurrence=occurrence, person=booking.person_id).exists():
        raise BookingRefused(ALREADY_THERE)


def dates_to_swap_to(booking, *, now, by_staff=False):
    """The coming dates of its event that this party could have now, the soonest first. Three queries."""
    coming = Occurrence.objects.published().filter(
        event=booking.occurrence.event_id, state=OccurrenceState.ON, starts_at__gt=now
    )
    mine = Booking.objects.live().filter(person=booking.person_id).values("occurrence")
    rows = list(coming.exclude(pk__in=mine).with_room().to_act_on().order_by("starts_at", "pk")[:LOOKED_AT])
    waiting, when = parties_waiting(rows), {"now": now, "by_staff": by_staff}
    return [row for row in rows if has_room(row, waiting[row.pk], booking.places, **when)][:MOST_DATES]


def parties_waiting(occurrences):
    parties = defaultdict(list)
    rows = Booking.objects.waiting().filter(occurrence__in=[row.pk for row in occurrences if row.places_waiting])
    for occurrence_id, places in rows.values_list("occurrence_id", "places"):
        parties[occurrence_id].append(places)
    return parties


def has_room(occurrence, waiting, places, *, now, by_staff):
    room = Room(occurrence.places, occurrence.counted("taken"), tuple(waiting))
    return not refusal_of(check_can_book, occurrence, room, places=places, now=now, by_staff=by_staff)


def check_can_ask_for_earlier(booking, *, now):
    """Whoever cannot be told anything would wait in vain."""
    check_can_swap(booking, now=now)
    if address_of(booking.person) is None:
        raise Refused("We have no way to tell you. Ring us, and we will look for an earlier place.")


def can_ask_for_earlier(booking, *, now):
    """Only where there is an earlier date at all."""
    if refusal_of(check_can_ask_for_earlier, booking, now=now):
        return False
    occurrence = booking.occurrence
    coming = Occurrence.objects.published().filter(event=occurrence.event_id, state=OccurrenceState.ON)
    return coming.filter(starts_at__gt=now, starts_at__lt=occurrence.starts_at).exists()
