"""From rows to what matching.py understands: a Need from a request, candidates from the champions near it.

Plain values and no model instances, in eight queries however many champions there are: ranking thousands is done while
a coordinator waits.
"""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Count, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from champions import hard_rules
from champions.ages import may_be_under_18
from champions.hard_rules import ASK_FOR_MILES_MORE
from champions.matching import IN_PERSON, Candidate, Check, Need
from champions.meeting import Spot
from champions.models import (
    WITH_SOMEBODY,
    Availability,
    BlockedPair,
    Champion,
    ChampionRequirement,
    HelpRequest,
    HelpSession,
    Holiday,
    Offer,
    Role,
)
from champions.times import Slot
from core.words import as_day
from locations.distance import box_around, miles_to_each
from locations.models import OpeningHours

FARTHEST_TRAVEL_IN_MILES = 60


def need_of(request):
    return Need(
        latitude=request.latitude,
        longitude=request.longitude,
        setting=request.setting,
        topics=tuple(topic.title for topic in request.topics.all()),
        times=tuple(Slot(time.weekday, time.starts, time.ends) for time in request.wanted_times.all()),
        language=request.language,
        step_free=request.step_free,
        travel_miles=request.travel_miles,
    )


def candidates(request, *, now, champions=None):
    """Everybody who might help with this request, in eight queries. `champions` narrows it, for example to one.

    Who is left out is neither a match nor a near miss: what a row alone says of them is enough to know that, and the
    rest of what we know of them is not read.
    """
    today = as_day(now)
    if champions is not None:
        return in_full([from_row(row, today) for row in rows_of(champions, request, now)], today)
    rows = within_reach(request, list(rows_of(near(request), request, now)))
    # As much of the need as those rules ask for: the rest would be two more queries.
    need = Need(request.latitude, request.longitude, request.setting, language=request.language)
    found = [from_row(row, today) for row in rows]
    might = [(role, each) for role, each in found if hard_rules.might_fit(need, each, today)]
    return in_full(might, today, with_spots=request.setting == "venue")


def everybody(*, now):
    """All who might help somebody, whoever it is: what one request alone knows of them is left out."""
    today = as_day(now)
    active = Champion.objects.filter(state="active", role__meets_people=True)
    return in_full([from_row(row, today) for row in with_room(active, now).values(*COLUMNS)], today)


def from_row(row, today):
    """(role, Candidate) with all that is cheap to know."""
    return row["role"], Candidate(
        pk=row["pk"],
        name=row["person__name"],
        latitude=row["home_latitude"],
        longitude=row["home_longitude"],
        state=row["state"],
        paused_until=row["paused_until"],
        away_until=row["away_until"],
        meets_people=row["role__meets_people"],
        may_visit_homes=row["role__may_visit_homes"] and row["is_cleared_for_homes"],
        adult=is_adult(row["birth_year"], row["person__age_band"], today),
        settings=frozenset(row["settings"]),
        languages=frozenset(row["languages"]),
        travel_miles=row["travel_miles"],
        helping=row["helping"],
        asked=row["asked"],
        max_people=row["max_people"],
        sessions=row["session_count"],
        helped_before=row.get("has_helped", False),
        said_no_on=day_of(row.get("said_no_at")),
        not_wanted_on=day_of(row.get("not_wanted_at")),
        let_lapse=row.get("let_lapse", False),
        blocked=row.get("blocked", False),
    )


def in_full(found, today, *, with_spots=True):
    """Each candidate with what other tables say of them. `found` is (role, candidate) of each."""
    # Named one by one: the others need not find them again.
    ids = [candidate.pk for _, candidate in found]
    checks = checks_by_champion(ids, today)
    slots = slots_by_champion(ids)
    topics = topics_by_champion(ids)
    spots = spots_by_champion(ids) if with_spots else defaultdict(tuple)
    taught = taught_by_champion(ids)
    return [
        replace(
            candidate,
            checks=checks(candidate.pk, role),
            slots=tuple(slots[candidate.pk]),
            topics=frozenset(topics[candidate.pk]),
            spots=tuple(spots[candidate.pk]),
            taught=taught[candidate.pk],
        )
        for role, candidate in found
    ]


def day_of(moment):
    return moment and as_day(moment)


def candidate_of(request, champion, *, now):
    """One champion, wherever they are and whatever their state."""
    [candidate] = candidates(request, now=now, champions=Champion.objects.filter(pk=champion.pk))
    return candidate


def near(request):
    """Active or on a break and, for a meeting in person, not too far for both: by a generous box, before any sum."""
    champions = Champion.objects.filter(state__in=["active", "paused"])
    if request.setting not in IN_PERSON:
        return champions
    box = box_around(request.latitude, request.longitude, FARTHEST_TRAVEL_IN_MILES)
    # The box widens a little faster than the miles do, so its widest gives degrees enough for every smaller one.
    north = (box.north - request.latitude) / FARTHEST_TRAVEL_IN_MILES
    east = (box.east - request.longitude) / FARTHEST_TRAVEL_IN_MILES
    reach = F("travel_miles") + Value(float(request.travel_miles + ASK_FOR_MILES_MORE))
    return champions.filter(
        home_latitude__gte=request.latitude - reach * north,
        home_latitude__lte=request.latitude + reach * north,
        home_longitude__gte=request.longitude - reach * east,
        home_longitude__lte=request.longitude + reach * east,
    )


def within_reach(request, rows):
    """The box cut to a circle: nobody in its corners could come, and the rest need not be asked of them."""
    if request.setting not in IN_PERSON:
        return rows
    homes = [(row["home_latitude"], row["home_longitude"]) for row in rows]
    distances = miles_to_each(request.latitude, request.longitude, homes)
    most = request.travel_miles + ASK_FOR_MILES_MORE
    return [row for row, miles in zip(rows, distances, strict=True) if miles <= row["travel_miles"] + most]


