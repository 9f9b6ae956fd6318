"""All reports, in the order of the list of them, and all tables that may be published."""

from reports.channels import ChannelsReport
from reports.coverage.report import CoverageReport
from reports.division import Division
from reports.equality import EqualityReport
from reports.kept import KeptReport
from reports.outcomes import OutcomesReport
from reports.programme import ProgrammeReport
from reports.quality import QualityReport
from reports.reach import ReachReport
from reports.standards import Standards
from reports.volunteers import VolunteersReport

REPORTS = [
    ProgrammeReport(),
    ReachReport(),
    CoverageReport(),
    OutcomesReport(),
    VolunteersReport(),
    ChannelsReport(),
    Standards(),
    EqualityReport(),
    QualityReport(),
    KeptReport(),
    Division(),
]


def by_slug():
    return {report.slug: report for report in REPORTS}


def fixed_tables():
    """{name: FixedTable} of every report."""
    return {table.name: table for report in REPORTS for table in report.fixed}
