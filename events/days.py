"""/events/ by week and by month: every day with what is on then, in one query for the sessions of all of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from core.words import as_day, day_words, full_day_words, local, midnight, month_words, time_words
from events.listing import is_on_another_day, place_words
from events.models import Occurrence
from events.wanted import filtered
from locations.opening import WEEKDAYS

# So that a page stays light: of a fuller month the first are shown, and it says so.
MOST_SHOWN = 400
# More than these fold away on a day.
OPEN_ON_A_DAY = 5


@dataclass(frozen=True)
class Entry:
    """One session on one day. `note` says that it is off, or where it went."""

    time: str
    title: str
    url: str
    place: str
    note: str = ""


@dataclass(frozen=True)
class Day:
    """`number` stands in its square; `label` is said where days stand below each other."""

    number: int
    label: str
    is_today: bool = False
    is_outside: bool = False  # of the month that is shown, or over
    entries: list = field(default_factory=list)

    @property
    def first(self):
        return self.entries[:OPEN_ON_A_DAY]

    @property
    def rest(self):
        return self.entries[OPEN_ON_A_DAY:]


def days_context(wanted, now):
    """A week or a month: its heading, its rows of seven days, and the addresses of those before and after."""
    today = as_day(now)
    asked = max(wanted.first_on or today, today)
    first, after = (month_of if wanted.get("view") == "month" else week_of)(asked)
    # Days that are over have nothing on, and weeks that are over are left out.
    shown_from = max(first, today)
    found, is_whole = sessions(wanted, shown_from, after, now)
    monday = shown_from - timedelta(days=shown_from.weekday())
    weeks = -(-(after - monday).days // 7)
    days = [
        Day(
            number=day.day,
            label=day_words(day, now),
            is_today=day == today,
            is_outside=not shown_from <= day < after,
            entries=found.get(day, []),
        )
        for day in (monday + timedelta(days=number) for number in range(weeks * 7))
    ]
    return {
        "heading": heading(wanted, first, after),
        "weeks": [days[number : number + 7] for number in range(0, len(days), 7)],
        "weekdays": WEEKDAYS,
        "is_empty": not found,
        "is_whole": is_whole,
        "earlier": wanted.address(**{"from": max(before(wanted, first), today), "when": ""}) if first > today else "",
        "later": wanted.address(**{"from": after, "when": ""}),
        "period": wanted.get("view"),
    }


def month_of(day):
    first = day.replace(day=1)
    return first, first + relativedelta(months=1)


def week_of(day):
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)


def before(wanted, first):
    return first - (relativedelta(months=1) if wanted.get("view") == "month" else timedelta(days=7))


def heading(wanted, first, after):
    if wanted.get("view") == "month":
        return month_words(first)
    return f"{full_day_words(first)} to {full_day_words(after - timedelta(days=1))}"


def sessions(wanted, first_on, after, now):
    """({day: its entries}, whether that is all of them)."""
    rows, first, last = filtered(Occurrence.objects.public(), wanted), midnight(first_on), midnight(after)
    here = rows.to_show(now).filter(starts_at__lt=last, ends_at__gt=first).order_by("starts_at", "pk")
    here = here.rows(MOST_SHOWN + 1)
    gone = rows.moved_away(now).filter(moved_from_at__gte=first, moved_from_at__lt=last)
    gone = gone.order_by("moved_from_at", "pk").rows(MOST_SHOWN)
    found = defaultdict(list)
    placed = [(max(as_day(row.starts_at), first_on), row.starts_at, entry(row)) for row in here[:MOST_SHOWN]]
    placed += [(as_day(row.moved_from_at), row.moved_from_at, left(row)) for row in gone if is_on_another_day(row)]
    for day, _, each in sorted(placed, key=lambda each: each[:2]):
        found[day].append(each)
    return dict(found), len(here) <= MOST_SHOWN


def entry(row):
    note = "Not on" if row.is_cancelled else ""
    return Entry(time_words(row.starts_at), row.event.title, row.get_absolute_url(), place_words(row), note)


def left(row):
    """On the day that it was moved away from."""
    starts_at = local(row.starts_at)
    note = f"Moved to {starts_at:%A} {starts_at.day} {starts_at:%B}"
    return Entry(time_words(row.moved_from_at), row.event.title, row.get_absolute_url(), "", note)