COLUMNS = (
    *("pk", "person__name", "person__age_band", "role", "role__meets_people", "role__may_visit_homes"),
    *("home_latitude", "home_longitude", "state", "paused_until", "birth_year", "settings", "languages"),
    *("travel_miles", "max_people", "helping", "asked", "session_count", "is_cleared_for_homes"),
    "away_until",
)


def rows_of(champions, request, now):
    """With what they have to do with this request: it takes no room from itself."""
    answers = request.offers.filter(champion=OuterRef("pk"))
    return (
        with_room(champions, now, besides=request.pk)
        .annotate(
            has_helped=Exists(HelpSession.objects.filter(champion=OuterRef("pk"), request__person=request.person_id)),
            said_no_at=latest(answers.filter(state="declined")),
            not_wanted_at=latest(answers.filter(state="not-wanted")),
            let_lapse=Exists(answers.filter(state="lapsed")),
            blocked=Exists(BlockedPair.objects.filter(champion=OuterRef("pk"), person=request.person_id)),
        )
        .values(*COLUMNS, "has_helped", "said_no_at", "not_wanted_at", "let_lapse", "blocked")
    )


def latest(offers):
    return Subquery(offers.order_by("-answered_at").values("answered_at")[:1])


def with_room(champions, now, *, besides=None):
    """Each with how many they help and are asked about, and whether they are cleared for homes."""
    today = as_day(now)
    helped = HelpRequest.objects.filter(champion=OuterRef("pk"), state__in=WITH_SOMEBODY).exclude(pk=besides)
    asked = Offer.objects.open(now).filter(champion=OuterRef("pk")).exclude(request=besides)
    enhanced = ChampionRequirement.objects.in_date(today).filter(
        champion=OuterRef("pk"), requirement__kind="dbs", requirement__level="enhanced"
    )
    return champions.order_by().annotate(
        helping=counted(helped),
        asked=counted(asked),
        session_count=counted(HelpSession.objects.filter(champion=OuterRef("pk"))),
        is_cleared_for_homes=Exists(enhanced),
        away_until=last_day_away(today),
    )


def last_day_away(today):
    """Of the holiday that a champion is on, as a subquery; null for whoever is not away."""
    on_now = Holiday.objects.filter(champion=OuterRef("pk"), from_on__lte=today, until_on__gte=today)
    return Subquery(on_now.order_by("-until_on").values("until_on")[:1])


def counted(rows):
    """How many rows each champion has, as a subquery: joining them all would multiply one by another."""
    counts = rows.order_by().values("champion").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts), 0)


def is_adult(birth_year, age_band, today):
    return age_band != "0-17" and not may_be_under_18(birth_year, today)


def checks_by_champion(ids, today):
    """A function from a champion and their role to its Checks: what the role asks, and what this one has."""
    asked = defaultdict(list)
    wanted = Role.requirements.through.objects.exclude(requirement__kind="consent").order_by("requirement__title")
    for role, requirement, title in wanted.values_list("role", "requirement", "requirement__title"):
        asked[role].append((requirement, title))
    met = {
        (champion, requirement): (met_on, expires_on)
        for champion, requirement, met_on, expires_on in ChampionRequirement.objects.counting()
        .filter(champion__in=ids)
        .values_list("champion", "requirement", "met_on", "expires_on")
    }

    def checks(champion, role):
        return tuple(check_of(title, met.get((champion, requirement)), today) for requirement, title in asked[role])

    return checks


def check_of(title, met, today):
    if met is None:
        return Check(title)
    met_on, expires_on = met
    return Check(title, met_on <= today and (expires_on is None or expires_on >= today), expires_on)


def slots_by_champion(ids):
    slots = defaultdict(list)
    rows = Availability.objects.filter(champion__in=ids).order_by("weekday", "starts")
    for champion, weekday, starts, ends in rows.values_list("champion", "weekday", "starts", "ends"):
        slots[champion].append(Slot(weekday, starts, ends))
    return slots


def topics_by_champion(ids):
    topics = defaultdict(set)
    for champion, title in Champion.topics.through.objects.filter(champion__in=ids).values_list(
        "champion", "topic__title"
    ):
        topics[champion].add(title)
    return topics


def taught_by_champion(ids):
    taught = defaultdict(dict)
    rows = HelpSession.objects.filter(champion__in=ids, topics__isnull=False).order_by()
    for champion, title, number in rows.values_list("champion", "topics__title").annotate(Count("pk")):
        taught[champion][title] = number
    return taught


def spots_by_champion(ids):
    """The public places where each meets people: one query for who likes which, one for when they are open."""
    liked = Champion.venues.through.objects.filter(
        champion__in=ids,
        venuepage__live=True,
        venuepage__latitude__isnull=False,
        venuepage__longitude__isnull=False,
    )
    columns = (f"venuepage__{name}" for name in ("title", "latitude", "longitude", "step_free"))
    rows = list(liked.order_by("venuepage").values_list("champion", "venuepage", *columns))
    hours = defaultdict(list)
    opening = OpeningHours.objects.filter(venue__in={row[1] for row in rows}).order_by("weekday", "opens")
    for venue, *stretch in opening.values_list("venue", "weekday", "opens", "closes"):
        hours[venue].append(Slot(*stretch))
    spots, found = {}, defaultdict(list)
    for champion, venue, *place in rows:
        if venue not in spots:
            spots[venue] = Spot(venue, *place, hours=tuple(hours[venue]))
        found[champion].append(spots[venue])
    return found
