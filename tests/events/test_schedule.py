from datetime import UTC, date, datetime, time, timedelta

import pytest
import recurrence
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st
from recurrence import Recurrence, Rule

from events.schedule import as_moment, end_of_day, expand, first_lies_on_rule, nearest_on_rule

THURSDAY = date(2026, 11, 26)
A_YEAR_ON = date(2027, 11, 26)


def pattern(text="", skip=(), extra=()):
    """A recurrence as it comes back from the database: everything in UTC."""
    made = recurrence.deserialize(text, False)
    made.exdates = [as_moment(day) for day in skip]
    made.rdates = [as_moment(day) for day in extra]
    return recurrence.deserialize(recurrence.serialize(made), False)


def days(text="", first_on=THURSDAY, last_on=A_YEAR_ON, from_on=None, **more):
    meetings = expand(
        pattern(text, **more),
        first_on=first_on,
        start_time=time(10),
        end_time=time(12),
        from_on=from_on,
        last_on=last_on,
    )
    return [meeting.on for meeting in meetings]


def times(day, starts, ends):
    """The one meeting's start and end on the wall, and how long it lasts in truth."""
    [meeting] = expand(None, first_on=day, start_time=starts, end_time=ends, last_on=day)
    lasts = meeting.ends_at.astimezone(UTC) - meeting.starts_at.astimezone(UTC)
    return meeting.starts_at.strftime("%d %H:%M %Z"), meeting.ends_at.strftime("%d %H:%M %Z"), lasts


def test_a_schedule_without_a_rule_is_its_first_date():
    assert days() == [THURSDAY]
    assert expand(None, first_on=THURSDAY, start_time=time(10), end_time=time(12), last_on=THURSDAY)[0].on == THURSDAY


def test_dates_stay_at_their_hour_across_the_autumn_change(london):
    meetings = expand(
        pattern("RRULE:FREQ=WEEKLY;BYDAY=TH"),
        first_on=date(2026, 10, 22),
        start_time=time(14),
        end_time=time(16),
        last_on=date(2026, 10, 29),
    )

    assert [(m.starts_at, m.ends_at) for m in meetings] == [
        (london(2026, 10, 22, 14), london(2026, 10, 22, 16)),
        (london(2026, 10, 29, 14), london(2026, 10, 29, 16)),
    ]
    assert [m.starts_at.astimezone(UTC).hour for m in meetings] == [13, 14]


def test_dates_stay_at_their_hour_across_the_spring_change():
    meetings = expand(
        pattern("RRULE:FREQ=WEEKLY;BYDAY=TH"),
        first_on=date(2027, 3, 25),
        start_time=time(0, 30),
        end_time=time(1, 30),
        last_on=date(2027, 4, 1),
    )

    assert [m.starts_at.strftime("%d/%m %H:%M") for m in meetings] == ["25/03 00:30", "01/04 00:30"]


def test_a_time_that_does_not_exist_moves_on_by_an_hour():
    assert times(date(2027, 3, 28), time(1, 30), time(3)) == ("28 02:30 BST", "28 03:00 BST", timedelta(minutes=30))


def test_a_meeting_moved_past_its_own_end_keeps_its_length():
    assert times(date(2027, 3, 28), time(1, 30), time(2, 15)) == ("28 02:30 BST", "28 03:15 BST", timedelta(minutes=45))


def test_a_time_that_happens_twice_is_the_first_of_the_two():
    assert times(date(2027, 10, 31), time(1, 30), time(3)) == ("31 01:30 BST", "31 03:00 GMT", timedelta(hours=2.5))


def test_a_session_past_midnight_ends_on_the_next_day():
    assert times(date(2026, 12, 31), time(22), time(0, 30)) == ("31 22:00 GMT", "01 00:30 GMT", timedelta(hours=2.5))


def test_skips_and_extras_are_dates_in_london():
    """In summer, the first hour of a London day is still the day before in UTC."""
    may = date(2026, 5, 6)
    made = Recurrence(
        rrules=[Rule(recurrence.WEEKLY, count=3)],
        exdates=[datetime(2026, 5, 12, 23, 30, tzinfo=UTC)],
        rdates=[datetime(2026, 5, 30, 23, 30, tzinfo=UTC)],
        include_dtstart=False,
    )

    meetings = expand(made, first_on=may, start_time=time(10), end_time=time(12), last_on=date(2026, 12, 31))

    assert [m.on for m in meetings] == [may, date(2026, 5, 20), date(2026, 5, 31)]


def test_the_last_date_counts_to_the_end_of_that_day():
    made = Recurrence(rrules=[Rule(recurrence.WEEKLY, until=end_of_day(date(2026, 6, 10)))], include_dtstart=False)

    meetings = expand(
        made, first_on=date(2026, 6, 3), start_time=time(23), end_time=time(23, 30), last_on=date(2026, 12, 31)
    )

    assert [m.on for m in meetings] == [date(2026, 6, 3), date(2026, 6, 10)]


def test_a_number_of_times_counts_from_the_first_date_whatever_part_is_asked_for():
    assert days("RRULE:FREQ=WEEKLY;COUNT=3", from_on=date(2026, 12, 1)) == [date(2026, 12, 3), date(2026, 12, 10)]


def test_every_other_week_keeps_its_rhythm_whatever_part_is_asked_for():
    found = days("RRULE:FREQ=WEEKLY;INTERVAL=2", from_on=date(2026, 11, 27), last_on=date(2026, 12, 24))

    assert found == [date(2026, 12, 10), date(2026, 12, 24)]


