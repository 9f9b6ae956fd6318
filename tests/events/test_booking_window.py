from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from events.booking_window import window_of

LONDON = ZoneInfo("Europe/London")


def at(day, hour=10, month=11):
    return datetime(2026, month, day, hour, tzinfo=LONDON)


def event(scope="dates", late_joining=0, opens_days_before=None, closes_hours_before=0):
    return SimpleNamespace(
        booking_scope=scope,
        late_joining=late_joining,
        opens_days_before=opens_days_before,
        closes_hours_before=closes_hours_before,
    )


def test_a_date_can_be_booked_until_it_starts():
    window = window_of(event(), (at(26),))

    assert window.is_open(at(26, 9))
    assert not window.is_open(at(26, 10))


def test_it_closes_on_the_website_before_it_closes_for_staff():
    window = window_of(event(closes_hours_before=24), (at(26),))

    assert not window.is_open(at(25, 11))
    assert window.is_open(at(25, 11), by_staff=True)
    assert not window.is_open(at(26, 10), by_staff=True)


def test_it_opens_at_midnight_in_london_for_everybody():
    window = window_of(event(opens_days_before=14), (at(26),))

    assert window.opens_on == date(2026, 11, 12)
    assert window.is_early(at(11, 23))
    assert not window.is_open(at(11, 23), by_staff=True)
    assert window.is_open(at(12, 0))


def test_the_clocks_going_back_does_not_move_the_day_it_opens():
    window = window_of(event(opens_days_before=1), (at(26, 0, month=10),))

    assert window.opens_on == date(2026, 10, 25)


def test_a_course_can_be_joined_until_so_many_meetings_have_begun():
    starts = (at(5), at(12), at(19))

    assert not window_of(event("course"), starts).is_open(at(5))
    assert window_of(event("course", late_joining=1), starts).is_open(at(11))
    assert not window_of(event("course", late_joining=1), starts).is_open(at(12))


def test_nobody_joins_a_course_that_has_no_meeting_left():
    starts = (at(5), at(12))

    assert window_of(event("course", late_joining=9), starts).ends_at == at(12)


def test_late_joining_means_nothing_where_each_date_is_booked():
    assert window_of(event("dates", late_joining=3), (at(5),)).ends_at == at(5)
