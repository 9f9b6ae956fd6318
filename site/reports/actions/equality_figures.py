"""Exact frozen figures of equality monitoring go when the numbers that they were counted from do."""

from core.retention import limit_of, months_of
from reports.equality import TABLES
from reports.equality_answers import COUNTS
from reports.models import FrozenTable
from reports.small_numbers import rounded


def keep_as_published(now):
    """Of what is too old keep what everybody is shown: hidden numbers go, the others are rounded for good."""
    before = COUNTS.limit(limit_of(months_of("equality"), now))
    old = FrozenTable.objects.filter(name__in=[table.name for table in TABLES], last_on__lt=before)
    for frozen in old:
        cells = published_cells(frozen)
        if cells != frozen.cells:
            FrozenTable.objects.filter(pk=frozen.pk).update(cells=cells)


def published_cells(frozen):
    hidden = frozen.hidden_cells
    return [[*cell, rounded(number)] for *cell, number in frozen.cells if tuple(cell) not in hidden]
