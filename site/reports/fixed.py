"""The fixed list of tables that may be published, shared, or shown to members, and is frozen when a period is over.

Only what is on this list leaves the circle of named staff. Each table cuts one or more counts by a few things, and says
which counts add up, so that what hides small numbers (reports/small_numbers.py) knows what could be worked out from
what, over all the tables together. A report declares its own in `fixed`; reports/every.py brings all together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

ALL = ""  # in a cell's place for something by which it is not cut


@dataclass(frozen=True)
class Measure:
    """Something counted. One name means one thing in all tables: cut alike, it is the same number in each.

    `of_people` counts people, or what people did: under 5 it is hidden, and the rest is rounded to 5. Sessions and
    places are nobody, and are shown as they are. `adds_up`: whether the months of a quarter add up to it. Different
    people do not: who came in two months is one person of the quarter. `part_of` is the measure that it is never more
    than.
    """

    name: str
    title: str
    meaning: str
    of_people: bool = True
    adds_up: bool = True
    part_of: str = ""


@dataclass(frozen=True)
class Cut:
    """Something to count by. `adds_up`: whether everybody is in one part of it and no other.

    What is cut by two topics counts who learned both in each of them.
    """

    name: str
    title: str
    adds_up: bool = True


@dataclass(frozen=True)
class Figures:
    """What a table came to in a period. `cells`: {(measure, part of the first cut, part of the second …): number}.

    ALL stands where a cell is not cut; a cell that is not there is none. `labels` has the words for each part:
    {cut: {part: words}}, in the order in which they are shown, kept with the figures since names change.
    """

    cells: dict[tuple, int]
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def number(self, measure, *parts):
        return self.cells.get((measure, *parts), 0)


@dataclass(frozen=True)
class FixedTable:
    """`count(period, now)` gives its Figures from the rows as they are now, every total in them."""

    name: str
    title: str
    measures: tuple[Measure, ...]
    cuts: tuple[Cut, ...]
    count: Callable


def with_totals(cells, cuts):
    """Cells that are cut by everything, with the totals over what adds up.

    What does not add up has to be counted, not added: its totals are left for the table to bring.
    """
    totals = dict(cells)
    for place, cut in enumerate(cuts, start=1):
        if not cut.adds_up:
            continue
        for cell, number in list(totals.items()):
            if cell[place] != ALL:
                total = (*cell[:place], ALL, *cell[place + 1 :])
                totals[total] = totals.get(total, 0) + number
    return totals
