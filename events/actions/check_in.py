"""Somebody checks in themselves, by their booking's reference, on a tablet that shows no names."""

from datetime import timedelta

from core.actors import Actor
from core.errors import Refused
from events.actions.registers import Marked, mark
from events.models import Attendance, Booking, BookingState, Mark

LATE_AFTER = timedelta(minutes=10)
NOT_FOUND = "There is no such number for this session. Check it, or speak to the person who leads the session."
SPEAK = "Please speak to the person who leads the session. They will help you."


def check_in(*, occurrence, reference, now):
    """The same answer for a number that nobody has and for one of another session."""
    booking = Booking.objects.filter(occurrence=occurrence, reference=reference).first()
    if booking is None:
        raise Refused(NOT_FOUND)
    if booking.state != BookingState.CONFIRMED:
        raise Refused(SPEAK)
    came = Attendance.objects.filter(occurrence=occurrence, person=booking.person_id, mark=Mark.PRESENT)
    if came.exists():  # what the lead has marked, such as how many of a party, stays
        return
    late = now > occurrence.starts_at + LATE_AFTER
    mark(occurrence=occurrence, marks={booking.pk: Marked(Mark.PRESENT, late=late)}, by=Actor.public(), now=now)
