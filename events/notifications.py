"""What people are told about a booking. One function each; an action calls it in its own transaction.

The row is written with the booking or not at all; the worker sends it. `cause` makes sure that nothing is told twice.
"""

from core.words import as_day, full_day_words, group_reference, spell_reference, time_range, time_words
from events.booking_links import calendar_link_for, link_for
from events.calendars.mail import part_for
from events.reach import in_time
from locations.holidays import holidays_between
from messaging.actions import withdraw
from messaging.models import Channel
from people import contact
from people.telling import TOLD_AT_ONCE, address_of, tell


def booking_made(booking, secret, *, now):
    kind = "booking_confirmed" if booking.state == "confirmed" else "booking_waiting"
    said = booking.arrived_by in TOLD_AT_ONCE
    send(booking, kind, cause=booking.state, now=now, secret=secret, said=said)


def booking_promoted(booking, *, now):
    """Somebody waiting has a place. False when they cannot be told in time, and must be told at the door."""
    where = reachable_address(booking.person, starts_at=booking.occurrence.starts_at, now=now)
    if where is None:
        return False
    send(booking, "booking_promoted", cause="promoted", now=now, where=where)
    return arrives(where[0], starts_at=booking.occurrence.starts_at, now=now)


def booking_cancelled(booking, *, now, said):
    """What was still to be told of this booking is off; that it is cancelled is said in its place."""
    withdraw(about=booking)
    send(booking, "booking_cancelled", cause="cancelled", now=now, said=said)


def new_code_given(booking, secret, *, now):
    cause = f"new-code:{now.isoformat()}"
    send(booking, "booking_new_code", cause=cause, now=now, secret=secret, said=True)


def session_cancelled(booking, *, now):
    withdraw(about=booking)
    send(booking, "booking_session_off", cause=f"session-cancelled:{now.isoformat()}", now=now, urgent=True)


def session_on_again(booking, *, now):
    """Also to whoever was not yet told that it was off: what told them of their place may have been taken back."""
    untold = withdraw(about=booking, kinds=["booking_session_off"])
    cause = f"session-on-again:{now.isoformat()}"
    send(booking, "booking_session_on_again", cause=cause, now=now, urgent=True, told_off=not untold)


def session_moved(booking, *, now, was=None):
    """Told once for each time and place it is moved to: from where they know it to be, `was` (start, venue), and in
    time for the earlier of the two. Whoever was not yet told of the move before knows it where it was at first.
    """
    occurrence = booking.occurrence
    untold = withdraw(about=booking, kinds=["booking_session_moved"])
    known = (occurrence.moved_from_at, occurrence.moved_from_venue) if untold or was is None else was
    before_it = [known[0]] if known[0] and known[0] > now else []
    where = reachable_address(booking.person, starts_at=min([occurrence.starts_at, *before_it]), now=now)
    cause = f"moved:{occurrence.starts_at:%Y%m%d%H%M}:{occurrence.venue_id or 'online'}:{now.isoformat()}"
    send(booking, "booking_session_moved", cause=cause, now=now, where=where, before=before_words(occurrence, *known))


def send(booking, kind, *, cause, now, where=None, urgent=False, secret="", said=False, **more):
    if urgent:
        where = reachable_address(booking.person, starts_at=booking.occurrence.starts_at, now=now)
    return tell(
        booking.person,
        kind=kind,
        cause=f"booking:{booking.key}:{cause}",
        context=words_for(booking, secret) | more,
        about=booking,
        now=now,
        where=where,
        said=said,
        calendar=part_for(booking, kind, now=now),
    )


def words_for(booking, secret=""):
    """What a message may say. Days in full: it is not known when it will be read."""
    occurrence = booking.occurrence
    venue = occurrence.venue
    return {
        "booking": booking,
        "event": occurrence.event,
        "day": full_day_words(occurrence.starts_at),
        "times": time_range(occurrence.starts_at, occurrence.ends_at),
        "place": ", ".join(filter(None, [venue.title, venue.address, venue.town, venue.postcode])) if venue else "",
        "joining_link": occurrence.event.joining_link,
        "reason": occurrence.reason,
        "reference": group_reference(booking.reference),
        "spelled": spell_reference(booking.reference),
        "secret": group_reference(secret),
        "link": link_for(booking),
        "calendar_link": calendar_link_for(booking),
    }


def before_words(occurrence, starts_at, venue):
    """When, and where if that is another place, a moved session was to be; "" where only its end is new."""
    if starts_at is None or (starts_at, venue) == (occurrence.starts_at, occurrence.venue):
        return ""
    words = f"{full_day_words(starts_at)}, {time_words(starts_at)}"
    return f"{words}, at {venue.title}" if venue and venue != occurrence.venue else words


def reachable_address(person, *, starts_at, now):
    """Their own way while it reaches them in time, a telephone call after that; None when neither can be."""
    where = address_of(person)
    if where is None or where[0] == Channel.CALL or arrives(where[0], starts_at=starts_at, now=now):
        return where
    return telephone_of(person)


def arrives(channel, *, starts_at, now):
    """In time to be acted on. No post is delivered on a bank holiday."""
    is_letter = channel == Channel.LETTER
    holidays = holidays_between(as_day(now), as_day(starts_at)) if is_letter else ()
    return in_time(channel, starts_at=starts_at, now=now, holidays=holidays)


def telephone_of(person):
    for number, name in ((person.phone, person.name), (person.helper_contact, person.helper_name or person.name)):
        if number and not contact.phone_problem(number):
            return Channel.CALL, number, name
    return None
