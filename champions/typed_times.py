"""Times of a day as people type them: 9am to 12 noon, 2-4.30pm; 9 to 5. Pure."""

import re
from datetime import time

from champions.times import Slot, join_up
from core.words import time_range

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon)?")
BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s*")
# Without am or pm, hours before this are taken for the afternoon: nobody helps at five in the morning.
EARLIEST_HOUR = 7


class NotATimeError(ValueError):
    """Its text is a sentence for whoever typed it."""


def slots_typed(weekday, text):
    """The stretches of one weekday, those that touch joined. Nothing typed: none."""
    words = text.casefold().replace(" and ", ",").replace(";", ",")
    stretches = [stretch.strip() for stretch in words.split(",") if stretch.strip()]
    return join_up(slot_typed(weekday, stretch) for stretch in stretches)


def slot_typed(weekday, stretch):
    ends = BETWEEN.split(stretch)
    if len(ends) != 2:
        raise NotATimeError("Write it like this: 9am to 12 noon, 2pm to 4:30pm")
    starts, ends = (clock_typed(end) for end in with_one_half(*ends))
    if starts >= ends:
        raise NotATimeError(f"{time_range(starts, ends)} ends before it begins. Check the times")
    return Slot(weekday, starts, ends)


def with_one_half(starts, ends):
    """2-4pm is 2pm to 4pm; 10-2pm is 10am to 2pm."""
    first, last = CLOCK.fullmatch(starts), CLOCK.fullmatch(ends)
    if first and last and last[3] == "pm" and not first[3] and int(first[1]) <= int(last[1]) != 12:
        return f"{starts}pm", ends
    return starts, ends


def clock_typed(text):
    found = CLOCK.fullmatch({"noon": "12noon", "midday": "12noon"}.get(text, text))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    half = found and found[3]
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif not half and not text.startswith("0") and hour < EARLIEST_HOUR:
        hour += 12
    if hour > 23 or minute > 59:
        raise NotATimeError("Write each time like 9am, 2:30pm or 14:30")
    return time(hour, minute)


def typed_of(slots, weekday):
    """What the form shows of one weekday."""
    return ", ".join(time_range(slot.starts, slot.ends) for slot in sorted(slots) if slot.weekday == weekday)
