"""What anybody knows of numbers: relations between cells. Pure. A cell is anything that can be a key."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Relation:
    """All weights × numbers together are nought or, where not `exact`, at most nought."""

    weights: tuple  # (cell, weight) …
    exact: bool = True

    def holds(self, numbers):
        total = sum(weight * numbers[cell] for cell, weight in self.weights)
        return total == 0 if self.exact else total <= 0


def sums(total, parts):
    """The parts add up to the total."""
    return [Relation(((total, -1), *((part, 1) for part in parts)))]


def bounds(total, parts):
    """The total is no less than any part, and no more than all together."""
    most = Relation(((total, 1), *((part, -1) for part in parts)), exact=False)
    return [*(at_most(part, total) for part in parts), most]


def at_most(less, more):
    return Relation(((less, 1), (more, -1)), exact=False)


class Relations(list):
    """Relations, and which of them a cell is in."""

    @cached_property
    def by_cell(self):
        found = defaultdict(list)
        for relation in self:
            for cell, _ in relation.weights:
                found[cell].append(relation)
        return found

    def of(self, cell):
        return self.by_cell.get(cell, [])
