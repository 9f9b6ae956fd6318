"""Who came to each session, read once: different people and first visits are counted from it, however they are cut.

The database gives one row for each session, with the people marked as here as one text. To count different people
itself it goes through all marks once for each cut, and once more to put first visits in order: five times as long.
"""

from dataclasses import dataclass

from django.db.models import Aggregate, BigIntegerField, Case, F, Sum, TextField, When

from events.models import Occurrence
from people.models import Person
from reports.counts import EVERYWHERE, UNKNOWN, HoursBetween, in_spans, marked_present


class Listed(Aggregate):
    """The whole numbers of a group as one text, "3,17,4", in no order."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **context)


@dataclass(frozen=True, slots=True)
class Visits:
    """Those to one session. `span`: the number of the span of time in which it begins. `learners`: keys of persons."""

    span: int
    ward: str
    district: str
    event: int
    hours: float
    people: int
    learners: frozenset
    first: frozenset  # of the learners, who were never here before


def visits_in(spans, *, where=EVERYWHERE):
    """Visits of each session in these spans at which somebody was marked as here, the earliest session first.

    A first visit is the first of any record of a person, and none if they said then that they had been before.
    """
    sessions, marks, stayed = sessions_in(spans, where), marks_by_session(), records_that_stayed()
    seen = set()
    for session in sessions_until(spans[-1].ends_at):
        if session not in marks:
            continue
        people, persons = marks[session]
        learners, before = split(persons, stayed)
        if session in sessions:
            yield Visits(*sessions[session], people, learners, learners - before - seen)
        seen |= learners


def sessions_in(spans, where):
    """{session: (span, ward, district, event, hours)}"""
    hours = HoursBetween("ends_at", "starts_at")
    rows = in_spans(where.narrow(Occurrence.objects.all()), spans).order_by()
    return {
        session: (span, ward or UNKNOWN, district or UNKNOWN, event, hours)
        for session, span, ward, district, event, hours in rows.values_list(
            "pk", "span", "venue__ward", "venue__district", "event", hours
        )
    }


def sessions_until(moment):
    return Occurrence.objects.filter(starts_at__lt=moment).order_by("starts_at", "pk").values_list("pk", flat=True)


def marks_by_session():
    """{session: (how many came, "persons' numbers", below nought where they had been before)}"""
    person = Case(When(been_before=True, then=-F("person")), default=F("person"), output_field=BigIntegerField())
    rows = marked_present().order_by().values_list("occurrence").annotate(came=Sum("people"), listed=Listed(person))
    return {session: (came, listed) for session, came, listed in rows}


def records_that_stayed():
    """{a record that was merged: the one into which it was}"""
    return dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into"))


def split(listed, stayed):
    """The learners in such a text, and those of them who had been before. Done for every mark: few steps each."""
    signed = frozenset(map(int, listed.split(",")))
    before = frozenset(-number for number in signed if number < 0) if "-" in listed else frozenset()
    learners = frozenset(map(abs, signed)) if before else signed
    if stayed.keys().isdisjoint(learners):
        return learners, before
    return frozenset(stayed.get(each, each) for each in learners), frozenset(stayed.get(each, each) for each in before)
