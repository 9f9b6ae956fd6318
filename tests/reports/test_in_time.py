"""Whether what was promised was done in time, on a drawn calendar: 2 November 2026 is a Monday."""

from datetime import date

import pytest

from reports.in_time import Case, Measured, Notice, WorkingDays, measure, median_of

TODAY = date(2026, 11, 20)
WORKING = WorkingDays(date(2026, 10, 1), TODAY, holidays=[date(2026, 11, 11)])


def nov(day):
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("since", "done_on", "days"),
    [
        (2, 2, 0),
        (2, 3, 1),
        (6, 9, 1),  # Friday to Monday
        (6, 7, 1),  # on the Saturday: as if on the Monday
        (7, 8, 1),
        (7, 9, 1),
        (10, 12, 1),  # the 11th is a bank holiday
        (10, 11, 1),
        (2, 16, 9),
        (3, 2, 0),  # done before it was asked
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(since, done_on, days):
    assert WORKING.taken(nov(since), nov(done_on)) == days


def test_what_is_open_is_late_once_its_time_is_over_and_left_out_until_then():
    cases = {
        Case(nov(2), nov(4)): 3,  # 2 days
        Case(nov(2), nov(5)): 1,  # 3 days
        Case(nov(2), None): 1,  # late
        Case(nov(18), None): 1,  # 2 days so far
        Case(nov(2), None, ended_on=nov(3)): 1,
        Case(nov(2), None, ended_on=nov(9)): 1,  # late when it ended
    }

    assert measure(cases, days=2, count=WORKING, today=TODAY) == Measured(counted=6, in_time=3, left_out=2, median=2)


def test_notice_counts_the_days_before():
    cases = {Case(nov(12), nov(11)): 1, Case(nov(12), nov(12)): 1, Case(nov(21), None): 1, Case(nov(13), None): 1}

    assert measure(cases, days=1, count=Notice(), today=TODAY) == Measured(counted=3, in_time=1, left_out=1, median=0.5)


def test_nothing_has_no_share_and_no_median():
    found = measure({}, days=2, count=WORKING, today=TODAY)

    assert (found.share, found.median) == (None, None)


def test_the_median_of_numbers_with_their_weights():
    assert median_of({1: 1, 2: 1, 50: 1}) == 2
    assert median_of({1: 2, 3: 2}) == 2
