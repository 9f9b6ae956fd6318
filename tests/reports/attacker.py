"""Somebody who solves for what is hidden, independent of the code that hides it.

They are told, for each period and table, what it shows, and write down the equations themselves from the shape of the
random programmes in test_small_numbers.py.
"""

from functools import cached_property
from itertools import product
from math import ceil, floor, inf

from scipy.optimize import linprog
from scipy.sparse import lil_array


class Attacker:
    def __init__(self, exact):
        """`exact`: {cell: (least, most)} of every cell, as shown: both the same for a number seen as it is."""
        self.cells = list(exact)
        self.ends = list(exact.values())
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        self.equal, self.most, self.seen = [], [], []

    def adds_up(self, total, parts):
        self.equal.append({total: -1, **dict.fromkeys(parts, 1)})

    def overlaps(self, total, parts):
        self.most.append({total: 1, **dict.fromkeys(parts, -1)})
        for part in parts:
            self.never_more(part, total)

    def never_more(self, less, more):
        self.most.append({less: 1, more: -1})

    @cached_property
    def knows(self):
        return {"A_eq": self.matrix(self.equal), "b_eq": [0] * len(self.equal)} | {
            "A_ub": self.matrix(self.most),
            "b_ub": [0] * len(self.most),
        }

    def matrix(self, rows):
        matrix = lil_array((len(rows), len(self.cells)))
        for number, row in enumerate(rows):
            for cell, weight in row.items():
                matrix[number, self.place[cell]] = weight
        return matrix.tocsr()

    def range_of(self, cell, wide):
        """Within which numbers it must lie; where `wide` is, once answers were seen that lie so far apart."""
        place = self.place[cell]
        if self.seen and wide(self.lowest(place), self.highest_seen(place)):
            return self.lowest(place), self.highest_seen(place)
        return ceil(self.solve(cell, 1) - 1e-6), self.highest(cell)

    def lowest(self, place):
        return ceil(min(answer[place] for answer in self.seen) - 1e-6)

    def highest_seen(self, place):
        return floor(max(answer[place] for answer in self.seen) + 1e-6)

    def highest(self, cell):
        most = -self.solve(cell, -1)
        return inf if most == inf else floor(most + 1e-6)

    def solve(self, cell, sign):
        cost = [0.0] * len(self.cells)
        cost[self.place[cell]] = sign
        found = linprog(cost, bounds=self.ends, **self.knows)
        assert found.status in (0, 3), found.message
        if found.status == 0:
            self.seen.append(found.x)
        return -inf if found.status == 3 else found.fun


def every_choice(*cuts):
    return product(*(["", *cut] for cut in cuts))
