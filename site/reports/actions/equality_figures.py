"""Exact frozen figures of equality monitoring go when the numbers that they were counted from do."""

from core.retention import limit_of, months_of
from core.words import as_day
from reports.equality import TABLES
from reports.models import FrozenTable
from reports.small_numbers import rounded


def keep_as_published(now):
    """Of what is too old keep what everybody is shown: hidden numbers go, the others are rounded for good."""
    before = as_day(limit_of(months_of("equality"), now)).replace(day=1)
    old = FrozenTable.objects.filter(name__in=[table.name for table in TABLES], last_on__lt=before)
    for frozen in old:
        cells = published_cells(frozen)
        if cells != frozen.cells:
            FrozenTable.objects.filter(pk=frozen.pk).update(cells=cells)


def published_cells(frozen):
    return [[*cell, rounded(number)] for *cell, number in frozen.cells if tuple(cell) not in frozen.hidden_cells]
