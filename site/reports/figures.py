"""What a fixed table comes to in a period: as it was frozen, or counted now where it has not been yet."""

from dataclasses import dataclass
from datetime import datetime

from events.models import Attendance, Mark
from reports.fixed import Figures
from reports.models import FrozenTable


@dataclass(frozen=True)
class Known:
    """Figures of a period. `frozen_at` is None where they were counted just now, and may still change."""

    figures: Figures
    frozen_at: datetime | None

    def number(self, measure, *parts):
        return self.figures.number(measure, *parts)


def figures_of(table, period, *, now):
    return figures_of_each([table], [period], now=now)[table.name, period.key]


def figures_of_each(tables, periods, *, now):
    """{(table's name, period's key): Known}, with one query for all that is frozen."""
    frozen = frozen_figures(tables, periods)
    return {
        (table.name, period.key): frozen.get((table.name, period.key)) or Known(table.count(period, now), None)
        for table in tables
        for period in periods
    }


def frozen_figures(tables, periods):
    """{(table's name, period's key): Known} of what is frozen of them: for who counts the rest in one go."""
    return {
        (kept.name, kept.period): Known(kept.figures, kept.frozen_at)
        for kept in FrozenTable.objects.filter(
            name__in=[table.name for table in tables], period__in=[period.key for period in periods]
        )
    }


def detail_has_gone(period):
    """Whether somebody who came in this time was erased: where they live and what they speak is known no more.

    Who came is still counted. What is cut by something of the person is not, but for what was frozen.
    """
    return Attendance.objects.filter(
        mark=Mark.PRESENT,
        occurrence__starts_at__gte=period.starts_at,
        occurrence__starts_at__lt=period.ends_at,
        person__erased_at__isnull=False,
    ).exists()
