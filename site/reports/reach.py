"""Who comes, against who lives here; and who is reached least."""

from functools import cached_property

from core.words import count_words
from people.models import AgeBand
from reports import reach_counts as counts
from reports.charts import lying
from reports.counts import UNKNOWN
from reports.figures import detail_has_gone, frozen_figures
from reports.filters import PeriodAndPlaceFilter
from reports.fixed import ALL
from reports.programme_fixed import MEASURES
from reports.reach_fixed import (
    AGES,
    BY_AGE,
    BY_DEPRIVATION,
    BY_RURAL,
    BY_TOPIC,
    BY_WARD,
    DECILES,
    SIDES,
    TABLES,
)
from reports.report import Answer, Report, Tile
from reports.tables import Column, Kind, Table, share, words_column

PER = 1000
NUMBERS = (
    Column("learners", "Learners"),
    Column("people", "People who live there"),
    Column("rate", f"Learners for every {PER:,} people", Kind.DECIMAL),
)
DEFINITIONS = {
    "Learners": MEASURES["learners"].meaning,
    "First visit": MEASURES["first_visits"].meaning,
    "Where they live": (
        "The ward and the small area (LSOA) in which the postcode lies that they gave. Who gave none, or one that is "
        "not in our table, is not known. Where sessions are held does not matter here."
    ),
    "People who live there": (
        "The residents in the table of small areas that was brought in, by the wards and districts of that table. A "
        "ward that is not in it has no number."
    ),
    f"Learners for every {PER:,} people": "Learners who live there, divided by the people who live there.",
    "Deprivation": (
        "The tenth of England's small areas to which the one where they live belongs, by the Index of Multiple "
        "Deprivation: 1 is the most deprived. It says something of the area, and nothing of the person."
    ),
    "Rural": "Whether the small area where they live is rural, by the official classification.",
    "Topic": (
        "What the session's event is about, or its course where the event names nothing. Who learned about two "
        "topics is in both lines, so that they add up to more than all learners."
    ),
    "Something would help": "Whether they told us of anything that would help them. What it is, is not counted.",
    "Language": "What they would like to be spoken to in, where it is not English.",
}


class Reached:
    """The learners of a period: frozen figures where there are any, or else counted now."""

    def __init__(self, period, place):
        self.period, self.place = period, place
        frozen = {} if place else frozen_figures([table for table, _ in TABLES], [period])
        self.frozen = {name: known.figures for (name, _), known in frozen.items()}

    @cached_property
    def learners(self):
        return counts.Learners(self.period, self.place)

    @cached_property
    def tables(self):
        """{a fixed table's name: its Figures}"""
        return {table.name: self.frozen.get(table.name) or make(self.learners) for table, make in TABLES}

    def number(self, table, *parts):
        return self.tables[table.name].number("learners", *parts)

    @property
    def everybody(self):
        return self.number(BY_AGE, ALL, ALL)

    @cached_property
    def wards(self):
        return counts.wards_of(self.place)

    @cached_property
    def populations(self):
        return counts.populations(self.wards, self.place)

    def line(self, words, learners, cut, part):
        population = self.populations.get((cut, part))
        people = population.people if population and part != UNKNOWN else None
        return (words, learners, people or None, rate(learners, people))


def rate(learners, people):
    return round(learners / people * PER, 1) if people else None


class ReachReport(Report):
    slug = "reach"
    title = "Who we reach"
    question = "Who comes, where do they live, and whom do we not reach?"
    filters = PeriodAndPlaceFilter
    definitions = DEFINITIONS
    fixed = tuple(table for table, _ in TABLES)

    def answer(self, chosen, *, now):
        reached = Reached(chosen["period"], chosen["place"])
        first = reached.learners.first_time()
        wards = ward_lines(reached)
        tables = (
            ward_table(wards),
            district_table(reached),
            age_table(reached),
            deprivation_table(reached),
            rural_table(reached),
            topic_table(reached),
            visit_table(reached.everybody, first),
            *of_what_was_told(reached),
        )
        return Answer(sentence_of(reached, wards), tables, tiles_of(reached, first), tuple(notes_of(reached, chosen)))


def sentence_of(reached, wards):
    if not reached.everybody:
        return "Nobody was marked as here by name in this time."
    people = f"{count_words(reached.everybody, 'person', 'people')} came whom we know by name."
    least = [f"{words} ({learners:,} of {living:,})" for words, _, learners, living, _ in wards if living][:3]
    return f"{people} Least reached: {', '.join(least)}." if least else people


def tiles_of(reached, first):
    everybody = reached.everybody
    if not everybody:
        return ()
    older = sum(reached.number(BY_AGE, age, ALL) for age in (AgeBand.OLDER, AgeBand.OLDEST))
    known = everybody - reached.number(BY_WARD, UNKNOWN, ALL)
    living = reached.populations[("", "")].people if reached.populations else 0
    tiles = [
        Tile(f"{everybody:,}", "different people"),
        Tile(f"{older / everybody:.0%}", "are 65 or over, as far as they said"),
        Tile(f"{first / everybody:.0%}", "were here for the first time"),
    ]
    if living:
        tiles.append(Tile(f"{rate(known, living):,}", f"learners for every {PER:,} people who live here"))
    return tuple(tiles)


def notes_of(reached, chosen):
    if reached.frozen:
        yield "Most of these figures were frozen after the period was over, and do not change any more."
    if detail_has_gone(reached.period):
        yield (
            "Somebody who came in this time has been forgotten since. Where they lived, their language and their needs "
            "are known no more" + (", but for what was frozen." if reached.frozen else ": they are under not known.")
        )
    if not reached.populations:
        yield (
            f"There is no table of the people who live {'there' if chosen['place'] else 'here'} yet, so nothing can be "
            "said for every 1,000 of them."
        )


