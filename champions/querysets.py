from functools import lru_cache

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When

from champions.ages import GROWN_UP_FROM
from champions.promises import ANSWER_WITHIN, FIRST_CONTACT_WITHIN, QUIET_AFTER
from core.codes import as_typed
from core.words import as_day
from locations.holidays import a_working_day_before

# A row that needs no decision has none.
COUNTING_DECISIONS = ("", "clear")


def turn(*states):
    """The place of a row's state among these; any other comes after them."""
    return Case(*(When(state=state, then=place) for place, state in enumerate(states)), default=len(states))


@lru_cache(maxsize=2)
def wants_something(on):
    """That a requirement of a champion's role is not met, or not in date.

    Put together once a day, because that takes longer than the answer: a QuerySet takes a copy of it.
    """
    from champions.models import ChampionRequirement, Role

    met = ChampionRequirement.objects.in_date(on).filter(
        champion=OuterRef(OuterRef("pk")), requirement=OuterRef("requirement")
    )
    asked = Role.requirements.through.objects.filter(role=OuterRef("role")).exclude(requirement__kind="consent")
    return Exists(asked.filter(~Exists(met)))


class ChampionRequirementQuerySet(models.QuerySet):
    def counting(self):
        """A DBS check that was not cleared is kept, and meets nothing."""
        return self.filter(decision__in=COUNTING_DECISIONS)

    def in_date(self, on):
        return self.counting().filter(Q(expires_on=None) | Q(expires_on__gte=on), met_on__lte=on)


class ChampionQuerySet(models.QuerySet):
    def in_turn(self):
        """`turn` puts first those on whom somebody must act: applications, then checks."""
        return self.annotate(turn=turn("applied", "in-checks", "active", "paused"))

    def active(self):
        """Cleared and not on a break."""
        return self.filter(state="active")

    def adults(self, on):
        """Only the year of birth is kept, so somebody counts as grown up from the year in which they turn 19."""
        return self.exclude(birth_year__gt=on.year - GROWN_UP_FROM).exclude(person__age_band="0-17")

    def in_date(self, on):
        """Whose role's requirements are all met and in date."""
        return self.filter(~wants_something(on))

    def lapsed(self, on):
        """Cleared once, and something that their role asks has run out since or is asked anew."""
        return self.filter(state__in=["active", "paused"]).filter(wants_something(on))

    def can_meet_people(self, on):
        """Who may help somebody one to one today, whoever it is."""
        return self.active().adults(on).filter(role__meets_people=True).in_date(on)


class ConcernQuerySet(models.QuerySet):
    def in_turn(self):
        """`turn` puts first those that nobody has looked into."""
        return self.annotate(turn=turn("new", "looking"))

    def by_reference(self, typed):
        """As it was read out or typed, with or without its C."""
        reference = as_typed(typed)
        return self.filter(reference__in=[reference, reference.removeprefix("C")])

    def unseen(self):
        return self.filter(first_seen_at=None)

    def overdue(self, now):
        """Raised a working day ago or more, and not looked at once."""
        return self.unseen().filter(raised_at__lte=a_working_day_before(now))

    def open(self):
        return self.exclude(state="closed")


class HelpRequestQuerySet(models.QuerySet):
    def in_turn(self):
        """`turn` puts first those who wait, then those who have been offered to somebody or asked about one."""
        return self.annotate(turn=turn("waiting", "offered", "found", "matched"))

    def waiting(self):
        """Nobody has been asked yet, or nobody has said yes: oldest first."""
        return self.filter(state="waiting").order_by("created_at")

    def to_see_to(self, what, now):
        """Those about which somebody must do something: `what` is one of the four below."""
        return getattr(self, what.replace("-", "_"))(now)

    def promise(self, now):
        """Still waiting past the day by which we said that they would hear from us."""
        return self.filter(state__in=["waiting", "offered"], promised_on__lt=as_day(now))

    def answer(self, now):
        """Told who could help them, and have not said whether that is all right."""
        return self.filter(state="found", found_at__lte=now - ANSWER_WITHIN)

    def first_contact(self, now):
        """Matched, and the champion has not been in touch in the days in which they should."""
        late = self.filter(state="matched", matched_at__lte=now - FIRST_CONTACT_WITHIN, in_touch_at=None)
        return late.filter(matched_at__gt=now - QUIET_AFTER).exclude(sessions__isnull=False)

    def quiet(self, now):
        """Matched, and nothing heard for a fortnight."""
        since = now - QUIET_AFTER
        matched = self.filter(state="matched", matched_at__lte=since)
        recent = Q(in_touch_at__gt=since) | Q(sessions__held_on__gt=as_day(since))
        return matched.exclude(pk__in=self.model.objects.filter(recent).values("pk"))

    def to_show(self):
        """What its link may show: nothing of a person who asked not to be shown here, or who was erased."""
        return self.filter(person__do_not_contact=False, person__erased_at=None)

    def by_reference(self, typed):
        """As it was read out or typed, with or without its H."""
        reference = as_typed(typed)
        return self.filter(reference__in=[reference, reference.removeprefix("H")])


class OfferQuerySet(models.QuerySet):
    def open(self, now):
        """Still to be answered: past its time an offer is lapsed, whether or not the nightly job has said so."""
        return self.filter(state="open", lapses_at__gt=now)

    def overdue(self, now):
        return self.filter(state="open", lapses_at__lte=now)
