"""What a schedule comes to while somebody fills it in: in words, with its next dates, and what is wrong. Pure."""

from dataclasses import dataclass, field
from datetime import timedelta

from core.words import full_day_words
from events import schedule_checks, schedule_words
from events.schedule import meeting_days, rules_of

SHOWN = 8
# A rule for 29 February has its eighth date within these years, once its first is known.
YEARS_AHEAD = timedelta(days=40 * 366)


@dataclass(frozen=True)
class NextDates:
    words: str = ""
    days: list = field(default_factory=list)
    more: bool = False
    wrong: list = field(default_factory=list)
    warned: list = field(default_factory=list)


def next_dates(pattern, *, first_on, start_time, end_time, today):
    """Any of them may be None. Blanks are nothing wrong yet: they are asked for when it is published."""
    words = schedule_words.describe(pattern, first_on=first_on, start_time=start_time, end_time=end_time)
    words = words[:1].upper() + words[1:]
    known = {"first_on": first_on, "start_time": start_time, "end_time": end_time}
    wrong = [
        sentence
        for name, sentence in schedule_checks.problems(**known, pattern=pattern)
        if name == "recurrence" or known[name] is not None
    ]
    if first_on is None:
        return NextDates(words, wrong=wrong)
    if not schedule_checks.EARLIEST <= first_on <= schedule_checks.LATEST:
        return NextDates(wrong=wrong)
    if any(schedule_checks.rule_problem(rule, first_on) for rule in rules_of(pattern)):
        return NextDates(wrong=wrong)
    since = max(first_on, today)
    found = meeting_days(pattern, first_on=first_on, from_on=since, last_on=since + YEARS_AHEAD)
    warned = schedule_checks.warnings(**known, pattern=pattern) if start_time and end_time else []
    return NextDates(words, [full_day_words(day) for day in found[:SHOWN]], len(found) > SHOWN, wrong, warned)
