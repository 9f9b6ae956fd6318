"""How hidden numbers could move without breaking what is known of them. Pure.

Cells that hang together by relations make a component, and each is solved alone, by scipy's HiGHS.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack
from scipy.sparse.csgraph import connected_components

NEARLY = 1e-6
SOLVED = 0  # as linprog says it
HIDDEN_COST = 0.001


@dataclass(frozen=True)
class Rows:
    """matrix × unknown numbers = or <= right."""

    matrix: csr_array
    right: np.ndarray


@dataclass(frozen=True)
class Component:
    """Cells that hang together; `equal` and `most` are what is known of them, the others being as they are."""

    cells: list
    truth: np.ndarray
    equal: Rows
    most: Rows

    @cached_property
    def place(self):
        return {cell: number for number, cell in enumerate(self.cells)}

    @cached_property
    def columns(self):
        return self.equal.matrix.tocsc()

    @cached_property
    def lengths(self):
        """How many cells each sum has."""
        return np.diff(self.equal.matrix.indptr).tolist()

    def sums_of(self, cell):
        """The sums in which a cell is."""
        place, ends = self.place[cell], self.columns.indptr
        return self.columns.indices[ends[place] : ends[place + 1]].tolist()

    @cached_property
    def laws(self):
        """What a rise and a fall of each cell, from the truth, must keep to."""
        equal, most = (hstack([rows.matrix, -rows.matrix]).tocsr() for rows in (self.equal, self.most))
        return {
            "A_eq": equal if equal.shape[0] else None,
            "b_eq": np.zeros(equal.shape[0]) if equal.shape[0] else None,
            "A_ub": most if most.shape[0] else None,
            "b_ub": self.most.right - self.most.matrix @ self.truth if most.shape[0] else None,
        }

    @cached_property
    def prices(self):
        """What it costs to hide each cell."""
        sums = np.diff(self.columns.indptr)
        return (1 + np.log2(1 + self.truth)) * np.maximum(1, sums) ** 2

    def push(self, wanted, hidden):
        """How all cells move when the wanted ones ({cell: number}) are pushed as high, or None where they cannot be.

        At the least cost: a hidden cell moves for almost nothing, another for more the larger it is, and for much more
        the more sums it is in. Or one total of many tables would be hidden before a part of each.
        """
        price = np.where([cell in hidden for cell in self.cells], HIDDEN_COST, self.prices)
        least, fall = np.zeros(len(self.cells)), self.truth.copy()
        for cell, far in wanted.items():
            place = self.place[cell]
            least[place], fall[place] = far - self.truth[place], 0
        ends = [*((low, None) for low in least), *((0, high) for high in fall)]
        found = linprog(np.concatenate([price, price]), bounds=ends, method="highs", **self.laws)
        return found.x[: len(least)] - found.x[len(least) :] if found.status == SOLVED else None

    def moved(self, moves):
        return {cell for cell, move in zip(self.cells, moves, strict=True) if abs(move) > NEARLY}


def components(numbers, relations, hidden):
    """The cells that are or may be hidden, in groups that hang together by what is known.

    Those in no relation are left out: nothing is known of them.
    """
    touched = {id(relation): relation for cell in hidden for relation in relations.of(cell)}
    cells = sorted({cell for relation in touched.values() for cell, _ in relation.weights if cell in hidden})
    if not cells:
        return []
    place = {cell: number for number, cell in enumerate(cells)}
    rows = list(touched.values())
    pairs = [(row, place[cell]) for row, relation in enumerate(rows) for cell, _ in relation.weights if cell in place]
    ends = np.array(pairs).T
    size = len(rows) + len(cells)
    _, groups = connected_components(
        csr_array((np.ones(len(pairs)), (ends[0], len(rows) + ends[1])), shape=(size, size)), directed=False
    )
    parts = defaultdict(lambda: ([], []))
    for row, relation in enumerate(rows):
        parts[groups[row]][0].append(relation)
    for cell, number in place.items():
        parts[groups[len(rows) + number]][1].append(cell)
    return [component(numbers, group, its_cells) for group, its_cells in parts.values()]


def component(numbers, relations, cells):
    truth = np.array([numbers[cell] for cell in cells], float)
    place = {cell: number for number, cell in enumerate(cells)}
    exact = [relation for relation in relations if relation.exact]
    loose = [relation for relation in relations if not relation.exact]
    return Component(cells, truth, rows_of(exact, place, numbers), rows_of(loose, place, numbers))


def rows_of(relations, place, numbers):
    """The relations on the cells that have a place; the others are as they are."""
    data, rows, columns, right = [], [], [], np.zeros(len(relations))
    for row, relation in enumerate(relations):
        for cell, weight in relation.weights:
            if cell in place:
                data.append(weight)
                rows.append(row)
                columns.append(place[cell])
            else:
                right[row] -= weight * numbers[cell]
    return Rows(csr_array((data, (rows, columns)), shape=(len(relations), len(place))), right)
