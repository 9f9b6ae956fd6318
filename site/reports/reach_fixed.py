"""Learners by who they are and where they live: those of its tables that may be published."""

from collections import Counter

from locations.models import Area
from people.models import AgeBand
from reports.counts import UNKNOWN
from reports.fixed import ALL, Cut, Figures, FixedTable, with_totals
from reports.programme_fixed import MEASURES
from reports.reach_counts import RURAL, URBAN, Learners
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


def figures(learners, cuts, parts_of, words):
    """`parts_of(age, home)`: where each belongs. `words`: {part: words} of each cut."""
    counts = Counter()
    for (age, home), number in learners.by_age_and_home.items():
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


def age_figures(learners):
    words = {"age_band": AGES, "home_district": area_words()}
    return figures(learners, (AGE, DISTRICT), lambda age, home: (age, home.district), words)


def ward_figures(learners):
    words = dict.fromkeys(("home_ward", "home_district"), area_words())
    return figures(learners, (WARD, DISTRICT), lambda age, home: (home.ward, home.district), words)


def deprivation_figures(learners):
    return figures(learners, (DEPRIVATION,), lambda age, home: (home.deprivation,), {"deprivation": DECILES})


def rural_figures(learners):
    return figures(learners, (SIDE,), lambda age, home: (home.rural,), {"rural": SIDES})


def topic_figures(learners):
    """Their total is counted for itself: the topics do not add up to it."""
    by_topic = learners.by_topic()
    topics = {pk: (slug, title) for pk, slug, title in Topic.objects.values_list("pk", "slug", "title")}
    topics[None] = (UNKNOWN, "No topic")
    cells = {("learners", topics[pk][0]): number for pk, number in by_topic.items()}
    labels = {slug: title for pk, (slug, title) in topics.items() if pk in by_topic}
    return Figures(cells | {("learners", ALL): len(learners)}, {"topic": labels})


def learners_table(name, title, cuts, make):
    """A fixed table, and how it is made of the Learners of a period."""
    return FixedTable(name, title, (LEARNERS,), cuts, lambda period, now: make(Learners(period))), make


TABLES = (
    learners_table("learners-by-age", "Learners by age and district", (AGE, DISTRICT), age_figures),
    learners_table("learners-by-ward", "Learners by where they live", (WARD, DISTRICT), ward_figures),
    learners_table("learners-by-deprivation", "Learners by deprivation", (DEPRIVATION,), deprivation_figures),
    learners_table("learners-by-rural", "Learners by rural or urban", (SIDE,), rural_figures),
    learners_table("learners-by-topic", "Learners by topic", (TOPIC,), topic_figures),
)
BY_AGE, BY_WARD, BY_DEPRIVATION, BY_RURAL, BY_TOPIC = (table for table, _ in TABLES)
