from math import cos, radians

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from locations.distance import EVERYWHERE, box_around, miles_between, miles_to_each

BRITAIN = st.tuples(st.floats(49.9, 60.9), st.floats(-8.6, 1.8))
ANYWHERE = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


@given(ANYWHERE, ANYWHERE)
def test_many_distances_at_once_are_geopys_geodesics(here, there):
    assert miles_to_each(*here, [there]) == [pytest.approx(geodesic(here, there).miles, abs=1e-6)]


def test_miles_to_each_keeps_their_order():
    carlisle, penrith, kendal = (54.8926, -2.9330), (54.6641, -2.7527), (54.3304, -2.7474)

    assert miles_to_each(*carlisle, [kendal, penrith]) == pytest.approx(
        [miles_between(*carlisle, *kendal), miles_between(*carlisle, *penrith)]
    )
    assert miles_to_each(*carlisle, []) == []


@given(ANYWHERE, ANYWHERE, st.floats(0, 4000))
def test_box_holds_the_whole_circle(here, there, slack):
    miles = miles_between(*here, *there) + slack

    assert box_around(*here, miles).holds(*there)


def test_box_is_as_narrow_as_its_degrees_are_long():
    """A box cut in equal degrees would be 69 miles wide where it is 40."""
    box = box_around(54.89, -2.93, 10)

    assert (box.east - box.west) / (box.north - box.south) == pytest.approx(1 / cos(radians(54.89)), rel=0.01)
    assert miles_between(54.89, -2.93, 54.89, box.east) == pytest.approx(10, rel=0.01)


def test_box_wider_than_half_the_world_is_everywhere():
    assert box_around(54.89, -2.93, 5_000) == EVERYWHERE
