"""Everybody who waits, matched at once: never worse than one by one, and as good as can be."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from champions.matching import Candidate, Match, Need, Weights, barriers
from champions.plan import Asking, best_plan, columns_of, hundredths_of, one_by_one, possible_matches
from tests.champions.test_matching import TODAY, many, needs

HERE = Need(54.89, -2.94, travel_miles=5)


def matched(champion, miles, room=1, score=50):
    candidate = Candidate(champion, "Rowan", 54.9, -2.9, max_people=room)
    return Match(candidate, score, miles, ())


def chosen(plan):
    return {pk: match.candidate.pk for pk, match in plan.pairs.items()}


def test_who_could_have_one_alone_is_not_left_out_for_somebody_with_a_choice():
    possible = {1: [matched(7, 1.0), matched(8, 3.0)], 2: [matched(7, 2.0)]}

    assert chosen(one_by_one(possible)) == {1: 7}
    assert chosen(best_plan(possible)) == {1: 8, 2: 7}


def test_of_two_plans_that_serve_as_many_the_shorter_is_taken():
    possible = {1: [matched(7, 1.0, score=90), matched(8, 2.0)], 2: [matched(7, 1.0, score=90), matched(8, 9.0)]}

    best, by_turns = best_plan(possible), one_by_one(possible)

    assert chosen(best) == {1: 8, 2: 7}
    assert (best.served, by_turns.served) == (2, 2)
    assert (best.miles, by_turns.miles) == (3.0, 10.0)


def test_where_nobody_travels_the_better_match_decides():
    possible = {1: [matched(7, None, score=20), matched(8, None, score=60)], 2: [matched(7, None, score=50)]}

    assert chosen(best_plan(possible)) == {1: 8, 2: 7}


def test_a_champion_with_room_for_two_gets_two_and_no_more():
    possible = {pk: [matched(7, 1.0 + pk / 10, room=2)] for pk in (1, 2, 3)}

    assert chosen(best_plan(possible)) == {1: 7, 2: 7}


def test_nobody_waiting_and_nobody_who_could_help_are_no_plan():
    assert (best_plan({}).served, best_plan({1: []}).served, best_plan({1: []}).waiting) == (0, 0, 1)


# Properties

matches = st.builds(
    matched,
    champion=st.integers(1, 5),
    miles=st.one_of(st.none(), st.floats(0, 60)),
    score=st.floats(0, 100),
)
ROOM = {1: 1, 2: 1, 3: 2, 4: 3, 5: 1}


@st.composite
def queues(draw, most=9):
    possible = {}
    for pk in range(draw(st.integers(0, most))):
        row = draw(st.lists(matches, max_size=5, unique_by=lambda match: match.candidate.pk))
        possible[pk] = [
            replace(each, candidate=replace(each.candidate, max_people=ROOM[each.candidate.pk])) for each in row
        ]
    return possible


def is_kept(plan, possible):
    """Every pair could be, and nobody has more than their room."""
    helped = list(chosen(plan).values())
    return all(plan.pairs[pk] in possible[pk] for pk in plan.pairs) and all(
        helped.count(champion) <= ROOM[champion] for champion in helped
    )


@given(queues())
def test_the_plan_is_never_worse_than_one_by_one(possible):
    best, by_turns = best_plan(possible), one_by_one(possible)

    assert is_kept(best, possible)
    assert is_kept(by_turns, possible)
    assert (-best.served, best.hundredths) <= (-by_turns.served, by_turns.hundredths)


@given(queues(most=4))
@settings(max_examples=50)
def test_the_plan_is_as_good_as_trying_them_all(possible):
    best = best_plan(possible)

    assert (-best.served, best.hundredths) == min(every_worth(possible))


def every_worth(possible):
    """(how many are left without, distance in all) of everything that could be done."""
    for pairs in product(*([None, *row] for row in possible.values())):
        taken = [match for match in pairs if match]
        helped = [match.candidate.pk for match in taken]
        if all(helped.count(champion) <= ROOM[champion] for champion in helped):
            yield -len(taken), sum(hundredths_of(match) for match in taken)


@given(st.lists(needs, max_size=4), many)
def test_what_the_plan_thinks_possible_is_what_the_rules_allow(wanted, people):
    """Read in another order and past a box: the same pairs as when each rule is asked of each two."""
    askings = [Asking(pk, need) for pk, need in enumerate(wanted)]

    possible = possible_matches(askings, people, today=TODAY, weights=Weights())

    assert {pk: {match.candidate.pk for match in row} for pk, row in possible.items()} == {
        asking.pk: {each.pk for each in people if not barriers(asking.need, each, today=TODAY)} for asking in askings
    }


def test_what_a_request_alone_knows_of_a_champion_counts():
    rowan = Candidate(7, "Rowan", 54.9, -2.9)
    asking = Asking(1, HERE, {7: {"said_no_on": date(2026, 11, 1)}})

    assert possible_matches([asking], [rowan], today=TODAY, weights=Weights()) == {1: []}


def test_no_more_columns_than_could_be_taken():
    assert columns_of({1: [matched(7, 1.0, room=20)]}) == {7: [0]}
