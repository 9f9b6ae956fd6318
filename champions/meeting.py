"""Where two people could meet: a public place that the champion listed, never a point between two homes. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from champions.times import Slot, overlap
from locations.distance import miles_to_each


@dataclass(frozen=True, slots=True)
class Spot:
    """A public place. No `hours` means that we do not know them."""

    pk: int
    name: str
    latitude: float
    longitude: float
    step_free: bool = False
    hours: tuple[Slot, ...] = ()

    def is_open_in(self, slots):
        return not self.hours or not slots or any(overlap(slot, stretch) for slot in slots for stretch in self.hours)


@dataclass(frozen=True)
class Journeys:
    """To one spot. `champion` is for staff: a resident who knew it could draw a circle."""

    spot: Spot
    resident: float
    champion: float

    @property
    def longer(self):
        return max(self.resident, self.champion)

    def excess(self, need, candidate):
        """How many miles either of them would have to go beyond what they said."""
        return max(self.resident - need.travel_miles, self.champion - candidate.travel_miles, 0)


def usable_spots(need, candidate, shared):
    """Step-free if that is needed, and open at a time when both are free."""
    return [spot for spot in candidate.spots if (spot.step_free or not need.step_free) and spot.is_open_in(shared)]


def journeys(need, candidate, spots):
    where = tuple((spot.latitude, spot.longitude) for spot in spots)
    resident = miles_to_each(need.latitude, need.longitude, where)
    champion = miles_from_home(candidate.latitude, candidate.longitude, where)
    return [Journeys(*trip) for trip in zip(spots, resident, champion, strict=True)]


@lru_cache(maxsize=10_000)
def miles_from_home(latitude, longitude, where):
    """Asked again and again while a whole queue is matched: a champion's places are as far away for each of it."""
    return miles_to_each(latitude, longitude, where)


def meeting_spot(need, candidate, shared):
    """The spot that keeps the longer journey short, of those that both can reach; None when there is none."""
    reachable = [
        trip
        for trip in journeys(need, candidate, usable_spots(need, candidate, shared))
        if not trip.excess(need, candidate)
    ]
    return min(reachable, key=lambda trip: (trip.longer, trip.spot.pk)).spot if reachable else None
