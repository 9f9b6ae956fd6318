"""What is wrong with a schedule, in sentences that the editor can act on. Pure.

A draft may be half filled in; publishing one of these is refused.
"""

from datetime import date, datetime, timedelta

from recurrence import DAILY, MONTHLY, YEARLY, Recurrence, to_weekday

from core.words import full_day_words, time_words
from events.schedule import (
    RARE,
    extra_days,
    first_lies_on_rule,
    in_london,
    local_date,
    meeting_days,
    nearest_on_rule,
    rules_of,
    skipped_days,
)

# An end before the start is the next morning, unless that makes it longer than this: then it is a slip.
LONGEST_PAST_MIDNIGHT = timedelta(hours=12)
MOST_TIMES = 1000
# A year that was mistyped (0206, 20266) is met with a sentence, and never looked through day by day.
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 1, 1)
# How far ahead a schedule is looked through for what an editor should know.
LOOKED_AT = timedelta(days=457)
MANY_DATES = 200
# Around a date to skip that is not on the schedule, the one that was meant is looked for.
NEAR = timedelta(days=31)


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
    if first_on and not EARLIEST <= first_on <= LATEST:
        return [*found, ("first_on", f"The first date is in the year {first_on.year}. Look at the year.")]
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


def night_words(day, start_time, end_time):
    """What to know about a meeting of this day on the night when the clocks change."""
    end_on = day if end_time > start_time else day + timedelta(days=1)
    said = [clock_words(day, start_time), clock_words(end_on, end_time, does="ends")]
    return [words for words in said if words]


def clock_words(day, clock, does="starts"):
    """What to know about a time on the night when the clocks change, or ""."""
    held = in_london(day, clock)
    if held.time() != clock.replace(fold=0):
        return (
            f"On {full_day_words(day)} the clocks go forward, and there is no {time_words(clock)}: "
            f"it {does} at {time_words(held)}."
        )
    if held.utcoffset() != held.replace(fold=1).utcoffset():
        return (
            f"On {full_day_words(day)} the clocks go back, and {time_words(clock)} comes twice: the first one is meant."
        )
    return ""


def warnings(*, first_on, start_time, end_time, pattern):
    """Sentences about what is allowed and may not be what was meant: read before publishing."""
    if None in (first_on, start_time, end_time) or problems(
        first_on=first_on, start_time=start_time, end_time=end_time, pattern=pattern
    ):
        return []
    said = [words for rule in rules_of(pattern) for words in rarity_words(rule, first_on)]
    said += [words for day in sorted(skipped_days(pattern)) if (words := skip_words(pattern, first_on, day))]
    said += [early_words(day, first_on) for day in sorted(extra_days(pattern)) if day < first_on]
    days = meeting_days(pattern, first_on=first_on, from_on=first_on, last_on=first_on + LOOKED_AT)
    said += [words for day in days for words in night_words(day, start_time, end_time)]
    if len(days) > MANY_DATES:
        said.append(f"It has {len(days):,} dates in 15 months.")
    return said


def rarity_words(rule, first_on):
    """A day that not every month or year has."""
    positions = {to_weekday(day).index for day in rule.byday}
    if rule.freq == MONTHLY and positions & {5, -5}:
        yield "Not every month has a fifth one: the months that have none are left out."
    on = set(rule.bymonthday) or ({first_on.day} if not rule.byday else set())
    if rule.freq == MONTHLY and (late := sorted(day for day in on if day > 28)):
        yield f"Not every month has a day {late[0]}: the months that have none are left out. For the last day, use -1."
    months = rule.bymonth or [first_on.month]
    if rule.freq == YEARLY and not rule.byday and (list(months), on) == ([2], {29}):
        yield "29 February comes every four years: the years between are left out."


def early_words(day, first_on):
    return (
        f"The extra date {full_day_words(day)} is before the first date, {full_day_words(first_on)}, so it is left "
        "out. Make it the first date, or add another schedule."
    )


def skip_words(pattern, first_on, day):
    """A date to skip that is not one of the dates: perhaps another was meant."""
    without = Recurrence(rrules=pattern.rrules, rdates=pattern.rdates, include_dtstart=False)
    near = meeting_days(without, first_on=first_on, from_on=day - NEAR, last_on=day + NEAR)
    if day in near:
        return ""
    words = f"You skip {full_day_words(day)}, which is not one of its dates."
    if not near:
        return words
    nearest = min(near, key=lambda each: abs(each - day))
    return f"{words} The nearest that is: {full_day_words(nearest)}."
