"""What anybody knows of the numbers of the fixed tables: which are one and the same, and which add up to which. Pure.

A cell is (measure, period's key, frozenset of (cut, part)): the same in whichever table it stands. A part that lies in
one part of another cut (a ward in its district) needs no other name than its own.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product

from reports.fixed import ALL
from reports.knowledge import Relations, at_most, bounds, sums
from reports.periods import PeriodKind, period_of

NESTED = {"home_ward": "home_district", "venue_ward": "venue_district"}
# Whoever reads them knows that the one is never more than the other.
NEVER_MORE = [("first_visits", "learners"), ("learners", "attendances")]
# Nobody comes where no session was held: that is no secret, and hidden it would only seem to be one.
SESSIONS, AT_SESSIONS = "sessions_held", {"attendances", "learners", "first_visits"}
OF_SESSIONS = {"venue_ward", "venue_district", "topic", "skill_area"}  # cuts of the session, not of who comes


class Disagreement(Exception):
    """Two fixed tables have different numbers for one and the same thing."""


@dataclass
class Programme:
    """All cells of some tables in some periods."""

    numbers: dict = field(default_factory=dict)
    people: set = field(default_factory=set)
    relations: Relations = field(default_factory=Relations)


def programme(tables, counted):
    """(Programme, {key: Laid}) of `counted`: {(table's name, Period): Figures}."""
    laid = {(name, period): Laid(tables[name], period, figures) for (name, period), figures in counted.items()}
    whole = Programme()
    for one in laid.values():
        put(whole, one)
    for one in laid.values():
        whole.relations.extend(one.relations(whole.numbers))
    whole.relations.extend(over_time(whole.numbers, laid))
    whole.relations.extend(between_measures(whole.numbers, never_more(tables)))
    # What the numbers do not keep to is no law, for example where a register was put right after its month was frozen.
    whole.relations = Relations(relation for relation in whole.relations if relation.holds(whole.numbers))
    whole.people -= known_noughts(whole.numbers)
    return whole, laid


def put(whole, laid):
    for measure in laid.table.measures:
        for parts in laid.everything():
            cell, number = laid.cell(measure.name, parts), laid.figures.number(measure.name, *parts)
            if whole.numbers.setdefault(cell, number) != number:
                raise Disagreement(f"{laid.table.name}: {measure.name} of {laid.period.key}")
            if measure.of_people:
                whole.people.add(cell)


class Laid:
    """A table's figures in one period, laid out: every cell that it shows, of nought as well."""

    def __init__(self, table, period, figures):
        self.table, self.period, self.figures = table, period, figures
        self.cuts = [cut.name for cut in table.cuts]
        self.parts = {cut: list(figures.labels.get(cut, {})) for cut in self.cuts}
        self.inside = {
            cut: (NESTED[cut], parents_of(figures, self.cuts, cut)) for cut in self.cuts if NESTED.get(cut) in self.cuts
        }

    def everything(self):
        """The parts of each cell, ALL among them; without a ward in a district in which it does not lie."""
        for parts in product(*([ALL, *self.parts[cut]] for cut in self.cuts)):
            if self.can_be(dict(zip(self.cuts, parts, strict=True))):
                yield parts

    def can_be(self, chosen):
        for cut, (parent, parents) in self.inside.items():
            part, around = chosen[cut], chosen[parent]
            if part != ALL and (not parents[part] or around not in (ALL, *parents[part])):
                return False
        return True

    def cell(self, measure, parts):
        chosen = {cut: part for cut, part in zip(self.cuts, parts, strict=True) if part != ALL}
        for cut, (parent, parents) in self.inside.items():
            if len(parents.get(chosen.get(cut), ())) == 1:
                chosen.pop(parent, None)
        return (measure, self.period.key, frozenset(chosen.items()))

    def relations(self, numbers):
        for measure in self.table.measures:
            for place, cut in enumerate(self.table.cuts):
                found = [(total, parts) for total, parts in self.splits(measure.name, place) if total not in parts]
                # Whatever adds up everywhere is taken to do so: whoever attacks may know it.
                add_up = all(numbers[total] == sum(numbers[part] for part in parts) for total, parts in found)
                for total, parts in found:
                    yield from sums(total, parts) if cut.adds_up or add_up else bounds(total, parts)

    def splits(self, measure, place):
        """(total, its parts) for each cell that is not cut by one cut, and could be."""
        for parts in self.everything():
            if parts[place] != ALL:
                continue
            split = [(*parts[:place], part, *parts[place + 1 :]) for part in self.parts[self.cuts[place]]]
            split = [one for one in split if self.can_be(dict(zip(self.cuts, one, strict=True)))]
            if split:
                yield self.cell(measure, parts), [self.cell(measure, one) for one in split]

    def hidden(self, cells):
        """What a frozen table keeps as hidden, under the names of all tables."""
        return {self.cell(measure, parts) for measure, *parts in cells}

    def cells_of(self, hidden):
        """The hidden cells, as a frozen table keeps them: [measure, part …]."""
        return [
            [measure.name, *parts]
            for measure in self.table.measures
            for parts in self.everything()
            if self.cell(measure.name, parts) in hidden
        ]


def parents_of(figures, cuts, cut):
    """{ward: the districts in which it lies}, from the cells; one of nought says it too."""
    inner, outer = cuts.index(cut) + 1, cuts.index(NESTED[cut]) + 1
    parents = defaultdict(set)
    for cell in figures.cells:
        if ALL not in (cell[inner], cell[outer]):
            parents[cell[inner]].add(cell[outer])
    return parents


def over_time(numbers, laid):
    """Months and their quarter, quarters and their year: for each thing counted in all of them."""
    counted, adds_up, periods = defaultdict(list), {}, {period for _, period in laid}
    for one in laid.values():
        for measure in one.table.measures:
            adds_up[measure.name] = measure.adds_up
            counted[one.period, measure.name].append(frozenset(one.cuts))
    ways = {period.key: [way for way in covers(period) if periods.issuperset(way)] for period in periods}
    for cell in list(numbers):
        measure, key, chosen = cell
        cuts = {cut for cut, _ in chosen}
        for way in ways[key]:
            # A part that a table does not list is none; where no table counted it so, nothing is known.
            if all(any(cuts <= by for by in counted[each, measure]) for each in way):
                parts = [part for each in way if (part := (measure, each.key, chosen)) in numbers]
                yield from sums(cell, parts) if adds_up[measure] else bounds(cell, parts)


def covers(period):
    """Each way to make up a period of shorter ones."""
    if period.kind == PeriodKind.QUARTER:
        return [period.months()]
    if period.kind == PeriodKind.CALENDAR:
        return [quarters_of(period.months())]
    if period.kind == PeriodKind.ACADEMIC:
        months = period.months()
        return [months, [*months[:2], *quarters_of(months[2:11]), months[11]]]
    return []


def quarters_of(months):
    return [period_of(PeriodKind.QUARTER, month.first_on) for month in months[::3]]


def never_more(tables):
    parts = [(measure.name, measure.part_of) for table in tables.values() for measure in table.measures]
    return [*NEVER_MORE, *((less, more) for less, more in parts if more)]


def between_measures(numbers, pairs):
    for measure, key, chosen in list(numbers):
        for less, more in pairs:
            if measure == less and (more, key, chosen) in numbers:
                yield at_most((less, key, chosen), (more, key, chosen))


def known_noughts(numbers):
    return {
        cell for cell, number in numbers.items() if number == 0 and cell[0] in AT_SESSIONS and no_session(cell, numbers)
    }


def no_session(cell, numbers):
    """None in the whole period, or none of those that the cell counts."""
    _, key, chosen = cell
    places = [frozenset(), *([chosen] if all(cut in OF_SESSIONS for cut, _ in chosen) else [])]
    return 0 in (numbers.get((SESSIONS, key, place)) for place in places)
