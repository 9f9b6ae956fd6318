"""Champions, the people who asked for one, and the help that was given."""

from datetime import time, timedelta
from uuid import uuid4

from champions.models import (
    Availability,
    Champion,
    ChampionRequirement,
    ChampionState,
    HelpRequest,
    HelpSession,
    Offer,
    OfferState,
    RequestState,
    Role,
    WantedTime,
)
from core.codes import new_reference
from demo.residents import BATCH, made_up_person, pick
from locations.models import Area, VenuePage
from people.models import ArrivedBy, ContactBy, Person

STATES = [(ChampionState.ACTIVE, 78), (ChampionState.IN_CHECKS, 7), (ChampionState.APPLIED, 6)]
STATES += [(ChampionState.PAUSED, 6), (ChampionState.LEFT, 3)]
WAYS = [["venue", "phone"], ["venue"], ["venue", "phone", "video"], ["venue", "phone"]]
HALF_DAYS = [(time(9), time(12)), (time(13), time(17)), (time(17), time(20))]
WORDS = [
    ("I want to see my grandson in Canada on my tablet.", "video-calls"),
    ("My phone says the storage is full and I do not know what that means.", "fix-it"),
    ("I would like to order my prescription without going to the surgery.", "nhs-online"),
    ("My bank has closed. I want to see what is in my account.", "banking"),
    ("Somebody rang about my computer. I think it was a scam.", "scams"),
    ("I have a new smartphone and I am frightened of it.", "phone-or-tablet"),
    ("I need to apply for a Blue Badge and it is all online.", "benefits"),
    ("My daughter sends me pictures and I lose them.", "photos"),
]
# Those who are active were so before the year of help that is made up for them.
HAVE_BEEN_ACTIVE = (ChampionState.ACTIVE, ChampionState.PAUSED, ChampionState.LEFT)
APPLIED_DAYS_AGO = dict.fromkeys(HAVE_BEEN_ACTIVE, (460, 1100)) | {
    ChampionState.APPLIED: (1, 9),
    ChampionState.IN_CHECKS: (10, 50),
}

WHY = [
    "I have time, and somebody once helped my mother.",
    "I like explaining things.",
    "I know how it feels to be lost.",
]


def load_champions(count, topics, rng, now, seen_by):
    """Champions across the county, each with a ward, a home near its middle, times and places."""
    wards = list(Area.objects.filter(kind="ward"))
    roles = list(Role.objects.filter(open_to_apply=True).prefetch_related("requirements"))
    venues = list(VenuePage.objects.filter(latitude__isnull=False))
    people = [made_up_person(rng, ward.code, now) for ward in where_they_live(wards, count, rng)]
    Person.objects.bulk_create([always_reachable(person) for person in people], BATCH)
    champions = []
    for person in people:
        ward, state = next(ward for ward in wards if ward.code == person.ward_id), pick(rng, STATES)
        applied_at = now - timedelta(days=rng.randrange(*APPLIED_DAYS_AGO[state]))
        champions.append(
            Champion(
                person=person,
                role=roles[0] if rng.random() < 0.75 else rng.choice(roles),
                state=state,
                applied_at=applied_at,
                active_since=applied_at + timedelta(days=rng.randrange(30, 90)) if state in HAVE_BEEN_ACTIVE else None,
                paused_until=(now + timedelta(days=30)).date() if state == ChampionState.PAUSED else None,
                birth_year=rng.randrange(1945, 2002),
                why=rng.choice(WHY),
                home_latitude=ward.latitude + rng.uniform(-0.02, 0.02),
                home_longitude=ward.longitude + rng.uniform(-0.03, 0.03),
                area=ward,
                languages=[person.language] if person.language else [],
                settings=rng.choice(WAYS),
                travel_miles=rng.choice([3, 5, 5, 8, 10, 15]),
                max_people=rng.choice([1, 2, 2, 3, 4]),
            )
        )
    Champion.objects.bulk_create(champions, BATCH)
    link_skills(champions, list(topics.values()), venues, rng)
    Availability.objects.bulk_create([window for champion in champions for window in free_times(champion, rng)], BATCH)
    ChampionRequirement.objects.bulk_create(met_requirements(champions, rng, now, seen_by), BATCH)
    return champions


def where_they_live(wards, count, rng):
    """Volunteers gather: a few wards have many, most have one or none."""
    rng.shuffle(wards)
    return rng.choices(wards, [1 / rank for rank in range(1, len(wards) + 1)], k=count)


def always_reachable(person):
    """A champion can be e-mailed: that is how they sign in."""
    person.contact_by = ContactBy.EMAIL
    person.email = person.email_compared = f"{person.name.lower().replace(' ', '.')}.{str(person.key)[:4]}@example.org"
    person.helper_name = person.helper_contact = person.address = ""
    return person


