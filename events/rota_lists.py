"""The rota as champions and staff read it: sessions near somebody, who could come, and what may go wrong."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q

from champions.models import Champion, Holiday
from champions.telling import first_name
from core.words import as_day
from events.models import Occurrence, RotaPlace
from events.models.rota import LIVE_PLACES, RotaState
from events.permissions.registers import is_led_by
from events.permissions.rota import confirmed_at, covers, free_then, is_minor
from events.rota_needs import SHORT_NOTICE, rota_sessions, with_room
from locations.distance import miles_to_each

MOST_SHOWN = 30


@dataclass
class NearSession:
    """A session that wants champions, as one of them sees it."""

    occurrence: object
    miles: float | None
    topics: list = field(default_factory=list)
    is_free: bool = True
    wanted: int = 0


def places_coming(champion, now):
    """Where they are on the rota, or asked to be."""
    places = RotaPlace.objects.live().upcoming(now).filter(champion=champion)
    return places.select_related("occurrence__event", "occurrence__venue")


def first_names_at(occurrences, but):
    """{a session's number: the first names of the others who come}, for whoever comes as well."""
    names = {}
    rows = RotaPlace.objects.confirmed().filter(occurrence__in=occurrences).exclude(champion=but)
    for place in rows.select_related("champion__person").order_by("changed_at", "pk"):
        names.setdefault(place.occurrence_id, []).append(first_name(place.champion.person))
    return names


def sessions_near(champion, now):
    """Those they could come to: what fits their topics first, then the nearest, then the soonest."""
    rows = within_their_travel(champion, open_to(champion, with_room(now), now))
    known = {topic.pk: topic.title for topic in champion.topics.all()}
    week = list(champion.availability.all())
    found = [
        NearSession(
            occurrence=row,
            miles=getattr(row, "miles", None),
            topics=[known[topic.pk] for topic in row.event.topics.all() if topic.pk in known],
            is_free=not week or covers(week, row),
            wanted=row.champions_wanted - row.champions_coming,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.topics, one.miles or 0, one.occurrence.starts_at))[:MOST_SHOWN]


def open_to(champion, rows, now):
    """Without those they are on or said no to, where they are elsewhere, and while they are away."""
    theirs = RotaPlace.objects.filter(champion=champion)
    taken = theirs.filter(state__in=[*LIVE_PLACES, RotaState.DECLINED])
    rows = rows.exclude(pk__in=taken.values("occurrence"))
    for holiday in champion.holidays.filter(until_on__gte=as_day(now)):
        rows = rows.exclude(starts_at__date__gte=holiday.from_on, starts_at__date__lte=holiday.until_on)
    elsewhere = theirs.confirmed().filter(occurrence__state="on")
    rows = rows.exclude(Exists(elsewhere.filter(**at_that_time("occurrence__"))))
    if champion.user_id:
        rows = rows.exclude(
            Exists(Occurrence.objects.filter(is_led_by(champion.user_id), state="on", **at_that_time()))
        )
    return rows.select_related("event", "venue").prefetch_related("event__topics")


def at_that_time(before=""):
    """What overlaps with the session outside of a subquery."""
    return {f"{before}starts_at__lt": OuterRef("ends_at"), f"{before}ends_at__gt": OuterRef("starts_at")}


def within_their_travel(champion, rows):
    """At a place within their reach; online too for whoever helps by video."""
    if champion.home_latitude is None:
        near = list(rows.exclude(venue=None)[:MOST_SHOWN])
    else:
        near = rows.within(champion.home_latitude, champion.home_longitude, champion.travel_miles)
    return [*near, *rows.filter(venue=None)] if "video" in champion.settings else near


def suited(occurrence, instead_of=None):
    """Champions whom staff may ask: cleared on that day, free then, here and nowhere else, within their travel.

    `instead_of`: a place that is to pass on. The nearest first, each with `.miles` (None where either place is not
    known) and `.fits`, topics in common.
    """
    leaving = [instead_of.champion_id] if instead_of else []
    rows = list(free_champions(occurrence).select_related("person", "role", "area").prefetch_related("topics"))
    adults_come = any(not is_minor(each, occurrence) for each in confirmed_at(occurrence, but=leaving))
    rows = [each for each in rows if adults_come or not is_minor(each, occurrence)]
    put_miles(rows, occurrence.venue)
    topics = {topic.pk for topic in occurrence.event.topics.all()}
    for each in rows:
        each.fits = [topic.title for topic in each.topics.all() if topic.pk in topics]
    near = [each for each in rows if each.miles is None or each.miles <= each.travel_miles]
    return sorted(near, key=lambda each: (each.miles is None, each.miles or 0, -len(each.fits), each.pk))


def free_champions(occurrence):
    day, this = as_day(occurrence.starts_at), {"champion": OuterRef("pk")}
    away = Holiday.objects.filter(**this, from_on__lte=day, until_on__gte=day)
    busy = Occurrence.objects.filter(state="on", starts_at__lt=occurrence.ends_at, ends_at__gt=occurrence.starts_at)
    on_it = RotaPlace.objects.filter(**this, occurrence=occurrence)
    elsewhere = RotaPlace.objects.confirmed().filter(**this, occurrence__in=busy)
    leading = busy.filter(is_led_by(OuterRef("user")))
    return (
        Champion.objects.active()
        .in_date(day)
        .filter(Exists(free_then(occurrence).filter(**this)))
        .exclude(Exists(away))
        .exclude(Exists(on_it.exclude(state=RotaState.DROPPED)))
        .exclude(Exists(elsewhere))
        .exclude(Q(user__isnull=False) & Exists(leading))
    )


def put_miles(champions, venue):
    """As the crow flies, from where each lives. Not known online, or where either place has no position."""
    for each in champions:
        each.miles = None
    known = [each for each in champions if each.home_latitude is not None]
    if venue is None or venue.latitude is None:
        return
    homes = [(each.home_latitude, each.home_longitude) for each in known]
    for each, miles in zip(known, miles_to_each(venue.latitude, venue.longitude, homes), strict=True):
        each.miles = miles


def problems(now):
    """{a session's number: [what may go wrong with it]} of those to come, for the worklist."""
    found = {}
    for row in rota_sessions(now):
        days = (as_day(row.starts_at) - as_day(now)).days
        if row.champions_coming < row.fewest_champions and days <= row.warn_days:
            found.setdefault(row.pk, []).append("May not run: too few champions")
    for pk in without_an_adult(now):
        found.setdefault(pk, []).append("An under-18 is coming, and no adult champion")
    for pk in dropped_late(now):
        found.setdefault(pk, []).append("A champion dropped out with less than two days to go")
    return found


def without_an_adult(now):
    """Sessions to which somebody under 18 is coming and no adult champion."""
    by_session = {}
    places = RotaPlace.objects.confirmed().upcoming(now).filter(occurrence__state="on")
    for place in places.select_related("champion__person", "champion__role", "occurrence"):
        by_session.setdefault(place.occurrence_id, []).append(is_minor(place.champion, place.occurrence))
    return [pk for pk, minors in by_session.items() if all(minors)]


def dropped_late(now):
    """Sessions still to start that a champion left on short notice, and that have room since."""
    late = RotaPlace.objects.filter(state=RotaState.DROPPED, changed_at__gt=F("occurrence__starts_at") - SHORT_NOTICE)
    return with_room(now).filter(pk__in=late.values("occurrence")).values_list("pk", flat=True)
