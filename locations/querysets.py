"""Which rows lie nearest, and which within so many miles: any model with a latitude and a longitude may ask.

    class OccurrenceQuerySet(NearbyMixin, models.QuerySet):
        latitude_field, longitude_field = "venue__latitude", "venue__longitude"

Both answer with rows that carry `.miles`, nearest first, and both keep whatever filters stand before them:
`VenuePage.objects.live().filter(step_free=True).nearest(54.89, -2.94)`.
"""

from math import inf, isfinite, sqrt

from django.db.models import QuerySet
from wagtail.models import PageQuerySet

from locations.distance import box_around, miles_to_each

# Half the width of the first box: wide enough for a town's answer, small enough that a city's is not hundreds of rows.
FIRST_BOX_IN_MILES = 4
# Past this the box is dropped: so little is near that looking at every row costs less than asking again and again.
LAST_BOX_IN_MILES = 130


class NearbyMixin:
    latitude_field = "latitude"
    longitude_field = "longitude"

    def in_box(self, box):
        """Rows with a position inside the box. The composite index answers this."""
        conditions = {f"{self.latitude_field}__isnull": False, f"{self.longitude_field}__isnull": False}
        edges = {
            f"{self.latitude_field}__gte": box.south,
            f"{self.latitude_field}__lte": box.north,
            f"{self.longitude_field}__gte": box.west,
            f"{self.longitude_field}__lte": box.east,
        }
        return self.filter(**conditions, **{edge: value for edge, value in edges.items() if isfinite(value)})

    def miles_within(self, latitude, longitude, miles):
        """{primary key: miles} of the rows within so many miles, nearest first, in one query."""
        box = box_around(latitude, longitude, miles) if isfinite(miles) else box_around(latitude, longitude, 1e9)
        rows = list(self.in_box(box).values_list("pk", self.latitude_field, self.longitude_field))
        distances = miles_to_each(latitude, longitude, [row[1:] for row in rows])
        # Sorting keeps the query's own order among rows at one distance: sessions in one building stay by date.
        near = sorted(
            ((pk, distance) for (pk, *_), distance in zip(rows, distances, strict=True) if distance <= miles),
            key=lambda found: found[1],
        )
        return dict(near)

    def within(self, latitude, longitude, miles, limit=None):
        """The rows within so many miles, nearest first, each with `.miles`."""
        return self._with_miles(self.miles_within(latitude, longitude, miles), limit)

    def nearest(self, latitude, longitude, limit=10):
        """The nearest rows wherever they are, each with `.miles`.

        The box grows until enough hits lie inside the circle drawn in it: a row in its corner may be farther than one
        just outside its edge.
        """
        miles = FIRST_BOX_IN_MILES
        found = self.miles_within(latitude, longitude, miles)
        while len(found) < limit and isfinite(miles):
            miles = _wider(miles, found=len(found), wanted=limit)
            found = self.miles_within(latitude, longitude, miles)
        return self._with_miles(found, limit)

    def _with_miles(self, miles_by_pk, limit):
        chosen = dict(list(miles_by_pk.items())[:limit])
        rows = {row.pk: row for row in self.filter(pk__in=chosen)} if chosen else {}
        answer = []
        for pk, miles in chosen.items():
            if pk in rows:  # gone between the two queries otherwise
                rows[pk].miles = miles
                answer.append(rows[pk])
        return answer


def _wider(miles, *, found, wanted):
    """At least twice as wide, and more where what was found says that the land is thinly settled."""
    growth = min(8, max(2, sqrt(1.5 * wanted / found))) if found else 8
    return miles * growth if miles * growth <= LAST_BOX_IN_MILES else inf


class PlaceQuerySet(NearbyMixin, QuerySet):
    pass


class VenueQuerySet(NearbyMixin, PageQuerySet):
    pass
