"""How far and how long the finder looks."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.words import LONDON
from pages.finder.asked import Asked
from pages.finder.reach import FARTHEST, Meeting, choose, choose_from_home, ends, first_ring, is_plenty, ring_of

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=LONDON)
ANYTHING = Asked()


def meetings(*miles_and_days):
    return [
        Meeting(pk, NOW + timedelta(days=days, hours=1), miles) for pk, (miles, days) in enumerate(miles_and_days, 1)
    ]


def shown(reach):
    return [meeting.pk for meeting in reach.meetings]


def test_a_few_near_and_soon_are_shown_as_they_are():
    reach = choose(meetings((1, 0), (2, 3), (4.9, 6), (4, 9), (7, 2)), ANYTHING, NOW)

    assert (reach.miles, reach.when, shown(reach)) == (5, "week", [1, 2, 3])
    assert reach.heading == "3 sessions in the next 7 days"
    assert reach.sentence == ""
    assert reach.more == (10, 1)


def test_when_little_is_soon_it_looks_at_four_weeks():
    reach = choose(meetings((1, 0), (2, 10), (3, 20), (9, 1)), ANYTHING, NOW)

    assert (reach.miles, reach.when, shown(reach)) == (5, "month", [1, 2, 3])
    assert reach.sentence == ""


def test_when_little_is_near_it_widens_and_says_so():
    reach = choose(meetings((1, 0), (6, 10), (8, 2), (24, 1)), ANYTHING, NOW)

    assert (reach.miles, reach.when, shown(reach)) == (10, "month", [1, 3, 2])
    assert reach.is_nearest_first
    assert reach.sentence == "There is only 1 session within 5 miles of you in the next 4 weeks."
    assert reach.promise == (
        "So we looked within 10 miles, the nearest first. Ring us if getting there is hard: we may be able to help."
    )


def test_the_one_session_near_stands_before_all_that_is_sooner_and_further():
    reach = choose(meetings((20, 0), (20, 1), (24, 2), (20, 3), (9, 20), (1, 26)), ANYTHING, NOW)

    assert (reach.miles, reach.is_nearest_first) == (25, True)
    assert shown(reach) == [6, 5, 1, 2, 3, 4]


def test_when_nothing_is_near_it_widens_to_the_first_few():
    reach = choose(meetings((12, 0), (13, 1), (20, 2), (45, 1)), ANYTHING, NOW)

    assert (reach.miles, shown(reach), reach.is_nearest_first) == (25, [1, 2, 3], False)
    assert reach.promise == "So we looked within 25 miles. Ring us if getting there is hard: we may be able to help."
    assert reach.sentence == "There is nothing within 5 miles of you in the next 4 weeks."


def test_it_widens_no_further_than_there_is_something_to_find():
    reach = choose(meetings((12, 0), (20, 2)), ANYTHING, NOW)

    assert (reach.miles, shown(reach)) == (25, [1, 2])


def test_nothing_within_fifty_miles_is_said():
    reach = choose([], ANYTHING, NOW)

    assert (reach.miles, reach.meetings) == (FARTHEST, [])
    assert reach.heading == "No sessions within 50 miles in the next 4 weeks"
    assert reach.sentence == "There is nothing within 50 miles of you in the next 4 weeks."


def test_who_says_how_far_and_when_gets_just_that_if_there_is_anything():
    reach = choose(meetings((1, 0), (1.5, 5), (4, 0)), Asked(within=2, when="today"), NOW)

    assert (reach.miles, reach.when, shown(reach)) == (2, "today", [1])
    assert reach.more == (5, 1)


def test_who_asks_for_today_is_shown_later_days_before_farther_places():
    reach = choose(meetings((1, 5), (8, 0)), Asked(within=5, when="today"), NOW)

    assert (reach.miles, reach.when, shown(reach)) == (5, "month", [1])
    assert reach.sentence == "There is nothing within 5 miles of you today."
    assert reach.promise == "So here is what is on in the next 4 weeks."


def test_today_ends_at_midnight_in_london_also_when_the_clocks_change():
    assert ends("today", NOW) == datetime(2026, 11, 21, tzinfo=LONDON)
    before_the_change = datetime(2026, 10, 24, 12, 0, tzinfo=LONDON)
    assert ends("week", before_the_change) == datetime(2026, 10, 31, tzinfo=LONDON)


def test_sessions_from_home_are_as_near_as_can_be():
    online = [Meeting(1, NOW + timedelta(days=1)), Meeting(2, NOW + timedelta(days=20))]

    assert shown(choose_from_home(online, Asked(online=True), NOW)) == [1, 2]
    assert shown(choose_from_home(online, Asked(online=True, when="week"), NOW)) == [1]
    assert choose_from_home(online, Asked(online=True), NOW).heading == (
        "2 sessions from your own home in the next 4 weeks"
    )
    assert choose_from_home([], Asked(online=True), NOW).sentence == "There is nothing online in the next 4 weeks."


def test_first_ring_is_one_further_than_asked():
    assert [first_ring(Asked(within=miles)) for miles in (0, 1, 2, 5, 10, 25, 50)] == [10, 2, 5, 10, 25, 50, 50]


def test_what_was_read_is_plenty_when_widening_would_stop_inside_it():
    assert is_plenty(meetings((1, 0), (6, 1), (9, 27)), ANYTHING)
    assert not is_plenty(meetings((1, 0), (6, 1)), ANYTHING)
    assert is_plenty(meetings((1, 20)), Asked(within=1))
    assert not is_plenty(meetings((1.5, 20)), Asked(within=1))


@given(
    st.lists(st.tuples(st.floats(0, 50), st.integers(0, 26)), max_size=12),
    st.sampled_from([0, 1, 2, 5, 10, 25, 50]),
    st.sampled_from(["", "today", "week", "month"]),
)
def test_the_answer_is_empty_only_if_there_is_nothing_at_all(miles_and_days, within, when):
    everything = meetings(*miles_and_days)
    asked = Asked(within=within, when=when)

    reach = choose(everything, asked, NOW)

    assert bool(reach.meetings) == bool(everything)
    # Reading further would have changed nothing.
    read = [meeting for meeting in everything if meeting.miles <= first_ring(asked)]
    if is_plenty(read, asked):
        nearer = choose(read, asked, NOW)
        assert (nearer.miles, nearer.when, nearer.meetings) == (reach.miles, reach.when, reach.meetings)
    assert reach.miles >= (within or 5)
    rings = [max(ring_of(meeting.miles), reach.asked_miles) for meeting in reach.meetings]
    order = list(zip(rings, [meeting.starts_at for meeting in reach.meetings], strict=True))
    assert order == sorted(order)
