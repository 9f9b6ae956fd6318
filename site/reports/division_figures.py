"""What was published of a ward or district: rounded, small numbers hidden, of periods that are frozen."""

from locations.models import AreaKind
from reports.fixed import ALL
from reports.periods import PeriodKind
from reports.published import Seen, last_frozen, note_of
from reports.tables import Column, Table, words_column

KINDS = (PeriodKind.QUARTER, PeriodKind.CALENDAR)
WHOSE = {"home": "People who live here", "venue": "Sessions held here"}


def figures_table(ground, fixed):
    """`fixed` are all the tables that may be published. None where nothing of such an area is frozen yet."""
    local = [table for table in fixed if any(cut.name in place_cuts() for cut in table.cuts)]
    frozen = [last_frozen([table.name for table in local], kind) for kind in KINDS]
    frozen = [(period, rows) for period, rows in frozen if rows]
    if not frozen:
        return None
    numbers = [numbers_of(ground, local, rows) for _, rows in frozen]
    keys = list(dict.fromkeys(key for each in numbers for key in each))
    rows = [(WHOSE[whose], title, *(each.get((whose, title)) for each in numbers)) for whose, title in keys]
    columns = [words_column("whose", "Of"), words_column("what", "What was counted")]
    columns += [Column(period.key, period.words) for period, _ in frozen]
    return Table("figures", "Who was reached", tuple(columns), tuple(rows), note=note_of(rows))


def place_cuts():
    return {f"{whose}_{size}" for whose in WHOSE for size in ("ward", "district")}


def numbers_of(ground, tables, rows):
    """{(whose, what was counted): number}. One name is one number in every table, so the first that has it will do."""
    found = {}
    for table in tables:
        if table.name not in rows:
            continue
        seen = Seen(table, rows[table.name])
        for whose in WHOSE:
            parts = parts_of(ground, whose)
            if not set(parts) <= {cut.name for cut in table.cuts}:
                continue
            for measure in table.measures:
                found.setdefault((whose, measure.title), number_of(seen, measure, parts))
    return found


def parts_of(ground, whose):
    if ground.area.kind == AreaKind.WARD:
        return {f"{whose}_ward": ground.area.pk, f"{whose}_district": ground.district_code}
    return {f"{whose}_district": ground.area.pk if ground.area.kind == AreaKind.DISTRICT else ALL}


def number_of(seen, measure, parts):
    """None where the table knew of no such area: nought would say that there was nobody."""
    known = all(part == ALL or part in seen.labels.get(cut, {}) for cut, part in parts.items())
    return seen.number(measure.name, **parts) if known else None
