"""The five-year programme's sessions, the people who came to them, and their marks."""

from datetime import datetime, time, timedelta
from itertools import count
from uuid import uuid4

from bench.land import INWARD_LETTERS, postcodes_of
from bench.pour import next_pk, pour, pour_values
from bench.programme import AHEAD, EVENTS, LSOAS, MARKS, MEETINGS, YEARS
from bench.reference_pages import event_fields, pages_under, pour_pages
from bench.reference_people import NO_SECRET, references
from core.words import LONDON
from events.models import (
    Attendance,
    Booking,
    BookingState,
    CoursePage,
    EventIndexPage,
    EventPage,
    Headcount,
    Mark,
    Occurrence,
)
from events.querysets import fill_many
from locations.models import Lsoa, Postcode
from people.models import AgeBand, ArrivedBy, Person
from topics.models import Topic

POSTCODES_EACH = 40
GROUP = 30  # people who come to an event, some of them each time
AT_ONCE = 20_000
CAME = [Mark.PRESENT] * 17 + [Mark.ABSENT] * 2 + [Mark.EXCUSED]
AGES = ["", AgeBand.UNDER_18, *[AgeBand.ADULT] * 3, *[AgeBand.OLDER] * 3, *[AgeBand.OLDEST] * 2]
WAYS = [*[ArrivedBy.WEB] * 5, *[ArrivedBy.PHONE] * 3, *[ArrivedBy.FACE] * 2, ArrivedBy.LETTER, ArrivedBy.PARTNER]


def small_areas(land):
    """(code, sector): a sector of the postcodes is one small area; what is over belongs to the first ones."""
    for number, sector in enumerate(land.sectors):
        yield f"E01{number % LSOAS:06}", sector


def make_postcodes(land, rng):
    """Postcodes in every small area. Returns (postcode, ward) of each."""
    rows = [
        (*unit, sector.ward_code, sector.district_code, code, None)
        for code, sector in small_areas(land)
        for unit in postcodes_of(rng, sector, min(POSTCODES_EACH, len(INWARD_LETTERS) ** 2))
    ]
    names = ["key", "latitude", "longitude", "ward_code", "district_code", "lsoa_code", "terminated_on"]
    pour_values(Postcode._meta.db_table, names, rows)
    return [(f"{row[0][:-3]} {row[0][-3:]}", row[3]) for row in rows]


def make_sessions(venues, rng, now, lead):
    """Events of twenty weekly meetings, begun at any time of the five years. Returns (key, event, start) of each."""
    index, courses, topics = EventIndexPage.objects.get(), list(CoursePage.objects.all()), list(Topic.objects.all())
    homes = [rng.choice(venues) for _ in range(EVENTS)]
    fields = (event_fields(rng, number, home, rng.choice(courses), lead) for number, home in enumerate(homes))
    events = list(pages_under(index, EventPage, fields))
    pour_pages(index, events)
    through = EventPage.topics.through
    pour(
        through,
        (through(eventpage_id=event.pk, topic_id=each.pk) for event in events for each in rng.sample(topics, 2)),
    )
    dates = [row for event, home in zip(events, homes, strict=True) for row in meetings(event, home, rng, now)]
    # Rows come to be as time goes by, and what asks for earlier ones is quick or slow by that.
    dates.sort(key=lambda row: row.starts_at)
    for start in range(0, len(dates), AT_ONCE):
        fill_many(Occurrence, dates[start : start + AT_ONCE])
    for pk, row in enumerate(dates, start=next_pk(Occurrence)):
        row.pk = pk
    pour(Occurrence, dates)
    return dates


def meetings(event, home, rng, now):
    first = (now - YEARS + (YEARS + AHEAD - timedelta(weeks=MEETINGS)) * rng.random()).date()
    starts, key = time(rng.randrange(9, 19), rng.choice([0, 30])), uuid4()
    for week in range(MEETINGS):
        on = first + timedelta(weeks=week)
        starts_at = datetime.combine(on, starts, tzinfo=LONDON)
        ends_at = starts_at + timedelta(hours=2)
        yield Occurrence(
            event_id=event.pk,
            schedule_key=key,
            original_on=on,
            starts_at=starts_at,
            ends_at=ends_at,
            venue_id=None if event.delivery == "online" else home.pk,
            state="cancelled" if rng.random() < 0.04 else "on",
            register_closed_at=ends_at + timedelta(days=rng.randrange(6)) if rng.random() < 0.95 else None,
            changed_at=now,
        )


