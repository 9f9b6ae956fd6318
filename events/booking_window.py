"""When a place can be booked: from a day before the first meeting, until some hours before. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.words import as_day


@dataclass(frozen=True)
class Window:
    """`opens_on`: the day from which it can be booked in London; None for from the start.

    `closes_at`: until when on the website; `ends_at`: until when at all, by staff for whoever rings.
    """

    opens_on: date | None
    closes_at: datetime
    ends_at: datetime

    def is_early(self, now):
        return self.opens_on is not None and as_day(now) < self.opens_on

    def is_open(self, now, *, by_staff=False):
        return not self.is_early(now) and now < (self.ends_at if by_staff else self.closes_at)


def window_of(event, starts):
    """`starts`: when each meeting begins that is booked together, in order: of one date, or of all of a course.

    A course can be joined until `late_joining` of its meetings have begun, and its last meeting at the latest.
    """
    late = min(event.late_joining, len(starts) - 1) if event.booking_scope == "course" else 0
    opens_on = None
    if event.opens_days_before is not None:
        opens_on = as_day(starts[0]) - timedelta(days=event.opens_days_before)
    return Window(opens_on, starts[late] - timedelta(hours=event.closes_hours_before), starts[late])
