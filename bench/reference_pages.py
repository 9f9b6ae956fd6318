"""The reference data's areas, postcodes, places and pages: venues, and events with their dates."""

import uuid
from collections import Counter
from datetime import date, time, timedelta
from itertools import count

import recurrence
from django.contrib.contenttypes.models import ContentType
from recurrence import Recurrence, Rule
from wagtail.models import Page

from bench.land import jitter, postcodes_of
from bench.pour import next_pk, pour, pour_values
from events.models import BookingMode, CoursePage, EventIndexPage, EventKind, EventPage, Occurrence, Schedule
from events.querysets import fill_many
from events.schedule import local_date
from events.search import search_terms
from locations.models import Area, Closure, OpeningHours, Place, Postcode, PostcodeGroup, VenueIndexPage, VenuePage
from locations.names import normalise_name
from topics.models import Topic

AHEAD = timedelta(days=456)  # 15 months
BEHIND = timedelta(weeks=6)
WEEKDAYS = (recurrence.MO, recurrence.TU, recurrence.WE, recurrence.TH, recurrence.FR, recurrence.SA)
# Of every 100 events: how many repeat so. The rest are one to four meetings, as a course has them.
WEEKLY, FORTNIGHTLY, MONTHLY = 26, 5, 4
TITLES = "Wi-fi Wednesday|Tablet time|Get started online|Video calls with family|Stay safe from scams|Online shopping"
DOINGS = [f"{title} at" for title in TITLES.split("|")]
BODY = "<p>Bring whatever you have, or borrow one of ours.</p><ul><li>Turn it on</li><li>Find your way</li></ul>" * 3
SUMMARY = "For anybody who would like to begin, at your own pace, with someone beside you."


def make_areas(land):
    kinds = [("county", land.counties), ("district", land.districts), ("ward", land.wards)]
    pour(
        Area,
        (
            Area(
                code=code,
                name=name,
                kind=kind,
                latitude=latitude,
                longitude=longitude,
                parent_id=next(iter(above), None),
            )
            for kind, rows in kinds
            for code, name, latitude, longitude, *above in rows
        ),
    )


def make_postcodes(land, rng, number):
    each, one_more = divmod(number, len(land.sectors))
    pour_values(
        Postcode._meta.db_table,
        ["key", "latitude", "longitude", "ward_code", "district_code", "lsoa_code", "terminated_on"],
        (
            (*unit, sector.ward_code, sector.district_code, "", None)
            for index, sector in enumerate(land.sectors)
            for unit in postcodes_of(rng, sector, each + (index < one_more))
        ),
    )
    groups = [(each.label, each.latitude, each.longitude, each.ward_code, each.district_code) for each in land.sectors]
    names = ["label", "latitude", "longitude", "ward_code", "district_code"]
    pour_values(PostcodeGroup._meta.db_table, names, groups + land.outwards)


def make_places(land):
    seen = Counter()
    rows = []
    for number, (name, kind, latitude, longitude, district) in enumerate(land.places):
        seen[name] += 1
        rows.append(
            Place(
                name=name,
                search_name=normalise_name(name),
                qualifier=f"number {seen[name]}" if seen[name] > 1 else "",
                kind=kind,
                district_id=district,
                latitude=latitude,
                longitude=longitude,
                source_id=f"made-up-{number}",
            )
        )
    pour(Place, rows)


def pages_under(index, model, fields_of_each):
    """Unsaved pages with their places in the tree, as treebeard numbers them."""
    content_type = ContentType.objects.get_for_model(model)
    for pk, step, fields in zip(count(next_pk(Page)), count(index.numchild + 1), fields_of_each):
        yield model(
            id=pk,
            page_ptr_id=pk,
            path=Page._get_path(index.path, index.depth + 1, step),
            depth=index.depth + 1,
            url_path=f"{index.url_path}{fields['slug']}/",
            draft_title=fields["title"],
            content_type=content_type,
            locale_id=index.locale_id,
            translation_key=uuid.uuid4(),
            live=True,
            **fields,
        )


def pour_pages(index, pages):
    pour(Page, pages)
    pour(type(pages[0]), pages)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(pages))


def make_venues(land, rng, number, now):
    index = VenueIndexPage.objects.get()
    venues = list(pages_under(index, VenuePage, (venue_fields(land, rng, each) for each in range(number))))
    pour_pages(index, venues)
    pour(OpeningHours, (row for venue in venues for row in opening_hours(venue, rng)))
    christmas = date(local_date(now).year, 12, 24)
    pour(
        Closure,
        (
            Closure(venue_id=venue.pk, first_on=christmas, last_on=christmas + timedelta(days=8), reason="Christmas")
            for venue in venues
        ),
    )
    return venues


