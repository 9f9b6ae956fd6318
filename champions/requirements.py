"""What a champion's role asks, and how much of it they have in date."""

from dataclasses import dataclass
from datetime import date

from core.words import full_day_words, list_words

SOON_IN_DAYS = 60


@dataclass(frozen=True)
class Standing:
    """One requirement: met, soon to run out, run out or missing."""

    requirement: object
    met: object = None
    kind: str = "missing"
    words: str = "Not yet"

    @property
    def in_date(self):
        return self.kind in ("met", "soon")


def standings(champion, today: date):
    """Of everything that the role asks, in two queries."""
    met = {row.requirement_id: row for row in champion.met.select_related("seen_by")}
    return [standing(requirement, met.get(requirement.pk), today) for requirement in champion.role.requirements.all()]


def standing(requirement, met, today):
    if met is None or met.met_on > today:
        return Standing(requirement)
    if met.expires_on is None:
        return Standing(requirement, met, "met", "In date")
    until = full_day_words(met.expires_on)
    if met.expires_on < today:
        return Standing(requirement, met, "run-out", f"Ran out on {until}")
    if (met.expires_on - today).days <= SOON_IN_DAYS:
        return Standing(requirement, met, "soon", f"Runs out on {until}")
    return Standing(requirement, met, "met", f"In date until {until}")


def missing_words(champion, today):
    """DBS check and references: what stands between them and being active, or ""."""
    return list_words(each.requirement.title for each in standings(champion, today) if not each.in_date)
