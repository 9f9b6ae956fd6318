"""How far it is on the ground from each of many points to the nearest of others. Pure.

A tree over a sphere finds which might be the nearest; pyproj measures those, so that the answer is the geodesic one.
numpy and scipy are loaded when a page asks: they take tens of megabytes.
"""

from math import inf

from locations.distance import EARTH, METRES_IN_A_MILE

RADIUS_IN_MILES = 6_371_008.8 / METRES_IN_A_MILE
# The sphere is out by 0.56% at most; of two distances, one may be too long and the other too short.
SPHERE_IS_OUT_BY = 1.012
# Some six millimetres, for what rounding does to points at one place.
SLACK = 1e-9


def miles_to_nearest(points, targets):
    """Of each (latitude, longitude): (miles, number of the target); (inf, None) where there is no target."""
    if not points or not targets:
        return [(inf, None)] * len(points)
    tree, places = tree_of(targets), on_sphere(points)
    chords, _ = tree.query(places)
    found = [(inf, None)] * len(points)
    for point, target, miles in measured(tree, places, chords * SPHERE_IS_OUT_BY + SLACK, points, targets):
        found[point] = min(found[point], (miles, target), key=nearer)
    return found


def nearer(found):
    """Of two equally near the first, whatever the order in which the tree gave them."""
    miles, target = found
    return miles, inf if target is None else target


def pairs_within(points, targets, reach):
    """Yield (number of the point, number of the target, miles) of all nearer than the point's own miles in `reach`."""
    if not points or not targets:
        return
    import numpy

    angles = numpy.minimum(numpy.array(reach) * SPHERE_IS_OUT_BY / RADIUS_IN_MILES, numpy.pi)
    chords = 2 * numpy.sin(angles / 2) + SLACK
    for point, target, miles in measured(tree_of(targets), on_sphere(points), chords, points, targets):
        if miles < reach[point]:
            yield point, target, miles


def measured(tree, places, chords, points, targets):
    """(point, target, miles) of all targets within each point's own chord."""
    near = tree.query_ball_point(places, chords)
    pairs = [(point, target) for point, found in enumerate(near) for target in sorted(found)]
    here = [points[point] for point, _ in pairs]
    there = [targets[target] for _, target in pairs]
    metres = EARTH.inv(column(here, 1), column(here, 0), column(there, 1), column(there, 0))[2]
    return [(*pair, far / METRES_IN_A_MILE) for pair, far in zip(pairs, metres, strict=True)]


def column(rows, place):
    return [row[place] for row in rows]


def tree_of(targets):
    from scipy.spatial import cKDTree

    return cKDTree(on_sphere(targets))


def on_sphere(points):
    """Where they lie in space, on a sphere of radius 1."""
    import numpy

    latitudes, longitudes = numpy.radians(numpy.array(points, dtype=float)).T
    return numpy.column_stack(
        [
            numpy.cos(latitudes) * numpy.cos(longitudes),
            numpy.cos(latitudes) * numpy.sin(longitudes),
            numpy.sin(latitudes),
        ]
    )
