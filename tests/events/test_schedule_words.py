from datetime import date, time

import pytest
import recurrence

from events.schedule import as_moment, end_of_day
from events.schedule_checks import problems
from events.schedule_words import describe

WEDNESDAY = date(2026, 11, 18)


def pattern(text="", skip=(), extra=(), until=None):
    made = recurrence.deserialize(text, False)
    made.exdates = [as_moment(day) for day in skip]
    made.rdates = [as_moment(day) for day in extra]
    if until:
        made.rrules[0].until = end_of_day(until)
    return made


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (None, "Wednesday 18 November 2026, 10am to 12 noon"),
        (pattern("RRULE:FREQ=WEEKLY"), "every Wednesday, 10am to 12 noon"),
        (
            pattern("RRULE:FREQ=WEEKLY;INTERVAL=2", until=date(2026, 12, 16), skip=[date(2026, 11, 25)]),
            "every other Wednesday, 10am to 12 noon, until 16 December; not 25 November",
        ),
        (
            pattern("RRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,WE;COUNT=6"),
            "every 4 weeks on Monday and Wednesday, 10am to 12 noon, 6 times",
        ),
        (pattern("RRULE:FREQ=MONTHLY;BYDAY=1TU"), "the first Tuesday of the month, 10am to 12 noon"),
        (
            pattern("RRULE:FREQ=MONTHLY;BYDAY=-1FR", extra=[date(2027, 1, 5), date(2026, 12, 1)]),
            "the last Friday of the month, 10am to 12 noon; also 1 December and 5 January 2027",
        ),
        (
            pattern("RRULE:FREQ=MONTHLY;BYMONTHDAY=18", skip=[date(2027, month, 18) for month in range(1, 9)]),
            "the 18th of every month, 10am to 12 noon; not 8 other dates",
        ),
        (pattern("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"), "the last day of every month, 10am to 12 noon"),
        (
            pattern("RRULE:FREQ=MONTHLY;BYMONTHDAY=1,22;INTERVAL=2"),
            "the 1st and 22nd of every 2 months, 10am to 12 noon",
        ),
        (pattern("RRULE:FREQ=MONTHLY"), "the 18th of every month, 10am to 12 noon"),
        (pattern("RRULE:FREQ=MONTHLY;BYDAY=5TU"), "the fifth Tuesday of the month, 10am to 12 noon"),
        (pattern("RRULE:FREQ=YEARLY"), "every year on 18 November, 10am to 12 noon"),
        (pattern("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), "every year on 29 February, 10am to 12 noon"),
        (
            pattern("RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=-1"),
            "every 2 years on the last day of February, 10am to 12 noon",
        ),
        (
            pattern("RRULE:FREQ=MONTHLY;BYMONTHDAY=-2"),
            "on several dates from Wednesday 18 November 2026, 10am to 12 noon",
        ),
        (
            pattern("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
            "on several dates from Wednesday 18 November 2026, 10am to 12 noon",
        ),
    ],
)
def test_a_schedule_is_said_in_words(made, words):
    assert describe(made, first_on=WEDNESDAY, start_time=time(10), end_time=time(12)) == words


def problems_of(text="", first_on=WEDNESDAY, starts=time(10), ends=time(12), **more):
    return problems(first_on=first_on, start_time=starts, end_time=ends, pattern=pattern(text, **more))


def test_a_schedule_that_is_right_has_no_problems():
    assert problems_of() == []
    assert problems_of("RRULE:FREQ=WEEKLY;BYDAY=WE", skip=[date(2026, 11, 25)]) == []
    assert problems_of(starts=time(22), ends=time(1)) == []


def test_blanks_are_asked_for():
    assert problems_of(first_on=None, starts=None, ends=None) == [
        ("first_on", "Enter the first date."),
        ("start_time", "Enter when it starts."),
        ("end_time", "Enter when it ends."),
    ]


def test_a_first_date_off_the_rule_is_refused_and_the_nearest_offered():
    assert problems_of("RRULE:FREQ=WEEKLY;BYDAY=TH") == [
        (
            "first_on",
            "The first date, Wednesday 18 November 2026, is not one of the dates it repeats on. "
            "The nearest that is: Thursday 19 November 2026.",
        )
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        (time(10), time(10), "It ends at the same time as it starts."),
        (time(14), time(12), "It ends before it starts. If it runs past midnight, it can last 12 hours at most."),
    ],
)
def test_an_end_that_cannot_be_is_refused(starts, ends, sentence):
    assert problems_of(starts=starts, ends=ends) == [("end_time", sentence)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("RRULE:FREQ=WEEKLY;INTERVAL=0", "The interval must be 1 or more: every week is INTERVAL=1."),
        ("RRULE:FREQ=WEEKLY;COUNT=1000000", "The number of times must be between 1 and 1,000."),
        ("RRULE:FREQ=WEEKLY;COUNT=0", "The number of times must be between 1 and 1,000."),
        (
            "RRULE:FREQ=HOURLY",
            "A schedule repeats by days, weeks, months or years. For two times on one day, add a second schedule.",
        ),
        (
            "RRULE:FREQ=WEEKLY;UNTIL=20261101T120000Z",
            "The last date, Sunday 1 November 2026, is before the first, Wednesday 18 November 2026.",
        ),
        ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "It has no dates: no day is as the rule says."),
    ],
)
def test_a_rule_that_cannot_be_is_refused(text, sentence):
    assert problems_of(text) == [("recurrence", sentence)]


def test_a_schedule_with_every_date_skipped_is_refused():
    assert problems_of(skip=[WEDNESDAY]) == [("recurrence", "It has no dates: every one of them is skipped.")]