def make_people(land, postcodes, rng, number, now):
    """One in a hundred is a second record of the one before; one in fifty was erased."""
    first, people = next_pk(Person), []
    for pk in range(first, first + number):
        postcode, ward = rng.choice(postcodes)
        erased = rng.random() < 0.02
        people.append(
            Person(
                pk=pk,
                name="" if erased else f"Person {pk}",
                age_band=rng.choice(AGES),
                ward_id=None if erased or rng.random() < 0.1 else ward,
                postcode="" if erased else postcode,
                language="" if erased else rng.choice(["", "", "", "", "", "", "Polish", "Bengali"]),
                adjustments="A seat near the door" if not erased and rng.random() < 0.15 else "",
                merged_into_id=pk - 1 if pk > first and rng.random() < 0.01 else None,
                created_at=now - YEARS * rng.random(),
                erased_at=now if erased else None,
            )
        )
    for person in people:  # one record deep, as merging leaves it
        if person.merged_into_id and people[person.merged_into_id - first].merged_into_id:
            person.merged_into_id = None
    pour(Person, people)
    return people


def make_marks(dates, people, rng, now):
    """Half of those who came had booked; at one session in five some were only counted."""
    past = [row for row in dates if row.ends_at < now and row.state == "on"]
    each, more = divmod(MARKS, len(past))
    groups = {row.event_id: None for row in past}
    for event in groups:
        groups[event] = rng.sample(people, min(GROUP, len(people)))
    marks = [
        (row, person)
        for number, row in enumerate(past)
        for person in rng.sample(groups[row.event_id], each + (number < more))
    ]
    booked = [pair for pair in marks if rng.random() < 0.5]
    bookings = {(row.pk, person.pk): pk for pk, (row, person) in zip(count(next_pk(Booking)), booked, strict=False)}
    pour(Booking, bookings_of(booked, bookings, rng))
    pour(Attendance, (attendance_of(row, person, bookings, rng) for row, person in marks))
    pour(
        Headcount,
        (
            Headcount(occurrence_id=row.pk, age_band=band, people=rng.randrange(1, 6))
            for row in past
            if rng.random() < 0.2
            for band in rng.sample(AgeBand.values, 2)
        ),
    )


def bookings_of(booked, keys, rng):
    reference = references()
    for row, person in booked:
        yield Booking(
            pk=keys[row.pk, person.pk],
            reference=next(reference),
            secret_hash=NO_SECRET,
            occurrence_id=row.pk,
            person_id=person.pk,
            state=BookingState.CONFIRMED,
            arrived_by=rng.choice(WAYS),
            created_at=row.starts_at - timedelta(days=rng.randrange(1, 20)),
        )


def attendance_of(row, person, bookings, rng):
    booking = bookings.get((row.pk, person.pk))
    return Attendance(
        occurrence_id=row.pk,
        person_id=person.pk,
        booking_id=booking,
        mark=rng.choice(CAME) if booking else Mark.PRESENT,
        people=2 if rng.random() < 0.05 else 1,
        late=rng.random() < 0.04,
        walk_in=booking is None,
        been_before=rng.random() < 0.02,
        marked_at=row.ends_at,
        marked_by_kind="staff",
    )


def make_small_areas(land, rng):
    """Each with what the census says of it, and a square about its middle for a boundary."""
    areas = dict(reversed(list(small_areas(land))))
    pour(Lsoa, (lsoa_of(code, sector, rng) for code, sector in sorted(areas.items())))


def lsoa_of(code, sector, rng):
    population = rng.randrange(1_000, 2_500)
    south, west = sector.latitude - 0.01, sector.longitude - 0.015
    north, east = south + 0.02, west + 0.03
    return Lsoa(
        code=code,
        name=f"Area {code[-3:]}",
        ward_code=sector.ward_code,
        district_code=sector.district_code,
        rural=not sector.is_town,
        population=population,
        aged_65=population // 4,
        aged_75=population // 9,
        disabled=population // 6,
        deprivation=rng.randrange(1, 11),
        exclusion_risk=round(rng.uniform(1, 9), 4),
        latitude=sector.latitude,
        longitude=sector.longitude,
        shape=[[[[west, south], [east, south], [east, north], [west, north], [west, south]]]],
    )
