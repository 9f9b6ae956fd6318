"""What is known of a ward or district and may be read by anybody: sessions, places, champions by number, need."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Min, Q, Sum
from django.db.models.functions import Coalesce

from champions.models import Champion
from champions.public import FEWEST_SHOWN, Ward, groups_shown
from core.words import as_day
from events.models import Delivery, Occurrence, OccurrenceState
from locations.distance import miles_to_each
from locations.models import Area, AreaKind, Lsoa, VenuePage

DAYS = 30
MOST_SESSIONS = 60
MOST_PLACES = 60
# Deciles: those in the most deprived three tenths of England.
MOST_DEPRIVED = 3


def coming(now):
    """What anybody may come to, at a place, in the days to come."""
    return (
        Occurrence.objects.public()
        .upcoming(now)
        .filter(state=OccurrenceState.ON, starts_at__lt=now + timedelta(days=DAYS), venue__isnull=False)
        .exclude(event__delivery=Delivery.ONLINE)
    )


def sessions_in(ground, now):
    """SessionRows, the soonest first."""
    return coming(now).filter(ground.of_places("venue__")).order_by("starts_at", "pk").rows(MOST_SESSIONS)


def places_in(ground):
    return list(VenuePage.objects.live().filter(ground.of_places()).order_by("title")[:MOST_PLACES])


@dataclass(frozen=True)
class Nearest:
    """The nearest place with a session, of a ward that has none."""

    ward: Area
    venue: str
    starts_at: object
    miles: float


def wards_without(ground, now):
    """For each ward without a session in the days to come, the nearest one; in one query."""
    rows = list(
        coming(now)
        .filter(venue__latitude__isnull=False)
        .order_by()
        .values("venue", "venue__title", "venue__ward", "venue__latitude", "venue__longitude")
        .annotate(first_at=Min("starts_at"))
    )
    having = {row["venue__ward"] for row in rows}
    points = [(row["venue__latitude"], row["venue__longitude"]) for row in rows]
    found = []
    for ward in ground.wards:
        if ward.pk not in having:
            found.append(nearest_to(ward, rows, points))
    return found


def nearest_to(ward, rows, points):
    if not rows or ward.latitude is None or ward.longitude is None:
        return Nearest(ward, "", None, None)
    miles = miles_to_each(ward.latitude, ward.longitude, points)
    place = min(range(len(rows)), key=lambda each: (miles[each], rows[each]["first_at"]))
    return Nearest(ward, rows[place]["venue__title"], rows[place]["first_at"], miles[place])


def champions_in(ground, now):
    """[(area's name, how many champions)]: fewer than three are shown as part of a wider area, as the public sees it.

    Wards are put together over the whole programme, and not over what is asked about: or asking about one ward after
    another would show what one of them has.
    """
    rows = Champion.objects.can_meet_people(as_day(now)).filter(area__isnull=False).order_by()
    rows = rows.values("area", "area__name", "area__parent").annotate(number=Count("pk"))
    wards = [Ward(row["area"], row["area__name"], row["area__parent"], 0, row["number"]) for row in rows]
    if sum(ward.count for ward in wards) < FEWEST_SHOWN:
        return []
    wider = {area.pk: area for area in Area.objects.exclude(kind=AreaKind.WARD)}
    groups = groups_shown(wards, wider)
    mine = {ward.pk for ward in ground.wards} | {ground.area.pk}
    found = [group for group in groups if mine & {group.area, *(ward.code for ward in group.wards)}]
    # Of a ward that has nobody there is something to say all the same: who is round about.
    found = found or [group for group in groups if group.area == ground.district_code]
    return [(group_name(group, wider), group.count) for group in found]


def group_name(group, wider):
    if len(group.wards) == 1:
        return group.wards[0].name
    return f"{wider[group.area].name}, its other wards together" if group.area in wider else "The wider area"


def need_in(ground):
    """What the population table says of it: public figures, exact. None where it has no such ward or district."""
    code = "ward_code" if ground.area.kind == AreaKind.WARD else "district_code"
    codes = [ground.area.pk]
    if ground.area.kind == AreaKind.COUNTY:
        codes = list(Area.objects.filter(parent=ground.area.pk).values_list("pk", flat=True))
    rows = Lsoa.objects.filter(**{f"{code}__in": codes})
    need = rows.aggregate(
        people=Coalesce(Sum("population"), 0),
        older=Coalesce(Sum("aged_65"), 0),
        oldest=Coalesce(Sum("aged_75"), 0),
        with_disability=Coalesce(Sum("disabled"), 0),
        weighed=Sum(F("exclusion_risk") * F("population")),
        weight=Sum("population", filter=Q(exclusion_risk__isnull=False)),
        deprived=Count("pk", filter=Q(deprivation__lte=MOST_DEPRIVED)),
        areas=Count("pk"),
    )
    return need if need["people"] else None
