"""Our dates beside those of two libraries that others trust, for every kind of rule that the controls offer.

A few hundred in every run, 5,000 in `make slow`: zero differences, from 2026 to 2029.
"""

import random
from datetime import date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from core.words import LONDON
from events.forms.recurrence import DAYS, RecurrenceFormField
from events.schedule import expand, extra_days, first_lies_on_rule, local_date, nearest_on_rule, skipped_days

LAST = date(2029, 12, 31)
REPEATS = ["", "W1", "W2", "W4", "M1", "M2", "M3", "M4", "M-1"]
NAMES = [name for name, _ in DAYS]


def random_answers(draw):
    """What somebody fills in: `draw` is a random.Random."""
    repeat = draw.choice(REPEATS)
    first_on = date(2026, 1, 1) + timedelta(days=draw.randrange(1100))
    days = draw.sample(NAMES, draw.randint(1 if repeat.startswith("M") else 0, 3)) if repeat else []
    until = times = ""
    if repeat and draw.random() < 0.4:
        until = f"{first_on + timedelta(days=draw.randrange(900)):%d/%m/%Y}"
    elif repeat and draw.random() < 0.5:
        times = str(draw.randint(1, 60))
    near = [first_on + timedelta(days=draw.randrange(400)) for _ in range(draw.randrange(4))]
    skip = "\n".join(f"{day:%d/%m/%Y}" for day in near)
    extra = "\n".join(f"{first_on + timedelta(days=draw.randrange(1, 400)):%d/%m/%Y}" for _ in range(draw.randrange(3)))
    clock = time(draw.randrange(24), draw.choice([0, 15, 30, 59]))
    return first_on, clock, [repeat, days, until, times, skip, extra, ""]


def check(first_on, clock, answers):
    """Compare with dateutil; and where the first date lies on the rule, with recurring-ical-events too."""
    pattern = RecurrenceFormField(required=False).clean(answers)
    ends = (datetime.combine(first_on, clock) + timedelta(hours=1)).time()
    ours = expand(pattern, first_on=first_on, start_time=clock, end_time=ends, last_on=LAST)
    found = [(meeting.on, meeting.starts_at.astimezone(LONDON)) for meeting in ours]
    assert [day for day, _ in found] == by_dateutil(pattern, first_on, clock)
    on_the_wall = [at_clock(day, clock) for day, _ in found]
    assert [starts_at for _, starts_at in found] == on_the_wall
    if first_lies_on_rule(pattern, first_on):
        assert [day for day, _ in found] == by_recurring_ical_events(pattern, first_on, clock)


def at_clock(day, clock):
    """By the wall; a time that the spring change leaves out is an hour later."""
    moment = datetime.combine(day, clock, tzinfo=LONDON)
    exists = datetime.fromtimestamp(moment.timestamp(), LONDON).replace(tzinfo=None) == moment.replace(tzinfo=None)
    return moment if exists else datetime.fromtimestamp(moment.timestamp(), LONDON)


def by_dateutil(pattern, first_on, clock):
    days = set() if pattern.rrules else {first_on}
    span = datetime.combine(first_on, time.min), datetime.combine(LAST, time.max)
    for rule in pattern.rrules:
        text = str(pattern).splitlines()[0].partition(":")[2]
        if rule.until:
            written = text.partition("UNTIL=")[2].partition(";")[0]
            text = text.replace(written, f"{local_date(rule.until):%Y%m%d}T235959")
        found = rrulestr(text, dtstart=datetime.combine(first_on, clock)).between(*span, inc=True)
        days |= {moment.date() for moment in found}
    days |= {day for day in extra_days(pattern) if first_on <= day <= LAST}
    return sorted(days - skipped_days(pattern))


def by_recurring_ical_events(pattern, first_on, clock):
    event = icalendar.Event()
    event.add("uid", "one")
    starts_at = datetime.combine(first_on, clock)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(hours=1))
    for line in str(pattern).splitlines():
        if line.startswith("RRULE:"):
            rule = icalendar.vRecur.from_ical(line.partition(":")[2])
            if "UNTIL" in rule:
                rule["UNTIL"] = [datetime.combine(local_date(pattern.rrules[0].until), time(23, 59, 59))]
            event.add("rrule", rule)
    for name, days in (("exdate", skipped_days(pattern)), ("rdate", extra_days(pattern))):
        if days:
            event.add(name, [datetime.combine(day, clock) for day in sorted(days)])
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(first_on, LAST + timedelta(days=1))
    return sorted({each["dtstart"].dt.date() for each in found})


@given(st.integers(0, 10**9))
def test_dates_agree_with_two_other_libraries(seed):
    check(*random_answers(random.Random(seed)))


@pytest.mark.slow
def test_five_thousand_rules_agree_with_two_other_libraries():
    draw = random.Random(5545)
    for _ in range(5000):
        check(*random_answers(draw))


def test_a_difference_would_be_seen(monkeypatch):
    """The control: dates that are a day off are found at once."""
    monkeypatch.setitem(globals(), "by_dateutil", lambda *args: [date(2026, 1, 1)])

    with pytest.raises(AssertionError):
        check(*random_answers(random.Random(1)))


@given(st.integers(0, 10**9))
def test_what_the_controls_say_comes_back_from_the_controls(seed):
    """Saved, shown, saved: the same dates, and nothing that has changed."""
    first_on, clock, answers = random_answers(random.Random(seed))
    field = RecurrenceFormField(required=False)
    made = field.clean(answers)

    shown = ["" if answer is None else answer for answer in field.widget.decompress(made)]
    again = field.clean(shown)

    dates = [
        [meeting.on for meeting in expand(each, first_on=first_on, start_time=clock, end_time=clock, last_on=LAST)]
        for each in (made, again)
    ]
    assert dates[0] == dates[1]
    assert not field.has_changed(made, shown)


@given(st.integers(0, 10**9))
def test_the_date_that_is_offered_instead_lies_on_the_rule_and_none_is_nearer(seed):
    first_on, _, answers = random_answers(random.Random(seed))
    pattern = RecurrenceFormField(required=False).clean(answers)
    if first_lies_on_rule(pattern, first_on):
        return
    nearest = nearest_on_rule(pattern, first_on)

    if nearest is None:
        return
    assert first_lies_on_rule(pattern, nearest)
    distance = abs((nearest - first_on).days)
    nearer = [first_on + timedelta(days=number) for number in range(1 - distance, distance)]
    assert not [day for day in nearer if first_lies_on_rule(pattern, day)]
