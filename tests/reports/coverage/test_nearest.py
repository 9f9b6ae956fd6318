"""Against a brute force that measures every pair."""

from math import inf
from random import Random

import pytest

from locations.distance import miles_between
from reports.coverage.nearest import miles_to_nearest, pairs_within


def scattered(rng, number, around=(54.6, -3.0), degrees=0.6):
    return [
        (around[0] + rng.uniform(-degrees, degrees), around[1] + rng.uniform(-degrees, degrees)) for _ in range(number)
    ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("around", [(54.6, -3.0), (0.0, 179.9), (-60.0, 0.0), (89.8, 10.0)])
def test_the_nearest_is_the_geodesic_one(seed, around):
    rng = Random(seed)
    points, targets = (
        scattered(rng, 30, (min(around[0], 89.3), around[1])),
        scattered(rng, 25, (min(around[0], 89.3), around[1])),
    )

    found = miles_to_nearest(points, targets)

    for point, (miles, target) in zip(points, found, strict=True):
        all_miles = [miles_between(*point, *each) for each in targets]
        assert miles == pytest.approx(min(all_miles), abs=1e-6)
        assert target == all_miles.index(min(all_miles))


def test_of_two_that_lie_nearly_as_far_the_sphere_does_not_decide():
    """East a degree is longer on the ellipsoid than on the sphere, and north shorter: here the sphere is wrong."""
    here = (0.0, 0.0)
    east, north = (0.0, 1.0), (1.003, 0.0)
    assert miles_between(*here, *north) < miles_between(*here, *east)

    assert miles_to_nearest([here], [east, north])[0][1] == 1


def test_where_there_is_nothing_it_is_nowhere():
    assert miles_to_nearest([(54.9, -2.9)], []) == [(inf, None)]
    assert miles_to_nearest([], [(54.9, -2.9)]) == []


def test_of_several_at_one_place_it_is_the_first():
    here = (54.9, -2.9)

    assert miles_to_nearest([here], [here, here]) == [(0, 0)]


def test_pairs_are_all_that_lie_nearer_than_each_point_reaches():
    rng = Random(6)
    points, targets = scattered(rng, 40), scattered(rng, 30)
    reach = [rng.choice([0, 2, 5, 25]) for _ in points]

    found = {(point, target) for point, target, _ in pairs_within(points, targets, reach)}

    assert found == {
        (point, target)
        for point, here in enumerate(points)
        for target, there in enumerate(targets)
        if miles_between(*here, *there) < reach[point]
    }
    assert len(found) > 40


def test_without_points_or_targets_there_are_no_pairs():
    assert list(pairs_within([], [(54.9, -2.9)], [])) == []
    assert list(pairs_within([(54.9, -2.9)], [], [5])) == []