def link_skills(champions, topics, venues, rng):
    topic_links, venue_links = [], []
    for champion in champions:
        for topic in rng.sample(topics, rng.randrange(3, 8)):
            topic_links.append(Champion.topics.through(champion=champion, topic=topic))
        nearest = sorted(
            venues,
            key=lambda venue: (
                (venue.latitude - champion.home_latitude) ** 2 + 0.33 * (venue.longitude - champion.home_longitude) ** 2
            ),
        )
        venue_links += [Champion.venues.through(champion=champion, venuepage=venue) for venue in nearest[:3]]
    Champion.topics.through.objects.bulk_create(topic_links, BATCH)
    Champion.venues.through.objects.bulk_create(venue_links, BATCH)


def free_times(champion, rng):
    for weekday in sorted(rng.sample(range(6), rng.randrange(1, 4))):
        starts, ends = rng.choice(HALF_DAYS)
        yield Availability(champion=champion, weekday=weekday, starts=starts, ends=ends)


def met_requirements(champions, rng, now, seen_by):
    """An active or paused champion has everything in date; one in checks has part of it."""
    for champion in champions:
        complete = champion.state in (ChampionState.ACTIVE, ChampionState.PAUSED)
        if champion.state == ChampionState.APPLIED:
            continue
        for requirement in champion.role.requirements.all():
            if requirement.kind == "consent":
                continue  # of under-18s, and here everybody is grown up
            if not complete and rng.random() < 0.5:
                continue
            met_on = (now - timedelta(days=rng.randrange(5, 300))).date()
            months = requirement.valid_months
            yield ChampionRequirement(
                champion=champion,
                requirement=requirement,
                met_on=met_on,
                expires_on=met_on + timedelta(days=months * 30) if months else None,
                certificate_number=f"00{rng.randrange(10**10):010}" if requirement.kind == "dbs" else "",
                seen_by=seen_by,
            )


def load_requests(learners, champions, topics, rng, now):
    """Requests still waiting, and a year of those that were matched, with the help given."""
    wards = {ward.code: ward for ward in Area.objects.filter(kind="ward")}
    active = [champion for champion in champions if champion.state == ChampionState.ACTIVE]
    askers = rng.sample(learners, 60)
    for number, person in enumerate(askers):
        ward = wards[person.ward_id]
        words, topic = rng.choice(WORDS)
        waiting = number < 16
        created_at = now - timedelta(days=rng.randrange(0, 12) if waiting else rng.randrange(20, 360))
        request = HelpRequest.objects.create(
            reference=new_reference(),
            person=person,
            form_key=uuid4(),
            words=words,
            setting=rng.choice(["venue", "venue", "venue", "phone"]),
            step_free=rng.random() < 0.2,
            language=person.language,
            where=ward.name,
            latitude=ward.latitude,
            longitude=ward.longitude,
            area=ward,
            arrived_by=rng.choice([ArrivedBy.WEB, ArrivedBy.PHONE, ArrivedBy.PHONE, ArrivedBy.FACE]),
            created_at=created_at,
            promised_on=(created_at + timedelta(days=5)).date(),
        )
        request.topics.set([topics[topic]])
        starts, ends = rng.choice(HALF_DAYS[:2])
        WantedTime.objects.create(request=request, weekday=rng.randrange(5), starts=starts, ends=ends)
        if waiting:
            ask_somebody(request, number, nearest_champion(ward, active), now)
        else:
            give_help(request, nearest_champion(ward, active), rng, created_at, going_on=number % 5 == 0)


def ask_somebody(request, number, champion, now):
    """Of those who have nobody yet, three are offered to a champion and two have to say yes to one."""
    if number not in (0, 1, 2, 3, 4):
        return
    is_found = number > 2
    made_at = now - timedelta(days=2)
    Offer.objects.create(
        request=request,
        champion=champion,
        state=OfferState.ACCEPTED if is_found else OfferState.OPEN,
        made_at=made_at,
        lapses_at=made_at + timedelta(days=3),
        answered_at=now - timedelta(days=1) if is_found else None,
    )
    request.state = RequestState.FOUND if is_found else RequestState.OFFERED
    if is_found:
        request.champion, request.found_at = champion, now - timedelta(days=number + 2 if number == 4 else 1)
    request.save()


def nearest_champion(ward, active):
    return min(
        active,
        key=lambda champion: (
            (champion.area.latitude - ward.latitude) ** 2 + 0.33 * (champion.area.longitude - ward.longitude) ** 2
        ),
    )


def give_help(request, champion, rng, created_at, *, going_on):
    request.champion = champion
    request.matched_at = created_at + timedelta(days=rng.randrange(1, 9))
    request.found_at = request.matched_at - timedelta(days=1)
    request.in_touch_at = request.matched_at + timedelta(days=1)
    request.state = RequestState.MATCHED if going_on else RequestState.CLOSED
    if not going_on:
        request.closed_at = request.matched_at + timedelta(days=rng.randrange(7, 11))
        request.outcome = "They can do it now"
    request.save()
    for number in range(1, 2 + rng.randrange(3)):
        session = HelpSession.objects.create(
            request=request,
            champion=champion,
            held_on=(request.matched_at + timedelta(days=2 * number)).date(),
            minutes=rng.choice([30, 45, 60, 60, 90]),
            setting=request.setting,
            outcome="going-on" if number == 1 else "done",
            form_key=uuid4(),
            logged_at=request.matched_at + timedelta(days=2 * number),
        )
        session.topics.set(request.topics.all())
