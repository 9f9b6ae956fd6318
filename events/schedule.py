"""From a schedule to its dates. Pure: no database, no clock.

Dates are worked out without a time zone and London is attached last, so that a two o'clock session stays at two
o'clock when the clocks change. Dates to skip, extra dates and the last date are all compared as dates in London.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule, weekdays
from recurrence import Rule, to_weekday

LONDON = ZoneInfo("Europe/London")
MOST_MEETINGS = 1000
# The calendar repeats exactly every 400 years, weekdays and all.
CALENDAR_CYCLE = 400
LATEST_YEAR = 9990
# How far from a first date we look for one that lies on the rule: a year covers every rule that has a date each year.
LOOK_NEAR = 366
# No date that ever comes is rarer than 29 February around a year like 2100.
RARE = timedelta(days=9 * 366)
LONG_AHEAD = timedelta(days=20 * 366)


@dataclass(frozen=True)
class Meeting:
    """One meeting: the date it was made for, and when it starts and ends in London time."""

    on: date
    starts_at: datetime
    ends_at: datetime


def expand(pattern, *, first_on, start_time, end_time, last_on, from_on=None):
    """The meetings of a schedule from its first date (or from_on, if later) to last_on, both included.

    `pattern` is a recurrence without DTSTART, or None. A rule that can never be meant (INTERVAL=0, every hour) gives
    no dates: checks.py refuses it with a sentence before it is published.
    """
    return [
        meeting_on(day, start_time, end_time)
        for day in meeting_days(pattern, first_on=first_on, from_on=from_on or first_on, last_on=last_on)
    ]


def meeting_days(pattern, *, first_on, from_on, last_on):
    """The dates alone, sorted, each once, at most MOST_MEETINGS."""
    days = {day for rule in rules_of(pattern) for day in rule_days(rule, first_on, from_on, last_on)}
    for rule in getattr(pattern, "exrules", ()):
        days -= set(rule_days(rule, first_on, from_on, last_on))
    extra = extra_days(pattern)
    if not rules_of(pattern):
        extra = extra | {first_on}
    days |= {day for day in extra if from_on <= day <= last_on}
    return sorted(days - skipped_days(pattern))[:MOST_MEETINGS]


def meeting_on(day, start_time, end_time):
    """An end at or before the start is on the next day."""
    end_on = day if end_time > start_time else day + timedelta(days=1)
    starts_at, ends_at = in_london(day, start_time), in_london(end_on, end_time)
    if starts_at.astimezone(UTC) >= ends_at.astimezone(UTC):
        # Starting in the hour that the spring change leaves out, it moved past its own end: it lasts as long as ever.
        ends_at = starts_at + (datetime.combine(end_on, end_time) - datetime.combine(day, start_time))
    return Meeting(day, starts_at, ends_at)


def in_london(day, clock):
    """A moment by the clock on the wall. A time that the spring change leaves out moves on by an hour.

    Of the hour that comes twice in autumn the first is meant, whatever the time's `fold` says.
    """
    return datetime.combine(day, clock.replace(fold=0), tzinfo=LONDON).astimezone(UTC).astimezone(LONDON)


def first_lies_on_rule(pattern, first_on):
    """Calendar programs disagree about a first date that its own rule does not name, so there must be none."""
    return not rules_of(pattern) or any(rule_days(rule, first_on, first_on, first_on) for rule in rules_of(pattern))


def nearest_on_rule(pattern, first_on):
    """The date nearest to first_on that could be the first: the later of two as near, None if there is none."""
    later = [day for rule in rules_of(pattern) for day in rule_days(rule, first_on, first_on, first_on + RARE)[:1]]
    if not later:
        return None
    for distance in range(1, LOOK_NEAR + 1):
        for day in (first_on + timedelta(days=distance), first_on - timedelta(days=distance)):
            if first_lies_on_rule(pattern, day):
                return day
    return min(later)


def is_over(pattern, *, first_on, today):
    """Whether none of its dates is today or still to come."""
    if any(not (rule.until or rule.count) for rule in rules_of(pattern)):
        return False
    return not meeting_days(pattern, first_on=first_on, from_on=max(first_on, today), last_on=today + LONG_AHEAD)


def rules_of(pattern):
    return pattern.rrules if pattern else []


def extra_days(pattern):
    return {local_date(moment) for moment in pattern.rdates} if pattern else set()


def skipped_days(pattern):
    return {local_date(moment) for moment in pattern.exdates} if pattern else set()


def local_date(moment):
    """django-recurrence keeps moments in UTC; a date is what the calendar on the wall said."""
    return moment.astimezone(LONDON).date() if moment.tzinfo else moment.date()


def as_moment(day):
    """How a date is handed to django-recurrence: noon, which is the same date in London and in UTC."""
    return datetime.combine(day, time(12), tzinfo=LONDON)


def end_of_day(day):
    """How a last date is handed to django-recurrence: the whole of that day counts."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=LONDON)


def rule_days(rule, first_on, from_on, last_on):
    """The dates of one rule that lie within from_on and last_on; counting begins at first_on."""
    if rule.freq > DAILY or rule.interval < 1:
        return []
    if rule.until:
        last_on = min(last_on, local_date(rule.until))
    if last_on < max(first_on, from_on):
        return []
    # dateutil looks for a date that never comes (30 February) until the year 9999. Moved to the end of its calendar by
    # whole cycles, which changes no date, it has a few hundred years to look through instead of eight thousand.
    years = (LATEST_YEAR - last_on.year) // CALENDAR_CYCLE * CALENDAR_CYCLE
    found = []
    for moment in dateutil_rule(rule, moved(first_on, years), moved(last_on, years)):
        day = moved(moment.date(), -years)
        if day > last_on or len(found) >= MOST_MEETINGS:
            break
        if day >= from_on:
            found.append(day)
    return found


def moved(day, years):
    return day.replace(year=day.year + years)


def dateutil_rule(rule, first_on, last_on):
    """The same rule for dateutil, on dates alone: times of day are the schedule's, not the rule's."""
    parameters = {name: getattr(rule, name) or None for name in Rule.byparams}
    for name in ("byhour", "byminute", "bysecond"):
        del parameters[name]
    days = [to_weekday(day) for day in parameters.pop("byday") or []]
    return rrule(
        rule.freq,
        dtstart=datetime.combine(first_on, time()),
        interval=rule.interval,
        wkst=getattr(rule.wkst, "number", rule.wkst),
        **limits(rule, last_on),
        byweekday=[weekdays[day.number](day.index) if day.index else weekdays[day.number] for day in days] or None,
        **parameters,
    )


def limits(rule, last_on):
    """dateutil takes a last date or a number of times, not both: rule_days stops a counted rule at its last date."""
    if rule.count is None:
        return {"until": datetime.combine(last_on, time())}
    return {"count": rule.count}
