"""How far everybody has to go, brought together: small areas, what there is to go to, and what could be.

`coverage(now=now)` is all that another page needs; it is exact, and holds nothing of a person.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import TextChoices

from locations.models import Lsoa
from reports.coverage.gaps import FARTHEST_IN_MILES, NO_CHANGE, SmallArea, trials
from reports.coverage.nearest import miles_to_nearest, pairs_within
from reports.coverage.places import (
    Venue,
    champions_with_room,
    opening_hours,
    saturday_computers,
    sessions_by_venue,
    venues,
)


class Who(TextChoices):
    AGED_65 = "65", "Aged 65 and over"
    DISABLED = "disabled", "Disabled people"
    EVERYONE = "everyone", "Everyone"
    AT_RISK = "risk", "Everyone, by risk of digital exclusion"


class To(TextChoices):
    SESSION = "session", "A session in the next 30 days"
    COMPUTER = "computer", "A free computer on a Saturday"
    CHAMPION = "champion", "A champion with room"


COUNTED = {Who.AGED_65: "aged_65", Who.DISABLED: "disabled", Who.EVERYONE: "population", Who.AT_RISK: "population"}


@dataclass
class Coverage:
    """`areas` are those with a position; `lost` are people of those without. `held`: {venue: sessions to come to}."""

    areas: list[SmallArea]
    lost: float = 0
    lost_areas: int = 0
    venues: list[Venue] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    hours: dict[int, list] = field(default_factory=dict)
    only_full: set[int] = field(default_factory=set)

    @property
    def with_sessions(self):
        return [venue for venue in self.venues if venue.pk in self.held]

    @cached_property
    def trials(self):
        """{venue: Trial} of the places without a session that would be the nearest for somebody."""
        others = [venue for venue in self.venues if venue.pk not in self.held]
        points = [area.position for area in self.areas]
        reach = [min(area.miles[To.SESSION], FARTHEST_IN_MILES) for area in self.areas]
        pairs = pairs_within(points, [venue.position for venue in others], reach)
        return {others[place].pk: trial for place, trial in trials(self.areas, pairs, To.SESSION).items()}

    def trial_at(self, venue):
        return self.trials.get(venue.pk, NO_CHANGE)

    def best(self, limit):
        """[(venue, Trial)] of the places that would bring most people near, then spare them most miles."""
        by_pk = {venue.pk: venue for venue in self.venues}
        found = [(by_pk[pk], trial) for pk, trial in self.trials.items() if trial.nearest_for]
        found.sort(key=lambda each: (-each[1].brought_near, -each[1].nearest_for, each[0].name))
        return found[:limit]


def coverage(*, now, who=Who.EVERYONE, district="", tried=""):
    """For every small area how far it is to the nearest session, champion with room and computer.

    `tried`: the slug of a place whose opening hours are wanted.
    """
    areas, lost = small_areas(who, district)
    found = Coverage(areas, sum(area.people for area in lost), len(lost), venues())
    found.held, found.only_full = sessions_by_venue(now)
    # A place without a position is nowhere to go to.
    found.held = {venue.pk: found.held[venue.pk] for venue in found.venues if venue.pk in found.held}
    found.hours = opening_hours(tried)
    there = {
        To.SESSION: [venue.position for venue in found.with_sessions],
        To.CHAMPION: champions_with_room(now),
        To.COMPUTER: [venue.position for venue in saturday_computers(found.venues, found.hours, now)],
    }
    points = [area.position for area in areas]
    for to, targets in there.items():
        for area, (miles, _) in zip(areas, miles_to_nearest(points, targets), strict=True):
            area.miles[to] = miles
    return found


def small_areas(who, district):
    """([those with a position], [those without])."""
    rows = in_district(Lsoa.objects.order_by("name", "code"), district)
    columns = ("code", "name", "ward_code", "ward_name", "district_name", "latitude", "longitude", COUNTED[who])
    found = list(rows.values_list(*columns, "exclusion_risk"))
    weights = risk_weights([(row[-2], row[-1]) for row in found]) if who == Who.AT_RISK else [1] * len(found)
    areas = [SmallArea(*row[:-2], people=row[-2] * weight) for row, weight in zip(found, weights, strict=True)]
    return [area for area in areas if area.latitude is not None], [area for area in areas if area.latitude is None]


def in_district(lsoas, district):
    return lsoas.filter(district_code=district) if district else lsoas


def risk_weights(rows):
    """How many people each person of an area stands for: twice as many where the risk is twice the average.

    `rows`: (people, risk or None). The people of all areas come to as many as they are; where no risk is known, one
    stands for one.
    """
    people = sum(number for number, risk in rows if risk is not None)
    average = sum(number * risk for number, risk in rows if risk is not None) / people if people else 0
    return [risk / average if risk is not None and average else 1 for _, risk in rows]
