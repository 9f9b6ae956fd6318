"""Keep what the fixed tables came to in each period that is over, before what they were counted from goes.

A period is frozen once its registers have locked, each month, quarter, academic and calendar year from the beginning of
the programme on, the first to end first. What was frozen is never counted again, even where a register is opened and
put right later.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone

from champions.models import HelpRequest
from core.actors import Actor
from core.audit import record
from core.words import midnight
from events.models import Occurrence
from events.permissions.registers import OPEN_FOR
from locations.models import Area, AreaKind
from reports.every import fixed_tables
from reports.fixed import Figures
from reports.models import FrozenTable
from reports.periods import Period, PeriodKind, period_of
from reports.relations import NESTED, parents_of, programme

SETTLED_AFTER = OPEN_FOR + timedelta(days=1)  # then the register of its last session has locked


def freeze_ended(now, *, by=None):
    """Freeze every period that is settled and not frozen yet. Returns their keys."""
    return [period.key for period in not_frozen(now) if is_settled(period, now) and freeze(period, by=by, now=now)]


def is_settled(period, now):
    return period.last_on + SETTLED_AFTER < timezone.localdate(now)


def not_frozen(now):
    """Every period of a kind that is frozen, begun since the programme did and not frozen, the first to end first."""
    frozen = set(FrozenTable.objects.values_list("period", flat=True).distinct())
    return [period for period in periods_so_far(now) if period.key not in frozen]


def periods_so_far(now):
    first_at = began_at()
    if first_at is None or first_at > now or not fixed_tables():
        return []
    years = [period_of(kind, timezone.localdate(first_at)) for kind in (PeriodKind.ACADEMIC, PeriodKind.CALENDAR)]
    # Whole years from the first on, so that each has all its months and quarters, empty ones too.
    first_on = min(year.first_on for year in years)
    parts = [period_of(kind, first_on) for kind in (PeriodKind.MONTH, PeriodKind.QUARTER)]
    found = [each for first in [*parts, *years] for each in on_from(first, now) if each.first_on >= first_on]
    return sorted(found, key=lambda period: (period.last_on, -period.first_on.toordinal(), period.kind))


def began_at():
    """The moment of the first session, or of the first request for help; None while there is neither."""
    found = [
        Occurrence.objects.aggregate(first=Min("starts_at"))["first"],
        HelpRequest.objects.aggregate(first=Min("created_at"))["first"],
    ]
    return min((moment for moment in found if moment), default=None)


def on_from(period, now):
    """The period and all of its kind after it that have begun."""
    today = timezone.localdate(now)
    while period.first_on <= today:
        yield period
        period = period_of(period.kind, period.last_on + timedelta(days=1))


def everything_is_frozen_before(now):
    """The first moment of the first period that is not frozen: until then nobody's rows are needed any more.

    None where there is nothing to freeze.
    """
    return min((midnight(period.first_on) for period in not_frozen(now)), default=None)


def freeze(period, *, by=None, now):
    """Count, choose what is hidden, and keep both. Counting takes long, so it is done before the rows are written."""
    tables, known = fixed_tables(), kept_around(period)
    counted = {name: whole(table, period, known, now) for name, table in tables.items()}
    hidden = hidden_of(tables, period, counted, known)
    try:
        return keep(period, counted, hidden, by=by or Actor.system(), now=now)
    except IntegrityError:  # another worker was quicker, and its figures stand
        return False


def kept_around(period):
    """{(name, Period): FrozenTable} of all that overlaps a period, and of all that overlaps that.

    What was published longer ago hangs together with this one only through those, and every one of its hidden numbers
    is taken to be known: that hides rather more than less.
    """
    first_on, last_on = period.first_on, period.last_on
    for _ in range(2):
        around = FrozenTable.objects.filter(first_on__lte=last_on, last_on__gte=first_on)
        ends = [(kept.first_on, kept.last_on) for kept in around.only("first_on", "last_on")]
        first_on = min([first_on, *(first for first, _ in ends)])
        last_on = max([last_on, *(last for _, last in ends)])
    names = fixed_tables()
    return {(kept.name, Period(kept.kind, kept.first_on, kept.last_on)): kept for kept in around if kept.name in names}


def whole(table, period, known, now):
    """The figures of a period, with every ward in them, and as its months say where they add up to it."""
    figures = with_wards(table, table.count(period, now))
    months = [known.get((table.name, month)) for month in period.months()]
    if period.kind == PeriodKind.MONTH or None in months:
        return figures
    return as_months_say(table, figures, [month.figures for month in months])


def as_months_say(table, figures, months):
    """What adds up over time is what its months came to, so that nobody who was erased since is missing from it."""
    adding = {measure.name for measure in table.measures if measure.adds_up}
    cells = {cell: number for cell, number in figures.cells.items() if cell[0] not in adding}
    sums, labels = defaultdict(int), dict(figures.labels)
    for month in months:
        for cell, number in month.cells.items():
            if cell[0] in adding:
                sums[cell] += number
        for cut, words in month.labels.items():
            own = labels.get(cut, {})
            labels[cut] = own | words | own  # in its own order and words, and then what it has not
    return Figures(cells | sums, labels)


def with_wards(table, figures):
    """Wards in which there is nobody are listed as well, each with a cell of nought that says its district.

    Left out they would say by that that there is nobody.
    """
    cuts = [cut.name for cut in table.cuts]
    for inner, outer in NESTED.items():
        if inner in cuts and outer in cuts:
            figures = with_wards_of(table, figures, cuts, inner, outer)
    return figures


def with_wards_of(table, figures, cuts, inner, outer):
    known = parents_of(figures, cuts, inner)
    districts = set(figures.labels.get(outer, {})) - {"?"}
    wards = Area.objects.filter(kind=AreaKind.WARD, parent__in=districts).exclude(pk__in=known).order_by("name")
    cells, words = dict(figures.cells), dict(figures.labels.get(inner, {}))
    for ward in wards:
        words.setdefault(ward.pk, ward.name)
        parts = {inner: ward.pk, outer: ward.parent_id}
        cells[table.measures[0].name, *(parts.get(cut, "") for cut in cuts)] = 0
    return Figures(cells, {**figures.labels, inner: words})


def hidden_of(tables, period, counted, known):
    """{name: hidden cells}: chosen together, with what was hidden before in mind."""
    from reports.hiding import hide  # it takes tens of megabytes, and is needed by night alone

    figures = {key: kept.figures for key, kept in known.items()}
    figures |= {(name, period): its for name, its in counted.items()}
    world, laid = programme(tables, figures)
    before = {cell for key, kept in known.items() for cell in laid[key].hidden(kept.hidden_cells)}
    free = {cell for cell in world.people if cell[1] == period.key}
    near = {each.key for _, each in known if each.first_on <= period.last_on and each.last_on >= period.first_on}
    checked = {cell for cell in before if cell[1] in near}
    hidden = before | hide(world.numbers, world.relations, people=free, hidden=before, checked=checked)
    return {name: laid[name, period].cells_of(hidden) for name in counted}


@transaction.atomic
def keep(period, counted, hidden, *, by, now):
    rows = FrozenTable.objects.bulk_create(
        FrozenTable(
            period=period.key,
            kind=period.kind,
            first_on=period.first_on,
            last_on=period.last_on,
            name=name,
            cells=[[*cell, number] for cell, number in figures.cells.items()],
            labels={cut: [*words.items()] for cut, words in figures.labels.items()},
            hidden=hidden[name],
            frozen_at=now,
        )
        for name, figures in counted.items()
    )
    count = sum(len(cells) for cells in hidden.values())
    record("figures_frozen", rows[0], by=by, now=now, period=period.key, tables=len(rows), hidden=count)
    return True
