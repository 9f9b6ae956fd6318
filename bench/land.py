"""A made-up Great Britain for the reference data: towns, postcodes, wards and villages on a jittered grid. Pure.

The same for the same seed. Positions lie where the country does and are as dense as they are there, in towns and out of
them; which letters a postcode begins with, and what a village is called, mean nothing.
"""

import random
from dataclasses import dataclass, field
from itertools import pairwise

from locations.postcode_forms import POSTCODE_AREAS

LETTERS = sorted(POSTCODE_AREAS - {"BT", "GY", "IM", "JE"})  # the rest is not in Great Britain
# Latitude, then the westernmost and easternmost longitude of the land there, roughly.
OUTLINE = [
    (50.3, -5.2, -3.6),
    (50.9, -4.6, 0.8),
    (51.5, -5.0, 1.3),
    (52.0, -5.0, 1.5),
    (52.6, -4.1, 1.7),
    (53.2, -4.5, 0.3),
    (54.0, -3.0, -0.1),
    (54.8, -3.6, -1.4),
    (55.5, -4.9, -1.6),
    (56.5, -6.2, -2.8),
    (57.5, -6.2, -1.9),
    (58.6, -5.0, -3.2),
]
CELL_IN_MILES = 26
MILES_IN_A_DEGREE = 69.1
MILES_IN_A_DEGREE_EAST = 40  # near enough from end to end
CITY_EVERY = 20  # cells, beginning with the first
CITY_WEIGHT = 4
SECTORS = "123456789"
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
POSTCODES_IN_A_SECTOR = 78
NAME_STARTS = "Al Ash Bar Bex Bram Bur Car Clay Dal Dun Elm Far Gar Hal Har Kel Lang Mar Nor Rush".split()
NAME_MIDDLES = ["", *"a er ing le mer ning ond ster ven wick".split()]
NAME_ENDS = "bury by combe dale ford ham holme ley mouth ness port side thorpe ton wood worth".split()


@dataclass
class Sector:
    """Nine of them make an outward code. Everything else in the reference data is put down near one."""

    label: str
    latitude: float
    longitude: float
    ward_code: str
    district_code: str
    is_town: bool


@dataclass
class Land:
    counties: list = field(default_factory=list)  # (code, name, latitude, longitude)
    districts: list = field(default_factory=list)  # the same, and the county's code
    wards: list = field(default_factory=list)  # the same, and the district's code
    outwards: list = field(default_factory=list)  # (label, latitude, longitude, ward code, district code)
    sectors: list[Sector] = field(default_factory=list)
    places: list = field(default_factory=list)  # (name, kind, latitude, longitude, district code)

    @property
    def city(self):
        """A sector in the middle of the largest kind of town."""
        return self.sectors[0]

    @property
    def country(self):
        """A sector far from any town."""
        return next(sector for sector in reversed(self.sectors) if not sector.is_town)


def make_land(rng: random.Random, postcodes):
    """Enough of the country for so many postcodes: all of it for 1.75 million."""
    land = Land()
    cells = sorted(grid(), key=lambda cell: (-cell[0], cell[1]))[: len(LETTERS)]
    cells = cells[: max(4, round(len(cells) * postcodes / 1_750_000))]
    weights = [CITY_WEIGHT if number % CITY_EVERY == 0 else 1 for number in range(len(cells))]
    for number, (middle, weight) in enumerate(zip(cells, weights, strict=True)):
        share = postcodes * weight / sum(weights)
        outwards = min(99, max(1, round(share / POSTCODES_IN_A_SECTOR / len(SECTORS))))
        add_cell(land, rng, number, jitter(rng, middle, CELL_IN_MILES / 4), outwards, is_city=weight > 1)
    return land


def grid():
    """The middles of square cells inside the outline."""
    south, north = OUTLINE[0][0], OUTLINE[-1][0]
    step, step_east = CELL_IN_MILES / MILES_IN_A_DEGREE, CELL_IN_MILES / MILES_IN_A_DEGREE_EAST
    latitude = south
    while latitude <= north:
        west, east = edges_at(latitude)
        longitude = west
        while longitude <= east:
            yield latitude, longitude
            longitude += step_east
        latitude += step


def edges_at(latitude):
    for (low, west, east), (high, next_west, next_east) in pairwise(OUTLINE):
        if low <= latitude <= high:
            part = (latitude - low) / (high - low)
            return west + part * (next_west - west), east + part * (next_east - east)
    raise ValueError(latitude)


def jitter(rng, position, miles):
    latitude, longitude = position
    return (
        latitude + rng.uniform(-miles, miles) / MILES_IN_A_DEGREE,
        longitude + rng.uniform(-miles, miles) / MILES_IN_A_DEGREE_EAST,
    )


def add_cell(land, rng, number, middle, outwards, *, is_city):
    """One district: a town in the middle with a part of the postcodes, the rest around it."""
    county, district = f"E10{number // 4:06}", f"E07{number:06}"
    town = name_of(rng)
    if number % 4 == 0:
        land.counties.append((county, f"{town}shire", *middle))
    land.districts.append((district, f"{town} district", *middle, county))
    land.places.append((town, "city" if is_city else "town", *middle, district))
    in_town = round(outwards * (0.75 if is_city else 0.35)) or 1
    for outward in range(outwards):
        is_town = outward < in_town
        reach = (4 if is_city else 2) if is_town else CELL_IN_MILES / 2
        add_outward(land, rng, f"{LETTERS[number]}{outward + 1}", jitter(rng, middle, reach), district, is_town)


def add_outward(land, rng, label, middle, district, is_town):
    sectors = [jitter(rng, middle, 0.8 if is_town else 4) for _ in SECTORS]
    wards = []
    for third in range(3):
        of_ward = sectors[third * 3 : third * 3 + 3]
        code = f"E05{len(land.wards):06}"
        position = tuple(sum(values) / 3 for values in zip(*of_ward, strict=True))
        land.wards.append((code, name_of(rng), *position, district))
        wards.append(code)
    land.outwards.append((label, *middle, wards[0], district))
    for index, (digit, position) in enumerate(zip(SECTORS, sectors, strict=True)):
        land.sectors.append(Sector(f"{label} {digit}", *position, wards[index // 3], district, is_town))
        kind = "suburban area" if is_town else rng.choice(["village", "village", "hamlet", "other settlement"])
        for _ in range(rng.choice([1, 2, 2])):
            land.places.append((name_of(rng), kind, *jitter(rng, position, 1), district))


def name_of(rng):
    """Thirty-five thousand different ones, some used twice, as in life."""
    two = f"{rng.choice(NAME_STARTS)}{rng.choice(NAME_MIDDLES)}{rng.choice(NAME_ENDS)}"
    return two if rng.random() < 0.2 else f"{two} {rng.choice(NAME_STARTS)}{rng.choice(NAME_ENDS)}"


def postcodes_of(rng, sector, number):
    """(key, latitude, longitude) of so many units of one sector, in the order of their keys."""
    start = sector.label.replace(" ", "")
    reach = 0.4 if sector.is_town else 2
    for unit in range(number):
        inward = INWARD_LETTERS[unit // len(INWARD_LETTERS)] + INWARD_LETTERS[unit % len(INWARD_LETTERS)]
        yield (f"{start}{inward}", *jitter(rng, (sector.latitude, sector.longitude), reach))
