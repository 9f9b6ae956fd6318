"""Bank holidays, closures and opening hours against a session."""

from datetime import date, datetime, time

import pytest

from events.clashes import Clash, Kind, KnownDays, Place
from locations.models import Closure, OpeningHours
from tests.conftest import LONDON

FRIDAYS = tuple(OpeningHours(weekday=4, opens=opens, closes=closes) for opens, closes in [(time(9), time(17))])
CHRISTMAS = Closure(first_on=date(2026, 12, 24), last_on=date(2027, 1, 2), every_year=True, reason="Christmas")
STOCK = Closure(first_on=date(2026, 11, 27), last_on=date(2026, 11, 27), reason="stocktaking.")
KNOWN = KnownDays(
    {date(2026, 12, 25): "Christmas Day", date(2027, 5, 3): "Early May bank holiday"},
    {
        1: Place("Kendal Library", FRIDAYS, (CHRISTMAS, STOCK)),
        2: Place("Kendal Fire Station", (), (), sessions_only=True),
        3: Place("Village hall"),
    },
)


def clash(venue, day, starts=10, ends=12):
    return KNOWN.clash(
        venue,
        *(datetime.combine(day, time(hour % 24), tzinfo=LONDON) for hour in (starts, ends)),
    )


@pytest.mark.parametrize(
    ("venue", "day", "kind", "why"),
    [
        (1, date(2026, 11, 27), Kind.CLOSURE, "Kendal Library is closed: stocktaking."),
        (1, date(2026, 12, 25), Kind.CLOSURE, "Kendal Library is closed: Christmas."),
        (1, date(2028, 1, 1), Kind.CLOSURE, "Kendal Library is closed: Christmas."),
        (1, date(2031, 12, 24), Kind.CLOSURE, "Kendal Library is closed: Christmas."),
        (2, date(2026, 12, 25), Kind.HOLIDAY, "It is a bank holiday: Christmas Day."),
        (None, date(2027, 5, 3), Kind.HOLIDAY, "It is a bank holiday: Early May bank holiday."),
        (1, date(2026, 11, 28), Kind.HOURS, "Kendal Library is not usually open on Saturdays."),
    ],
)
def test_what_stands_against_a_date(venue, day, kind, why):
    assert clash(venue, day) == Clash(kind, why)


@pytest.mark.parametrize("venue", [1, 2, 3, None, 99])
def test_an_ordinary_day_has_nothing_against_it(venue):
    assert clash(venue, date(2026, 11, 20)) is None


def test_an_evening_outside_opening_hours_is_said_and_not_skipped():
    evening = clash(1, date(2026, 11, 20), 18, 20)

    assert (evening.why, evening.skip) == ("On Fridays Kendal Library is open 9am to 5pm.", False)
    assert clash(1, date(2026, 11, 27)).skip


def test_a_closure_of_every_year_does_not_reach_back():
    assert clash(1, date(2025, 12, 26)) is None


def test_29_february_is_the_28th_in_other_years():
    leap = Place("Hall", (), (Closure(first_on=date(2028, 2, 29), last_on=date(2028, 2, 29), every_year=True),))
    days = KnownDays({}, {1: leap})

    assert days.clash(1, datetime(2029, 2, 28, 10, tzinfo=LONDON), datetime(2029, 2, 28, 12, tzinfo=LONDON)).skip
