"""The frozen tables as anybody may see them: rounded to 5, small numbers hidden, with the words why.

Members, /performance/ and shared links show what comes from here, never what a fixed table counts. A period that is
not frozen yet has nothing to show: what is hidden is chosen when it is frozen.
"""

from itertools import combinations

from reports.fixed import ALL
from reports.models import FrozenTable
from reports.periods import Period
from reports.relations import NESTED
from reports.small_numbers import SMALL, STEP, rounded
from reports.tables import HIDDEN, Column, Table, words_column

ROUNDED = f"Numbers of people are rounded to the nearest {STEP}, so they may not add up."
SOME_HIDDEN = (
    f"Some numbers are hidden: one under {SMALL} could point to a person, and others would give it away. Nought is "
    "hidden too."
)
EVERYTHING = "All"


def frozen_tables(names, period):
    """{name: FrozenTable} of a period, with one query. Fetch several at once and hand them to published_table."""
    return {frozen.name: frozen for frozen in FrozenTable.objects.filter(name__in=names, period=period.key)}


def last_frozen(names, kind):
    """(Period, {name: FrozenTable}) of the last period of a kind of which something is frozen, or (None, {})."""
    newest = list(FrozenTable.objects.filter(name__in=names, kind=kind).order_by("-first_on")[: len(names)])
    rows = {frozen.name: frozen for frozen in newest if frozen.first_on == newest[0].first_on}
    return (Period(newest[0].kind, newest[0].first_on, newest[0].last_on), rows) if rows else (None, {})


def note_of(rows):
    """What one must know to read rows of people: that they are rounded, and why some are hidden."""
    return f"{ROUNDED} {SOME_HIDDEN}" if any(HIDDEN in row for row in rows) else ROUNDED


def published_tables(fixed, frozen):
    """By each cut alone with a column for each measure, and by each two cuts with a table for each measure."""
    if not fixed.cuts:
        return [published_table(fixed, frozen)]
    alone = [published_table(fixed, frozen, by=(cut.name,)) for cut in fixed.cuts]
    crossed = [
        published_table(fixed, frozen, by=(one.name, other.name), measure=measure.name)
        for one, other in combinations(fixed.cuts, 2)
        if NESTED.get(one.name) != other.name
        for measure in fixed.measures
    ]
    return alone + crossed


def published_table(fixed, frozen, *, by=(), measure=None):
    """A table by no cut, by one, or of one measure by two. `frozen` is its FrozenTable."""
    seen = Seen(fixed, frozen)
    if len(by) == 2:
        return seen.crossed(*by, next(each for each in fixed.measures if each.name == measure))
    return seen.by_cut(by[0]) if by else seen.whole()


class Seen:
    """A frozen table, cell by cell, as it may be shown."""

    def __init__(self, fixed, frozen):
        self.fixed, self.hidden = fixed, frozen.hidden_cells
        self.cells, self.labels = frozen.figures.cells, frozen.figures.labels
        self.people = {measure.name for measure in fixed.measures if measure.of_people}

    def number(self, measure, **parts):
        """`number("learners", home_district="E07000028")`: the rounded number, or HIDDEN."""
        cell = (measure, *(parts.get(cut.name, ALL) for cut in self.fixed.cuts))
        if cell in self.hidden:
            return HIDDEN
        number = self.cells.get(cell, 0)
        return rounded(number) if measure in self.people else number

    def whole(self):
        rows = [(measure.title, self.number(measure.name)) for measure in self.fixed.measures]
        columns = (words_column("what", "What was counted"), Column("number", "Number"))
        return self.table(self.fixed.name, self.fixed.title, columns, rows)

    def by_cut(self, cut):
        columns = [words_column(cut, self.title(cut))]
        columns += [Column(measure.name, measure.title) for measure in self.fixed.measures]
        rows = [self.numbers(words, {cut: part}) for part, words in self.labels.get(cut, {}).items()]
        name, title = f"{self.fixed.name}-{cut}", f"{self.fixed.title}, by {lowered(self.title(cut))}"
        return self.table(name, title, columns, rows, total=self.numbers(EVERYTHING, {}))

    def numbers(self, words, parts):
        return (words, *(self.number(measure.name, **parts) for measure in self.fixed.measures))

    def crossed(self, one, other, measure):
        across = {**self.labels.get(other, {}), ALL: EVERYTHING}
        columns = [words_column(one, self.title(one))]
        columns += [Column(f"{other}-{part or 'all'}", words) for part, words in across.items()]

        def line(part, words):
            return (words, *(self.number(measure.name, **{one: part, other: each}) for each in across))

        rows = [line(part, words) for part, words in self.labels.get(one, {}).items()]
        by = f"by {lowered(self.title(one))} and {lowered(self.title(other))}"
        name, title = f"{self.fixed.name}-{measure.name}-{one}-{other}", f"{measure.title}, {by}"
        return self.table(name, title, columns, rows, total=line(ALL, EVERYTHING))

    def table(self, name, title, columns, rows, total=None):
        note = note_of([*rows, *([total] if total else [])]) if self.people else ""
        return Table(name, title, tuple(columns), tuple(rows), total=total, note=note)

    def title(self, cut):
        return next(each.title for each in self.fixed.cuts if each.name == cut)


def lowered(title):
    """A title inside a sentence: "Age" is "age"."""
    return title[:1].lower() + title[1:]
