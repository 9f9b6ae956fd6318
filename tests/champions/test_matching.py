"""Who could help, in which order, and every reason for and against."""

from dataclasses import replace
from datetime import date, time

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from champions.hard_rules import barriers as rules_broken
from champions.matching import Candidate, Check, Need, Weights, barriers, rank
from champions.meeting import Spot
from champions.times import Slot

TODAY = date(2026, 11, 20)
HARRABY = (54.8790, -2.9060)
TUESDAY, THURSDAY = Slot(1, time(9), time(12)), Slot(3, time(9), time(12))
LIBRARY = Spot(7, "Harraby Library Link", 54.8785, -2.9030, step_free=True, hours=(Slot(1, time(10), time(17)),))
NEED = Need(*HARRABY, topics=("Set up a tablet", "Video calls"), times=(TUESDAY, THURSDAY), travel_miles=2)
ROWAN = Candidate(
    1,
    "Rowan Pettifer-Beck",
    54.8951,
    -2.9200,
    checks=(Check("DBS check", True, date(2028, 3, 1)),),
    topics=frozenset({"Set up a tablet", "Video calls"}),
    taught={"Set up a tablet": 8, "Video calls": 3},
    sessions=11,
    slots=(TUESDAY,),
    helping=1,
    max_people=3,
)


def only_match(need=NEED, candidate=ROWAN):
    [match] = rank(need, [candidate], today=TODAY).matches
    return match


def only_near_miss(need=NEED, **changes):
    ranking = rank(need, [replace(ROWAN, **changes)], today=TODAY)
    assert ranking.matches == ()
    [miss] = ranking.near_misses
    return miss.why_not, miss.change


def test_a_match_has_every_reason_in_words():
    match = only_match(candidate=replace(ROWAN, spots=(LIBRARY,)))

    assert match.reasons_for == (
        "Has helped with Set up a tablet and Video calls 11 times",
        "Free Tuesday morning, as they are",
        "Could meet at Harraby Library Link",
        "Helping 1 person, has room for 2 more",
        "All checks in date until March 2028",
    )
    assert match.reasons_against == ()


def test_what_speaks_against_a_match_is_said_too():
    candidate = replace(
        ROWAN,
        topics=frozenset({"Set up a tablet"}),
        taught={},
        sessions=0,
        helping=0,
        travel_miles=1.5,
        let_lapse=True,
        checks=(Check("First-aid training", True, date(2026, 12, 17)),),
    )

    assert only_match(candidate=candidate).reasons_against == (
        "Has not said they can help with Video calls",
        "Near the edge of how far they travel: 1.5 miles",
        "Has not said where they like to meet",
        "First-aid training runs out in 27 days",
        "Did not answer when we asked about this before",
        "New: this would be their first match",
    )


@pytest.mark.parametrize(
    ("changes", "why_not", "change"),
    [
        ({"state": "paused"}, "Is taking a break", "When they come back"),
        (
            {"state": "paused", "paused_until": date(2026, 12, 1)},
            "Is taking a break until Tuesday 1 December 2026",
            "Back on Tuesday 1 December 2026",
        ),
        ({"helping": 3}, "Already helping 3 people, which is their limit", "When one of them finishes"),
        ({"asked": 2}, "Has been asked to help somebody else and has not answered", "When they answer"),
        (
            {"settings": frozenset({"phone"})},
            "Has not said they help at a public place",
            "Ask whether they would help at a public place",
        ),
        (
            {"checks": (Check("DBS check", False, date(2026, 11, 2)),)},
            "DBS check ran out on Monday 2 November 2026",
            "When a new one is recorded",
        ),
        ({"checks": (Check("References"),)}, "Not recorded yet: References", "When it is recorded"),
        (
            {"slots": (Slot(2, time(17), time(20)),)},
            "Free Wednesday evening only",
            "Ask the resident about Wednesday evening",
        ),
        ({"slots": ()}, "Has not said when they are free", "Ask them when they could help"),
        (
            {"latitude": 54.9250, "travel_miles": 1},
            "2¼ miles beyond how far they travel (1 mile)",
            "Ask whether they would go 2¼ miles farther",
        ),
        ({"latitude": None}, "We do not know where they would come from", "Fill in their postcode"),
    ],
)
def test_a_near_miss_says_what_would_change_it(changes, why_not, change):
    assert only_near_miss(**changes) == (why_not, change)


