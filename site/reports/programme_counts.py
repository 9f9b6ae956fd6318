"""What the programme came to in one or more periods, each measure counted when it is first asked for."""

import math
from collections import Counter, defaultdict
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from champions.models import Champion, HelpRequest, HelpSession
from events.models import Booking, Occurrence, OccurrenceState
from reports.counts import EVERYWHERE, cells_by_place, held, in_spans
from reports.visits import visits_in
from reports.volunteers_counts import active_at

HELP = ("champions_active", "requests", "matches", "help_sessions")
ADDED = ("sessions_held", "sessions_cancelled", "attendances", "first_visits", "learning_hours")


class Live:
    """Counts of `periods`, which follow one another, and of the shorter `parts` that lie in them (months).

    Everything is counted for all of them in one go: how many there are changes no number of queries.
    """

    def __init__(self, periods, parts=None, *, now, where=EVERYWHERE):
        self.periods, self.parts = list(periods), list(parts or periods)
        self.now, self.where = now, where

    @cached_property
    def came(self):
        """What adds up of those who came, as `cells` are, and {what they are cut by: how many different people}.

        In one pass, so that who came to one session is forgotten at the next.
        """
        cells, people = Counter(), defaultdict(set)
        for each in visits_in(self.parts, where=self.where):
            place = each.span, each.ward, each.district
            cells["attendances", *place] += each.people
            cells["learning_hours", *place] += each.people * each.hours
            cells["first_visits", *place] += len(each.first)
            people[each.span, each.district] |= each.learners
        return cells, self.learners_of(people)

    def learners_of(self, people):
        """{what they are cut by: how many different people}, from {(part, district): people}."""
        cut_by = defaultdict(set)
        for (part, district), learners in people.items():
            period = self.periods_of_parts[part]
            for cut in (("part", part), ("period", period), ("district", period, district)):
                cut_by[cut] |= learners
        return Counter({cut: len(learners) for cut, learners in cut_by.items()})

    def learners(self, *cut):
        """How many different people: of a part or a period by its number, or of a district in such a period."""
        return self.came[1][cut]

    @cached_property
    def cells(self):
        """{(measure, part, ward, district): number}"""
        return cells_by_place(self.parts, now=self.now, where=self.where) + self.came[0]

    @cached_property
    def of_parts(self):
        """{(measure, part): number} of what adds up, and learners."""
        totals = Counter({("learners", part): self.learners("part", part) for part in range(len(self.parts))})
        for (measure, part, _, _), number in self.cells.items():
            totals[measure, part] += number
        return totals

    def part(self, period, measure):
        return whole_number(self.of_parts[measure, self.parts.index(period)])

    def by_place(self, period):
        """{(measure, ward, district): number} of one of the periods."""
        return self.places_of_periods[self.periods.index(period)]

    @cached_property
    def places_of_periods(self):
        found = [Counter() for _ in self.periods]
        for (measure, part, ward, district), number in self.cells.items():
            found[self.periods_of_parts[part]][measure, ward, district] += number
        return found

    @cached_property
    def periods_of_parts(self):
        """For each part the number of the period in which it lies."""
        return [
            next(place for place, period in enumerate(self.periods) if part.first_on <= period.last_on)
            for part in self.parts
        ]

    def learners_by_district(self, period):
        """{district: different people} of one of the periods."""
        place = self.periods.index(period)
        return {cut[-1]: number for cut, number in self.came[1].items() if cut[:2] == ("district", place)}

    def scalars(self, period):
        """{measure: number} of one of the periods."""
        place = self.periods.index(period)
        numbers = Counter()
        for (measure, _, _), number in self.by_place(period).items():
            numbers[measure] += number
        counted = self.different | ({} if self.where else self.help)
        return {name: whole_number(numbers[name]) for name in ADDED} | {
            name: counted.get((name, place), 0) for name in sorted({name for name, _ in counted})
        }

    @cached_property
    def different(self):
        """{(measure, period): number} of what does not add up: different people, classes and leads, and enrolments."""
        sessions = in_spans(self.where.narrow(Occurrence.objects.filter(held(self.now))), self.periods)
        leads = {
            "classes": Count("event", distinct=True),
            "tutors": Count(Coalesce("lead", "event__lead"), distinct=True),
        }
        found = dict.fromkeys(((name, 0) for name in (*leads, "enrolments")), 0)
        for row in sessions.order_by().values("span").annotate(**leads):
            found |= {(name, row["span"]): row[name] for name in leads}
        found |= {("learners", place): self.learners("period", place) for place in range(len(self.periods))}
        places = in_spans(self.where.narrow(enrolments(), "occurrence__"), self.periods, "occurrence__")
        for row in places.order_by().values("span").annotate(sum=Sum("places")):
            found["enrolments", row["span"]] = row["sum"] or 0
        return found

    @cached_property
    def help(self):
        """{(measure, period): number} of one-to-one help: a fixed number of queries."""
        asked = HelpRequest.objects.aggregate(
            **self.for_each("requests", lambda period: Count("pk", within(period, "created_at"))),
            **self.for_each("matches", lambda period: Count("pk", within(period, "matched_at"))),
        )
        given = HelpSession.objects.aggregate(
            **self.for_each("help_sessions", lambda period: Count("pk", on_days_of(period)))
        )
        counted = asked | given | self.champions_active()
        return {(name, place): counted[f"{name}_{place}"] for name in HELP for place in range(len(self.periods))}

    def champions_active(self):
        return Champion.objects.aggregate(
            **self.for_each("champions_active", lambda period: Count("pk", active_at(period.ends_at)))
        )

    def for_each(self, name, count):
        return {f"{name}_{place}": count(period) for place, period in enumerate(self.periods)}


def whole_number(number):
    """Half an hour is rounded up, on either database: hours come from them with a millionth more or less."""
    return math.floor(number + 0.5001)


def within(period, field):
    return Q(**{f"{field}__gte": period.starts_at, f"{field}__lt": period.ends_at})


def on_days_of(period, field="held_on"):
    return Q(**{f"{field}__range": (period.first_on, period.last_on)})


def enrolments():
    """Confirmed places at sessions that are on. One on a whole course counts once, at the first of its dates."""
    confirmed = Booking.objects.confirmed().filter(occurrence__state=OccurrenceState.ON)
    earlier_date = confirmed.filter(
        reference=OuterRef("reference"), occurrence__starts_at__lt=OuterRef("occurrence__starts_at")
    )
    return confirmed.exclude(Q(whole_course=True) & Exists(earlier_date))


def median_days_to_match(period, number):
    """From asking to the person's yes, of the `number` of requests matched in the period, if any."""
    waits = (
        HelpRequest.objects.filter(within(period, "matched_at"))
        .annotate(wait=F("matched_at") - F("created_at"))
        .order_by("wait")
        .values_list("wait", flat=True)
    )
    middle = list(waits[(number - 1) // 2 : number // 2 + 1]) if number else []
    return sum(wait.total_seconds() for wait in middle) / len(middle) / 86_400 if middle else None
