"""Dates, times, distances and references in plain words. Pure: no database, no clock.

Moments are aware and said in London time; `today` and `now` are handed in.
"""

import math
import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
QUARTERS = ("", "¼", "½", "¾")

# Said over the telephone: a short word everybody knows, and no name of a place or a person.
SAY = {
    "A": "A for apple",
    "B": "B for ball",
    "C": "C for cat",
    "D": "D for dog",
    "E": "E for egg",
    "F": "F for fish",
    "G": "G for goat",
    "H": "H for hat",
    "I": "I for ink",
    "J": "J for jam",
    "K": "K for king",
    "L": "L for lamp",
    "M": "M for mug",
    "N": "N for nut",
    "O": "O for orange",
    "P": "P for pen",
    "Q": "Q for queen",
    "R": "R for rain",
    "S": "S for sun",
    "T": "T for tea",
    "U": "U for umbrella",
    "V": "V for van",
    "W": "W for water",
    "X": "X as in box",
    "Y": "Y for yellow",
    "Z": "Z for zebra",
}


def local(value):
    """The same moment on a London clock; dates and times without a zone are taken as they are."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(LONDON)
    return value


def as_day(value):
    value = local(value)
    return value.date() if isinstance(value, datetime) else value


def midnight(day):
    """The first moment of a day in London."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def full_day_words(day):
    """Thursday 26 November 2026."""
    day = as_day(day)
    return f"{day:%A} {day.day} {day:%B %Y}"


def day_words(day, today):
    """Today, Friday 20 November. The year is said when it is not this year."""
    day, today = as_day(day), as_day(today)
    words = full_day_words(day) if day.year != today.year else f"{day:%A} {day.day} {day:%B}"
    return f"Today, {words}" if day == today else words


def time_words(value):
    """2pm, 10:30am, 12 noon, 12 midnight."""
    value = local(value)
    clock = value.time() if isinstance(value, datetime) else value
    if (clock.hour, clock.minute) == (12, 0):
        return "12 noon"
    if (clock.hour, clock.minute) == (0, 0):
        return "12 midnight"
    hour = clock.hour % 12 or 12
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{hour}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def time_range(start, end):
    """2pm to 4pm."""
    return f"{time_words(start)} to {time_words(end)}"


def full_when_words(starts_at, ends_at):
    """Thursday 26 November 2026, 10am to 12 noon."""
    return f"{full_day_words(starts_at)}, {time_range(starts_at, ends_at)}"


def when_words(starts_at, ends_at, now):
    """Today, Friday 20 November, 2pm to 4pm."""
    starts_at, ends_at = local(starts_at), local(ends_at)
    first = day_words(starts_at, now)
    if ends_at.date() == starts_at.date() or (ends_at.time() == time(0) and (ends_at - starts_at).days < 1):
        return f"{first}, {time_range(starts_at, ends_at)}"
    return f"{first}, {time_words(starts_at)} to {day_words(ends_at, now)}, {time_words(ends_at)}"


def month_words(day):
    """November 2026."""
    return f"{as_day(day):%B %Y}"


def quarters(miles):
    """1¾: to the nearest quarter of a mile, and to whole miles from 10 on."""
    if miles >= 10:
        return str(math.floor(miles + 0.5))
    count = math.floor(miles * 4 + 0.5)
    return f"{count // 4 or ''}{QUARTERS[count % 4]}"


def miles_words(miles):
    """About 1¾ miles. Straight lines are never exact, so it is always about."""
    if miles < 0.125:
        return "Less than ¼ mile"
    return f"About {quarters(miles)} {'mile' if miles < 1.125 else 'miles'}"


def count_words(number, one, many=None):
    """1 place, 2 places, 1,204 places."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration_words(minutes):
    """1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [count_words(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(count_words(rest, "minute"))
    return " ".join(parts)


def money_words(pounds):
    """Free, £3, £2.50."""
    if not pounds:
        return "Free"
    return f"£{pounds:,.0f}" if pounds == int(pounds) else f"£{pounds:,.2f}"


def list_words(things, last="and"):
    """a, b and c."""
    things = [str(thing) for thing in things]
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def as_sentence(text):
    """With a full stop, so that more can be said after it."""
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def group_reference(reference):
    """K7M 4PX: in threes, or in fours when longer, as people read a code aloud."""
    size = 3 if len(reference) <= 6 else 4
    return " ".join(reference[start : start + size] for start in range(0, len(reference), size))


def spell_reference(reference):
    """K for king, 7, M for mug, 4, P for pen, X as in box."""
    return ", ".join(SAY.get(character, character) for character in reference.upper() if not character.isspace())


def telephone_digits(phone):
    """01632960123, as a tel: link wants it; a leading + stays."""
    return re.sub(r"(?!^\+)\D", "", phone.strip().replace("(0)", ""))
