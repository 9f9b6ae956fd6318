"""A schedule said in words: every other Wednesday, 10am to 12 noon, until 16 December; not 25 November. Pure."""

from recurrence import MONTHLY, WEEKLY, Rule, to_weekday

from core.words import full_day_words, list_words, time_range
from events.schedule import extra_days, local_date, rules_of, skipped_days

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
POSITIONS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
WEEKS = {1: "every {}", 2: "every other {}"}
# More dates than this are counted, not named.
NAMED_DATES = 6


def describe(pattern, *, first_on, start_time, end_time):
    rules = rules_of(pattern)
    parts = [rule_words(rules, first_on), time_range(start_time, end_time), *limit_words(rules, first_on)]
    sentence = ", ".join(parts)
    extra, skipped = extra_days(pattern), skipped_days(pattern)
    if extra:
        sentence += f"; also {dates_words(extra, first_on)}"
    if skipped:
        sentence += f"; not {dates_words(skipped, first_on)}"
    return sentence


def rule_words(rules, first_on):
    if not rules:
        return full_day_words(first_on)
    plain = plain_rule_words(rules[0], first_on) if len(rules) == 1 else None
    return plain or f"on several dates from {full_day_words(first_on)}"


def plain_rule_words(rule, first_on):
    """None for a rule that has no plain words."""
    if has_other_parts(rule):
        return None
    days = [to_weekday(day) for day in rule.byday]
    names = list_words([WEEKDAYS[day.number] for day in days] or [WEEKDAYS[first_on.weekday()]])
    positions = {day.index for day in days}
    if rule.freq == WEEKLY and positions <= {None}:
        return WEEKS.get(rule.interval, f"every {rule.interval} weeks on {{}}").format(names)
    if rule.freq == MONTHLY and len(positions) == 1 and positions <= set(POSITIONS):
        months = "the month" if rule.interval == 1 else f"every {rule.interval} months"
        return f"the {POSITIONS[positions.pop()]} {names} of {months}"
    return None


def has_other_parts(rule):
    """Whether it says more than which weekdays: days of the month, months, positions in a set."""
    return any(getattr(rule, name) for name in Rule.byparams if name != "byday")


def limit_words(rules, first_on):
    if len(rules) != 1:
        return []
    if rules[0].count:
        return ["once" if rules[0].count == 1 else f"{rules[0].count} times"]
    if rules[0].until:
        return [f"until {date_words(local_date(rules[0].until), first_on)}"]
    return []


def dates_words(days, first_on):
    if len(days) > NAMED_DATES:
        return f"{len(days)} other dates"
    return list_words([date_words(day, first_on) for day in sorted(days)])


def date_words(day, first_on):
    """The year is said where it is not the first date's."""
    return f"{day.day} {day:%B}" if day.year == first_on.year else f"{day.day} {day:%B %Y}"