def venue_fields(land, rng, number):
    sector = rng.choice(land.sectors)
    latitude, longitude = jitter(rng, (sector.latitude, sector.longitude), 1)
    kind = rng.choice(["library"] * 5 + ["library-link", "fire-station", "learning-centre", "community-centre"])
    title, town = f"{normalise_name(sector.label).upper()} {kind.replace('-', ' ')} {number}", "Town"
    postcode = f"{sector.label}AA"
    return {
        "title": title,
        "slug": f"venue-{number}",
        "kind": kind,
        "summary": "Computers, free wifi, and someone at the desk who can get you started.",
        "address": f"{number % 90 + 1} Market Street",
        "town": town,
        "postcode": postcode,
        "latitude": latitude,
        "longitude": longitude,
        "ward_id": sector.ward_code,
        "district_id": sector.district_code,
        "free_wifi": rng.random() < 0.85,
        "public_computers": rng.choice([0, 2, 4, 8, 12]),
        "step_free": rng.random() < 0.8,
        "hearing_loop": rng.random() < 0.5,
        "accessible_toilet": rng.random() < 0.6,
        "parking": rng.random() < 0.4,
        "bus": rng.random() < 0.7,
        "sessions_only": kind == "fire-station",
        "phone": "01632 960000",
        "search_terms": normalise_name(f"{title} {kind} {town} {postcode}"),
    }


def opening_hours(venue, rng):
    if not venue.sessions_only:
        for weekday in range(5 + (rng.random() < 0.5)):
            yield OpeningHours(venue_id=venue.pk, weekday=weekday, opens=time(9, 30), closes=time(17))


def make_events(venues, rng, number, now, lead):
    """Events with mixed rules; their dates come from the rules as the site itself works them out."""
    index, courses, topics = EventIndexPage.objects.get(), list(CoursePage.objects.all()), list(Topic.objects.all())
    homes = [rng.choice(venues) for _ in range(number)]
    fields = (event_fields(rng, each, home, rng.choice(courses), lead) for each, home in enumerate(homes))
    events = list(pages_under(index, EventPage, fields))
    pour_pages(index, events)
    through = EventPage.topics.through
    pour(
        through,
        (through(eventpage_id=event.pk, topic_id=topic.pk) for event in events for topic in rng.sample(topics, 2)),
    )
    today = local_date(now)
    schedules = [
        schedule
        for each, (event, home) in enumerate(zip(events, homes, strict=True))
        for schedule in schedules_of(each, event, home, rng, today)
    ]
    pour(Schedule, schedules)
    occurrences = list(occurrences_of(schedules, today))
    for start in range(0, len(occurrences), 20_000):
        fill_many(Occurrence, occurrences[start : start + 20_000])
    first = next_pk(Occurrence)
    for pk, occurrence in enumerate(occurrences, start=first):
        occurrence.pk, occurrence.changed_at = pk, now
    pour(Occurrence, occurrences)


def event_fields(rng, number, home, course, lead):
    title = f"{rng.choice(DOINGS)} {home.title}"
    return {
        "title": title,
        "slug": f"event-{number}",
        "course": course,
        "kind": rng.choice(EventKind.values[:5]),
        "summary": SUMMARY,
        "body": BODY,
        "delivery": "online" if number % 50 == 49 else "both" if number % 100 == 98 else "in-person",
        "audience": "champions" if number % 40 == 39 else "everyone",
        "booking_mode": rng.choice([BookingMode.BOOK] * 6 + [BookingMode.DROP_IN] * 3 + [BookingMode.RING]),
        "capacity": rng.choice([6, 8, 10, 12, None]),
        "lead": lead,
        "search_terms": search_terms(title, SUMMARY, course.title),
    }


def schedules_of(number, event, home, rng, today):
    monday = today - timedelta(days=today.weekday())
    day, starts = rng.randrange(6), time(rng.randrange(9, 19), rng.choice([0, 30]))
    venue = None if event.delivery == "online" else home.pk
    part = number % 100
    if part < WEEKLY:
        rule, first_on = Rule(recurrence.WEEKLY, byday=[WEEKDAYS[day]]), monday - BEHIND + timedelta(days=day)
    elif part < WEEKLY + FORTNIGHTLY:
        first_on = monday - BEHIND + timedelta(days=day)
        rule = Rule(recurrence.WEEKLY, interval=2, byday=[WEEKDAYS[day]])
    elif part < WEEKLY + FORTNIGHTLY + MONTHLY:
        rule, first_on = Rule(recurrence.MONTHLY, byday=[WEEKDAYS[day](1)]), first_weekday(today, day)
    else:
        first_on = monday + timedelta(weeks=rng.randrange(1, 40), days=day)
        rule = Rule(recurrence.WEEKLY, byday=[WEEKDAYS[day]], count=rng.choice([1, 1, 2, 4]))
    yield Schedule(
        event_id=event.pk,
        first_on=first_on,
        start_time=starts,
        end_time=starts.replace(hour=starts.hour + 2),
        venue_id=venue,
        recurrence=Recurrence(rrules=[rule], include_dtstart=False),
        sort_order=0,
    )


def first_weekday(today, weekday):
    """The first Tuesday, say, of this month."""
    first = today.replace(day=1)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def occurrences_of(schedules, today):
    for schedule in schedules:
        for meeting in schedule.meetings(from_on=schedule.first_on, last_on=today + AHEAD):
            yield Occurrence(
                event_id=schedule.event_id,
                schedule_key=schedule.key,
                original_on=meeting.on,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                venue_id=schedule.venue_id,
            )