def test_another_language_is_needed():
    polish = replace(NEED, language="Polish")

    assert only_near_miss(polish) == ("Does not speak Polish", "Ask the resident about help in English")
    assert "Speaks Polish" in only_match(polish, replace(ROWAN, languages=frozenset({"polish"}))).reasons_for


def test_a_home_visit_needs_somebody_cleared_for_it():
    at_home = replace(NEED, setting="home")
    willing = {"settings": frozenset({"home"})}

    assert only_near_miss(at_home, **willing) == (
        "Is not cleared for home visits",
        "Ask the resident about a public place",
    )
    assert "Cleared for home visits" in only_match(at_home, replace(ROWAN, may_visit_homes=True, **willing)).reasons_for


@pytest.mark.parametrize(
    "changes",
    [
        {"adult": False},
        {"meets_people": False},
        {"state": "left"},
        {"said_no_on": TODAY},
        {"latitude": 55.6},
        {"checks": (Check("References"), Check("DBS check"))},
        {"helping": 3, "slots": ()},
    ],
)
def test_what_one_call_cannot_change_is_no_near_miss(changes):
    ranking = rank(NEED, [replace(ROWAN, **changes)], today=TODAY)

    assert (ranking.matches, ranking.near_misses) == ((), ())


def test_help_by_telephone_needs_no_journey():
    far = replace(ROWAN, latitude=54.1, settings=frozenset({"phone"}))

    match = only_match(replace(NEED, setting="phone"), far)

    assert (match.miles, match.spot) == (None, None)


def test_the_meeting_place_keeps_the_longer_journey_short():
    town = Spot(8, "Carlisle Library", 54.8940, -2.9340, hours=(Slot(1, time(9), time(17)),))
    candidate = replace(ROWAN, spots=(town, LIBRARY))

    assert only_match(candidate=candidate).spot == LIBRARY


def test_a_place_must_be_open_when_both_are_free():
    shut = replace(LIBRARY, hours=(Slot(5, time(10), time(17)),))

    assert only_near_miss(spots=(shut,)) == (
        "None of the places where they meet people is open when both are free",
        "Ask whether they would meet somewhere else",
    )


def test_a_place_must_be_step_free_when_that_is_needed():
    stairs = replace(LIBRARY, step_free=False)

    assert only_near_miss(replace(NEED, step_free=True), spots=(stairs,))[0] == (
        "None of the places where they meet people is step-free"
    )


def test_a_place_must_be_within_the_residents_own_reach():
    assert only_near_miss(replace(NEED, travel_miles=1), spots=(replace(LIBRARY, latitude=54.9060),)) == (
        "Harraby Library Link is ¾ mile beyond how far the resident can come",
        "Ask the resident about Harraby Library Link",
    )


def test_the_nearer_of_two_alike_comes_first():
    near, far = replace(ROWAN, pk=2, latitude=54.8800), ROWAN

    ranking = rank(NEED, [far, near], today=TODAY)

    assert [match.candidate.pk for match in ranking.matches] == [2, 1]
    assert ranking.matches[0].reasons_for[0] == "Nearest of the 2"


def test_somebody_they_know_comes_before_somebody_a_little_nearer():
    known = replace(ROWAN, pk=2, latitude=54.8960, helped_before=True)

    assert [match.candidate.pk for match in rank(NEED, [ROWAN, known], today=TODAY).matches] == [2, 1]


def test_weights_decide_the_order():
    near = replace(ROWAN, pk=2, latitude=54.8800, topics=frozenset(), taught={})

    by_topic = rank(NEED, [ROWAN, near], today=TODAY, weights=Weights(0, 100, 0, 0, 0))
    by_distance = rank(NEED, [ROWAN, near], today=TODAY, weights=Weights(100, 0, 0, 0, 0))

    assert [match.candidate.pk for match in by_topic.matches] == [1, 2]
    assert [match.candidate.pk for match in by_distance.matches] == [2, 1]


