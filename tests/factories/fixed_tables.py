"""Small fixed tables with made-up figures, and reports that have them."""

from reports import every
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.report import Report

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
    report = type("Made", (Report,), {"slug": "made", "title": "Made up", "question": "Who came?", "fixed": tables, **of_it})()
    monkeypatch.setattr(every, "REPORTS", [report])
    return report
