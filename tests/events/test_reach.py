"""Whether there is time to tell somebody: the hour before and the hour after each cut-off."""

from datetime import date

import pytest

from events.notifications import arrives
from events.reach import in_time, working_days_before
from locations.models import BankHoliday


def test_working_days_before_leaves_out_weekends():
    # From Thursday 26 November back to Thursday 19.
    assert working_days_before(date(2026, 11, 26), 5) == date(2026, 11, 19)


def test_working_days_before_leaves_out_bank_holidays():
    christmas = {date(2026, 12, 25), date(2026, 12, 28)}

    assert working_days_before(date(2026, 12, 31), 5, christmas) == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("channel", "now", "answer"),
    [
        ("email", (2026, 11, 25, 10, 0), True),
        ("email", (2026, 11, 25, 10, 1), False),
        ("sms", (2026, 11, 25, 9, 59), True),
        ("sms", (2026, 11, 25, 10, 1), False),
        ("letter", (2026, 11, 19, 23, 59), True),
        ("letter", (2026, 11, 20, 0, 0), False),
        ("call", (2026, 11, 26, 8, 0), True),
        ("call", (2026, 11, 26, 8, 1), False),
    ],
)
def test_each_channel_has_its_cut_off(london, channel, now, answer):
    assert in_time(channel, starts_at=london(2026, 11, 26, 10, 0), now=london(*now)) is answer


def test_a_day_before_is_24_hours_also_when_the_clocks_change(london):
    # The clocks go back on 25 October: 10am the day before is 25 hours away.
    assert in_time("email", starts_at=london(2026, 10, 25, 10, 0), now=london(2026, 10, 24, 11, 0)) is True
    assert in_time("email", starts_at=london(2026, 10, 25, 10, 0), now=london(2026, 10, 24, 11, 1)) is False


@pytest.mark.django_db
def test_a_letter_over_a_bank_holiday_needs_a_day_more(london):
    session = london(2026, 12, 30, 10, 0)  # five working days before is Wednesday 23 December
    asked = {"starts_at": session, "now": london(2026, 12, 22, 10, 0)}
    assert arrives("letter", **asked)

    for day in (25, 28):
        BankHoliday.objects.create(nation="england-and-wales", on=date(2026, 12, day), title="Christmas")

    assert not arrives("letter", **asked)
    assert arrives("letter", starts_at=session, now=london(2026, 12, 21, 10, 0))
