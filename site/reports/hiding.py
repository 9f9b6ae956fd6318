"""Choose the cells to hide, by the rule of reports/small_numbers.py. Pure.

It loads numpy and scipy, which take tens of megabytes: whoever needs it imports it then.
"""

from collections import Counter
from math import ceil

import numpy as np

from reports.knowledge import Relation, Relations
from reports.small_numbers import SMALL, WIDTH
from reports.solving import NEARLY, components

CROWD = 8  # of so many cells in a sum one is pushed at a time


def hide(numbers, relations, *, people, hidden=frozenset(), checked=None):
    """The cells of `people` to hide: the small ones, and those that would give a small one away.

    `numbers`: every cell's. `people`: the cells that may be hidden, of people and not published yet. `hidden`: those of
    earlier periods. `checked`: which of them must be safe now; all of them, where nothing is said.
    """
    cells = list(numbers)
    place = {cell: number for number, cell in enumerate(cells)}
    hidden, people = ({place[cell] for cell in some} for some in (hidden, people))
    checked = hidden if checked is None else {place[cell] for cell in checked}
    relations = Relations(
        Relation(tuple((place[cell], weight) for cell, weight in relation.weights), relation.exact)
        for relation in dict.fromkeys(relations)
    )
    hidden |= {cell for cell in people if numbers[cells[cell]] < SMALL}
    guarded = {cell for cell in people & hidden | checked if numbers[cells[cell]] < SMALL}
    for component in components(list(numbers.values()), relations, hidden | people):
        hidden |= company(component, guarded.intersection(component.cells), hidden)
    return {cells[one] for one in hidden & people}


def company(component, guarded, hidden):
    """The cells of a component to hide beside those that are hidden, so that each guarded one has a wide range.

    Each answer found fits all that is known with only the cells moved that are hidden then. So it stays possible when
    more are hidden, and is the proof that a cell could be what it is there.
    """
    hidden, ranges = hidden.intersection(component.cells), Ranges(component)
    left = sorted(guarded)
    while left := [cell for cell in left if not ranges.is_wide(cell)]:
        batch = apart(left, component)
        moves = component.push({cell: ranges.far(cell) for cell in batch}, hidden)
        if moves is None and len(batch) > 1:
            # Together they were too many.
            moves = component.push({batch[0]: ranges.far(batch[0])}, hidden)
        if moves is None:
            # Nothing that is shown may hang together with it, then.
            return set(component.cells)
        hidden |= component.moved(moves)
        ranges.widen(moves)
    return hidden


class Ranges:
    """How low and how high each cell of a component was seen to be possible."""

    def __init__(self, component):
        self.place = component.place
        self.truth, self.low, self.high = component.truth, component.truth.copy(), component.truth.copy()

    def widen(self, moves):
        self.low, self.high = np.minimum(self.low, self.truth + moves), np.maximum(self.high, self.truth + moves)

    def far(self, cell):
        """How high the range of a hidden number has to reach, that begins as low as was seen."""
        return max(SMALL, ceil(self.low[self.place[cell]] - NEARLY) + WIDTH - 1)

    def is_wide(self, cell):
        return self.high[self.place[cell]] >= self.far(cell) - NEARLY


def apart(cells, component):
    """Some of the cells, few of any one sum, so that they can be pushed together."""
    taken, chosen = Counter(), []
    for cell in cells:
        rows = component.sums_of(cell)
        if all(taken[row] < max(1, component.lengths[row] // CROWD) for row in rows):
            chosen.append(cell)
            taken.update(rows)
    return chosen
