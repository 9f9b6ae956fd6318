"""Whether what was promised was done in time. Pure: cases come in as days, alike ones together with their number."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from core.working_days import is_working_day


class Case(NamedTuple):
    """`since`: the day from which its days are counted, or before which they are. `done_on` is None for what has not
    been done; `ended_on` is the day from which it no longer could be.
    """

    since: date
    done_on: date | None
    ended_on: date | None = None


@dataclass(frozen=True)
class Measured:
    """`counted` is in time or late; `left_out` was not done, and its time is not over or it ended before that."""

    counted: int = 0
    in_time: int = 0
    left_out: int = 0
    median: float | None = None  # days that it took, of those that were done

    @property
    def share(self):
        return self.in_time / self.counted if self.counted else None


class WorkingDays:
    """Counts the working days that something took: nought on the same day. What is done on a day off counts as done
    on the next working day.
    """

    def __init__(self, first_on, last_on, holidays=()):
        days = (first_on + timedelta(days=each) for each in range((last_on - first_on).days + 1))
        self.days = [day for day in days if is_working_day(day, holidays)]
        self.holidays = holidays

    def taken(self, since, done_on):
        if done_on <= since:
            return 0
        whole = bisect_right(self.days, done_on) - bisect_right(self.days, since)
        return whole if is_working_day(done_on, self.holidays) else whole + 1

    def kept(self, taken, days):
        return taken <= days


class Notice:
    """Counts the days by which something came before."""

    def taken(self, since, done_on):
        return (since - done_on).days

    def kept(self, taken, days):
        return taken >= days


def measure(cases, *, days, count, today):
    """`cases`: {Case: how many}. What is open counts as late once it is, and is left out until then."""
    counted = in_time = left_out = 0
    took = {}
    for case, number in cases.items():
        taken = count.taken(case.since, case.done_on or case.ended_on or today)
        kept = count.kept(taken, days)
        if case.done_on is None and kept:
            left_out += number
            continue
        counted += number
        if case.done_on is not None:
            in_time += number * kept
            took[taken] = took.get(taken, 0) + number
    return Measured(counted, in_time, left_out, median_of(took))


def median_of(numbers):
    """Of {number: how many}."""
    total = sum(numbers.values())
    if not total:
        return None
    low, high = nth(numbers, (total - 1) // 2), nth(numbers, total // 2)
    return (low + high) / 2


def nth(numbers, place):
    for number in sorted(numbers):
        place -= numbers[number]
        if place < 0:
            return number
