"""The front page."""

from datetime import date, time, timedelta

import pytest

from pages.front import front, heading
from tests.factories.events import make_event, make_occurrence, make_topic
from tests.factories.locations import make_venue
from tests.factories.people import NOW

FRIDAY = date(2026, 11, 20)
TODAY, TOMORROW, SUNDAY, MONDAY, THURSDAY, FAR = (FRIDAY + timedelta(days=days) for days in (0, 1, 2, 3, 6, 20))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "What’s on"),
        ([TODAY, TODAY], "On today"),
        ([TODAY, TOMORROW], "On today and tomorrow"),
        ([TOMORROW], "On tomorrow"),
        ([TODAY, SUNDAY], "On today and this weekend"),
        ([TOMORROW, SUNDAY], "On this weekend"),
        ([TODAY, MONDAY], "On in the next 7 days"),
        ([THURSDAY], "On in the next 7 days"),
        ([TODAY, FAR], "What’s on next"),
    ],
)
def test_heading_says_no_more_than_is_true(days, words):
    assert heading(days, FRIDAY) == words


def test_heading_names_no_weekend_on_a_monday():
    assert heading([MONDAY, MONDAY + timedelta(days=5)], MONDAY) == "On in the next 7 days"


@pytest.mark.django_db
def test_front_shows_the_next_three_sessions_that_are_on():
    event = make_event("Computer drop-in")
    yesterday = make_occurrence(event, FRIDAY - timedelta(days=1))
    going_on = make_occurrence(event, FRIDAY, time(10))
    cancelled = make_occurrence(event, FRIDAY, time(14), state="cancelled")
    unlisted = make_occurrence(make_event("For staff", audience="staff"), FRIDAY, time(15))
    draft = make_occurrence(make_event("Not yet", live=False), FRIDAY, time(15))
    others = [make_occurrence(event, FRIDAY + timedelta(days=days)) for days in (1, 2, 3)]

    urls = [card.url for card in front(NOW).sessions]

    assert urls == [each.get_absolute_url() for each in [going_on, *others[:2]]]
    assert not {each.get_absolute_url() for each in (yesterday, cancelled, unlisted, draft)} & set(urls)


@pytest.mark.django_db
def test_front_counts_the_places_with_wifi_and_offers_the_topics_of_the_home_page():
    make_venue(free_wifi=True)
    make_venue(free_wifi=True, live=False)
    make_venue()
    make_topic("Shop online")
    scams = make_topic("Stay safe from scams", on_home_page=True)

    shown = front(NOW)

    assert shown.places == 1
    assert shown.home_topics == [scams]
    assert len(shown.topics) == 2


@pytest.mark.django_db
def test_front_asks_as_much_of_the_database_with_three_sessions_as_with_one(django_assert_num_queries):
    make_occurrence(day=TOMORROW)
    with django_assert_num_queries(3):
        front(NOW)
    for _ in range(2):
        make_occurrence(day=TOMORROW)

    with django_assert_num_queries(3):
        front(NOW)
