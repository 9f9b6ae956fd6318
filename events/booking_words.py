"""A booking as its pages show it."""

from core.cards import Tag
from events.minimum import minimum_words
from events.models import Booking, BookingState, OccurrenceState
from events.permissions.bookings import can_cancel, can_change
from people.models import ContactBy

TAGS = {
    BookingState.CONFIRMED: Tag("Booked", "ok", "tick"),
    BookingState.WAITING: Tag("On the waiting list", "few", "clock"),
    BookingState.CANCELLED: Tag("Cancelled", "off", "cancelled"),
}
NOT_ON = Tag("Not on", "stop", "cancelled")


def booking_page(booking, *, now):
    occurrence = booking.occurrence
    course = course_of(booking)
    is_on = occurrence.state == OccurrenceState.ON
    is_booked = booking.state == BookingState.CONFIRMED
    return {
        "booking": booking,
        "occurrence": occurrence,
        "event": occurrence.event,
        "venue": occurrence.venue,
        "tag": date_tag(booking),
        "is_on": is_on,
        "is_booked": is_booked,
        "is_waiting": booking.state == BookingState.WAITING,
        "is_cancelled": booking.state == BookingState.CANCELLED,
        "in_front": booking.places_in_front() if booking.state == BookingState.WAITING else 0,
        "least": minimum_words(occurrence, now=now) if booking.is_live else "",
        "course": [(one, date_tag(one)) for one in course],
        "dates_left": sum(one.is_live and one.occurrence.starts_at > now for one in course),
        "joining_link": occurrence.event.joining_link if is_booked and is_on else "",
        "may_change": can_change(booking, now=now),
        "may_cancel": can_cancel(booking, now=now),
        "telling": telling_promise(booking.person),
        "ask_for": occurrence.lead.first_name if occurrence.lead else "",
        "now": now,
    }


def course_dates(occurrence, *, now):
    """The dates that are booked together with this one, where that is a whole course; otherwise none."""
    return occurrence.course_left(now) if occurrence.books_whole_course else []


def course_of(booking):
    """The bookings of all dates of a place on a whole course; nothing for one date."""
    return list(Booking.objects.of_place(booking).for_page()) if booking.whole_course else []


def date_tag(booking):
    """What one date of a place on a course is to whoever has it."""
    return TAGS[booking.state] if not booking.occurrence.is_cancelled or not booking.is_live else NOT_ON


def telling_promise(person):
    return {
        ContactBy.PHONE: f"We will ring {person.phone}.",
        ContactBy.SMS: f"We will send a text to {person.phone}.",
        ContactBy.EMAIL: f"We will send an e-mail to {person.email}.",
        ContactBy.LETTER: "We will write a letter.",
        ContactBy.HELPER: f"We will tell {person.helper_name}.",
    }.get(person.contact_by, "You asked us not to tell you. You can ring us before you come, to ask if it is on.")
