"""What the reports are held against: a target for the year that is going on, and what is known of an earlier one."""

from datetime import date

from core.words import as_day
from reports.models import Yardstick
from reports.periods import PeriodKind, period_of

EARLIER_YEAR = date(2013, 8, 1)
EARLIER = {"learners": 1135, "classes": 90, "tutors": 34}
EARLIER_SOURCE = "The county's figures for the academic year 2013/14"
TARGETS = {"learners": 350, "attendances": 3000, "matches": 60}


def load_yardsticks(now):
    this_year = period_of(PeriodKind.ACADEMIC, as_day(now)).first_on
    known = [
        Yardstick(
            sort=Yardstick.Sort.KNOWN,
            measure=measure,
            kind=PeriodKind.ACADEMIC,
            first_on=EARLIER_YEAR,
            number=number,
            source=EARLIER_SOURCE,
        )
        for measure, number in EARLIER.items()
    ]
    targets = [
        Yardstick(measure=measure, kind=PeriodKind.ACADEMIC, first_on=this_year, number=number)
        for measure, number in TARGETS.items()
    ]
    Yardstick.objects.bulk_create([*known, *targets])
