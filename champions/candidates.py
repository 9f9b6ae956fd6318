"""From rows to what matching.py understands: a Need from a request, candidates from the champions near it.

Plain values and no model instances, in eight queries however many champions there are: ranking thousands is done while
a coordinator waits.
"""

from collections import defaultdict

from django.db.models import Count, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from champions.ages import may_be_under_18
from champions.hard_rules import ASK_FOR_MILES_MORE
from champions.matching import IN_PERSON, Candidate, Check, Need
from champions.meeting import Spot
from champions.models import Availability, Champion, ChampionRequirement, HelpRequest, HelpSession, Holiday, Offer, Role
from champions.times import Slot
from core.words import LONDON
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
    """Everybody who might help with this request, in eight queries. `champions` narrows it, for example to one."""
    today = now.astimezone(LONDON).date()
    if champions is None:
        rows = within_reach(request, list(rows_of(near(request), request, now)))
    else:
        rows = list(rows_of(champions, request, now))
    # Named one by one: the others need not find them again.
    ids = [row["pk"] for row in rows]
    checks = checks_by_champion(ids, today)
    slots = slots_by_champion(ids)
    topics = topics_by_champion(ids)
    spots = spots_by_champion(ids)
    taught = taught_by_champion(ids)
    found = []
    for row in rows:
        pk, role = row["pk"], row["role"]
        found.append(
            Candidate(
                pk=pk,
                name=row["person__name"],
                latitude=row["home_latitude"],
                longitude=row["home_longitude"],
                state=row["state"],
                paused_until=row["paused_until"],
                away_until=row["away_until"],
                meets_people=row["role__meets_people"],
                may_visit_homes=row["role__may_visit_homes"] and row["is_cleared_for_homes"],
                adult=is_adult(row["birth_year"], row["person__age_band"], today),
                checks=checks(pk, role),
                settings=frozenset(row["settings"]),
                topics=frozenset(topics[pk]),
                languages=frozenset(row["languages"]),
                slots=tuple(slots[pk]),
                spots=tuple(spots[pk]),
                travel_miles=row["travel_miles"],
                helping=row["helping"],
                asked=row["asked"],
                max_people=row["max_people"],
                taught=taught[pk],
                sessions=row["session_count"],
                helped_before=row["has_helped"],
                said_no_on=row["said_no_at"] and row["said_no_at"].astimezone(LONDON).date(),
                let_lapse=row["let_lapse"],
            )
        )
    return found


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


def rows_of(champions, request, now):
    matched = counted(HelpRequest.objects.filter(champion=OuterRef("pk"), state="matched").exclude(pk=request.pk))
    open_offers = counted(Offer.objects.open(now).filter(champion=OuterRef("pk")).exclude(request=request.pk))
    sessions = HelpSession.objects.filter(champion=OuterRef("pk"))
    today = now.astimezone(LONDON).date()
    answers = request.offers.filter(champion=OuterRef("pk"))
    enhanced = ChampionRequirement.objects.in_date(today).filter(
        champion=OuterRef("pk"), requirement__kind="dbs", requirement__level="enhanced"
    )
    return (
        champions.order_by()
        .annotate(
            helping=matched,
            asked=open_offers,
            session_count=counted(sessions),
            has_helped=Exists(sessions.filter(request__person=request.person_id)),
            is_cleared_for_homes=Exists(enhanced),
            said_no_at=Subquery(answers.filter(state="declined").order_by("-answered_at").values("answered_at")[:1]),
            away_until=last_day_away(today),
            let_lapse=Exists(answers.filter(state="lapsed")),
        )
        .values(
            *("pk", "person__name", "person__age_band", "role", "role__meets_people", "role__may_visit_homes"),
            *("home_latitude", "home_longitude", "state", "paused_until", "birth_year", "settings", "languages"),
            *("travel_miles", "max_people", "helping", "asked", "session_count", "has_helped", "is_cleared_for_homes"),
            *("said_no_at", "let_lapse", "away_until"),
        )
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
