"""How long things are kept. The months and reasons are data (Retention); what happens then is registered by each app.

    rule("messages", title="Messages", months=6, why="…", apply=delete_old_messages)

`apply(before, now)` puts away what ended before a moment and returns how many. It runs every night and on
`manage.py apply_retention`.
"""

from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta

from core.actors import Actor
from core.audit import record
from core.models import Retention
from core.words import count_words

RULES = {}


@dataclass(frozen=True)
class Rule:
    what: str
    title: str
    months: int
    why: str
    apply: Any


def rule(what, *, title, months, why, apply):
    RULES[what] = Rule(what, title, months, why, apply)


def make_rules():
    """Put the rules in the table where they are not there yet; what staff changed stays."""
    Retention.objects.bulk_create(
        [Retention(what=rule.what, title=rule.title, months=rule.months, why=rule.why) for rule in RULES.values()],
        ignore_conflicts=True,
    )


def kept_for(what):
    """12 months: as long as staff have it in the table now, for a page that says so to whoever is asked."""
    months = Retention.objects.filter(what=what).values_list("months", flat=True).first()
    return count_words(months or RULES[what].months, "month")


def apply_rules(now):
    """Apply every rule. Returns {what: how many}, and leaves an audit line for each that found something."""
    make_rules()
    went = {}
    for kept in Retention.objects.filter(what__in=RULES):
        before = now - relativedelta(months=kept.months)
        went[kept.what] = RULES[kept.what].apply(before, now)
        if went[kept.what]:
            record("retention_applied", kept, by=Actor.system(), now=now, months=kept.months, count=went[kept.what])
    return went
