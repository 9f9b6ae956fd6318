"""A county on one meridian, whose miles and people are worked out by hand in tests/reports/coverage/."""

from datetime import timedelta
from itertools import count

from django.utils.timezone import localdate

from locations.models import Lsoa
from tests.factories.champions import make_champion
from tests.factories.events import make_event, make_occurrence
from tests.factories.locations import make_area, make_venue

NUMBERS = count(1)
SOUTH, WEST = 54.9, -2.9
MILES_IN_A_DEGREE = 69.17  # of a meridian, here
DISTRICT = "E07000900"


def north(miles):
    """(latitude, longitude) so many miles north of the library."""
    return SOUTH + miles / MILES_IN_A_DEGREE, WEST


def square(miles, side=0.01):
    """A boundary around that point, as it is kept."""
    latitude, longitude = north(miles)
    corners = [(-side, -side), (side, -side), (side, side), (-side, side), (-side, -side)]
    return [[[[round(longitude + x, 5), round(latitude + y, 5)] for x, y in corners]]]


def make_lsoa(name="Northland 001A", miles=0, position=None, **kwargs):
    kwargs.setdefault("code", f"E01{next(NUMBERS):06}")
    kwargs.setdefault("ward_name", name.split()[0])
    kwargs.setdefault("district_code", DISTRICT)
    kwargs.setdefault("district_name", "Northland")
    kwargs.setdefault("population", 1000)
    latitude, longitude = north(miles) if position is None else position
    return Lsoa.objects.create(name=name, latitude=latitude, longitude=longitude, **kwargs)


def make_small_areas():
    """2,200 people, 650 of 65 or over, 270 disabled: of those 200, 150, 250, 50 are 1, 4, 8 and 14 miles north."""
    make_lsoa("Town", 1, population=1000, aged_65=200, disabled=100, exclusion_risk=2, shape=square(1))
    make_lsoa("Edge", 4, population=600, aged_65=150, disabled=60, exclusion_risk=2, shape=square(4))
    make_lsoa("Hill", 8, population=500, aged_65=250, disabled=90, exclusion_risk=6, shape=square(8))
    make_lsoa("Moor", 14, population=100, aged_65=50, disabled=20)


def make_county(today=None):
    """The small areas; a library where they begin, with a session in a week and computers; a hall 10 miles north, with
    neither; a champion with room, who lives in a ward whose middle is 8 miles north.
    """
    today = today or localdate()
    make_small_areas()
    library = make_venue(
        "Southern Library",
        position=north(0),
        slug="southern-library",
        public_computers=4,
        hours={5: ("10:00", "13:00")},
    )
    hall = make_venue("Northern Hall", position=north(10), slug="northern-hall", hours={2: ("10:00", "17:00")})
    make_occurrence(make_event(), today + timedelta(days=7), venue=library)
    make_champion(area=make_area("Hill", position=north(8)), home=north(13))
    return library, hall
