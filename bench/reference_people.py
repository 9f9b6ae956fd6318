"""The reference data's people: who books and came, champions with all that matching asks, and who waits for one."""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from uuid import uuid4

from bench.land import jitter
from bench.pour import next_pk, pour
from champions.models import (
    Availability,
    Champion,
    ChampionRequirement,
    HelpRequest,
    HelpSession,
    Role,
)
from core.codes import ALPHABET, REFERENCE_LENGTH
from events.models import Attendance, Booking, BookingState, Mark, Occurrence
from people.models import Person
from topics.models import Topic

NO_SECRET = "0" * 64
BOOKED_AHEAD = timedelta(weeks=3)
BOOKINGS_ON_EACH = 4
HALF_DAYS = [(time(9), time(12)), (time(13), time(17)), (time(17), time(20))]
WAYS = [["venue", "phone"], ["venue"], ["venue", "phone", "video"], ["venue", "home"]]


def references():
    """Each once, in an order that looks like none."""
    for number in count():
        number = number * 104_729 + 7_654_321
        letters = []
        for _ in range(REFERENCE_LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[rest])
        yield "".join(letters)


def make_people(land, rng, number, now):
    first = next_pk(Person)
    people = [
        Person(
            pk=first + each,
            name=f"Person {each}",
            contact_by="phone",
            phone="01632 960000",
            phone_compared="01632960000",
            age_band=rng.choice(["18-64", "65-74", "75+"]),
            ward_id=rng.choice(land.sectors).ward_code,
            created_at=now - timedelta(days=rng.randrange(1, 700)),
        )
        for each in range(number)
    ]
    pour(Person, people)
    return people


def make_bookings(people, rng, now):
    """A few on each meeting of the next weeks, and who came to those behind us."""
    reference, ahead, behind = references(), [], []
    wanted = Occurrence.objects.filter(event__booking_mode="book", starts_at__lt=now + BOOKED_AHEAD).order_by("pk")
    for occurrence, starts_at in wanted.values_list("pk", "starts_at").iterator():
        for person in rng.sample(people, BOOKINGS_ON_EACH):
            (ahead if starts_at > now else behind).append((occurrence, person, starts_at))
    first = next_pk(Booking)
    rows = [
        Booking(
            pk=pk,
            reference=next(reference),
            secret_hash=NO_SECRET,
            occurrence_id=occurrence,
            person_id=person.pk,
            state=BookingState.CONFIRMED,
            created_at=min(now, starts_at) - timedelta(days=3),
        )
        for pk, (occurrence, person, starts_at) in enumerate(ahead + behind, start=first)
    ]
    pour(Booking, rows)
    pour(
        Attendance,
        (
            Attendance(
                occurrence_id=booking.occurrence_id,
                person_id=booking.person_id,
                booking_id=booking.pk,
                mark=rng.choice([Mark.PRESENT] * 4 + [Mark.ABSENT]),
                marked_at=now,
            )
            for booking in rows[len(ahead) :]
        ),
    )


def make_champions(land, people, venues_by_district, rng, now, applied=lambda rng: 500):
    """Nine in ten are active, and nine in ten of those have all that their role asks in date.

    `applied` says how many days ago each applied.
    """
    roles = list(Role.objects.prefetch_related("requirements"))
    topics = list(Topic.objects.values_list("pk", flat=True))
    first = next_pk(Champion)
    champions = [
        champion_of(person, pk, land, roles[0] if rng.random() < 0.75 else rng.choice(roles), rng, now, applied(rng))
        for pk, person in enumerate(people, start=first)
    ]
    pour(Champion, champions)
    pour(Availability, (row for champion in champions for row in availability(champion, rng)))
    pour(ChampionRequirement, (row for champion in champions for row in met(champion, rng, now)))
    with_topic, with_venue = Champion.topics.through, Champion.venues.through
    pour(
        with_topic,
        (
            with_topic(champion_id=each.pk, topic_id=topic)
            for each in champions
            for topic in rng.sample(topics, rng.randrange(2, 7))
        ),
    )
    pour(
        with_venue,
        (
            with_venue(champion_id=each.pk, venuepage_id=venue.pk)
            for each in champions
            for venue in nearby_venues(each, venues_by_district, rng)
        ),
    )
    return champions


