"""Small fixed tables with made-up figures, and reports that have them."""

from datetime import date, timedelta
from itertools import count

from reports import every
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.models import FrozenTable, SharedReport
from reports.periods import period_of
from reports.report import Report
from tests.factories.people import NOW

NUMBERS = count(1)
MAY = period_of("month", date(2026, 5, 1))

SESSIONS = Measure("sessions_held", "Sessions held", "That took place.", of_people=False)
VISITS = Measure("attendances", "Attendances", "Each time that somebody came.")
LEARNERS = Measure("learners", "Learners", "Different people.", adds_up=False)
DISTRICT, WARD = Cut("home_district", "Home district"), Cut("home_ward", "Home ward")
VENUE_DISTRICT = Cut("venue_district", "District")
AGE = Cut("age_band", "Age")
TOPIC = Cut("topic", "Topic", adds_up=False)


def make_figures(cells, cuts):
    """Cells of all cuts, with their totals and, for each cut, its parts as they come."""
    labels = {}
    for cell in cells:
        for cut, part in zip(cuts, cell[1:], strict=True):
            labels.setdefault(cut.name, {})[part] = part.title()
    return Figures(with_totals(cells, cuts), labels)


def make_table(name="home", measures=(VISITS,), cuts=(DISTRICT, AGE), count=None):
    return FixedTable(name, name.title(), tuple(measures), tuple(cuts), count)


def have_reports(monkeypatch, *tables, **of_it):
    """A report of these tables, in the place of all that there are."""
    made = {"slug": "made", "title": "Made up", "question": "Who came?", "fixed": tables} | of_it
    report = type("Made", (Report,), made)()
    monkeypatch.setattr(every, "REPORTS", [report])
    return report


def make_frozen(table, figures, hidden=(), period=MAY):
    return FrozenTable.objects.create(
        period=period.key,
        kind=period.kind,
        first_on=period.first_on,
        last_on=period.last_on,
        name=table.name,
        cells=[[*cell, number] for cell, number in figures.cells.items()],
        labels={cut: [*words.items()] for cut, words in figures.labels.items()},
        hidden=list(hidden),
        frozen_at=period.ends_at,
    )


def make_shared(report, period=MAY, now=NOW, days=30):
    """A link of which nobody has the key."""
    return SharedReport.objects.create(
        report=report,
        kind=period.kind,
        first_on=period.first_on,
        last_on=period.last_on,
        key_hash=f"made up {next(NUMBERS)}",
        shared_at=now,
        until=now + timedelta(days=days),
    )
