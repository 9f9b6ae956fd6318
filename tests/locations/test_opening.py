from dataclasses import dataclass
from datetime import date, time

import pytest

from locations.opening import (
    Opening,
    coming_closures,
    is_open,
    is_open_between,
    is_usually_open_between,
    opening_words,
    week_table,
)


@dataclass
class Hours:
    weekday: int
    opens: time
    closes: time


@dataclass
class Closed:
    first_on: date
    last_on: date
    reason: str = ""


MON, FRI, SAT = 0, 4, 5
HOURS = [
    Hours(MON, time(14), time(16)),
    Hours(FRI, time(9), time(12)),
    Hours(FRI, time(13), time(17, 30)),
    Hours(SAT, time(10), time(12)),
]


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ((8, 59), Opening(False, "Closed now", "Opens today, 9am to 12 noon")),
        ((9, 0), Opening(True, "Open now until 12 noon", kind="ok")),
        ((11, 59), Opening(True, "Open now until 12 noon", kind="ok")),
        ((12, 0), Opening(False, "Closed now", "Opens today, 1pm to 5:30pm")),
        ((17, 29), Opening(True, "Open now until 5:30pm", kind="ok")),
        ((17, 30), Opening(False, "Closed now", "Opens Saturday, 10am to 12 noon")),
        ((23, 59), Opening(False, "Closed now", "Opens Saturday, 10am to 12 noon")),
    ],
)
def test_a_friday_with_a_lunch_hour(london, clock, words):
    assert opening_words(HOURS, [], london(2026, 11, 20, *clock)) == words


def test_a_day_without_hours_is_closed_today(london):
    assert opening_words(HOURS, [], london(2026, 11, 22, 10, 0)) == Opening(
        False, "Closed today", "Opens Monday, 2pm to 4pm"
    )


def test_a_closure_says_why_and_when_it_opens_again(london):
    closures = [Closed(date(2026, 11, 20), date(2026, 11, 23), "new carpets")]

    assert opening_words(HOURS, closures, london(2026, 11, 20, 10, 0)) == Opening(
        False, "Closed today: new carpets", "Opens Friday 27 November, 9am to 12 noon", "stop"
    )


def test_a_long_closure_promises_nothing(london):
    closures = [Closed(date(2026, 1, 1), date(2027, 12, 31))]

    assert opening_words(HOURS, closures, london(2026, 11, 20, 10, 0)) == Opening(False, "Closed today", "", "stop")


def test_a_place_for_sessions_only_and_one_without_hours(london):
    assert opening_words([], [], london(2026, 11, 20, 10), sessions_only=True).words == "Open for sessions only"
    assert opening_words([], [], london(2026, 11, 20, 10)).words == "Ask for opening times"


def test_hours_are_of_the_clock_on_the_wall_on_either_side_of_the_clock_change(london):
    hours = [Hours(6, time(10), time(12))]

    for sunday in ((2026, 3, 22), (2026, 3, 29), (2026, 10, 25), (2026, 11, 1)):
        assert not is_open(hours, [], london(*sunday, 9, 59))
        assert is_open(hours, [], london(*sunday, 10, 0))
        assert not is_open(hours, [], london(*sunday, 12, 0))


def test_a_place_open_until_midnight_is_shut_on_the_next_day(london):
    hours = [Hours(FRI, time(9), time(23, 59))]

    assert is_open(hours, [], london(2026, 11, 20, 23, 58))
    assert not is_open(hours, [], london(2026, 11, 21, 0, 0))


def test_stretches_that_touch_are_one(london):
    hours = [Hours(FRI, time(9), time(13)), Hours(FRI, time(13), time(17))]

    assert opening_words(hours, [], london(2026, 11, 20, 10)).words == "Open now until 5pm"
    assert is_open_between(hours, [], date(2026, 11, 20), time(12), time(14))


@pytest.mark.parametrize(
    ("starts", "ends", "covered"),
    [
        (time(9), time(12), True),
        (time(10), time(11), True),
        (time(8, 59), time(10), False),
        (time(11), time(12, 30), False),
        (time(11), time(14), False),
        (time(13), time(17, 30), True),
        (time(11), time(11), False),
    ],
)
def test_open_between_is_the_whole_time_without_a_break(starts, ends, covered):
    assert is_open_between(HOURS, [], date(2026, 11, 20), starts, ends) is covered
    assert is_usually_open_between(HOURS, FRI, starts, ends) is covered


def test_open_between_knows_the_closures():
    closures = [Closed(date(2026, 11, 20), date(2026, 11, 20))]

    assert not is_open_between(HOURS, closures, date(2026, 11, 20), time(9), time(10))
    assert is_open_between(HOURS, closures, date(2026, 11, 27), time(9), time(10))


def test_the_week_in_words():
    rows = week_table(HOURS, date(2026, 11, 20))

    assert [(row.weekday, row.words) for row in rows if row.words != "Closed"] == [
        ("Monday", "2pm to 4pm"),
        ("Friday", "9am to 12 noon and 1pm to 5:30pm"),
        ("Saturday", "10am to 12 noon"),
    ]
    assert [row.weekday for row in rows if row.is_today] == ["Friday"]
    assert len(rows) == 7


def test_closures_to_warn_of_are_those_going_on_or_coming_soon():
    over = Closed(date(2026, 11, 1), date(2026, 11, 19))
    on = Closed(date(2026, 11, 19), date(2026, 11, 20))
    christmas = Closed(date(2026, 12, 24), date(2027, 1, 3))
    far = Closed(date(2027, 6, 1), date(2027, 6, 1))

    assert coming_closures([over, on, christmas, far], date(2026, 11, 20)) == [on, christmas]
