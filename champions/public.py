"""What the public may know of champions: how many, in which area, within which band. Never a person, never a home.

Every distance here is measured from the middle of a champion's ward to the place asked about, and said as a coarse
band, so that asking again from elsewhere finds the ward and nothing finer. Fewer than three people are shown as part
of a wider area; when not even the widest has three, they are not shown at all.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F

from champions.models import Champion
from core.words import as_day, count_words
from locations.distance import box_around, miles_to_each
from locations.models import Area

FEWEST_SHOWN = 3
BANDS_IN_MILES = (2, 5, 10, 25, 60)
FARTHEST_IN_MILES = BANDS_IN_MILES[-1]
IN_PERSON = {"venue", "home"}
FROM_HOME = {"phone", "video"}


@dataclass(frozen=True)
class Band:
    """One line of the answer. `area_name` is empty for help by telephone or video, which has no place."""

    area_name: str
    count: int
    within_miles: int
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("English",)

    @property
    def count_words(self):
        return count_words(self.count, "person", "people")

    @property
    def band_words(self):
        return f"Within {self.within_miles} miles" if self.within_miles else "From home"


@dataclass
class Ward:
    """A ward's champions who would come as far as the place asked about."""

    code: str
    name: str
    parent: str | None
    miles: float
    count: int = 0
    languages: Counter = field(default_factory=Counter)
    champions: list = field(default_factory=list)


@dataclass
class Group:
    """Wards that are shown as one, under the name of an area that holds them all."""

    area: str
    wards: list

    @property
    def count(self):
        return sum(ward.count for ward in self.wards)


def people_near(latitude, longitude, *, topic=None, now):
    """How many champions would come to meet somebody here: a list of Band, nearest first.

    `topic` is a Topic, or nothing. In four queries, however many champions there are.
    """
    miles = _miles_to_champions(latitude, longitude)
    wards = _wards_in_reach(_asked(topic, now).filter(pk__in=miles), miles)
    if sum(ward.count for ward in wards) < FEWEST_SHOWN:
        return []
    areas = _wider_areas()
    groups = groups_shown(wards, areas)
    topics = _topics_by_ward(wards)
    bands = [_band(group, areas, topics) for group in groups]
    return sorted(bands, key=lambda band: (band.within_miles, -band.count, band.area_name))


def people_by_phone(*, topic=None, now):
    """The champions who help by telephone or video, as one Band; None when they are too few to show."""
    languages, count = Counter(), 0
    rows = _asked(topic, now).order_by().values("languages", "settings").annotate(count=Count("pk"))
    for row in rows:
        if FROM_HOME & set(row["settings"]):
            count += row["count"]
            languages.update(row["languages"])
    if count < FEWEST_SHOWN:
        return None
    return Band("", count, 0, (), _language_words(languages))


def by_phone_count(*, topic=None, now):
    """How many help by telephone or video; 0 when they are too few to say."""
    band = people_by_phone(topic=topic, now=now)
    return band.count if band else 0


def groups_shown(wards, areas):
    """Put wards together until every group has at least three champions.

    A ward with enough stands alone. The others wait in their district, then in their county, then everywhere; one or
    two who are still left over join the smallest group beside them, which then goes by the wider area's name: showing
    them apart, or leaving them out of a total, would give them away.
    """
    groups, waiting = [], defaultdict(list)
    for ward in wards:
        if ward.count >= FEWEST_SHOWN:
            groups.append(Group(ward.code, [ward]))
        else:
            waiting[ward.parent].append(ward)
    while waiting:
        wider = defaultdict(list)
        for code, left in waiting.items():
            group = Group(code, left)
            if group.count >= FEWEST_SHOWN:
                groups.append(group)
            elif code is not None or len(waiting) > 1:  # others are still on their way to the widest
                wider[areas[code].parent_id if code in areas else None] += left
            else:
                _join_smallest(groups, left)
        waiting = wider
    return groups


def _join_smallest(groups, left):
    """The last one or two: some group has room for them, because all together there are at least three."""
    smallest = min(groups, key=lambda group: (group.count, group.area or ""))
    smallest.wards = [*smallest.wards, *left]
    smallest.area = None


def _asked(topic, now):
    champions = Champion.objects.can_meet_people(as_day(now))
    return champions.filter(topics=topic) if topic else champions


def _miles_to_champions(latitude, longitude):
    """{champion: miles from their ward's middle} of those who would come this far, whether or not they may just now.

    Asked first because it is cheap: who may is worked out for these alone.
    """
    rows = list(
        _with_box_of_their_own(Champion.objects.active(), latitude, longitude)
        .order_by()
        .values_list("pk", "area__latitude", "area__longitude", "travel_miles")
    )
    miles = miles_to_each(latitude, longitude, [row[1:3] for row in rows])
    return {pk: each for (pk, _, _, travel), each in zip(rows, miles, strict=True) if each <= travel}


def _wider_areas():
    """{code: what is above wards}, as light rows: there may be hundreds."""
    rows = Area.objects.filter(kind__in=["district", "county"]).order_by()
    return {area.code: area for area in rows.values_list("code", "name", "parent_id", named=True)}


def _with_box_of_their_own(champions, latitude, longitude):
    """Those whose ward lies in a box as wide as they would travel."""
    box = box_around(latitude, longitude, FARTHEST_IN_MILES)
    # A box widens a little faster than its miles do, so the widest one's degrees are enough for every smaller one.
    north = F("travel_miles") * ((box.north - latitude) / FARTHEST_IN_MILES)
    east = F("travel_miles") * ((box.east - longitude) / FARTHEST_IN_MILES)
    wards = Area.objects.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    return champions.filter(
        area__in=wards.values("pk"),
        area__latitude__range=(latitude - north, latitude + north),
        area__longitude__range=(longitude - east, longitude + east),
    )


def _wards_in_reach(champions, miles):
    columns = ("pk", "area", "area__name", "area__parent", "languages", "settings")
    wards = {}
    for pk, code, name, parent, languages, settings in champions.order_by().values_list(*columns):
        if IN_PERSON & set(settings):
            ward = wards.setdefault(code, Ward(code, name, parent, miles[pk]))
            ward.count += 1
            ward.champions.append(pk)
            ward.languages.update(languages)
    return sorted(wards.values(), key=lambda ward: (ward.miles, ward.code))


def _topics_by_ward(wards):
    """{ward code: Counter of topics}, counting the champions who would come."""
    ward_of = {champion: ward.code for ward in wards for champion in ward.champions}
    topics = defaultdict(Counter)
    rows = Champion.topics.through.objects.filter(champion__in=ward_of)
    for champion, title in rows.values_list("champion", "topic__title"):
        topics[ward_of[champion]][title] += 1
    return topics


def _band(group, areas, topics):
    known, languages = Counter(), Counter()
    for ward in group.wards:
        known.update(topics[ward.code])
        languages.update(ward.languages)
    farthest = max(ward.miles for ward in group.wards)
    within = next((band for band in BANDS_IN_MILES if farthest <= band), FARTHEST_IN_MILES)
    titles = [title for title, _ in sorted(known.items(), key=lambda item: (-item[1], item[0]))]
    return Band(_name(group, areas), group.count, within, tuple(titles), _language_words(languages))


def _name(group, areas):
    if len(group.wards) == 1:
        return group.wards[0].name
    return areas[group.area].name if group.area in areas else "the wider area"


def _language_words(languages):
    return ("English", *(name for name, _ in sorted(languages.items(), key=lambda item: (-item[1], item[0]))))
