"""The last part of an occurrence's address: 2026-11-26, or 2026-11-26-1400 for a second meeting that day. Pure."""

from core.words import LONDON

DAY = r"\d{4}-\d{2}-\d{2}(?:-\d{4}(?:-\d+)?)?"


def address_day(starts_at, taken=()):
    """The first of these that no other meeting of the event has."""
    local = starts_at.astimezone(LONDON)
    day, with_time = f"{local:%Y-%m-%d}", f"{local:%Y-%m-%d-%H%M}"
    if day not in taken:
        return day
    number, candidate = 1, with_time
    while candidate in taken:
        # Two rooms at one time.
        number += 1
        candidate = f"{with_time}-{number}"
    return candidate
