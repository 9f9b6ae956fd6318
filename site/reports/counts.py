"""Ways of counting sessions, and who came to them, that reports share: by the database, in few grouped queries.

Several spans of time that follow one another are counted in one query: a month of the five years in it costs no more
than the five years. The moments of spans are compared as they are stored, since to turn each into London's time would
take a hundred times as long.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from events.models import Attendance, EventPage, Headcount, Mark, Occurrence, OccurrenceState
from locations.models import Area, AreaKind
from topics.models import Topic

UNKNOWN = "?"  # the key of a part that is not known
AT_VENUE_OF = {
    AreaKind.WARD: "venue__ward",
    AreaKind.DISTRICT: "venue__district",
    AreaKind.COUNTY: "venue__district__parent",
}


class HoursBetween(Func):
    """From the second moment to the first, in hours."""

    template = "(EXTRACT(EPOCH FROM (%(expressions)s)) / 3600.0)"
    arg_joiner = " - "
    output_field = FloatField()

    def as_sqlite(self, compiler, connection, **context):
        # SQLite's own function: what Django would use is Python's, called for each row.
        end, start = (compiler.compile(each) for each in self.source_expressions)
        return f"((julianday({end[0]}) - julianday({start[0]})) * 24.0)", [*end[1], *start[1]]


@dataclass(frozen=True)
class Where:
    """Which sessions: at the venues of an area, of a kind, about a topic. Empty: all."""

    place: Area | None = None
    kind: str = ""
    topic: Topic | None = None

    def __bool__(self):
        return bool(self.place or self.kind or self.topic)

    def narrow(self, rows, to=""):
        """`to` leads from a row to its session: "occurrence__"."""
        if self.place:
            rows = rows.filter(**{f"{to}{AT_VENUE_OF[self.place.kind]}": self.place})
        if self.kind:
            rows = rows.filter(**{f"{to}event__kind": self.kind})
        if self.topic:
            rows = rows.filter(**{f"{to}event__in": events_about(self.topic)})
        return rows


EVERYWHERE = Where()


def events_about(topic):
    """Those that name it, and those that name none and are of a course that does."""
    return EventPage.objects.filter(Q(topics=topic) | Q(topics=None, course__topics=topic)).order_by().values("pk")


def in_spans(rows, spans, to=""):
    """The rows whose session begins in one of these spans, each with its number. Spans follow one another."""
    starts_at = f"{to}starts_at"
    limits = {f"{starts_at}__gte": spans[0].starts_at, f"{starts_at}__lt": spans[-1].ends_at}
    return rows.filter(**limits).annotate(span=number_of_span(spans, starts_at))


def number_of_span(spans, moment, first=0):
    """Found by halving, so that sixty months are six comparisons."""
    if len(spans) == 1:
        return Value(first, IntegerField())
    half = len(spans) // 2
    earlier = When(**{f"{moment}__lt": spans[half].starts_at}, then=number_of_span(spans[:half], moment, first))
    return Case(earlier, default=number_of_span(spans[half:], moment, first + half))


def marked_present():
    return Attendance.objects.filter(mark=Mark.PRESENT)


def present():
    """Everybody marked as here, each with the `learner` they are: two records that were merged are one person."""
    return marked_present().annotate(learner=Coalesce("person__merged_into", "person"))


def first_visits(marks):
    """Of people of whom we know no visit, and who did not say at the door that they had been before."""
    return marks.filter(been_before=False, pk__in=first_marks())


def first_marks():
    """The first mark of each learner, of all that there are, under whichever of their merged records.

    All are put in order, however short the time that is asked for: to look back from each mark takes twice as long for
    a quarter, and ten times as long for five years.
    """
    # Of two at one moment, or two records of a person at one session, as reports/visits.py takes them.
    order = [F("occurrence__starts_at"), F("occurrence"), F("been_before").desc(), F("pk")]
    number = Window(RowNumber(), partition_by=F("learner"), order_by=order)
    return present().annotate(number=number).filter(number=1).values("pk")


def held(now):
    return Q(state=OccurrenceState.ON, ends_at__lte=now)


def cells_by_place(spans, *, now, where=EVERYWHERE):
    """{(measure, span, ward, district): number} of what needs nobody's record, by where sessions are held."""
    hours = HoursBetween("occurrence__ends_at", "occurrence__starts_at")
    cells = Counter(
        grouped(
            in_spans(where.narrow(Occurrence.objects.all()), spans),
            sessions_held=Count("pk", held(now)),
            sessions_cancelled=Count("pk", Q(state=OccurrenceState.CANCELLED)),
        )
    )
    heads = in_spans(where.narrow(Headcount.objects.all(), "occurrence__"), spans, "occurrence__")
    cells.update(grouped(heads, "occurrence__", attendances=Sum("people"), learning_hours=Sum(F("people") * hours)))
    return cells


def grouped(rows, to="", **sums):
    by = ["span", f"{to}venue__ward", f"{to}venue__district"]
    return {
        (measure, row["span"], row[by[1]] or UNKNOWN, row[by[2]] or UNKNOWN): row[measure]
        for row in rows.order_by().values(*by).annotate(**sums)
        for measure in sums
        if row[measure]
    }
