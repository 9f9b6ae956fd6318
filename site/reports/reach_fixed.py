"""Learners by who they are and where they live: those of its tables that may be published."""

from collections import Counter

from locations.models import Area
from people.models import AgeBand
from reports.counts import UNKNOWN
from reports.fixed import ALL, Cut, Figures, FixedTable, with_totals
from reports.programme_fixed import MEASURES
from reports.reach_counts import RURAL, URBAN, learners, learners_by_age_and_home, learners_by_topic
from topics.models import Topic

LEARNERS = MEASURES["learners"]
AGE = Cut("age_band", "Age")
WARD, DISTRICT = Cut("home_ward", "Ward where they live"), Cut("home_district", "District where they live")
DEPRIVATION, SIDE = Cut("deprivation", "Deprivation of where they live"), Cut("rural", "Rural or urban")
TOPIC = Cut("topic", "Topic", adds_up=False)

NOT_SAID = "Not said"
NOT_KNOWN = "Not known, or elsewhere"
AGES = dict(AgeBand.choices) | {UNKNOWN: NOT_SAID}
DECILES = (
    {"1": "1 (most deprived)"}
    | {str(decile): str(decile) for decile in range(2, 10)}
    | {"10": "10 (least deprived)", UNKNOWN: NOT_KNOWN}
)
SIDES = {RURAL: "Rural", URBAN: "Urban", UNKNOWN: NOT_KNOWN}


def figures(cells, cuts, parts_of, words):
    """`cells`: {(age, home): number}. `parts_of(age, home)`: where each belongs. `words`: {part: words} of each cut."""
    counts = Counter()
    for (age, home), number in cells.items():
        counts["learners", *parts_of(age, home)] += number
    found = [{cell[place] for cell in counts} for place in range(1, len(cuts) + 1)]
    labels = {cut.name: ordered(parts, words[cut.name]) for cut, parts in zip(cuts, found, strict=True)}
    return Figures(with_totals(counts, cuts), labels)


def ordered(parts, words):
    """{part: words} of those that there are, in the order of the words; of what has none, the part itself."""
    return {part: said for part, said in words.items() if part in parts} | {
        part: part for part in sorted(parts) if part not in words
    }


def area_words():
    """{code: name} of every area, in the order of the names."""
    return dict(Area.objects.order_by("name").values_list("code", "name")) | {UNKNOWN: NOT_KNOWN}


def age_figures(cells):
    words = {"age_band": AGES, "home_district": area_words()}
    return figures(cells, (AGE, DISTRICT), lambda age, home: (age, home.district), words)


def ward_figures(cells):
    words = dict.fromkeys(("home_ward", "home_district"), area_words())
    return figures(cells, (WARD, DISTRICT), lambda age, home: (home.ward, home.district), words)


def deprivation_figures(cells):
    return figures(cells, (DEPRIVATION,), lambda age, home: (home.deprivation,), {"deprivation": DECILES})


def rural_figures(cells):
    return figures(cells, (SIDE,), lambda age, home: (home.rural,), {"rural": SIDES})


def topic_figures(by_topic, everybody):
    """`by_topic`: {topic's number or None: learners}. Their total was counted: the topics do not add up to it."""
    topics = {pk: (slug, title) for pk, slug, title in Topic.objects.values_list("pk", "slug", "title")}
    topics[None] = (UNKNOWN, "No topic")
    cells = {("learners", topics[pk][0]): number for pk, number in by_topic.items()}
    labels = {slug: title for pk, (slug, title) in topics.items() if pk in by_topic}
    return Figures(cells | {("learners", ALL): everybody}, {"topic": labels})


def of_homes(name, title, cuts, make):
    """A fixed table, and how it is made of what learners_by_age_and_home gives."""
    table = FixedTable(name, title, (LEARNERS,), cuts, lambda period, now: make(learners_by_age_and_home(period)))
    return table, make


OF_HOMES = (
    of_homes("learners-by-age", "Learners by age and district", (AGE, DISTRICT), age_figures),
    of_homes("learners-by-ward", "Learners by where they live", (WARD, DISTRICT), ward_figures),
    of_homes("learners-by-deprivation", "Learners by deprivation", (DEPRIVATION,), deprivation_figures),
    of_homes("learners-by-rural", "Learners by rural or urban", (SIDE,), rural_figures),
)
BY_AGE, BY_WARD, BY_DEPRIVATION, BY_RURAL = (table for table, _ in OF_HOMES)
BY_TOPIC = FixedTable(
    "learners-by-topic",
    "Learners by topic",
    (LEARNERS,),
    (TOPIC,),
    lambda period, now: topic_figures(learners_by_topic(period), learners(period).count()),
)
