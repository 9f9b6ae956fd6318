"""What is hidden cannot be worked out: an attacker with all tables of all periods tries, and fails."""

from datetime import date
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.hiding import hide
from reports.knowledge import Relations, bounds, sums
from reports.periods import period_of
from reports.relations import Disagreement, programme
from reports.small_numbers import SMALL, rounded
from tests.factories.fixed_tables import (
    AGE,
    DISTRICT,
    LEARNERS,
    SESSIONS,
    TOPIC,
    VENUE_DISTRICT,
    VISITS,
    WARD,
    make_figures,
    make_table,
)
from tests.reports.attacker import Attacker, every_choice

OCTOBER, NOVEMBER, DECEMBER = (period_of("month", date(2026, month, 1)) for month in (10, 11, 12))
AUTUMN = period_of("quarter", date(2026, 10, 1))
PERIODS = [OCTOBER, NOVEMBER, DECEMBER, AUTUMN]
WARDS = {"dalston": "carlisle", "botcherby": "carlisle", "alston": "eden", "appleby": "eden"}
DISTRICTS, AGES, TOPICS = ["carlisle", "eden"], ["young", "old"], ["e-mail", "safety"]
WIDE = 5


def row(total, *parts):
    numbers = {"total": total} | {f"part {place}": part for place, part in enumerate(parts)}
    return numbers, Relations(sums("total", [*numbers][1:]))


def test_a_lone_small_number_takes_the_smallest_other_with_it():
    numbers, relations = row(40, 3, 30, 7)

    assert hide(numbers, relations, people=set(numbers)) == {"part 0", "part 2"}


def test_two_small_ones_that_come_to_hardly_more_take_another():
    numbers, relations = row(23, 1, 2, 20)

    assert hide(numbers, relations, people=set(numbers)) == {"part 0", "part 1", "part 2"}
    assert hide(*row(43, 4, 4, 35), people=set(numbers)) == {"part 0", "part 1"}


def test_numbers_that_are_large_enough_are_all_shown():
    numbers, relations = row(18, 5, 6, 7)

    assert hide(numbers, relations, people=set(numbers)) == set()


def test_nought_is_hidden_like_four():
    numbers, relations = row(40, 0, 30, 10)

    assert hide(numbers, relations, people=set(numbers)) == {"part 0", "part 2"}


def test_what_is_no_number_of_people_is_shown_however_small():
    assert hide({"sessions": 1}, Relations(), people=set()) == set()


def test_what_was_published_stays_shown_and_the_new_is_hidden_in_its_place():
    """The month's 30 are out. The quarter's total would give the hidden month away."""
    numbers = {"quarter": 33, "october": 3, "november": 30}
    relations = Relations(sums("quarter", ["october", "november"]))

    assert hide(numbers, relations, people={"quarter"}, hidden={"october"}) == {"quarter"}


def test_what_was_hidden_stays_so_and_is_counted_on():
    numbers, relations = row(40, 3, 30, 7)

    assert hide(numbers, relations, people={"part 0"}, hidden={"part 1"}) == {"part 0"}


def test_a_whole_of_different_people_gives_its_part_away_where_the_others_leave_no_room():
    """At most 9 people learned either: who sees that 6 learned the one, and 8 one or both, knows of 2 at least."""
    numbers = {"either": 10, "e-mail": 9, "safety": 2}
    relations = Relations(bounds("either", ["e-mail", "safety"]))

    assert hide(numbers, relations, people=set(numbers)) == {"safety"}
    tight = {"either": 4, "e-mail": 4, "safety": 4}
    assert hide(tight, relations, people=set(tight)) == set(tight)


@pytest.mark.parametrize(("number", "shown"), [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1_002, 1_000)])
def test_numbers_are_rounded_to_five(number, shown):
    assert rounded(number) == shown


