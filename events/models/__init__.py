from events.models.bookings import Attendance, Booking, BookingState, Headcount, Mark
from events.models.courses import CourseIndexPage, CoursePage, Level
from events.models.earlier import EarlierWish
from events.models.inbound import InboundEvent, PartnerCalendar
from events.models.occurrences import Occurrence, OccurrenceState, OldAddress
from events.models.pages import Audience, BookingMode, BookingScope, Delivery, EventIndexPage, EventKind, EventPage
from events.models.questions import AnswerKind, EventQuestion
from events.models.registers import DayCode, Duty, Reopening
from events.models.schedules import Schedule

__all__ = [
    "AnswerKind",
    "Attendance",
    "Audience",
    "Booking",
    "BookingMode",
    "BookingScope",
    "BookingState",
    "CourseIndexPage",
    "CoursePage",
    "DayCode",
    "Delivery",
    "Duty",
    "EarlierWish",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "EventQuestion",
    "Headcount",
    "InboundEvent",
    "Level",
    "Mark",
    "Occurrence",
    "OccurrenceState",
    "OldAddress",
    "PartnerCalendar",
    "Reopening",
    "Schedule",
]
