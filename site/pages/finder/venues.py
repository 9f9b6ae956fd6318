"""The places around somebody, read once for the sessions and for the places of the answer."""

from dataclasses import dataclass

from locations.distance import box_around, miles_to_each
from locations.models import VenuePage

COLUMNS = (
    "pk",
    "latitude",
    "longitude",
    "title",
    "slug",
    "kind",
    "address",
    "town",
    "free_wifi",
    "public_computers",
    "step_free",
    "hearing_loop",
    "parking",
    "sessions_only",
)


@dataclass(frozen=True)
class Venue:
    pk: int
    latitude: float
    longitude: float
    title: str
    slug: str
    kind: str
    address: str
    town: str
    free_wifi: bool
    public_computers: int
    step_free: bool
    hearing_loop: bool
    parking: bool
    sessions_only: bool
    miles: float = 0

    @property
    def url(self):
        return f"/venues/{self.slug}/"

    @property
    def where(self):
        return ", ".join(filter(None, [self.address, self.town]))


def venues_around(latitude, longitude, miles, asked):
    """The live places within so many miles that are as asked, nearest first, in one query."""
    venues = VenuePage.objects.live().in_box(box_around(latitude, longitude, miles))
    if asked.kind:
        venues = venues.filter(kind=asked.kind)
    if asked.step_free:
        venues = venues.filter(step_free=True)
    if asked.hearing_loop:
        venues = venues.filter(hearing_loop=True)
    rows = list(venues.order_by().values_list(*COLUMNS))
    distances = miles_to_each(latitude, longitude, [row[1:3] for row in rows])
    near = [Venue(*row, miles=distance) for row, distance in zip(rows, distances, strict=True) if distance <= miles]
    return sorted(near, key=lambda venue: (venue.miles, venue.title))
