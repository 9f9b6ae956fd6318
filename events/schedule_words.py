"""A schedule said in words: every other Wednesday, 10am to 12 noon, until 16 December; not 25 November. Pure."""

from calendar import month_name

from recurrence import MONTHLY, WEEKLY, YEARLY, Rule, to_weekday

from core.words import full_day_words, list_words, time_range
from events.schedule import extra_days, local_date, rules_of, skipped_days

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
POSITIONS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
WEEKS = {1: "every {}", 2: "every other {}"}
# More dates than this are counted, not named.
NAMED_DATES = 6


def describe(pattern, *, first_on, start_time=None, end_time=None):
    """In one line. What is not known yet, as while somebody fills in a form, is left out."""
    rules = rules_of(pattern)
    times = [time_range(start_time, end_time)] if start_time and end_time else []
    # What a rule of exceptions takes away has no plain words.
    repeats = rule_words(rules, first_on, plain=not (pattern and pattern.exrules))
    sentence = ", ".join(filter(None, [repeats, *times, *limit_words(rules, first_on)]))
    extra, skipped = extra_days(pattern), skipped_days(pattern)
    if extra:
        sentence += f"; also {dates_words(extra, first_on)}"
    if skipped:
        sentence += f"; not {dates_words(skipped, first_on)}"
    return sentence


def rule_words(rules, first_on, *, plain=True):
    if not rules:
        return full_day_words(first_on) if first_on else ""
    words = plain_rule_words(rules[0], first_on) if plain and len(rules) == 1 else None
    return words or f"on several dates{f' from {full_day_words(first_on)}' if first_on else ''}"


def plain_rule_words(rule, first_on):
    """None for a rule that has no plain words."""
    if has_other_parts(rule):
        return dated_rule_words(rule, first_on)
    days = [to_weekday(day) for day in rule.byday]
    own_day = [WEEKDAYS[first_on.weekday()]] if first_on else ["the day of its first date"]
    names = list_words([WEEKDAYS[day.number] for day in days] or own_day)
    positions = {day.index for day in days}
    if rule.freq == WEEKLY and positions <= {None}:
        return WEEKS.get(rule.interval, f"every {rule.interval} weeks on {{}}").format(names)
    if rule.freq == MONTHLY and len(positions) == 1 and positions <= set(POSITIONS):
        months = "the month" if rule.interval == 1 else f"every {rule.interval} months"
        return f"the {POSITIONS[positions.pop()]} {names} of {months}"
    return dated_rule_words(rule, first_on)


def dated_rule_words(rule, first_on):
    """By the day of the month: the 15th of every month, every year on 15 June."""
    if has_other_parts(rule, "bymonthday", "bymonth") or rule.byday or len(rule.bymonth or ()) > 1:
        return None
    days = [day for day in rule.bymonthday or ([first_on.day] if first_on else []) if day >= -1]
    if not days or len(days) != len(rule.bymonthday or days):
        return None
    if rule.freq == MONTHLY and not rule.bymonth:
        names = list_words([ordinal(day) for day in days])
        return f"the {names} of {'every month' if rule.interval == 1 else f'every {rule.interval} months'}"
    if rule.bymonthday and not rule.bymonth:
        # Every year on the 15th is the 15th of every month.
        return None
    month = rule.bymonth[0] if rule.bymonth else first_on and first_on.month
    if rule.freq == YEARLY and month and len(days) == 1:
        years = "every year" if rule.interval == 1 else f"every {rule.interval} years"
        day = f"the last day of {month_name[month]}" if days[0] == -1 else f"{days[0]} {month_name[month]}"
        return f"{years} on {day}"
    return None


def ordinal(number):
    """1st, 22nd, 13th; -1 is the last day."""
    if number == -1:
        return "last day"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def has_other_parts(rule, *known):
    """Whether it says more than which weekdays, and what is known: days of the month, months, positions in a set."""
    return any(getattr(rule, name) for name in Rule.byparams if name not in ("byday", *known))


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
    return f"{day.day} {day:%B}" if first_on and day.year == first_on.year else f"{day.day} {day:%B %Y}"
