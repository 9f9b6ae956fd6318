"""What stands against holding a session at a place on a day: a bank holiday, a closure, its opening hours. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.words import LONDON, list_words, time_range
from locations.opening import closure_on, is_open_between, weekday_stretches


class Kind(StrEnum):
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    HOURS = "hours"


@dataclass(frozen=True)
class Clash:
    """`why` in words for staff. Outside its hours a place may well let a class in, so that is only a warning."""

    kind: Kind
    why: str

    @property
    def skip(self):
        """Whether a new date is left out unless somebody says that it is held."""
        return self.kind != Kind.HOURS

    def __str__(self):
        return self.why


def closed_why(clash):
    """What a date says of itself while it is planned on a closed day: a bank holiday, or its place is closed. Or ""."""
    return clash.why[:200] if clash and clash.skip else ""


@dataclass(frozen=True)
class Place:
    """What is known of a venue: its name, stretches of opening, closures, and whether it opens for sessions alone."""

    name: str
    hours: tuple = ()
    closures: tuple = ()
    sessions_only: bool = False


@dataclass(frozen=True)
class KnownDays:
    """Bank holidays as {date: title}, and {venue's number: Place}: read once, asked of each meeting."""

    holidays: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)

    def clash(self, venue_id, starts_at, ends_at):
        """The worst Clash of a meeting at this venue (None: online), its start and end aware; or None."""
        starts, ends = starts_at.astimezone(LONDON), ends_at.astimezone(LONDON)
        place = self.places.get(venue_id)
        if place and (closed := closure_on(place.closures, starts.date())):
            return Clash(Kind.CLOSURE, closed_words(place, closed))
        if title := self.holidays.get(starts.date()):
            return Clash(Kind.HOLIDAY, f"It is a bank holiday: {title}.")
        return hours_clash(place, starts, ends) if place else None


def closed_words(place, closure):
    return f"{place.name} is closed{f': {closure.reason}' if closure.reason else ''}.".replace("..", ".")


def hours_clash(place, starts, ends):
    if place.sessions_only or not place.hours:
        return None
    if starts.date() == ends.date() and is_open_between(place.hours, (), starts.date(), starts.time(), ends.time()):
        return None
    stretches = weekday_stretches(place.hours, starts.weekday())
    day = f"{starts:%A}s"
    if not stretches:
        return Clash(Kind.HOURS, f"{place.name} is not usually open on {day}.")
    return Clash(Kind.HOURS, f"On {day} {place.name} is open {list_words([time_range(*each) for each in stretches])}.")