# Whatever the order of events, what is ranked keeps every rule.

latitudes = st.floats(54.6, 55.1)
longitudes = st.floats(-3.3, -2.5)
slots = st.lists(
    st.builds(Slot, st.integers(0, 6), st.sampled_from([time(9), time(12)]), st.sampled_from([time(12, 20), time(17)])),
    max_size=3,
).map(tuple)
spots = st.lists(
    st.builds(Spot, st.integers(1, 9), st.just("Somewhere"), latitudes, longitudes, st.booleans(), slots), max_size=2
).map(tuple)
candidates = st.builds(
    Candidate,
    pk=st.integers(1, 10_000),
    name=st.just("Somebody"),
    latitude=latitudes,
    longitude=longitudes,
    state=st.sampled_from(["active", "active", "active", "paused"]),
    meets_people=st.sampled_from([True, True, False]),
    may_visit_homes=st.booleans(),
    adult=st.sampled_from([True, True, False]),
    checks=st.lists(st.builds(Check, st.just("DBS check"), st.sampled_from([True, True, False])), max_size=2).map(
        tuple
    ),
    settings=st.frozensets(st.sampled_from(["venue", "phone", "video", "home"]), min_size=1),
    topics=st.frozensets(st.sampled_from(["Phones", "Shopping"])),
    languages=st.frozensets(st.sampled_from(["Polish", "Ukrainian"])),
    slots=slots,
    spots=spots,
    travel_miles=st.integers(1, 30),
    helping=st.integers(0, 3),
    max_people=st.integers(1, 4),
    said_no_on=st.sampled_from([None, None, TODAY]),
)
needs = st.builds(
    Need,
    latitude=latitudes,
    longitude=longitudes,
    setting=st.sampled_from(["venue", "phone", "video", "home"]),
    topics=st.sampled_from([(), ("Phones",), ("Phones", "Shopping")]),
    times=slots,
    language=st.sampled_from(["", "", "Polish"]),
    step_free=st.booleans(),
    travel_miles=st.integers(1, 10),
)
many = st.lists(candidates, max_size=25, unique_by=lambda candidate: candidate.pk)


@given(needs, many)
def test_nobody_is_ranked_who_breaks_a_rule_and_nobody_is_left_out_who_keeps_them(need, people):
    ranked = {match.candidate.pk for match in rank(need, people, today=TODAY, limit=100).matches}

    assert ranked == {person.pk for person in people if not barriers(need, person, today=TODAY)}


@given(needs, many)
def test_a_near_miss_has_exactly_one_thing_in_its_way(need, people):
    for miss in rank(need, people, today=TODAY).near_misses:
        [barrier] = barriers(need, miss.candidate, today=TODAY)
        assert (barrier.why_not, barrier.change) == (miss.why_not, miss.change)


@given(needs, many)
def test_the_first_ten_are_those_of_the_geodesic_when_distance_decides(need, people):
    """Degrees are not miles: brute force by another library must agree."""
    ranking = rank(need, people, today=TODAY, weights=Weights(100, 0, 0, 0, 0))

    def miles(person):
        if need.setting not in ("venue", "home"):
            return 0
        return geodesic((need.latitude, need.longitude), (person.latitude, person.longitude)).miles

    kept = [person for person in people if not list(rules_broken(need, person, miles=miles(person), today=TODAY))]
    expected = sorted(kept, key=lambda person: (round(miles(person), 6), person.pk))
    assert [match.candidate.pk for match in ranking.matches] == [person.pk for person in expected[:10]]


@given(needs, many)
def test_the_order_in_which_champions_come_changes_nothing(need, people):
    forwards, backwards = rank(need, people, today=TODAY), rank(need, people[::-1], today=TODAY)

    assert [match.candidate.pk for match in forwards.matches] == [match.candidate.pk for match in backwards.matches]
