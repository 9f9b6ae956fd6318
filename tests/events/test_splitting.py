"""This and following: what a schedule keeps and what the next one takes over, together always the same dates."""

import random
from datetime import date, time, timedelta

import pytest
import recurrence
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from events.forms.recurrence import RecurrenceFormField
from events.schedule import expand, first_lies_on_rule, rules_of
from events.splitting import split
from tests.events.test_expansion import LAST, random_answers

THURSDAY = date(2026, 11, 26)


def days_of(pattern, first_on):
    made = expand(pattern, first_on=first_on, start_time=time(10), end_time=time(11), last_on=LAST)
    return [meeting.on for meeting in made]


def rule(text):
    return recurrence.deserialize(text, False)


@given(st.integers(0, 10**9), st.integers(-30, 900))
def test_unchanged_the_two_halves_have_exactly_the_dates_of_the_whole(seed, later):
    first_on, _, answers = random_answers(random.Random(seed))
    pattern, day = RecurrenceFormField(required=False).clean(answers), first_on + timedelta(days=later)
    if not first_lies_on_rule(pattern, first_on):
        return  # never published

    before, after = split(pattern, first_on=first_on, day=day)

    first = days_of(before.pattern, before.first_on) if before else []
    second = days_of(after.pattern, after.first_on) if after else []
    assert sorted([*first, *second]) == days_of(pattern, first_on)
    if after:
        # The next schedule can be published: its own first date lies on its rule.
        assert first_lies_on_rule(after.pattern, after.first_on)
        assert not [each for each in first if each >= max(day, after.first_on)]


def test_a_fortnight_keeps_its_rhythm():
    before, after = split(rule("RRULE:FREQ=WEEKLY;INTERVAL=2"), first_on=THURSDAY, day=date(2026, 12, 4))

    assert days_of(before.pattern, before.first_on) == [THURSDAY]
    assert after.first_on == date(2026, 12, 10)


def test_a_number_of_times_is_shared_out():
    before, after = split(rule("RRULE:FREQ=WEEKLY;COUNT=6"), first_on=THURSDAY, day=date(2026, 12, 10))

    assert (before.pattern.rrules[0].count, after.pattern.rrules[0].count) == (2, 4)


def test_before_the_first_date_nothing_is_divided():
    whole = rule("RRULE:FREQ=WEEKLY")

    before, after = split(whole, first_on=THURSDAY, day=THURSDAY)

    assert before is None
    assert (after.first_on, after.pattern) == (THURSDAY, whole)


def test_after_the_last_date_nothing_is_left():
    _, after = split(rule("RRULE:FREQ=WEEKLY;COUNT=2"), first_on=THURSDAY, day=date(2027, 1, 1))

    assert after is None


@pytest.mark.parametrize(
    "text",
    ["RRULE:FREQ=WEEKLY\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1", "RRULE:FREQ=WEEKLY\nEXRULE:FREQ=MONTHLY;BYMONTHDAY=1"],
)
def test_rules_that_cannot_be_divided_are_refused_with_what_to_do(text):
    assert rules_of(rule(text))
    with pytest.raises(Refused, match="Change the whole of it in the page editor"):
        split(rule(text), first_on=THURSDAY, day=date(2026, 12, 10))
