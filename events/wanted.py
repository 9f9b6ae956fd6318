"""What somebody asks of /events/, its calendar and its feed: words, days and filters, read from the address."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from core.date_parts import MONTHS
from core.words import as_day, midnight
from events.models import BookingMode, Delivery, EventKind, EventPage
from locations.models import VenueKind, VenuePage
from locations.opening import WEEKDAYS

LONGEST_SEARCH = 100
WHENS = {"today": ("Today", 1), "week": ("Next 7 days", 7), "month": ("Next 4 weeks", 28)}
# The same, counted from a date that was asked for.
FROM_THEN = {"today": "That day", "week": "7 days from then", "month": "4 weeks from then"}
HOWS = {"in-person": "In person", "online": "Online, from home"}
BOOKINGS = {"book": "Book a place", "drop-in": "Just turn up"}
VIEWS = {"": "List", "week": "Week", "month": "Month"}
NAMES = ("q", "from", "when", "how", "booking", "access", "topic", "kind", "place", "district", "view")
NOT_A_DATE = "We cannot read this date. Write it like 26 11 2026."
TOO_FAR = "Choose a date within the next 10 years."
YEARS_AHEAD = 10
CENTURY = 2000  # of a year written as 26
WEEKDAY_NAMES = {day[:length].lower() for day in WEEKDAYS for length in range(3, len(day) + 1)}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for, by name; anything that it does not know is passed over.

    `typed` is what stands in the box for a date, and `wrong` the sentence about it where it is none.
    """

    values: dict
    typed: str = ""
    wrong: str = ""

    @classmethod
    def read(cls, query, *, now):
        texts = {name: " ".join(query.get(name, "")[:LONGEST_SEARCH].replace("\0", " ").split()) for name in NAMES}
        known = {"when": WHENS, "how": HOWS, "booking": BOOKINGS, "access": {"step-free"}, "view": VIEWS}
        known |= {"kind": EventKind.values, "place": VenueKind.values}
        for name, choices in known.items():
            texts[name] = texts[name] if texts[name] in choices else ""
        typed = texts["from"]
        day, wrong = read_day(typed, now) if typed else (None, "")
        texts["from"] = day.isoformat() if day else ""
        return cls({name: text for name, text in texts.items() if text}, typed, wrong)

    def get(self, name):
        return self.values.get(name, "")

    @property
    def first_on(self):
        """The date asked for, or None."""
        return date.fromisoformat(self.get("from")) if self.get("from") else None

    def address(self, **changes):
        values = {name: value for name, value in (self.values | changes).items() if value}
        return f"?{urlencode(values)}" if values else "?"


def read_day(text, now):
    """(the date, "") of 2026-11-26, 26/11/26 or Thursday 26th November; (None, what is wrong) of anything else.

    Without a year it is the next such day.
    """
    parts = [part for part in re.findall(r"\d+|[^\W\d_]+", text) if not says_nothing(part)]
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    try:
        day, month, year = [*parts, str(as_day(now).year)][:3] if len(parts) in (2, 3) else ("", "", "")
        found = date(int(year) + (CENTURY if len(year) == 2 else 0), month_number(month), int(day))
    except (ValueError, OverflowError):
        return None, NOT_A_DATE
    if len(parts) == 2 and found < as_day(now):
        found = found.replace(year=found.year + 1) if (found.month, found.day) != (2, 29) else found
    return (found, "") if found.year <= as_day(now).year + YEARS_AHEAD else (None, TOO_FAR)


def says_nothing(part):
    """The name of a weekday, and what stands after a number: Thursday 26th of November."""
    word = part.lower()
    return word in ("st", "nd", "rd", "th", "of") or word in WEEKDAY_NAMES


def month_number(text):
    """11, or the beginning of a name: Nov."""
    if text.isdigit():
        return int(text)
    found = [number for name, number in MONTHS.items() if len(text) >= 3 and name.startswith(text.lower())]
    return found[0] if len(found) == 1 else 0


def span(wanted, now):
    """(first moment, moment after the last) that is asked for, each None where there is no limit."""
    # From today on is from now on: what began last night and is still on is part of it.
    first = midnight(wanted.first_on) if wanted.first_on and wanted.first_on > as_day(now) else None
    if not wanted.get("when"):
        return first, None
    _, days = WHENS[wanted.get("when")]
    # Counted from the date asked for if there is one.
    return first, midnight(max(wanted.first_on or as_day(now), as_day(now)) + timedelta(days=days))


def fitting(occurrences, wanted, now):
    """Those of these that fit: pages, calendars and the RSS feed choose alike."""
    first, last = span(wanted, now)
    if first:
        occurrences = occurrences.filter(starts_at__gte=first)
    if last:
        occurrences = occurrences.filter(starts_at__lt=last)
    return filtered(occurrences, wanted)


def filtered(occurrences, wanted):
    """As asked, at whatever time."""
    if events := event_filters(wanted):
        occurrences = occurrences.filter(event__in=EventPage.objects.filter(**events).values("pk"))
    if venues := venue_filters(wanted):
        occurrences = occurrences.filter(venue__in=VenuePage.objects.filter(**venues).values("pk"))
    return occurrences.matching(wanted.get("q"))


def event_filters(wanted):
    found = {}
    if wanted.get("how") == "online":
        found["delivery__in"] = [Delivery.ONLINE, Delivery.BOTH]
    elif wanted.get("how"):
        found["delivery__in"] = [Delivery.IN_PERSON, Delivery.BOTH]
    if wanted.get("booking"):
        found["booking_mode"] = BookingMode(wanted.get("booking"))
    if wanted.get("topic"):
        found["topics__slug"] = wanted.get("topic")
    if wanted.get("kind"):
        found["kind"] = wanted.get("kind")
    return found


def venue_filters(wanted):
    found = {}
    if wanted.get("access"):
        found["step_free"] = True
    if wanted.get("place"):
        found["kind"] = wanted.get("place")
    if wanted.get("district"):
        found["district"] = wanted.get("district")
    return found