def test_two_tables_that_disagree_are_not_published():
    one = make_table("one", cuts=(DISTRICT,))
    other = make_table("other", cuts=(DISTRICT,))
    counted = {
        ("one", OCTOBER): make_figures({("attendances", "eden"): 7}, one.cuts),
        ("other", OCTOBER): make_figures({("attendances", "eden"): 8}, one.cuts),
    }

    with pytest.raises(Disagreement, match="attendances of month-2026-10-01"):
        programme({"one": one, "other": other}, counted)


def test_where_no_session_was_held_nobody_came_and_that_is_no_secret():
    table = make_table("venue", (SESSIONS, VISITS), (VENUE_DISTRICT,))
    cells = {("sessions_held", "carlisle"): 3, ("sessions_held", "eden"): 0, ("attendances", "carlisle"): 9}
    figures = make_figures(cells | {("attendances", "eden"): 0}, table.cuts)

    world, _ = programme({"venue": table}, {("venue", OCTOBER): figures})

    assert world.people == {
        ("attendances", OCTOBER.key, frozenset()),
        ("attendances", OCTOBER.key, frozenset({("venue_district", "carlisle")})),
    }


# A random programme: four wards in two districts, two ages, two topics, three months and their quarter; two measures.

HOMES = make_table("homes", (VISITS, LEARNERS), (WARD, DISTRICT, AGE))
LEARNT = make_table("learnt", (VISITS, LEARNERS), (DISTRICT, TOPIC))
TABLES = {"homes": HOMES, "learnt": LEARNT}


@st.composite
def people(draw):
    """{(ward, age, month, topics): how many people came so}, each of them once in each month."""
    few = st.one_of(st.integers(0, 3), st.integers(0, 14))
    topics = st.sampled_from([("e-mail",), ("safety",), ("e-mail", "safety")])
    months = st.sampled_from([(0,), (1,), (2,), (0, 1), (0, 1, 2)])
    return [
        (ward, age, draw(months), draw(topics), draw(few))
        for ward in WARDS
        for age in AGES
        for _ in range(draw(st.integers(0, 3)))
    ]


def counted_in(people, period):
    months = {OCTOBER: {0}, NOVEMBER: {1}, DECEMBER: {2}, AUTUMN: {0, 1, 2}}[period]
    here = [(ward, age, topics, number, len(months & {*when})) for ward, age, when, topics, number in people]
    homes, learnt = {}, {}
    for ward, district in WARDS.items():
        for age in AGES:
            own = [(number, times) for at, of, _, number, times in here if (at, of) == (ward, age)]
            homes["attendances", ward, district, age] = sum(number * times for number, times in own)
            homes["learners", ward, district, age] = sum(number for number, times in own if times)
    for district in ["", *DISTRICTS]:
        for topic in ["", *TOPICS]:
            own = [
                (number, times)
                for ward, _, topics, number, times in here
                if district in ("", WARDS[ward]) and (not topic or topic in topics)
            ]
            learnt["attendances", district, topic] = sum(number * times for number, times in own)
            learnt["learners", district, topic] = sum(number for number, times in own if times)
    labels = {"home_district": dict.fromkeys(DISTRICTS, ""), "topic": dict.fromkeys(TOPICS, "")}
    figures = make_figures(homes, HOMES.cuts)
    return {("homes", period): figures, ("learnt", period): type(figures)(learnt, labels)}


def published(people, hide=hide):
    """(numbers, hidden) of all periods, each published in its turn."""
    counted, hidden = {}, set()
    for period in PERIODS:
        counted |= counted_in(people, period)
        world, _ = programme(TABLES, counted)
        new = {cell for cell in world.people if cell[1] == period.key}
        hidden |= hide(world.numbers, world.relations, people=new, hidden=hidden)
    return world.numbers, hidden


def name(measure, period, **parts):
    """As reports.relations names a cell: a ward needs no district."""
    if parts.get("home_ward"):
        parts.pop("home_district", None)
    return (measure, period.key, frozenset((cut, part) for cut, part in parts.items() if part))


