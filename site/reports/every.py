"""All reports, in the order of the list of them, and all tables that may be published."""

from reports.division import Division
from reports.standards import Standards

REPORTS = [Standards(), Division()]


def by_slug():
    return {report.slug: report for report in REPORTS}


def fixed_tables():
    """{name: FixedTable} of every report."""
    return {table.name: table for report in REPORTS for table in report.fixed}
