"""How far it is along the ground, and which box certainly holds everything within so many miles. Pure.

Distances are WGS84 geodesics. One is geopy's; many at once are pyproj's, which a test finds as exact and which takes a
hundredth of the time: that is what lets a page rank hundreds of rows while the visitor waits.
"""

from dataclasses import dataclass
from math import asin, cos, degrees, inf, pi, radians, sin

from geopy.distance import geodesic
from pyproj import Geod

METRES_IN_A_MILE = 1609.344
EARTH = Geod(ellps="WGS84")
# The shortest radius of curvature of the ellipsoid, so that a box worked out on this sphere is never too small.
SHORTEST_RADIUS_IN_MILES = 6_335_439 / METRES_IN_A_MILE
# A metre or so, or rounding would leave out a point on the very edge.
SLACK_IN_MILES = 0.001
# Past this a box holds too much of the world to be worth drawing.
WIDEST_BOX_IN_MILES = 3_000


@dataclass(frozen=True)
class Box:
    """Between two parallels and two meridians, in degrees."""

    south: float
    north: float
    west: float = -inf
    east: float = inf

    def holds(self, latitude, longitude):
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


EVERYWHERE = Box(-inf, inf)


def miles_between(a_latitude, a_longitude, b_latitude, b_longitude):
    return geodesic((a_latitude, a_longitude), (b_latitude, b_longitude)).miles


def miles_to_each(latitude, longitude, positions):
    """The miles from one point to each (latitude, longitude), in their order."""
    positions = list(positions)
    if not positions:
        return []
    here = [longitude] * len(positions), [latitude] * len(positions)
    there = [position[1] for position in positions], [position[0] for position in positions]
    return [metres / METRES_IN_A_MILE for metres in EARTH.inv(*here, *there)[2]]


def box_around(latitude, longitude, miles):
    """A box in which the whole circle of so many miles lies.

    Degrees are not miles: a degree of longitude is 69 miles at the equator and 40 in Cumbria, and the circle is widest
    a little nearer the pole than its middle.
    """
    if miles >= WIDEST_BOX_IN_MILES:
        return EVERYWHERE
    angle = (miles + SLACK_IN_MILES) / SHORTEST_RADIUS_IN_MILES
    south, north = latitude - degrees(angle), latitude + degrees(angle)
    if angle + abs(radians(latitude)) >= pi / 2:
        return Box(south, north)  # it reaches over a pole, where every meridian meets
    half_width = degrees(asin(min(1.0, sin(angle) / cos(radians(latitude)))))
    west, east = longitude - half_width, longitude + half_width
    if west < -180 or east > 180:
        return Box(south, north)  # it reaches over the date line
    return Box(south, north, west, east)
