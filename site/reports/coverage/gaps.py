"""Who has far to go, and what a session at another place would change. Pure.

All people of a small area are taken to live at its middle; miles are in a straight line.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import inf

FAR_IN_MILES = 5
# Nobody is counted as coming from farther off, even where there is nothing nearer.
FARTHEST_IN_MILES = 25


@dataclass(frozen=True)
class Band:
    words: str
    up_to: float
    kind: str  # of its shade on the map


BANDS = (
    Band("Up to 2 miles", 2, "q1"),
    Band("2 to 5 miles", FAR_IN_MILES, "q2"),
    Band("5 to 10 miles", 10, "q3"),
    Band("Over 10 miles", inf, "q4"),
)


@dataclass(slots=True)
class SmallArea:
    """`people` are those the question is about, weighted if it asks for that. `miles`: {to what: how far, or inf}."""

    code: str
    name: str
    ward_code: str
    ward: str
    district: str
    latitude: float
    longitude: float
    people: float
    miles: dict = field(default_factory=dict)

    @property
    def position(self):
        return self.latitude, self.longitude


@dataclass(frozen=True)
class Trial:
    """What a session at some place would change. The trips are of those to whom it would be the nearest."""

    brought_near: float  # people who have it within FAR_IN_MILES, and have nothing so near now
    nearest_for: float
    trip_now: float | None  # None where some of them have nothing to go to now
    trip_then: float | None


NO_CHANGE = Trial(0, 0, None, None)


def band_of(miles):
    return next(band for band in BANDS if miles <= band.up_to)


def by_band(areas, to):
    """[(band, people, small areas)], nearest first."""
    people, number = defaultdict(float), defaultdict(int)
    for area in areas:
        band = band_of(area.miles[to])
        people[band] += area.people
        number[band] += 1
    return [(band, people[band], number[band]) for band in BANDS]


def total(areas):
    return sum(area.people for area in areas)


def far(areas, to):
    """How many people live farther off than FAR_IN_MILES."""
    return sum(area.people for area in areas if area.miles[to] > FAR_IN_MILES)


def average_miles(areas, to):
    """Of each person; of each area where nobody lives. None where somebody has nothing to go to."""
    weights = [area.people for area in areas]
    if not any(weights):
        weights = [1] * len(areas)
    return mean([(area.miles[to], weight) for area, weight in zip(areas, weights, strict=True) if weight])


def mean(weighted):
    weight = sum(each for _, each in weighted)
    if not weight or any(miles == inf for miles, _ in weighted):
        return None
    return sum(miles * each for miles, each in weighted) / weight


def by_ward(areas):
    """[[the areas of a ward] …] in the order of their names."""
    wards = defaultdict(list)
    for area in areas:
        wards[area.district, area.ward, area.ward_code].append(area)
    return [wards[key] for key in sorted(wards)]


def trials(areas, pairs, to):
    """{number of a place: Trial}. `pairs`: (number of the area, number of the place, miles), each nearer than now."""
    nearer = defaultdict(list)
    for area, place, miles in pairs:
        nearer[place].append((areas[area], miles))
    return {place: trial(found, to) for place, found in nearer.items()}


def trial(found, to):
    """Of one place: `found` are the areas that it would be nearer to than anything now, each with the miles to it."""
    return Trial(
        brought_near=sum(area.people for area, miles in found if miles <= FAR_IN_MILES < area.miles[to]),
        nearest_for=sum(area.people for area, _ in found),
        trip_now=mean([(area.miles[to], area.people) for area, _ in found]),
        trip_then=mean([(miles, area.people) for area, miles in found]),
    )