def ward_lines(reached):
    """Each ward's line, that of the fewest for every 1,000 people first; wards whose people nobody counted last."""
    known = reached.tables[BY_WARD.name]
    lines = []
    for code, ward in reached.wards.items():
        district = str(ward.parent or "")
        words, *numbers = reached.line(ward.name, known.number("learners", code, ALL), "home_ward", code)
        if numbers[0] or numbers[1]:
            lines.append((words, district, *numbers))
    return sorted(lines, key=lambda line: (line[4] is None, line[4], -(line[3] or 0), line[0]))


def ward_table(lines):
    columns = (words_column("ward", "Ward"), words_column("district", "District"), *NUMBERS)
    return Table("wards", "Each ward, the least reached first", columns, tuple(lines))


def district_table(reached):
    figures = reached.tables[BY_AGE.name]
    labels = figures.labels.get("home_district", {})
    if reached.place is None:
        labels = {ward.parent_id: str(ward.parent) for ward in reached.wards.values() if ward.parent_id} | labels
    lines = [
        reached.line(words, figures.number("learners", ALL, code), "home_district", code)
        for code, words in sorted(labels.items(), key=lambda each: (each[0] == UNKNOWN, each[1]))
    ]
    if reached.place:
        # Of a part of a district its whole population would be the wrong one to compare with.
        lines = [(words, learners, None, None) for words, learners, _, _ in lines]
    return with_rates("districts", "Each district", "District", "in each district", lines)


def with_rates(name, title, first_column, where, lines):
    drawn = [line for line in lines if line[3] is not None]
    chart = lying(
        f"learners for every {PER:,} people {where}",
        [line[0] for line in drawn],
        [line[3] for line in drawn],
        shown="{:,.1f}".format,
        caption=f"Learners for every {PER:,} people who live there.",
    )
    return Table(name, title, (words_column(name, first_column), *NUMBERS), tuple(lines), chart=chart)


def age_table(reached):
    """The population's table has those of 65 and of 75: of younger ages it says only how many they are together."""
    everybody, total = reached.everybody, reached.populations.get(("", ""))
    living = {AgeBand.OLDER: total.aged_65 - total.aged_75, AgeBand.OLDEST: total.aged_75} if total else {}
    rows = []
    for age, words in AGES.items():
        learners = reached.number(BY_AGE, age, ALL)
        people = living.get(age)
        rows.append((words, learners, share(learners, everybody), people, rate(learners, people)))
    columns = (words_column("age", "Age"), NUMBERS[0], Column("share", "Share", Kind.PERCENT), *NUMBERS[1:])
    chart = lying("learners of each age", list(AGES.values()), [row[1] for row in rows], shown="{:,}".format)
    note = "The table of people who live here tells only those of 65 and of 75 apart."
    return Table("ages", "Age", columns, tuple(rows), chart=chart, note=note)


def deprivation_table(reached):
    lines = lines_of(reached, BY_DEPRIVATION, DECILES)
    return with_rates("deprivation", "Deprivation of where they live", "Tenth of England", "in each tenth", lines)


def rural_table(reached):
    lines = lines_of(reached, BY_RURAL, SIDES)
    return with_rates("rural", "Rural or urban", "Where they live", "in rural and urban areas", lines)


def lines_of(reached, table, words):
    """A line for each part, whether or not anybody is in it; that of what is not known only where there is somebody."""
    (cut,) = table.cuts
    numbers = {part: reached.number(table, part) for part in words}
    return [
        reached.line(said, numbers[part], cut.name, part)
        for part, said in words.items()
        if part != UNKNOWN or numbers[part]
    ]


def topic_table(reached):
    figures = reached.tables[BY_TOPIC.name]
    rows = [
        (words, figures.number("learners", slug), share(figures.number("learners", slug), reached.everybody))
        for slug, words in figures.labels.get("topic", {}).items()
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    columns = (words_column("topic", "Topic"), NUMBERS[0], Column("share", "Of all learners", Kind.PERCENT))
    chart = lying("learners by topic", [row[0] for row in rows], [row[1] for row in rows], shown="{:,}".format)
    return Table(
        "topics", "Topic", columns, tuple(rows), chart=chart, note="Who learned about two topics is in both lines."
    )


def visit_table(everybody, first):
    rows = [("First visit ever", first), ("Had been before", everybody - first)] if everybody else []
    return of_shares("visits", "First visit or not", "Visit", rows, everybody)


def of_what_was_told(reached):
    """By language, and by whether something would help: of people, never published."""
    told = reached.learners.by_language_and_needs()
    everybody = sum(told.values())
    languages, needs = {}, {True: 0, False: 0}
    for (language, would_help), number in told.items():
        languages[language] = languages.get(language, 0) + number
        needs[would_help] += number
    ranked = sorted(languages.items(), key=lambda each: (-each[1], each[0]))
    rows = [(language or "English, or not said", number) for language, number in ranked]
    yield of_shares("languages", "Language", "Language", rows, everybody)
    rows = [("Something would help them", needs[True]), ("Nothing told", needs[False])] if everybody else []
    yield of_shares("needs", "Whether something would help", "What they told us", rows, everybody)


def of_shares(name, title, first_column, rows, everybody):
    columns = (words_column(name, first_column), NUMBERS[0], Column("share", "Share", Kind.PERCENT))
    return Table(name, title, columns, tuple((*row, share(row[1], everybody)) for row in rows))
