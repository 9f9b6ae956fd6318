"""A sketch of the places around somebody, drawn by the server: a dot, a ring and a pin for each. Pure."""

from dataclasses import dataclass, replace
from itertools import count
from math import cos, radians

from core.words import list_words
from pages.finder.asked import RINGS

SIZE = 360
MIDDLE = SIZE // 2
ROOM = 150  # from the middle to the farthest pin
MILES_IN_A_DEGREE = 69.1  # of latitude; near enough for a sketch
LEAST_MILES = 0.25
PIN = 24  # as wide as a pin is drawn, and a little


@dataclass(frozen=True)
class Pin:
    letter: str
    x: int
    y: int

    @property
    def letter_y(self):
        return self.y + 5


@dataclass(frozen=True)
class Sketch:
    pins: list[Pin]
    ring: int | None
    ring_words: str
    words: str
    size: int = SIZE
    middle: int = MIDDLE

    @property
    def ring_words_y(self):
        return self.middle - self.ring - 6


def sketch(whereabouts, venues, label):
    """None where there is nothing to draw. `venues` are in the order of the list beside it."""
    if not venues:
        return None
    letters = [chr(ord("A") + number) for number in range(len(venues))]
    scale = ROOM / max(LEAST_MILES, *(venue.miles for venue in venues))
    pins = apart(
        [Pin(letter, *place(whereabouts, venue, scale)) for letter, venue in zip(letters, venues, strict=True)]
    )
    ring = max((ring for ring in RINGS if ring * scale <= MIDDLE - 20), default=None)
    return Sketch(
        pins,
        round(ring * scale) if ring else None,
        f"{ring} mile{'' if ring == 1 else 's'}" if ring else "",
        f"Map. A yellow dot marks {label}. {letter_words(letters)} the list below.",
    )


def apart(pins):
    """Two places in one street are one spot on a wide map: one steps aside, so that dot and letters can all be seen."""
    drawn = [Pin("", MIDDLE, MIDDLE)]
    for pin in pins:
        sidesteps = (replace(pin, x=pin.x + way * PIN // 2) for step in count() for way in (-step, step))
        drawn.append(next(spot for spot in sidesteps if not any(overlap(spot, other) for other in drawn)))
    return drawn[1:]


def overlap(pin, other):
    return abs(pin.x - other.x) < PIN and abs(pin.y - other.y) < PIN


def letter_words(letters):
    if len(letters) == 1:
        return "The letter A marks the place in"
    return f"The letters {list_words(letters)} mark the places in"


def place(whereabouts, venue, scale):
    east = (venue.longitude - whereabouts.longitude) * MILES_IN_A_DEGREE * cos(radians(whereabouts.latitude))
    north = (venue.latitude - whereabouts.latitude) * MILES_IN_A_DEGREE
    return round(MIDDLE + east * scale), round(MIDDLE - north * scale)