def attack(shown):
    attacker = Attacker(shown)
    for measure, period in [(measure, period) for measure in ("attendances", "learners") for period in PERIODS]:
        for ward, age in every_choice(WARDS, AGES):
            by_age(attacker, measure, period, home_ward=ward) if not age else None
        for district, age in every_choice(DISTRICTS, AGES):
            inside = [ward for ward, around in WARDS.items() if district in ("", around)]
            total = name(measure, period, home_district=district, age_band=age)
            attacker.adds_up(total, [name(measure, period, home_ward=ward, age_band=age) for ward in inside])
            if not district:
                parts = [name(measure, period, home_district=each, age_band=age) for each in DISTRICTS]
                attacker.adds_up(total, parts)
            if not age:
                by_age(attacker, measure, period, home_district=district)
                topics = [name(measure, period, home_district=district, topic=topic) for topic in TOPICS]
                attacker.overlaps(total, topics)
        for topic in TOPICS:
            parts = [name(measure, period, home_district=each, topic=topic) for each in DISTRICTS]
            attacker.adds_up(name(measure, period, topic=topic), parts)
    over_time(attacker, shown)
    return attacker


def by_age(attacker, measure, period, **where):
    attacker.adds_up(name(measure, period, **where), [name(measure, period, **where, age_band=age) for age in AGES])


def over_time(attacker, shown):
    for measure, key, chosen in shown:
        months = [(measure, month.key, chosen) for month in PERIODS[:3]]
        if key == AUTUMN.key and measure == "attendances":
            attacker.adds_up((measure, key, chosen), months)
        elif key == AUTUMN.key:
            attacker.overlaps((measure, key, chosen), months)
        if measure == "learners":
            attacker.never_more((measure, key, chosen), ("attendances", key, chosen))


def seen(numbers, hidden, about):
    return {cell: (0, None) if cell in hidden else about(number) for cell, number in numbers.items()}


def worked_out(numbers, hidden, shown):
    """The small numbers that the attacker could place more closely than the rule says, with what they found."""
    attacker = attack(shown)
    found = {cell: attacker.range_of(cell, is_wide) for cell in hidden if numbers[cell] < SMALL}
    return {cell: ends for cell, ends in found.items() if not is_wide(*ends)}


def is_wide(low, high):
    return high >= SMALL and high - low + 1 >= WIDE


def check_that_nothing_can_be_worked_out(people):
    numbers, hidden = published(people)

    assert {cell for cell, number in numbers.items() if number < SMALL} <= hidden
    for about in (as_it_is, as_rounded):
        assert worked_out(numbers, hidden, seen(numbers, hidden, about)) == {}


def as_it_is(number):
    return number, number


def as_rounded(number):
    """What a rounded number may have been: never a small one, for these are hidden."""
    return max(SMALL, rounded(number) - 2), rounded(number) + 2


@given(people())
@settings(max_examples=3, deadline=None)
def test_no_hidden_number_can_be_worked_out(people):
    check_that_nothing_can_be_worked_out(people)


@pytest.mark.slow
@given(people())
@settings(max_examples=60, deadline=None)
def test_no_hidden_number_can_be_worked_out_in_many_programmes(people):
    check_that_nothing_can_be_worked_out(people)


def test_the_attacker_succeeds_where_only_the_small_are_hidden():
    """The control: without the others, the attacker has them."""
    one = [("dalston", "young", (0,), ("e-mail",), 3), ("dalston", "old", (0,), ("safety",), 12)]

    def only_small(numbers, relations, *, people, hidden):
        return {cell for cell in people if numbers[cell] < SMALL}

    numbers, hidden = published(one, hide=only_small)
    young = name("attendances", OCTOBER, home_ward="dalston", age_band="young")

    found = worked_out(numbers, hidden, seen(numbers, hidden, as_it_is))

    assert found[young] == (3, 3)
    assert inf not in {high for _, high in found.values()}
