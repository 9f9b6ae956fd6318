"""The rows that a retention rule is about: which of them are too old, and how it stands with them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateTimeField, Min, Q, Value
from django.db.models.functions import TruncDate

from core.words import as_day


@dataclass(frozen=True)
class Holding:
    """`rows()` are those that the rule is about, and `since` is the field from which their time counts.

    `limit` makes of a moment what that field is compared with, where that is not the moment or London's day.
    """

    rows: Any
    since: str
    limit: Any = None

    @property
    def has_moments(self):
        return isinstance(self.rows().model._meta.get_field(self.since), DateTimeField)

    def is_old(self, before):
        limit = self.limit or (lambda moment: moment if self.has_moments else as_day(moment))
        return Q(**{f"{self.since}__lt": limit(before)})

    def old(self, before):
        return self.rows().filter(self.is_old(before))

    def delete_old(self, before):
        """Returns how many, without those that went with them because they hung on them."""
        rows = self.old(before)
        return rows.delete()[1].get(rows.model._meta.label, 0)

    def oldest(self):
        oldest = Min(self.since)
        return TruncDate(oldest) if self.has_moments else oldest


@dataclass(frozen=True)
class Standing:
    """How many rows there are and of when the oldest is; how many are too old, and how many will be soon.

    `excused` are (why, how many) of rows that are too old and rightly still there. What happened from `needed_from` on
    is still needed, whatever its age.
    """

    held: int = 0
    oldest_on: date | None = None
    overdue: int = 0
    soon: int = 0
    excused: tuple[tuple[str, int], ...] = ()
    needed_from: datetime | None = None

    def __add__(self, other):
        """Of two holdings of one rule."""
        oldest = min((each for each in (self.oldest_on, other.oldest_on) if each), default=None)
        return Standing(self.held + other.held, oldest, self.overdue + other.overdue, self.soon + other.soon)


def standings(asked):
    """{what: Standing} of [(what, Holding, before, soon)], in one question. Too old is what is older than `before`."""
    found = {}
    first, *others = [counted(*each) for each in asked]
    for row in first.union(*others, all=True) if others else first:
        overdue = row["old"]
        one = Standing(row["held"], row["oldest"], overdue, row["old_soon"] - overdue)
        found[row["rule"]] = found.get(row["rule"], Standing()) + one
    return found


def counted(what, holding, before, soon):
    rows = holding.rows().order_by().annotate(rule=Value(what)).values("rule")
    return rows.annotate(
        held=Count("pk"),
        oldest=holding.oldest(),
        old=Count("pk", holding.is_old(before)),
        old_soon=Count("pk", holding.is_old(soon)),
    )