def test_a_skipped_date_may_not_come_back_as_an_extra_one():
    assert days("RRULE:FREQ=WEEKLY;COUNT=2", skip=[THURSDAY], extra=[THURSDAY]) == [date(2026, 12, 3)]


def test_a_date_named_twice_comes_once():
    assert days("RRULE:FREQ=WEEKLY;COUNT=2", extra=[date(2026, 12, 3)]) == [THURSDAY, date(2026, 12, 3)]


def test_extra_dates_without_a_rule_are_beside_the_first():
    assert days(extra=[date(2026, 12, 1)]) == [THURSDAY, date(2026, 12, 1)]


def test_an_exclusion_rule_takes_dates_away():
    found = days("RRULE:FREQ=WEEKLY;COUNT=4\nEXRULE:FREQ=MONTHLY;BYDAY=1TH")

    assert found == [THURSDAY, date(2026, 12, 10), date(2026, 12, 17)]


@pytest.mark.parametrize(
    ("text", "first_on", "found"),
    [
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 12, 31), [(12, 31), (1, 31), (3, 31)]),
        ("RRULE:FREQ=MONTHLY;BYDAY=5TU", date(2026, 12, 29), [(12, 29), (3, 30)]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", date(2026, 12, 25), [(12, 25), (1, 29), (2, 26), (3, 26)]),
    ],
)
def test_months_without_such_a_day_are_passed_over(text, first_on, found):
    assert [(day.month, day.day) for day in days(text, first_on, date(2027, 4, 15))] == found


def test_the_29th_of_february_comes_every_fourth_year():
    found = days("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29), date(2036, 12, 31))

    assert found == [date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29)]


@pytest.mark.parametrize(
    "text", ["RRULE:FREQ=DAILY;COUNT=1000000", "RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;INTERVAL=1;COUNT=99999999999"]
)
def test_an_endless_rule_gives_no_more_than_was_asked_for(text):
    assert len(days(text)) == 366


@pytest.mark.parametrize(
    "text",
    [
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=WEEKLY;BYMONTH=4;BYYEARDAY=1",
        "RRULE:FREQ=YEARLY;INTERVAL=99999999999999999999",
    ],
)
def test_a_rule_that_never_comes_ends_too(text):
    assert days(text, first_on=date(2026, 1, 2)) in ([], [date(2026, 1, 2)])
    assert nearest_on_rule(pattern(text), date(2026, 1, 2)) is None or "YEARLY" in text


@pytest.mark.parametrize(
    "rule", [Rule(recurrence.WEEKLY, interval=0), Rule(recurrence.HOURLY), Rule(recurrence.SECONDLY)]
)
def test_a_rule_that_cannot_be_meant_gives_no_dates(rule):
    made = Recurrence(rrules=[rule], include_dtstart=False)

    assert expand(made, first_on=THURSDAY, start_time=time(10), end_time=time(12), last_on=A_YEAR_ON) == []


def test_the_nearest_date_on_the_rule_is_found():
    wednesdays = pattern("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE")

    assert first_lies_on_rule(wednesdays, date(2026, 11, 25))
    assert not first_lies_on_rule(wednesdays, THURSDAY)
    assert nearest_on_rule(wednesdays, THURSDAY) == date(2026, 11, 25)


def test_of_two_dates_as_near_the_later_is_offered():
    assert nearest_on_rule(pattern("RRULE:FREQ=WEEKLY;BYDAY=WE,FR"), THURSDAY) == date(2026, 11, 27)


WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# Both clock changes of 2026 and 2027 lie within three months of some of these.
FIRST_DAYS = st.dates(date(2026, 2, 1), date(2027, 11, 30))
SOME_DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(",".join)
WEEKLY = st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.sampled_from([1, 2, 3, 4]), SOME_DAYS)
NTH = st.builds("{}{}".format, st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(WEEKDAYS))
MONTHLY = st.builds("FREQ=MONTHLY;INTERVAL={};BYDAY={}".format, st.sampled_from([1, 2]), NTH)
LIMITS = st.one_of(st.just(""), st.integers(1, 30).map(";COUNT={}".format))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(st.one_of(WEEKLY, MONTHLY), LIMITS, FIRST_DAYS, CLOCKS, st.integers(0, 200))
@example("FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", "", date(2026, 2, 1), time(1, 0, fold=1), 0)
def test_expansion_agrees_with_dateutil_on_the_clock_on_the_wall(rule, limit, first_on, clock, later):
    from_on, last_on = first_on + timedelta(days=later), first_on + timedelta(days=later + 300)
    on_the_wall = rrulestr(rule + limit, dtstart=datetime.combine(first_on, clock)).between(
        datetime.combine(from_on, time.min), datetime.combine(last_on, time.max), inc=True
    )
    made = pattern(f"RRULE:{rule}{limit}")

    meetings = expand(
        made, first_on=first_on, start_time=clock, end_time=time(23, 59), from_on=from_on, last_on=last_on
    )

    assert [meeting.on for meeting in meetings] == [moment.date() for moment in on_the_wall]
    # Only the hour that the spring change leaves out is not as the wall has it.
    assert [
        (meeting.starts_at.replace(tzinfo=None) - moment, moment.date())
        for meeting, moment in zip(meetings, on_the_wall, strict=True)
        if meeting.starts_at.replace(tzinfo=None) != moment
    ] == [
        (timedelta(hours=1), moment.date())
        for moment in on_the_wall
        if clock.hour == 1 and moment.date() in (date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26))
    ]
    assert all(meeting.starts_at.astimezone(UTC) < meeting.ends_at.astimezone(UTC) for meeting in meetings)
