"""Ending one schedule before a day, and what begins then: how "this and following" is changed. Pure.

Unchanged, the two halves have exactly the dates that the whole had (RFC 5545 section 3.3.10 says what a rule's dates
hang on: its first date, its interval and its count).
"""

from copy import copy
from dataclasses import dataclass
from datetime import date

from recurrence import Recurrence

from core.errors import Refused
from events.schedule import (
    RARE,
    as_moment,
    end_of_day,
    extra_days,
    local_date,
    meeting_days,
    rule_days,
    rules_of,
    skipped_days,
)

WRITTEN_BY_HAND = (
    "This schedule has a rule written by hand, which cannot be divided. Change the whole of it in the page editor."
)


@dataclass(frozen=True)
class Half:
    """A schedule's first date and what it repeats by."""

    first_on: date
    pattern: Recurrence


def split(pattern, *, first_on, day):
    """(what was until the day before, what is from `day` on), either None where it has no dates.

    Raises Refused where a rule of its own cannot be divided without changing what it says.
    """
    rules = rules_of(pattern)
    if len(rules) > 1 or getattr(pattern, "exrules", ()):
        raise Refused(WRITTEN_BY_HAND)
    if day <= first_on:
        return None, Half(first_on, pattern)
    after = half_after(pattern, rules, first_on, day)
    # A schedule begins with its first date on the rule: extra dates between the two stay with what was.
    return half_before(pattern, rules, first_on, day, upto=after.first_on if after else date.max), after


def half_before(pattern, rules, first_on, day, *, upto):
    ended = [ended_by(rule, first_on, day - date.resolution) for rule in rules]
    half = Half(first_on, dated(pattern, ended, lambda each: each < upto))
    has_dates = meeting_days(half.pattern, first_on=first_on, from_on=first_on, last_on=min(upto, day + RARE))
    return half if has_dates else None


def half_after(pattern, rules, first_on, day):
    """None when nothing is left. Its first date lies on the rule, in the same weeks or months as before."""
    extra = sorted(each for each in extra_days(pattern) if each >= day)
    if not rules:
        later = extra if first_on < day else sorted({first_on, *extra})
        return Half(later[0], dated(pattern, [], lambda each: each > later[0])) if later else None
    [rule] = rules
    to_come = rule_days(rule, first_on, day, day + RARE)
    if not to_come:
        return Half(extra[0], dated(pattern, [], lambda each: each > extra[0])) if extra else None
    rest = copy(rule)
    if rule.count is not None:
        rest.count = rule.count - times_until(rule, first_on, day - date.resolution)
    made = dated(pattern, [rest], lambda each: each >= to_come[0])
    return Half(to_come[0], made)


def ended_by(rule, first_on, last_on):
    """The same rule, over at the end of that day unless it was over before."""
    ended = copy(rule)
    if rule.count is not None:
        ended.count = times_until(rule, first_on, last_on)
    elif rule.until is None or local_date(rule.until) > last_on:
        ended.until = end_of_day(last_on)
    return ended


def times_until(rule, first_on, last_on):
    return len(rule_days(rule, first_on, first_on, last_on))


def dated(pattern, rules, chosen):
    """A recurrence with these rules and those of the extra and skipped dates that are chosen."""
    return Recurrence(
        rrules=rules,
        rdates=[as_moment(each) for each in sorted(extra_days(pattern)) if chosen(each)],
        exdates=[as_moment(each) for each in sorted(skipped_days(pattern)) if chosen(each)],
        include_dtstart=False,
    )
