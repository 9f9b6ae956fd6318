"""The stretches of time that figures are for: months, quarters, academic and calendar years, and days of one's own.

Days are London's, both ends counted. A quarter is one of the calendar's (January to March …), which are also those of
a council's financial year. An academic year begins on 1 August, as the funding year for adult learning does.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices

from core.words import full_day_words, midnight, month_words


class PeriodKind(TextChoices):
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    ACADEMIC = "academic", "Academic year"
    CALENDAR = "calendar", "Calendar year"
    DATES = "dates", "Days of my own"


# How many months each has; those that are frozen when they are over.
MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.ACADEMIC: 12, PeriodKind.CALENDAR: 12}
ACADEMIC_STARTS = 8


@dataclass(frozen=True)
class Period:
    kind: str
    first_on: date
    last_on: date

    @property
    def key(self):
        """quarter-2026-07-01: in addresses, and of frozen figures."""
        end = f"-{self.last_on}" if self.kind == PeriodKind.DATES else ""
        return f"{self.kind}-{self.first_on}{end}"

    @property
    def words(self):
        first, last = self.first_on, self.last_on
        if self.kind == PeriodKind.MONTH:
            return month_words(first)
        if self.kind == PeriodKind.QUARTER:
            return f"{first:%B} to {last:%B} {last.year}"
        if self.kind == PeriodKind.ACADEMIC:
            return f"Academic year {first.year}/{last:%y}"
        if self.kind == PeriodKind.CALENDAR:
            return str(first.year)
        return full_day_words(first) if first == last else f"{full_day_words(first)} to {full_day_words(last)}"

    @property
    def starts_at(self):
        return midnight(self.first_on)

    @property
    def ends_at(self):
        """The first moment that is no more in it."""
        return midnight(self.last_on + timedelta(days=1))

    def is_over(self, today):
        return self.last_on < today

    def before(self):
        """The one before it of the same kind; of days of one's own, as many days right before them."""
        if self.kind == PeriodKind.DATES:
            last_on = self.first_on - timedelta(days=1)
            return Period(self.kind, last_on - (self.last_on - self.first_on), last_on)
        return period_of(self.kind, self.first_on - timedelta(days=1))

    def within(self, other):
        """What of it lies in the other one, as days of one's own where that is not all of it."""
        first_on, last_on = max(self.first_on, other.first_on), min(self.last_on, other.last_on)
        return self if (first_on, last_on) == (self.first_on, self.last_on) else between(first_on, last_on)

    def months(self):
        """Each month that has a day in it, whole."""
        month, months = self.first_on.replace(day=1), []
        while month <= self.last_on:
            months.append(period_of(PeriodKind.MONTH, month))
            month += relativedelta(months=1)
        return months


def period_of(kind, day):
    """The period of this kind in which the day lies. `kind` is any but DATES."""
    months = MONTHS[kind]
    since = day.month - (ACADEMIC_STARTS if kind == PeriodKind.ACADEMIC else 1)
    first_on = day.replace(day=1) - relativedelta(months=since % months)
    return Period(str(kind), first_on, first_on + relativedelta(months=months) - timedelta(days=1))


def between(first_on, last_on):
    return Period(str(PeriodKind.DATES), first_on, last_on)
