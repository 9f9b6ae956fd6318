"""What a champion's role asks, and how much of it they have in date."""

from dataclasses import dataclass
from datetime import date

from champions.ages import may_be_under_18
from champions.models import Decision, Requirement
from core.words import full_day_words, list_words

SOON_IN_DAYS = 60


@dataclass(frozen=True)
class Standing:
    """One requirement: met, soon to run out, run out, not decided, decided against, or missing."""

    requirement: object
    met: object = None
    kind: str = "missing"
    words: str = "Not yet"

    @property
    def in_date(self):
        return self.kind in ("met", "soon")


def asked_of(champion, today: date):
    """The requirements of their role. A parent's consent is asked of under-18s alone."""
    is_child = may_be_under_18(champion.birth_year, today)
    asked = champion.role.requirements.all()
    return [each for each in asked if is_child or each.kind != Requirement.Kind.CONSENT]


def standings(champion, today: date):
    """Of everything that the role asks, in two queries, or none where `met` and the role's were fetched before."""
    met = {row.requirement_id: row for row in champion.met.all()}
    return [standing(requirement, met.get(requirement.pk), today) for requirement in asked_of(champion, today)]


def standing(requirement, met, today):
    if met is None or met.met_on > today:
        return Standing(requirement)
    if not met.counts:
        return Standing(requirement, met, met.decision, Decision(met.decision).label)
    if met.expires_on is None:
        return Standing(requirement, met, "met", "In date")
    until = full_day_words(met.expires_on)
    if met.expires_on < today:
        return Standing(requirement, met, "run-out", f"Ran out on {until}")
    if (met.expires_on - today).days <= SOON_IN_DAYS:
        return Standing(requirement, met, "soon", f"Runs out on {until}")
    return Standing(requirement, met, "met", f"In date until {until}")


def missing(champion, today):
    return missing_of(standings(champion, today))


def missing_of(asked):
    return [each.requirement.title for each in asked if not each.in_date]


def missing_words(champion, today):
    """DBS check and references: what stands between them and being active, or ""."""
    return list_words(missing(champion, today))
