"""What changed for those who came, counted by the database in a fixed number of questions.

Of a place: of people it is where they live, of what was said of a session where that was held, for nothing tells whose
answer it is.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from champions.models import Champion, ChampionState
from events.models import Attendance, Confidence, Feedback, Goal, Mark, Moment, Referral
from reports.counts import Where
from reports.programme_counts import on_days_of, within
from reports.reach_counts import living_in

UP, SAME, DOWN = "up", "same", "down"
CHANGES = {UP: "Surer", SAME: "The same", DOWN: "Less sure"}
NEWEST = 50


def of_people_in(rows, place):
    return living_in(rows, place, to="person__")


@dataclass(frozen=True)
class Sureness:
    """In one skill area: how many went which way, and the mean of their first answers and of their last ones."""

    up: int
    same: int
    down: int
    before: float
    after: float

    @property
    def pairs(self):
        return self.up + self.same + self.down

    @classmethod
    def of(cls, pairs):
        """`pairs`: {(first answer, last answer): people}"""
        people = sum(pairs.values())
        return cls(
            up=sum(number for (first, last), number in pairs.items() if last > first),
            same=sum(number for (first, last), number in pairs.items() if last == first),
            down=sum(number for (first, last), number in pairs.items() if last < first),
            before=sum(first * number for (first, _), number in pairs.items()) / people,
            after=sum(last * number for (_, last), number in pairs.items()) / people,
        )


def sureness(period, place=None):
    """{skill area: Sureness} of those whose last answer after a session was in the period.

    It is held against the first answer that the same person gave before a session, whenever that was, as the page of
    a learner does (events/confidence.py). Answers move with people who are merged.
    """
    rows = of_people_in(last_after(period), place).annotate(first=first_before()).order_by()
    pairs = defaultdict(dict)
    # Grouped by the answers themselves: a first answer is looked for once, and not for each thing that is counted.
    for area, first, last, number in rows.values_list("area", "first", "level").annotate(number=Count("pk")):
        if first is not None:
            pairs[area][first, last] = number
    return {area: Sureness.of(found) for area, found in pairs.items()}


def answers_of_the_same(moment):
    same = {"person": OuterRef("person"), "area": OuterRef("area")}
    return Confidence.objects.filter(**same, moment=moment).order_by()


def last_after(period):
    later = answers_of_the_same(Moment.AFTER).filter(
        Q(answered_on__gt=OuterRef("answered_on")) | Q(answered_on=OuterRef("answered_on"), pk__gt=OuterRef("pk")),
        answered_on__lte=period.last_on,
    )
    return Confidence.objects.filter(on_days_of(period, "answered_on"), ~Exists(later), moment=Moment.AFTER)


def first_before():
    """By then: who was only asked before once they had answered after is not known to have changed."""
    answers = answers_of_the_same(Moment.BEFORE).filter(answered_on__lte=OuterRef("answered_on"))
    return Subquery(answers.order_by("answered_on", "pk").values("level")[:1])


def asked_once(period, place=None):
    """{(skill area, before or after): different people who answered then and, until the period's end, not otherwise}"""
    found = {}
    for moment, other in ((Moment.BEFORE, Moment.AFTER), (Moment.AFTER, Moment.BEFORE)):
        answered = answers_of_the_same(other).filter(answered_on__lte=period.last_on)
        rows = Confidence.objects.filter(on_days_of(period, "answered_on"), ~Exists(answered), moment=moment)
        areas = of_people_in(rows, place).order_by().values_list("area")
        counted = areas.annotate(number=Count("person", distinct=True))
        found |= {(area, moment.value): number for area, number in counted}
    return found


def goals(period, place=None):
    return of_people_in(Goal.objects, place).aggregate(
        said=Count("pk", on_days_of(period, "said_on")), reached=Count("pk", on_days_of(period, "reached_on"))
    )


def referrals(period, place=None):
    """{(organisation, state): number} of those passed on in the period."""
    rows = of_people_in(Referral.objects.filter(on_days_of(period, "made_on")), place)
    rows = rows.order_by().values_list("organisation", "state")
    return {(organisation, state): number for organisation, state, number in rows.annotate(number=Count("pk"))}


def learners_who_volunteered(period, place=None):
    """How many applied to be a champion in the period, how many of them had come before, and of those are active."""
    came = Attendance.objects.filter(mark=Mark.PRESENT, occurrence__starts_at__lt=OuterRef("applied_at"))
    learned = Exists(came.filter(person=OuterRef("person"))) | Exists(
        came.filter(person__merged_into=OuterRef("person"))
    )
    return of_people_in(Champion.objects.filter(within(period, "applied_at")), place).aggregate(
        applied=Count("pk"),
        learned=Count("pk", learned),
        active=Count("pk", Q(state=ChampionState.ACTIVE) & learned),
    )


def feedback(period, place=None):
    """{(how it was, whether they learned): number}"""
    rows = feedback_of(period, place).values_list("how_was_it", "did_you_learn").annotate(number=Count("pk"))
    return Counter({(how, learned): number for how, learned, number in rows})


def words(period, place=None):
    """The newest of what people wrote."""
    rows = feedback_of(period, place).exclude(words="").select_related("occurrence__event")
    return rows.defer("occurrence__calendar_text").order_by("-said_on", "-pk")[:NEWEST]


def feedback_of(period, place):
    rows = Feedback.objects.filter(on_days_of(period, "said_on")).order_by()
    return Where(place).narrow(rows, "occurrence__")
