"""What every report is: a question, choices that lie in its address, and an answer in a sentence and tables."""

from dataclasses import dataclass, field, replace
from typing import Any

from reports.filters import MOST_YEARS, PeriodFilter
from reports.fixed import FixedTable
from reports.tables import Table

ANY_TIME = MOST_YEARS * 12  # in months: for what is counted quickly enough however long it is


@dataclass(frozen=True)
class Tile:
    number: str
    words: str


@dataclass(frozen=True)
class Answer:
    """`sentence` answers first. `notes` say what one must know before using it. `more` is for a template of its own.

    `is_alarm`: what the sentence says is wrong, and somebody has to see to it.
    """

    sentence: str
    tables: tuple[Table, ...] = ()
    tiles: tuple[Tile, ...] = ()
    notes: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    is_alarm: bool = False

    def table(self, name):
        return next((table for table in self.tables if table.name == name), None)

    def and_tables(self, tables):
        return replace(self, tables=(*self.tables, *tables))


class Report:
    """One report in one file. It is exact and for named staff; each look at it is kept in the audit trail.

    `filters` is the form of its choices: valid for no choice at all, and then with sensible ones. `definitions` are
    {word: meaning} in plain words. `fixed` are the tables of it that may be published (reports/fixed.py).
    """

    slug: str
    title: str
    question: str  # what a councillor would ask
    permission = "reports.view_reports"
    filters = PeriodFilter
    template_name = "reports/report.html"
    definitions: dict[str, str] = {}
    fixed: tuple[FixedTable, ...] = ()
    may_be_shared = True  # by a link, as far as it has fixed tables
    # Of longer times it is counted in the background. docs/performance.md: a year is quick enough, two are not.
    months_at_once = 13

    @property
    def of_periods(self):
        """Whether it is of a time that one chooses: then there is a new one every month."""
        return "kind" in self.filters.base_fields

    def takes_long(self, chosen):
        period = chosen.get("period")
        return period is not None and len(period.months()) > self.months_at_once

    def words_of_people(self, chosen):
        """The tables, after all others, of what people wrote: read anew where the rest was kept."""
        return ()

    def answer(self, chosen, *, now) -> Answer:
        """`chosen`: the cleaned data of `filters`."""
        raise NotImplementedError
