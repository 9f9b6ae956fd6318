"""When a venue is open, in words. Pure: hours and closures are handed in, and the clock too.

Hours are rows with `weekday`, `opens` and `closes` (London wall-clock times); closures have `first_on`, `last_on` and
`reason`, both days included.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from core.words import LONDON, day_words, list_words, time_range, time_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# How far ahead we look for the next opening before saying only that it is closed.
LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class Opening:
    """What a list or page says: `words` in the tag, `more` beside it. kind is the tag's: ok, stop, off or nothing."""

    is_open: bool
    words: str
    more: str = ""
    kind: str = ""


@dataclass(frozen=True)
class DayHours:
    weekday: str
    words: str
    is_today: bool = False


def stretches_on(hours, closures, day):
    """The (opens, closes) of one date, in order; none if it is closed that day."""
    if closure_on(closures, day):
        return []
    return weekday_stretches(hours, day.weekday())


def weekday_stretches(hours, weekday):
    return sorted((stretch.opens, stretch.closes) for stretch in hours if stretch.weekday == weekday)


@dataclass(frozen=True)
class Shut:
    """A closure of every year, in one of its years."""

    first_on: date
    last_on: date
    reason: str


def closure_on(closures, day):
    return next(iter(closures_between(closures, day, day)), None)


def closures_between(closures, from_on, last_on):
    """Those that touch these days, in order; one of every year once for each year, from its first on."""
    dated = [shut for closure in closures for shut in each_year(closure, from_on, last_on)]
    return sorted((shut for shut in dated if shut.first_on <= last_on and shut.last_on >= from_on), key=_first_day)


def each_year(closure, from_on, last_on):
    if not getattr(closure, "every_year", False):
        return [closure]
    first = closure.first_on.year
    # It may have begun in the year before, and run past New Year.
    years = range(max(first, from_on.year - 1), last_on.year + 1)
    return [
        Shut(_in_year(closure.first_on, year - first), _in_year(closure.last_on, year - first), closure.reason)
        for year in years
    ]


def _in_year(day, later):
    """The same day so many years later; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=day.year + later)
    except ValueError:
        return day.replace(year=day.year + later, day=28)


def _first_day(closure):
    return closure.first_on


def is_open(hours, closures, now):
    return _closes_at(hours, closures, now.astimezone(LONDON)) is not None


def is_open_between(hours, closures, day, starts, ends):
    """Whether it is open on that date from `starts` to `ends` without a break."""
    return _covers(stretches_on(hours, closures, day), starts, ends)


def is_usually_open_between(hours, weekday, starts, ends):
    """The same for any such weekday (0 is Monday), whatever its closures."""
    return _covers(weekday_stretches(hours, weekday), starts, ends)


def opening_words(hours, closures, now, *, sessions_only=False):
    """Open now until 5:30pm; Closed today, with when it opens; Open for sessions only; Ring for opening times."""
    now = now.astimezone(LONDON)
    today = now.date()
    closure = closure_on(closures, today)
    if closure:
        why = f"Closed today: {closure.reason}" if closure.reason else "Closed today"
        return Opening(False, why, _next_opening(hours, closures, now), "stop")
    if sessions_only:
        return Opening(False, "Open for sessions only")
    if not hours:
        return Opening(False, "Ask for opening times")
    closes = _closes_at(hours, closures, now)
    if closes:
        return Opening(True, f"Open now until {time_words(closes)}", "", "ok")
    left_today = [stretch for stretch in stretches_on(hours, closures, today) if stretch[0] > now.time()]
    words = "Closed now" if stretches_on(hours, closures, today) else "Closed today"
    if left_today:
        return Opening(False, words, f"Opens today, {time_range(*left_today[0])}")
    return Opening(False, words, _next_opening(hours, closures, now))


def week_table(hours, today):
    """Monday to Sunday, each with its hours in words."""
    return [
        DayHours(name, _stretch_words(weekday_stretches(hours, weekday)), today.weekday() == weekday)
        for weekday, name in enumerate(WEEKDAYS)
    ]


def coming_closures(closures, today, *, days=60):
    """The closures to warn of: going on now, or soon."""
    return closures_between(closures, today, today + timedelta(days))


def _closes_at(hours, closures, local):
    # Stretches that touch (open till 1pm, open from 1pm) are one to a visitor.
    closes = None
    for opens, shuts in stretches_on(hours, closures, local.date()):
        if opens <= local.time() < shuts or opens == closes:
            closes = shuts
    return closes


def _covers(stretches, starts, ends):
    reached = starts
    for opens, closes in stretches:
        if opens <= reached < closes:
            reached = closes
    return reached >= ends and starts < ends


def _next_opening(hours, closures, now):
    for ahead in range(1, LOOK_AHEAD_DAYS):
        day = now.date() + timedelta(days=ahead)
        stretches = stretches_on(hours, closures, day)
        if stretches:
            name = f"{day:%A}" if ahead < 7 else day_words(day, now)
            return f"Opens {name}, {time_range(*stretches[0])}"
    return ""


def _stretch_words(stretches):
    return list_words([time_range(*stretch) for stretch in stretches]) or "Closed"
