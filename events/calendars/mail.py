"""The calendar part of a booking's e-mail: iTIP (RFC 5546) REQUEST and CANCEL, for one person.

Its UID is the booking's own, so that what one person is sent never overwrites the entry of a feed. SEQUENCE is the
occurrence's, which rises with every change; giving the booking up comes after all of them.
"""

from django.conf import settings
from icalendar import vCalAddress, vText

from core.models import ProgrammeSettings
from events.calendars.vevent import clean, meeting, new_calendar
from events.models import BookingState

REQUEST = {"booking_confirmed", "booking_promoted", "booking_session_moved", "booking_session_on_again"}
CANCEL = {"booking_cancelled", "booking_session_off"}


def part_for(booking, kind, *, now):
    """`write(address)`, which gives the text for an e-mail to that address; None for what has no calendar entry.

    Those on the waiting list have no entry yet.
    """
    if kind not in REQUEST | CANCEL or booking.state == BookingState.WAITING:
        return None
    return lambda address: entry(booking, address, cancelled=kind in CANCEL, now=now)


def entry(booking, address, *, cancelled, now):
    occurrence = booking.occurrence
    calendar = new_calendar("CANCEL" if cancelled else "REQUEST")
    event = meeting(occurrence, stamped_at=now, joining_link="" if cancelled else occurrence.event.joining_link)
    event["uid"] = vText(f"{booking.key}@digital-link")
    event["sequence"] = occurrence.sequence + (1 if cancelled else 0)
    event["status"] = vText("CANCELLED" if cancelled else "CONFIRMED")
    event["transp"] = vText("TRANSPARENT" if cancelled else "OPAQUE")
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
