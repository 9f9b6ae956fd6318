from events.models.bookings import Attendance, Booking, BookingState, Headcount, Mark
from events.models.occurrences import Occurrence, OccurrenceState
from events.models.pages import (
    Audience,
    BookingMode,
    CourseIndexPage,
    CoursePage,
    Delivery,
    EventIndexPage,
    EventKind,
    EventPage,
    Level,
    Schedule,
)

__all__ = [
    "Attendance",
    "Audience",
    "Booking",
    "BookingMode",
    "BookingState",
    "CourseIndexPage",
    "CoursePage",
    "Delivery",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "Headcount",
    "Level",
    "Mark",
    "Occurrence",
    "OccurrenceState",
    "Schedule",
]
