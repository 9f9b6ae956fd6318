"""What people are told about a booking. One function each; an action calls it in its own transaction.

The row is written with the booking or not at all; the worker sends it. `cause` makes sure that nothing is told twice.
"""

from django.urls import reverse

from core.models import ProgrammeSettings
from core.site_address import absolute
from core.words import as_day, full_day_words, full_when_words, group_reference, spell_reference, time_range, time_words
from events.booking_links import calendar_link_for, link_for
from events.calendars.mail import part_for
from events.feedback_links import feedback_link_for
from events.minimum import minimum_words
from events.models import Booking
from events.reach import in_time
from locations.facilities import access_facts
from locations.holidays import holidays_between
from messaging.accounts import tell_account
from messaging.actions import withdraw
from messaging.models import Channel
from messaging.words import write
from people import contact
from people.models import Person
from people.telling import TOLD_AT_ONCE, address_of, tell

WHATS_ON = "/events/"
SOMEBODY = "[their name]"
STAND_INS = {"reference": "[their number]", "link": "[their link]", "calendar_link": "[their calendar link]"}
# What is no longer so once a session is off or elsewhere.
BY_THE_CLOCK = ["booking_reminder", "booking_today", "booking_joining"]


def booking_made(booking, secret, *, now):
    kind = "booking_confirmed" if booking.state == "confirmed" else "booking_waiting"
    said = booking.arrived_by in TOLD_AT_ONCE
    words = course_words(booking) | {"least": minimum_words(booking.occurrence, now=now)}
    send(booking, kind, cause=booking.state, now=now, secret=secret, said=said, **words)


def booking_promoted(booking, *, now):
    """Somebody waiting has a place. False when they cannot be told in time, and must be told at the door."""
    where = reachable_address(booking.person, starts_at=booking.occurrence.starts_at, now=now)
    if where is None:
        return False
    send(booking, "booking_promoted", cause="promoted", now=now, where=where, **course_words(booking))
    return arrives(where[0], starts_at=booking.occurrence.starts_at, now=now)


def booking_cancelled(booking, *, now, said):
    """What was still to be told of this booking is off; that it is cancelled is said in its place."""
    withdraw(about=booking)
    send(booking, "booking_cancelled", cause="cancelled", now=now, said=said)


def booking_changed(booking, *, now, said):
    send(booking, "booking_changed", cause=f"changed:{now.isoformat()}", now=now, said=said, **course_words(booking))


def course_left(first, bookings, *, now, said):
    """Of a place on a whole course all dates still to come are given up, and that is said once."""
    for booking in bookings:
        withdraw(about=booking)
    words = course_words(first, bookings)
    send(first, "booking_cancelled", cause="left-course", now=now, said=said, **words)


def course_has_more(booking, added, *, now):
    """The course that they are on meets on more dates than they were told."""
    cause = f"more-dates:{now.isoformat()}"
    send(booking, "course_more_dates", cause=cause, now=now, **course_words(booking, added))


def booking_swapped(booking, secret, *, was, now, said):
    """At another date than `was`, an occurrence. What was still to be told of that one is off; a code that was to be
    told with it is told with this.
    """
    untold = withdraw(about=booking, kinds=["booking_confirmed", "booking_waiting"])
    withdraw(about=booking)
    soonest = min(was.starts_at, booking.occurrence.starts_at)
    where = reachable_address(booking.person, starts_at=soonest, now=now)
    before = f"{full_day_words(was.starts_at)}, {time_words(was.starts_at)}"
    send(
        booking,
        "booking_swapped",
        cause=f"swapped:{booking.sequence_before}",
        now=now,
        where=where,
        secret=secret if untold else "",
        said=said,
        needed_by=soonest,
        before=before,
    )


def earlier_place(booking, occurrence, *, now):
    """By their own way alone: nobody is rung instead because it would come too late."""
    venue = occurrence.venue
    send(
        booking,
        "booking_earlier",
        cause=f"earlier:{occurrence.pk}",
        now=now,
        needed_by=occurrence.starts_at,
        earlier_day=full_day_words(occurrence.starts_at),
        earlier_times=time_range(occurrence.starts_at, occurrence.ends_at),
        earlier_place=", ".join(filter(None, [venue.title, venue.town])) if venue else "Online",
        dates_link=f"{link_for(booking)}&dates=yes",
    )


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
    withdraw(about=booking, kinds=BY_THE_CLOCK)
    untold = withdraw(about=booking, kinds=["booking_session_moved"])
    known = (occurrence.moved_from_at, occurrence.moved_from_venue) if untold or was is None else was
    before_it = [known[0]] if known[0] and known[0] > now else []
    soonest = min([occurrence.starts_at, *before_it])
    where = reachable_address(booking.person, starts_at=soonest, now=now)
    cause = f"moved:{occurrence.starts_at:%Y%m%d%H%M}:{occurrence.venue_id or 'online'}:{now.isoformat()}"
    before = before_words(occurrence, *known)
    send(booking, "booking_session_moved", cause=cause, now=now, where=where, needed_by=soonest, before=before)


