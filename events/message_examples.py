"""Real bookings to see the words of a message with, and one that is invented.

No link of an example opens anything: it is that of the invented booking.
"""

from datetime import timedelta

from core.words import as_day, full_day_words, group_reference
from events.actions.reminding import next_meeting
from events.booking_links import calendar_link_for, link_for
from events.feedback_links import feedback_link_for
from events.minimum import minimum_words
from events.models import Attendance, Booking, EventPage, Mark, Occurrence
from events.notifications import access_words, before_words, course_words, thanks_for, words_for
from events.reminders import THANKS_AT, at
from locations.models import VenuePage
from people.message_fields import addressed_to, found
from people.models import Person

SECRET = "ACEFGHJK"
JOINING_LINK = "https://meet.example.org/your-session"
LATEST = 10


class BookingExamples:
    permission = "events.view_booking"

    def __init__(self, states, *, online=False, courses=False):
        self.states, self.online, self.courses = states, online, courses

    def rows(self):
        rows = Booking.objects.for_page().to_show().filter(state__in=self.states).order_by("-created_at", "-pk")
        if self.courses:
            rows = rows.filter(whole_course=True)
        return rows.exclude(occurrence__event__joining_link="") if self.online else rows

    def latest(self):
        return [(str(booking.pk), label_of(booking)) for booking in self.rows()[:LATEST]]

    def context(self, value, now):
        invented = invented_booking(self.states[0], self.online, now)
        booking = found(self.rows(), value) or invented
        return {
            **addressed_to(booking.person),
            **words_for(booking, SECRET),
            **course_words(booking, None if booking.is_live else [booking]),
            "least": minimum_words(booking.occurrence, now=now),
            "link": link_for(invented),
            "calendar_link": calendar_link_for(invented),
            "joining_link": JOINING_LINK if booking.occurrence.event.joining_link else "",
            "access": access_words(booking),
            "before": where_it_was(booking.occurrence) or f"{full_day_words(now + timedelta(days=2))}, 2pm",
            "told_off": True,
            "note_subject": "The lift is broken",
            "note": "The lift is broken this week. Ring us if you need it, and we will find you a room downstairs.",
            "is_to_come": True,
            "earlier_day": full_day_words(now + timedelta(days=2)),
            "earlier_times": "10am to 12 noon",
            "earlier_place": booking.occurrence.venue.title if booking.occurrence.venue else "Online",
            "dates_link": f"{link_for(invented)}&dates=yes",
        }


class AttendanceExamples:
    permission = "events.view_attendance"

    def rows(self):
        rows = Attendance.objects.select_related("person", "occurrence__event", "occurrence__venue")
        shown = rows.filter(mark=Mark.PRESENT, person__do_not_contact=False, person__erased_at=None)
        return shown.order_by("-marked_at", "-pk")

    def latest(self):
        return [(str(row.pk), session_label(row.occurrence)) for row in self.rows()[:LATEST]]

    def context(self, value, now):
        attendance = found(self.rows(), value)
        following = next_meeting(attendance.occurrence.event, now) if attendance else None
        if attendance is None:
            booking = invented_booking("confirmed", False, now)
            attendance = Attendance(person=booking.person, occurrence=booking.occurrence)
        shown = {**addressed_to(attendance.person), **thanks_for(attendance, following)}
        return shown | {"feedback_link": feedback_link_for(Attendance())}


def label_of(booking):
    return f"{group_reference(booking.reference)}: {session_label(booking.occurrence)}"


def session_label(occurrence):
    return f"{occurrence.event.title}, {full_day_words(occurrence.starts_at)}"


def where_it_was(occurrence):
    return before_words(occurrence, occurrence.moved_from_at, occurrence.moved_from_venue)


def invented_booking(state, online, now):
    """Two places, a week from now. Nothing of it is saved."""
    event = EventPage(
        title="Getting started with a tablet",
        bring="Your tablet and its charger",
        joining_link=JOINING_LINK if online else "",
    )
    venue = VenuePage(title="The Library", address="1 High Street", town="Anytown", postcode="AN1 1AA", step_free=True)
    starts_at = at(as_day(now) + timedelta(days=7), THANKS_AT)
    occurrence = Occurrence(
        event=event,
        venue=None if online else venue,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        reason="The tutor is ill.",
    )
    return Booking(occurrence=occurrence, person=Person(name="Asha Example"), state=state, places=2, reference="K7M4PX")
