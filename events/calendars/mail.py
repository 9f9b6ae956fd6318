"""One booking in the calendar of one person: in an e-mail as iTIP (RFC 5546) REQUEST or CANCEL, or to be fetched.

Its UID is the booking's own, so that what one person is sent never overwrites the entry of a feed, and what came by
e-mail and what was fetched are one entry. SEQUENCE is the occurrence's, which rises with every change; giving the
booking up comes after all of them.
"""

from django.conf import settings
from icalendar import vCalAddress, vDuration, vText

from core.models import ProgrammeSettings
from events.calendars.feed import REFRESH
from events.calendars.vevent import clean, meeting, new_calendar
from events.models import Booking, BookingState

REQUEST = {
    "booking_confirmed",
    "booking_promoted",
    "booking_swapped",
    "booking_session_moved",
    "booking_session_on_again",
}
CANCEL = {"booking_cancelled", "booking_session_off"}


def part_for(booking, kind, *, now):
    """`write(address)`, which gives the text for an e-mail to that address; None for what has no calendar entry.

    Those on the waiting list have no entry yet.
    """
    if kind not in REQUEST | CANCEL or booking.state == BookingState.WAITING:
        return None
    return lambda address: invitation(booking, address, cancelled=kind in CANCEL, now=now)


def booking_ics(booking, *, now):
    """The bytes of a calendar with this booking as it is now, all dates of a course; to be kept or subscribed to."""
    calendar = new_calendar("PUBLISH")
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    bookings = Booking.objects.of_place(booking).for_page() if booking.whole_course else [booking]
    for each in bookings:
        cancelled = each.state == BookingState.CANCELLED or each.occurrence.is_cancelled
        calendar.add_component(entry(each, cancelled=cancelled, now=now))
    return calendar.to_ical()


def entry(booking, *, cancelled, now):
    occurrence = booking.occurrence
    is_booked = booking.state == BookingState.CONFIRMED and not cancelled
    event = meeting(occurrence, stamped_at=now, joining_link=occurrence.event.joining_link if is_booked else "")
    if cancelled:
        event["summary"] = vText(clean(f"CANCELLED: {occurrence.title}"))
    elif not is_booked:
        event["summary"] = vText(clean(f"On the waiting list: {occurrence.title}"))
    event["uid"] = vText(f"{booking.key}@digital-link")
    event["sequence"] = sequence_of(booking)
    event["status"] = vText("CANCELLED" if cancelled else "CONFIRMED" if is_booked else "TENTATIVE")
    event["transp"] = vText("OPAQUE" if is_booked else "TRANSPARENT")
    return event


def sequence_of(booking):
    """Higher than anything that was said of this entry before, at this date or at another."""
    return booking.sequence_before + booking.occurrence.sequence + (booking.state == BookingState.CANCELLED)


def invitation(booking, address, *, cancelled, now):
    calendar = new_calendar("CANCEL" if cancelled else "REQUEST")
    event = entry(booking, cancelled=cancelled, now=now)
    event["organizer"] = organizer()
    attendee = vCalAddress(f"mailto:{clean(address)}")
    attendee.params["RSVP"] = vText("FALSE")
    attendee.params["PARTSTAT"] = vText("DECLINED" if cancelled else "ACCEPTED")
    event["attendee"] = attendee
    calendar.add_component(event)
    return calendar.to_ical().decode()


def organizer():
    address = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('> ')}")
    address.params["CN"] = vText(clean(ProgrammeSettings.current().programme_name))
    return address