def champion_of(person, pk, land, role, rng, now, days_ago):
    sector = rng.choice(land.sectors)
    latitude, longitude = jitter(rng, (sector.latitude, sector.longitude), 1)
    champion = Champion(
        pk=pk,
        person_id=person.pk,
        role=role,
        state="active" if rng.random() < 0.9 else "paused",
        applied_at=now - timedelta(days=days_ago),
        active_since=now - timedelta(days=days_ago * 4 // 5),
        birth_year=rng.randrange(1945, 2002),
        home_latitude=latitude,
        home_longitude=longitude,
        area_id=sector.ward_code,
        languages=["Polish"] if rng.random() < 0.05 else [],
        settings=rng.choice(WAYS),
        travel_miles=rng.choice([3, 5, 5, 8, 10, 15]),
        max_people=rng.choice([1, 2, 2, 3, 4]),
    )
    champion.district = sector.district_code
    return champion


def availability(champion, rng):
    for weekday in rng.sample(range(7), rng.randrange(1, 4)):
        starts, ends = rng.choice(HALF_DAYS)
        yield Availability(champion_id=champion.pk, weekday=weekday, starts=starts, ends=ends)


def met(champion, rng, now):
    in_date = rng.random() < 0.9
    for requirement in champion.role.requirements.all():
        yield ChampionRequirement(
            champion_id=champion.pk,
            requirement_id=requirement.pk,
            met_on=(now - timedelta(days=300)).date(),
            expires_on=(now + timedelta(days=400 if in_date else -5)).date(),
        )


def nearby_venues(champion, venues_by_district, rng):
    near = venues_by_district.get(champion.district, [])
    near = sorted(near, key=lambda venue: abs(venue.latitude - champion.home_latitude))[:6]
    return rng.sample(near, min(2, len(near)))


def make_help(land, learners, champions, rng, now):
    """Requests that wait, requests that were matched, and a year of help that was given."""
    reference, topics = references(), list(Topic.objects.values_list("pk", flat=True))
    first = next_pk(HelpRequest)
    requests = []
    for pk, person in enumerate(learners[: len(champions) // 3], start=first):
        # The first few wait in the middle of the city: what ranking is measured with.
        sector = land.city if pk < first + 5 else rng.choice(land.sectors)
        champion = rng.choice(champions) if pk >= first + 5 and rng.random() < 0.6 else None
        requests.append(
            HelpRequest(
                pk=pk,
                reference=next(reference),
                person_id=person.pk,
                form_key=uuid4(),
                words="My phone says the storage is full and I do not know what that means.",
                travel_miles=5,
                where=sector.label,
                latitude=sector.latitude,
                longitude=sector.longitude,
                area_id=sector.ward_code,
                state="matched" if champion else "waiting",
                champion=champion,
                created_at=now - timedelta(days=rng.randrange(1, 60)),
            )
        )
    pour(HelpRequest, requests)
    through = HelpRequest.topics.through
    pour(through, (through(helprequest_id=each.pk, topic_id=topic) for each in requests for topic in topics[:2]))
    make_help_sessions(champions, topics, rng, now)


def make_help_sessions(champions, topics, rng, now):
    first = next_pk(HelpSession)
    sessions = [
        HelpSession(
            pk=pk,
            champion_id=rng.choice(champions).pk,
            held_on=(now - timedelta(days=rng.randrange(1, 365))).date(),
            minutes=60,
            outcome="done",
            form_key=uuid4(),
            logged_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
        for pk in range(first, first + 2 * len(champions))
    ]
    pour(HelpSession, sessions)
    through = HelpSession.topics.through
    pour(through, (through(helpsession_id=each.pk, topic_id=rng.choice(topics)) for each in sessions))
