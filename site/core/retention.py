"""How long things are kept. The months and reasons are data (Retention); what happens then is registered by each app.

    rule("messages", title="Messages", months=6, why="…", holdings=[Holding(finished, "created_at")])

What is older than its months goes every night and on `manage.py apply_retention`: it is deleted, or
`apply(before, now)` puts it away and returns how many. Each run leaves an audit line, and one for each rule that found
something: the report on what went (reports/kept.py) is made of them.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction

from core import nightly
from core.actors import Actor
from core.audit import record
from core.models import AuditLine, LastDone, Retention
from core.words import count_words, local

RULES = {}
RAN, APPLIED = "retention_ran", "retention_applied"
JOB = "retention"


@dataclass(frozen=True)
class Rule:
    """`stands(before, soon, now)` returns a Standing, where that takes more than to count the holdings.

    Of a `confidential` one nobody is told how many there are, but for those whose work it is.
    """

    what: str
    title: str
    months: int
    why: str
    apply: Any
    holdings: tuple = ()
    stands: Any = None
    confidential: bool = False


def rule(what, *, title, months, why, holdings=(), apply=None, stands=None, confidential=False):
    def delete_old(before, now):
        return sum(holding.delete_old(before) for holding in holdings)

    RULES[what] = Rule(what, title, months, why, apply or delete_old, tuple(holdings), stands, confidential)


def make_rules():
    """Put the rules in the table where they are not there yet; what staff changed stays."""
    Retention.objects.bulk_create(
        [Retention(what=rule.what, title=rule.title, months=rule.months, why=rule.why) for rule in RULES.values()],
        ignore_conflicts=True,
    )


def rules_now():
    """Every rule as staff have it in the table; as it begins where the table has not got it yet."""
    known = {kept.what: kept for kept in Retention.objects.filter(what__in=RULES)}
    first = (Retention(what=rule.what, title=rule.title, months=rule.months, why=rule.why) for rule in RULES.values())
    return sorted((known.get(kept.what, kept) for kept in first), key=lambda kept: kept.title)


def kept_for(what):
    """12 months: as long as staff have it in the table now, for a page that says so to whoever is asked."""
    return count_words(months_of(what), "month")


def months_of(what):
    months = Retention.objects.filter(what=what).values_list("months", flat=True).first()
    return months or RULES[what].months


def limit_of(months, now):
    """By the clock in London, whichever clock `now` is told by: a run of one o'clock is the same in the audit trail."""
    return local(now) - relativedelta(months=months)


def apply_rules(now):
    """Apply every rule. Returns {what: how many}, None for one that failed: that keeps no other from its turn."""
    make_rules()
    months, went = {}, {}
    for kept in Retention.objects.filter(what__in=RULES):
        months[kept.what] = kept.months
        try:
            went[kept.what] = apply_rule(kept, now)
        except Exception as error:
            nightly.say_failed(f"{JOB} of {kept.what}", error)
            went[kept.what] = None
    failed = [what for what, count in went.items() if count is None]
    record(RAN, LastDone(name=JOB), by=Actor.system(), now=now, months=months, failed=failed)
    return went


def apply_rule(kept, now):
    rule = RULES[kept.what]
    # What goes and its line are one; but people, each of whom goes with a line of their own: all at once would keep
    # everybody else from writing for minutes.
    with transaction.atomic() if rule.holdings else nullcontext():
        count = rule.apply(limit_of(kept.months, now), now)
        if count:
            record(APPLIED, kept, by=Actor.system(), now=now, months=kept.months, count=count)
    return count


@dataclass(frozen=True)
class Run:
    """A run that came to its end: which rules failed, and how many months each had then."""

    at: datetime
    failed: tuple[str, ...]
    months: dict[str, int]


def run_of(line):
    return Run(line.at, tuple(line.detail["failed"]), line.detail["months"])


def last_run():
    line = AuditLine.objects.filter(action=RAN).first()
    return run_of(line) if line else None
