"""What the public sees of our performance: the charter, and how it was kept in the last frozen quarter and year."""

from dataclasses import dataclass, replace
from datetime import datetime

from reports.every import fixed_tables
from reports.models import ServiceStandard
from reports.periods import Period, PeriodKind
from reports.published import Seen, last_frozen, note_of
from reports.standards import DEFINITIONS, SATISFACTION, STANDARDS, USUAL_TIME, counted_of, in_time_of
from reports.tables import HIDDEN, Column, Kind, Table, share, words_column

# The promises, how sessions were (of the report on what changed), and whether a champion's help helped.
PUBLIC = (STANDARDS.name, "feedback", SATISFACTION.name)
TOO_FEW = "Too few people answered to show anything without pointing to one of them."
SHOWN_KINDS = (PeriodKind.QUARTER, PeriodKind.CALENDAR)


@dataclass(frozen=True)
class Shown:
    """One period, as it was frozen."""

    period: Period
    frozen_at: datetime
    tables: tuple[Table, ...]


def performance():
    """The standards that are public, and what is frozen of them: the last quarter first. In three queries."""
    standards = list(ServiceStandard.objects.filter(shown=True))
    newest = [last_frozen(PUBLIC, kind) for kind in SHOWN_KINDS]
    return {
        "standards": standards,
        "shown": [shown_of(period, rows, standards) for period, rows in newest if rows],
        "improving": [each for each in standards if each.what_we_do],
        "definitions": {word: meaning for word, meaning in DEFINITIONS.items() if word != USUAL_TIME},
    }


def shown_of(period, rows, standards):
    tables, fixed = [], fixed_tables()
    for name in PUBLIC:
        if name == STANDARDS.name and name in rows:
            tables.append(standards_table(Seen(STANDARDS, rows[name]), standards))
        elif name in rows and name in fixed:
            tables.append(answers_table(fixed[name], rows[name]))
    frozen_at = next(iter(rows.values())).frozen_at
    return Shown(period, frozen_at, tuple(told_apart(table, period) for table in tables))


def told_apart(table, period):
    """From the same table of another period on the page."""
    return replace(table, name=f"{table.name}-{period.kind}")


def standards_table(seen, standards):
    rows = []
    for each in standards:
        counted, in_time = seen.number(counted_of(each.key)), seen.number(in_time_of(each.key))
        # As it was promised then. What was put on the charter since has no words here.
        words = seen.labels.get("standard", {}).get(each.key)
        if words:
            rows.append((words, counted, in_time, share(in_time, counted)))
    columns = (
        words_column("standard", "We promise"),
        Column("counted", "How many times"),
        Column("in_time", "In time"),
        Column("share", "Share in time", Kind.PERCENT),
    )
    return Table("standards", "How often we kept each promise", columns, tuple(rows), note=note_of(rows))


def answers_table(fixed, frozen):
    table = replace(Seen(fixed, frozen).by_cut(fixed.cuts[0].name), title=fixed.title)
    shows = any(value is not HIDDEN for row in table.rows for value in row[1:])
    return table if shows else replace(table, rows=(), total=None, note=TOO_FEW)
