"""How long the growing box takes among many points: a country's worth of named places, all over Great Britain."""

import random

from locations.models import Place, PlaceKind

POINTS = 100_000
CARLISLE = (54.8926, -2.9330)


def nearest_points():
    """The nearest ten of 100,000, with their exact distances."""
    chance = random.Random(1)
    Place.objects.bulk_create(
        (
            Place(
                name=f"Point {number}",
                search_name=f"point {number}",
                kind=PlaceKind.OTHER,
                latitude=chance.uniform(50, 58.5),
                longitude=chance.uniform(-5.5, 1.5),
                source_id=f"bench-{number}",
            )
            for number in range(POINTS)
        ),
        batch_size=5_000,
        ignore_conflicts=True,
    )

    def nearest():
        assert len(Place.objects.nearest(*CARLISLE, limit=10)) == 10

    return nearest