def reminded(booking, what, *, now):
    """`what` of reminders.MOMENTS. Of a session that has changed people are reminded anew."""
    cause = f"{what}:{booking.sequence_before + booking.occurrence.sequence}"
    send(booking, f"booking_{what}", cause=cause, now=now, access=access_words(booking))


def session_note(booking, *, cause, note_subject, note, now):
    """What staff write to everyone on a date."""
    starts_at = booking.occurrence.starts_at
    return tell(
        booking.person,
        kind="session_note",
        cause=cause,
        context=note_words(booking, note_subject, note, is_to_come=now < starts_at),
        about=booking,
        now=now,
        where=note_address(booking, now=now),
        needed_by=starts_at if now < starts_at else None,
    )


def note_words(booking, note_subject, note, *, is_to_come):
    return words_for(booking) | {"note_subject": note_subject, "note": note, "is_to_come": is_to_come}


def note_address(booking, *, now):
    """Their own way; a call where a letter would come after the session, if we have a number."""
    where, starts_at = address_of(booking.person), booking.occurrence.starts_at
    is_late_letter = where and where[0] == Channel.LETTER and now < starts_at
    if is_late_letter and not arrives(Channel.LETTER, starts_at=starts_at, now=now):
        return telephone_of(booking.person) or where
    return where


def note_as_written(occurrence, channel, note_subject, note, *, is_to_come):
    """For staff to look at before it is sent, with nobody's name in it."""
    booking = Booking(occurrence=occurrence, person=Person(name=SOMEBODY))
    context = note_words(booking, note_subject, note, is_to_come=is_to_come) | STAND_INS
    return write(
        "session_note",
        channel,
        {"person": booking.person, "to_name": SOMEBODY, "programme": ProgrammeSettings.current(), **context},
    )


def access_words(booking):
    venue = booking.occurrence.venue
    return ", ".join(fact.words for fact in access_facts(venue) if not fact.missing) if venue else ""


def thanks_cause(event):
    return f"thanks:{event.pk}:"


def thanked(attendance, next_meeting, *, now):
    return tell(
        attendance.person,
        kind="session_thanks",
        cause=f"{thanks_cause(attendance.occurrence.event)}{attendance.pk}",
        context=thanks_for(attendance, next_meeting),
        about=attendance,
        now=now,
    )


def thanks_for(attendance, next_meeting):
    """With what comes next: another date of the same event, or where to look for one."""
    return {
        "event": attendance.occurrence.event,
        "day": full_day_words(attendance.occurrence.starts_at),
        "next_day": full_day_words(next_meeting.starts_at) if next_meeting else "",
        "next_times": time_range(next_meeting.starts_at, next_meeting.ends_at) if next_meeting else "",
        "feedback_link": feedback_link_for(attendance),
        "next_link": absolute(next_meeting.get_absolute_url() if next_meeting else WHATS_ON),
    }


def lead_told(lead, day, sessions, *, now):
    """Counts alone, and no name: an e-mail lies about."""
    context = {"day": full_day_words(day), "sessions": [session_lines(session) for session in sessions]}
    cause = f"digest:{lead.pk}:{day:%Y%m%d}"
    return tell_account(lead, kind="lead_digest", cause=cause, context=context, about=lead, now=now)


def session_lines(session):
    """What the lead of a session should know the day before."""
    live = session.bookings.live()
    return {
        "title": session.event.title,
        "times": time_range(session.starts_at, session.ends_at),
        "place": session.venue.title if session.venue else "Online",
        "taken": session.counted("taken"),
        "places": session.places,
        "waiting": session.counted("waiting"),
        "needs": live.exclude(needs="").count(),
        "at_door": live.filter(tell_at_door=True).count(),
        "register": absolute(reverse("events:register", args=[session.register_code])),
    }


def send(booking, kind, *, cause, now, where=None, urgent=False, secret="", said=False, needed_by=None, **more):
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
        needed_by=needed_by or booking.occurrence.starts_at,
        calendar=None if "dates" in more else part_for(booking, kind, now=now),
    )


def course_words(booking, bookings=None):
    """What a message about a place on a whole course says of its dates; nothing of a single date."""
    if not booking.whole_course:
        return {}
    if bookings is None:
        since = booking.occurrence.starts_at
        live = Booking.objects.of_place(booking).live().filter(occurrence__starts_at__gte=since)
        bookings = live.select_related("occurrence")
    meetings = [one.occurrence for one in bookings]
    first, number = full_day_words(meetings[0].starts_at), len(meetings)
    return {
        "dates": [full_when_words(one.starts_at, one.ends_at) for one in meetings],
        "day": f"{number} dates, the first on {first}" if number > 1 else first,
        # A calendar program takes one meeting by e-mail; those of a course are behind the link.
        "carries_calendar": False,
    }


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
        "start": time_words(occurrence.starts_at),
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
