"""What retention took away and what is left, from the audit trail and the rules: in a fixed number of questions."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from core import nightly, retention
from core.holdings import Standing, standings
from core.models import AuditLine
from core.retention import RULES, limit_of
from reports.models import FrozenTable
from reports.periods import Period

SOON = timedelta(days=30)
ERASED = "person_erased"


@dataclass(frozen=True)
class Gone:
    """What one rule took in one run, and how many months it had then."""

    at: datetime
    what: str
    count: int
    months: int


@dataclass(frozen=True)
class Runs:
    """Those of the time chosen, and what is known of the last and the first of all."""

    these: tuple[retention.Run, ...]
    gone: tuple[Gone, ...]
    last: retention.Run | None
    begun_at: datetime | None  # when a run of the night was last begun
    first_at: datetime | None

    @property
    def went(self):
        """{what: number of records}"""
        found = Counter()
        for each in self.gone:
            found[each.what] += each.count
        return found

    @property
    def last_went(self):
        """{what: when some last went in this time}"""
        return {each.what: each.at for each in sorted(self.gone, key=lambda each: each.at)}


def runs_of(period):
    lines = AuditLine.objects.filter(
        action__in=[retention.RAN, retention.APPLIED], at__gte=period.starts_at, at__lt=period.ends_at
    )
    lines = list(lines.order_by("-at", "about_id"))
    return Runs(
        tuple(retention.run_of(line) for line in lines if line.action == retention.RAN),
        tuple(gone_of(line) for line in lines if line.action == retention.APPLIED),
        retention.last_run(),
        nightly.last_begun(retention.JOB),
        AuditLine.objects.filter(action=retention.RAN).aggregate(first=Min("at"))["first"],
    )


def gone_of(line):
    return Gone(line.at, line.about_id, line.detail["count"], line.detail["months"])


def standing_of(rules, last, now):
    """{what: Standing}. Too old is what the last run had to take, by the months it had; before the first, now."""
    judged_at, then = (last.at, last.months) if last else (now, {})
    limits = {
        rule.what: (limit_of(then.get(rule.what, rule.months), judged_at), limit_of(rule.months, now + SOON))
        for rule in rules
    }
    asked = [(what, holding, *limits[what]) for what in limits for holding in RULES[what].holdings]
    by_hand = {what: RULES[what].stands(*limits[what], now) for what in limits if RULES[what].stands}
    return {what: Standing() for what in limits} | standings(asked) | by_hand


def erased_by_reason(period):
    """{why: (how many records, when the last)}: asked, retention, or restored from a backup and erased again."""
    lines = AuditLine.objects.filter(action=ERASED, at__gte=period.starts_at, at__lt=period.ends_at)
    rows = lines.order_by().values_list("detail__why").annotate(number=Count("pk"), last=Max("at"))
    return {why: (number, last) for why, number, last in rows}


@dataclass(frozen=True)
class Frozen:
    period: Period
    frozen_at: datetime
    tables: int


def frozen_in(period):
    """What was frozen in the time, the last first."""
    rows = FrozenTable.objects.filter(frozen_at__gte=period.starts_at, frozen_at__lt=period.ends_at)
    kept = rows.order_by("-frozen_at", "-last_on", "-first_on", "kind")
    kept = kept.values_list("kind", "first_on", "last_on", "frozen_at").annotate(tables=Count("pk"))
    return [Frozen(Period(kind, first, last), at, tables) for kind, first, last, at, tables in kept]
