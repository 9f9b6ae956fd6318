"""A table of a report: the same rows behind what is shown, drawn, and saved as CSV and XLSX. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.words import full_day_words, money_words

NOTHING = "–"


class Kind(StrEnum):
    """What a column holds: how its cells are written, and on which side they stand."""

    WORDS = "words"
    COUNT = "count"
    DECIMAL = "decimal"  # 3.4: hours, days, miles
    PERCENT = "percent"  # 0.25 is 25%
    CHANGE = "change"  # 0.14 is +14%
    MONEY = "money"  # pounds
    DATE = "date"


class Hidden:
    """In place of a count that must not be worked out. There is one, HIDDEN."""

    def __str__(self):
        return "[hidden]"

    def __repr__(self):
        return "HIDDEN"


HIDDEN = Hidden()


@dataclass(frozen=True)
class Column:
    name: str
    title: str
    kind: str = Kind.COUNT

    @property
    def is_number(self):
        return self.kind not in (Kind.WORDS, Kind.DATE)


def words_column(name, title):
    return Column(name, title, Kind.WORDS)


@dataclass(frozen=True)
class Link:
    """Words of a cell that lead somewhere on screen; in a spreadsheet only the words are left.

    `permission` is what it takes to open it: whoever has it not sees the words (reports/links.py). Empty: no more than
    the report itself.
    """

    words: str
    url: str
    permission: str = ""

    def __str__(self):
        return self.words


@dataclass(frozen=True)
class Table:
    """`rows` are tuples of plain values, one for each column; None where there is nothing to say.

    `name` is in the address of its spreadsheet. `total`, if there is one, is a row too. `chart` is a drawing of
    reports/charts.py, shown above it. `note` says in a sentence what one must know to read it.
    `in_their_words`: it has what people wrote, and is never kept.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]
    total: tuple | None = None
    chart: Any = None
    note: str = ""
    in_their_words: bool = False

    @property
    def header(self):
        return [column.title for column in self.columns]

    def lines(self):
        """For the page: (is it the total, [Cell …])."""
        for row in self.rows:
            yield False, cells_of(self.columns, row)
        if self.total is not None:
            yield True, cells_of(self.columns, self.total)

    def plain_rows(self):
        """For spreadsheets: numbers as numbers, all else in words."""
        for row in [*self.rows, *([self.total] if self.total is not None else [])]:
            yield [plain(value) for value in row]

    def column(self, name):
        """The values of one column, without the total."""
        place = [column.name for column in self.columns].index(name)
        return [row[place] for row in self.rows]


@dataclass(frozen=True)
class Cell:
    shown: str
    is_number: bool
    is_hidden: bool
    url: str = ""


def cells_of(columns, row):
    return [
        Cell(shown(value, column.kind), column.is_number, value is HIDDEN, getattr(value, "url", ""))
        for column, value in zip(columns, row, strict=True)
    ]


def shown(value, kind):
    """A value in the words of the page."""
    if value is None:
        return NOTHING
    if value is HIDDEN or isinstance(value, str | Link):
        return str(value)
    if kind == Kind.PERCENT:
        return f"{value:.0%}"
    if kind == Kind.CHANGE:
        return f"{value:+.0%}"
    if kind == Kind.MONEY:
        return "£0" if not value else money_words(value)
    if kind == Kind.DECIMAL:
        return f"{value:,.1f}"
    return full_day_words(value) if isinstance(value, date) else f"{value:,}"


def plain(value):
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    return value if isinstance(value, int | float | date) else str(value)


def change(now, before):
    """0.14 for 14 % more than before; None where there is nothing to compare with, or a number is hidden."""
    if HIDDEN in (now, before) or now is None or not before:
        return None
    return (now - before) / before


def share(part, whole):
    """The part of the whole, or None where there is no whole."""
    if HIDDEN in (part, whole) or part is None or not whole:
        return None
    return part / whole
