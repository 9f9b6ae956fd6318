"""Which numbers of the published tables are hidden, and how the others are shown. Pure.

**The rule.** A number of people under 5 is hidden, nought as well, so that a hidden one may be nought and says nothing.
Then more are hidden, as few and as small as suffice, until none of the small ones can be worked out: the range in which
each must lie, by all that is known, has 5 or more in it and at least five whole numbers. What is shown is rounded to 5.

**Who attacks.** Somebody who has every table of every period, and knows of each number that is shown its exact value
(more than they get, since it is rounded), that the hidden ones are whole numbers not under nought, and every relation
between them: sums, over the parts of a cut and over the months of a quarter; the same number in two tables; bounds, where
people may be in two parts: the whole is no less than its greatest part and no more than all parts together. They solve
it as a linear programme (reports/knowledge.py). What they know from elsewhere (that a neighbour goes to that class) is
not in it: against that stand the 5 and the rounding.

What was published cannot be hidden any more, and what was hidden stays hidden: only numbers of the newest period are
chosen. All of those hidden tell nobody anything new, so there always is a choice.

Sources: Government Statistical Service, "Disclosure control guidance for tables produced from administrative sources";
ONS, "Policy on protecting confidentiality in tables of birth and death statistics" (under 5); Cox, "Suppression
methodology and statistical disclosure control", JASA 75 (1980); Fischetti and Salazar, "Solving the cell suppression
problem on tabular data with linear constraints", Management Science 47 (2001): the partners of a cell are those that
move when it is pushed out of the range that it needs, at the least cost.
"""

from collections import Counter
from math import ceil

import numpy as np

from reports.knowledge import NEARLY, Relation, Relations, components

SMALL = 5  # a number of people under this is hidden, nought as well
STEP = 5  # what is shown is rounded to this
WIDTH = 5  # whole numbers that a hidden one could be, at least
CROWD = 8  # of so many cells in a sum one is pushed at a time


def rounded(number):
    """To the nearest 5: 7 is 5, 8 is 10."""
    return (number + STEP // 2) // STEP * STEP


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
