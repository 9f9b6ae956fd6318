"""Who came: sessions, attendances and learners by month and district. Pure: it adds up what reports/counts.py counted.

Sessions, attendances and first visits add up over months and districts. Learners do not: somebody who came in June and
in July is one learner of each month, and one learner of the two together. So learners are counted for every line by
the database, and never added here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from core.words import count_words, month_words

ALL = "all"
NO_DISTRICT = "Online, or district not known"

MEASURES = {
    "held": "Sessions held",
    "cancelled": "Sessions cancelled",
    "attendances": "Attendances",
    "learners": "Learners",
    "first_visits": "First visits",
}
DEFINITIONS = {
    "held": "Dated sessions that have ended and were not cancelled, of every kind of event.",
    "cancelled": "Dated sessions that were cancelled, whether or not anybody was booked.",
    "attendances": (
        "How many people came, each time they came: everybody marked as here in a register, with those they brought, "
        "and everybody who was only counted."
    ),
    "learners": (
        "Different people who were marked as here by name. Each is counted once in a line, however often they came, so "
        "the lines add up to more than the total. People who were only counted cannot be told apart, and are left out."
    ),
    "first_visits": (
        "Learners who were marked as here for the first time ever, without those who said at the door that they had "
        "been before."
    ),
}


@dataclass(frozen=True)
class Line:
    """One line of a table. `month` and `district` are ALL in totals."""

    month: date | str
    district: str
    held: int = 0
    cancelled: int = 0
    attendances: int = 0
    learners: int = 0
    first_visits: int = 0

    @property
    def month_words(self):
        return "All months" if self.month == ALL else month_words(self.month)

    @property
    def district_words(self):
        return "All districts" if self.district == ALL else self.district

    @property
    def numbers(self):
        return [getattr(self, measure) for measure in MEASURES]


@dataclass(frozen=True)
class Report:
    lines: list[Line]  # each month in each district
    months: list[Line]
    districts: list[Line]
    total: Line

    @property
    def sentence(self):
        """The answer first, in one sentence."""
        total = self.total
        if not total.held and not total.attendances:
            return "No sessions were held in this time."
        people = count_words(total.learners, "person", "people")
        return (
            f"{count_words(total.attendances, 'attendance')} at {count_words(total.held, 'session')}, "
            f"by {people} whom we know by name; {total.first_visits:,} of them had never been before."
        )

    def csv_rows(self):
        for line in [*self.lines, *self.months, *self.districts, self.total]:
            yield [line.month_words, line.district_words, *line.numbers]


CSV_HEADER = ["Month", "District", *MEASURES.values()]


def make_report(counts, learners, *, first_on, last_on):
    """`counts` is {measure: {(month, district): number}} of what adds up; `learners` has every line's number."""
    numbers = {measure: rolled_up(cells) for measure, cells in counts.items()} | {"learners": learners}

    def line(month, district):
        return Line(month, district, **{measure: cells.get((month, district), 0) for measure, cells in numbers.items()})

    found = {key for cells in numbers.values() for key in cells}
    months = months_between(first_on, last_on)
    districts = sorted({district for _, district in found} - {ALL}, key=lambda name: (name == NO_DISTRICT, name))
    return Report(
        lines=[line(month, district) for month in months for district in districts if (month, district) in found],
        months=[line(month, ALL) for month in months],
        districts=[line(ALL, district) for district in districts],
        total=line(ALL, ALL),
    )


def rolled_up(cells):
    """The cells, with a total for each month, for each district and for all."""
    totals = defaultdict(int)
    for (month, district), number in cells.items():
        for key in ((month, district), (month, ALL), (ALL, district), (ALL, ALL)):
            totals[key] += number
    return dict(totals)


def months_between(first_on, last_on):
    """The first day of each month from the one to the other."""
    first, last = first_on.year * 12 + first_on.month - 1, last_on.year * 12 + last_on.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]
