"""What the report on who came is made of, counted by the database in seven queries, whatever there is to count."""

from datetime import datetime, time, timedelta

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, Sum, Window
from django.db.models.functions import Coalesce, RowNumber, TruncMonth

from core.words import LONDON
from events.models import Attendance, Headcount, Mark, Occurrence, OccurrenceState
from reports.attendance import ALL, NO_DISTRICT, make_report

LONG = timedelta(days=731)


def who_came(first_on, last_on, *, now):
    """The report on the sessions from the one day to the other, both in it."""
    sessions = in_period(Occurrence.objects.all(), first_on, last_on, "")
    present = in_period(Attendance.objects.filter(mark=Mark.PRESENT), first_on, last_on, "occurrence__")
    present = present.annotate(learner=Coalesce("person__merged_into", "person"))
    counted = in_period(Headcount.objects.all(), first_on, last_on, "occurrence__")
    held = Q(state=OccurrenceState.ON, ends_at__lte=now)
    marks = cells(present, people=Sum("people"), learners=Count("learner", distinct=True))
    sessions = cells(sessions, held=Count("pk", held), cancelled=Count("pk", Q(state=OccurrenceState.CANCELLED)))
    counts = {
        "held": picked(sessions, "held"),
        "cancelled": picked(sessions, "cancelled"),
        "attendances": added(picked(marks, "people"), picked(cells(counted, people=Sum("people")), "people")),
        "first_visits": picked(
            cells(first_visits(present, long=is_long(first_on, last_on)), people=Count("pk")), "people"
        ),
    }
    return make_report(counts, learners(present, marks), first_on=first_on, last_on=last_on)


def in_period(queryset, first_on, last_on, to_occurrence):
    """The rows whose session began on one of these London days, each with its month and district."""
    starts_at = f"{to_occurrence}starts_at"
    return queryset.filter(
        **{
            f"{starts_at}__gte": midnight(first_on),
            f"{starts_at}__lt": midnight(last_on + timedelta(days=1)),
        }
    ).annotate(
        month=TruncMonth(starts_at, tzinfo=LONDON, output_field=DateField()),
        district=F(f"{to_occurrence}venue__district__name"),
    )


def midnight(day):
    return datetime.combine(day, time.min, tzinfo=LONDON)


def cells(queryset, by=("month", "district"), **sums):
    """{(month, district): {name: number}}, with ALL for what is not grouped by."""
    rows = queryset.order_by().values(*by).annotate(**sums) if by else [queryset.aggregate(**sums)]
    return {
        (
            row["month"] if "month" in by else ALL,
            (row["district"] or NO_DISTRICT) if "district" in by else ALL,
        ): {name: row[name] or 0 for name in sums}
        for row in rows
    }


def picked(found, name):
    return {key: numbers[name] for key, numbers in found.items() if numbers[name]}


def added(*many):
    return {key: sum(cells.get(key, 0) for cells in many) for key in set().union(*many)}


def learners(present, marks):
    """Different people in each line: one who came in two months is counted once in the total of both."""
    different = {"learners": Count("learner", distinct=True)}
    found = dict(marks)
    for by in (("month",), ("district",), ()):
        found |= cells(present, by, **different)
    return picked(found, "learners")


def first_visits(marks, *, long=False):
    """Of people of whom we know no visit, and who did not say at the door that they had been before.

    Two ways to the same. Looking for an earlier visit of each mark is quick for months; over more than two years of
    marks (`long`) it is quicker to find everybody's first.
    """
    new = marks.filter(been_before=False)
    return new.filter(pk__in=first_marks()) if long else new.exclude(earlier_visits())


def first_marks():
    """The first mark of each learner, of all that there are."""
    present = Attendance.objects.filter(mark=Mark.PRESENT).annotate(learner=Coalesce("person__merged_into", "person"))
    number = Window(RowNumber(), partition_by=F("learner"), order_by=[F("occurrence__starts_at"), F("pk")])
    return present.annotate(number=number).filter(number=1).values("pk")


def is_long(first_on, last_on):
    return last_on - first_on > LONG


def earlier_visits():
    """That the person of a mark was here before, under whichever of their merged records.

    Two questions, each answered by an index: asked as one, every mark would be compared with every other.
    """
    visit = OuterRef("occurrence__starts_at")
    before = Q(occurrence__starts_at__lt=visit) | Q(occurrence__starts_at=visit, pk__lt=OuterRef("pk"))
    earlier = Attendance.objects.filter(before, mark=Mark.PRESENT)
    return Exists(earlier.filter(person=OuterRef("learner"))) | Exists(
        earlier.filter(person__merged_into=OuterRef("learner"))
    )
