"""What an editor may type that no schedule can mean, or that means something else than it seems to."""

from datetime import date, time

import pytest
import recurrence

from events.forms.comparison import RecurrenceComparison
from events.models import Schedule
from events.next_dates import next_dates
from events.schedule import as_moment
from events.schedule_checks import problems, warnings
from events.schedule_words import describe

SUNDAY, SATURDAY = date(2027, 3, 28), date(2027, 3, 27)


def rule(text, *, extra=()):
    made = recurrence.deserialize(text, False)
    made.rdates = [as_moment(day) for day in extra]
    return made


def told(pattern, first_on, start_time=time(10), end_time=time(12)):
    return {"pattern": pattern, "first_on": first_on, "start_time": start_time, "end_time": end_time}


@pytest.mark.parametrize("first_on", [date(9999, 12, 31), date(1, 1, 1), date(206, 11, 26)])
@pytest.mark.parametrize("text", ["", "RRULE:FREQ=WEEKLY;BYDAY=WE", "RRULE:FREQ=DAILY"])
def test_a_year_that_was_mistyped_is_met_with_a_sentence(first_on, text):
    said = ("first_on", f"The first date is in the year {first_on.year}. Look at the year.")

    assert problems(**told(rule(text), first_on)) == [said]
    assert next_dates(**told(rule(text), first_on), today=SUNDAY).wrong == [said[1]]


def test_a_rare_rule_has_its_nearest_date_however_far():
    leap = rule("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")

    [(name, sentence)] = problems(**told(leap, date(2026, 12, 29)))

    assert name == "first_on"
    assert sentence.endswith("The nearest that is: Tuesday 29 February 2028.")
    assert warnings(**told(leap, date(2028, 2, 29))) == [
        "29 February comes every four years: the years between are left out."
    ]


def test_an_end_that_the_clock_change_leaves_out_is_said_of_the_end():
    sentence = "On Sunday 28 March 2027 the clocks go forward, and there is no 1:30am: it ends at 2:30am."

    assert warnings(**told(None, SUNDAY, time(0, 30), time(1, 30))) == [sentence]
    assert warnings(**told(None, SATURDAY, time(22), time(1, 30))) == [sentence]


def test_an_extra_date_before_the_first_is_said():
    early = rule("RRULE:FREQ=WEEKLY", extra=[date(2027, 3, 20), date(2027, 4, 1)])

    assert warnings(**told(early, SATURDAY))[0] == (
        "The extra date Saturday 20 March 2027 is before the first date, Saturday 27 March 2027, so it is left out. "
        "Make it the first date, or add another schedule."
    )


@pytest.mark.parametrize(
    "text", ["RRULE:FREQ=WEEKLY\nEXRULE:FREQ=MONTHLY;BYDAY=1SA", "RRULE:FREQ=YEARLY;BYMONTHDAY=27"]
)
def test_what_has_no_plain_words_is_not_said_wrongly(text):
    assert describe(rule(text), first_on=SATURDAY) == "on several dates from Saturday 27 March 2027"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("RRULE:FREQ=WEEKLY\nEXRULE:FREQ=MONTHLY;BYDAY=1SA", "RRULE:FREQ=WEEKLY\nEXRULE:FREQ=MONTHLY;BYDAY=2SA"),
        tuple(
            "RRULE:FREQ=WEEKLY\n" + "\n".join(f"EXDATE:2027{month:02}{day}T120000Z" for month in range(4, 12))
            for day in ("03", "10")
        ),
    ],
)
def test_two_revisions_whose_words_are_the_same_differ_all_the_same(before, after):
    rows = [Schedule(first_on=SATURDAY, recurrence=rule(text)) for text in (before, after)]

    compared = RecurrenceComparison(Schedule._meta.get_field("recurrence"), *rows)

    assert compared.has_changed()
