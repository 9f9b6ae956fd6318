"""What is wrong with a schedule, in sentences that the editor can act on. Pure.

A draft may be half filled in; publishing one of these is refused.
"""

from datetime import datetime, timedelta

from recurrence import DAILY

from core.words import full_day_words
from events.schedule import RARE, first_lies_on_rule, local_date, meeting_days, nearest_on_rule, rules_of

# An end before the start is the next morning, unless that makes it longer than this: then it is a slip.
LONGEST_PAST_MIDNIGHT = timedelta(hours=12)
MOST_TIMES = 1000


def problems(*, first_on, start_time, end_time, pattern):
    """(name of the field, sentence) for each thing to put right."""
    found = []
    for name, value, sentence in (
        ("first_on", first_on, "Enter the first date."),
        ("start_time", start_time, "Enter when it starts."),
        ("end_time", end_time, "Enter when it ends."),
    ):
        if value is None:
            found.append((name, sentence))
    if start_time and end_time and (sentence := times_problem(start_time, end_time)):
        found.append(("end_time", sentence))
    rules = [sentence for rule in rules_of(pattern) if (sentence := rule_problem(rule, first_on))]
    found += [("recurrence", sentence) for sentence in rules]
    if first_on and not rules:
        found += dates_problems(pattern, first_on)
    return found


def times_problem(start_time, end_time):
    if end_time == start_time:
        return "It ends at the same time as it starts."
    if end_time > start_time:
        return None
    any_day = datetime(2000, 1, 1).date()
    lasts = datetime.combine(any_day, end_time) + timedelta(days=1) - datetime.combine(any_day, start_time)
    if lasts > LONGEST_PAST_MIDNIGHT:
        return "It ends before it starts. If it runs past midnight, it can last 12 hours at most."
    return None


def rule_problem(rule, first_on):
    if rule.freq > DAILY:
        return "A schedule repeats by days, weeks, months or years. For two times on one day, add a second schedule."
    if rule.interval < 1:
        return "The interval must be 1 or more: every week is INTERVAL=1."
    if rule.count is not None and not 1 <= rule.count <= MOST_TIMES:
        return f"The number of times must be between 1 and {MOST_TIMES:,}."
    if first_on and rule.until and local_date(rule.until) < first_on:
        return (
            f"The last date, {full_day_words(local_date(rule.until))}, is before the first, {full_day_words(first_on)}."
        )
    return None


def dates_problems(pattern, first_on):
    if not first_lies_on_rule(pattern, first_on):
        nearest = nearest_on_rule(pattern, first_on)
        words = f"The first date, {full_day_words(first_on)}, is not one of the dates it repeats on."
        if nearest is None:
            return [("recurrence", "It has no dates: no day is as the rule says.")]
        return [("first_on", f"{words} The nearest that is: {full_day_words(nearest)}.")]
    if not meeting_days(pattern, first_on=first_on, from_on=first_on, last_on=first_on + RARE):
        return [("recurrence", "It has no dates: every one of them is skipped.")]
    return []
