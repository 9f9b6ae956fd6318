from events.models.bookings import Attendance, Booking, BookingState, Headcount, Mark
from events.models.courses import CourseIndexPage, CoursePage, Level
from events.models.earlier import EarlierWish
from events.models.feedback import Feedback
from events.models.inbound import InboundEvent, PartnerCalendar
from events.models.learning import AskedBy, Confidence, Goal, HowSure, Moment, Referral, ReferralState
from events.models.occurrences import Occurrence, OccurrenceState, OldAddress
from events.models.pages import Audience, BookingMode, BookingScope, Delivery, EventIndexPage, EventKind, EventPage
from events.models.questions import AnswerKind, EventQuestion
from events.models.registers import DayCode, Duty, Reopening
from events.models.rota import RotaNeed, RotaPlace, RotaState
from events.models.schedules import Schedule
from events.models.training import TrainingFor

__all__ = [
    "AnswerKind",
    "AskedBy",
    "Attendance",
    "Audience",
    "Booking",
    "BookingMode",
    "BookingScope",
    "BookingState",
    "Confidence",
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
    "Feedback",
    "Goal",
    "Headcount",
    "HowSure",
    "InboundEvent",
    "Level",
    "Mark",
    "Moment",
    "Occurrence",
    "OccurrenceState",
    "OldAddress",
    "PartnerCalendar",
    "Referral",
    "ReferralState",
    "Reopening",
    "RotaNeed",
    "RotaPlace",
    "RotaState",
    "Schedule",
    "TrainingFor",
]
