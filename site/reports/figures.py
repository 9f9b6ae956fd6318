"""What fixed tables came to in periods that are frozen, and whether what they were counted from has gone."""

from dataclasses import dataclass
from datetime import datetime

from events.models import Attendance, Mark
from reports.fixed import Figures
from reports.models import FrozenTable


@dataclass(frozen=True)
class Known:
    """Figures of a period, as they were frozen."""

    figures: Figures
    frozen_at: datetime

    def number(self, measure, *parts):
        return self.figures.number(measure, *parts)


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
