from hypothesis import given
from hypothesis import strategies as st

from events.course_room import CourseRoom


def room(left_on, *waiting, may_wait=10):
    """`waiting`: (places, dates) of each party in order; all dates where none are given."""
    parties = [(places, dates or tuple(left_on)) for places, dates in waiting]
    return CourseRoom(
        capacity=None,
        left_on=left_on,
        waiting=tuple(places for places, _ in parties),
        dates_of=tuple(dates for _, dates in parties),
        may_wait=may_wait,
    )


def test_the_fullest_date_says_how_many_places_a_course_has():
    assert room({1: 5, 2: 2, 3: 9}).left == 2
    assert room({1: 5, 2: 2}).fits(2)
    assert not room({1: 5, 2: 2}).fits(3)


def test_a_date_without_a_limit_limits_nobody():
    assert room({1: None, 2: 3}).left == 3
    assert room({1: None, 2: None}).left is None
    assert room({1: None}).fits(4)


def test_a_party_has_its_places_on_all_dates_or_on_none():
    full_on_one = room({1: 5, 2: 1}, (2, None), (1, None))

    assert full_on_one.promoted() == [1]


def test_a_place_that_somebody_waits_for_is_held_on_all_dates():
    assert room({1: 2, 2: 1}, (1, None)).left_for_newcomers == 0
    assert not room({1: 2, 2: 1}, (1, None)).fits(1)


def test_who_waits_for_one_date_alone_needs_that_date_alone():
    assert room({1: 0, 2: 1}, (1, (2,))).promoted() == [0]


def test_who_still_waits_after_all_who_fit_have_a_place_counts_against_the_list():
    assert room({1: 1}, (1, None), (2, None), may_wait=5).waiting_left == 3


@given(
    left=st.lists(st.none() | st.integers(0, 8), min_size=1, max_size=5),
    parties=st.lists(st.integers(1, 4), max_size=8),
)
def test_promoting_never_oversells_a_date_and_leaves_nobody_out_who_fits(left, parties):
    course = room(dict(enumerate(left)), *((places, None) for places in parties))

    promoted = course.promoted()

    given_away = sum(parties[number] for number in promoted)
    limits = [places for places in left if places is not None]
    assert all(given_away <= limit for limit in limits)
    room_after = min(limits, default=None)
    if room_after is not None:
        left_out = [places for number, places in enumerate(parties) if number not in promoted]
        assert all(places > room_after - given_away for places in left_out)
