"""Who came, row by row: one row for each person at each session, without names or contacts.

The person is a key, the same in every file for the same person, from which nobody can work back to them without the
site's own secret. The rows are read a month at a time and never held: a file of any length takes the same memory, and
between two months nothing of the database is held open.
"""

from collections import defaultdict

from django.db.models import Q
from django.db.models.functions import Coalesce

from core.codes import keyed_hash
from core.words import local
from events.models import Attendance, EventKind, EventPage, Mark
from locations.models import AreaKind
from people.models import AgeBand, ArrivedBy
from reports.counts import first_visits

HEADER = [
    *("Date", "Starts", "Session", "Kind", "Venue", "Ward", "District", "Topics"),
    *("Person", "Age", "Lives in (ward)", "Language", "Mark", "People", "Late", "Walk-in", "First visit", "Booked by"),
]
FIELDS = {
    "starts_at": "occurrence__starts_at",
    "event": "occurrence__event_id",
    "title": "occurrence__event__title",
    "kind": "occurrence__event__kind",
    "venue": "occurrence__venue__title",
    "ward": "occurrence__venue__ward__name",
    "district": "occurrence__venue__district__name",
    "learner": "learner",
    "age": "person__age_band",
    "lives_in": "person__ward__name",
    "language": "person__language",
    "mark": "mark",
    "people": "people",
    "late": "late",
    "walk_in": "walk_in",
    "arrived_by": "booking__arrived_by",
    "pk": "pk",
}
KEY_LENGTH = 16
AT_ONCE = 2_000
ONLINE = "Online"


def marks(period, place=None):
    """All marks in registers of sessions that began in the period, at a venue in the place if there is one."""
    return Attendance.objects.filter(
        at_venue_in(place), occurrence__starts_at__gte=period.starts_at, occurrence__starts_at__lt=period.ends_at
    ).annotate(learner=Coalesce("person__merged_into", "person"))


def at_venue_in(place):
    if place is None:
        return Q()
    if place.kind == AreaKind.WARD:
        return Q(occurrence__venue__ward=place)
    if place.kind == AreaKind.COUNTY:
        return Q(occurrence__venue__district__parent=place)
    return Q(occurrence__venue__district=place)


def rows_of(period, place=None, *, after_each=lambda rows: None):
    """The rows in order of time. `after_each` is told how many there were so far, after each month."""
    topics, first, done = topics_of_events(), firsts(period, place), 0
    for month in months_of(period):
        found = marks(month, place).order_by("occurrence__starts_at", "pk").values_list(*FIELDS.values())
        for values in found.iterator(chunk_size=AT_ONCE):
            yield row_of(dict(zip(FIELDS, values, strict=True)), topics, first)
            done += 1
        after_each(done)


def months_of(period):
    """The period in pieces, each a month or what of it lies within."""
    return [month.within(period) for month in period.months()]


def firsts(period, place):
    """The first visits among the marks: at most one for each person."""
    present = marks(period, place).filter(mark=Mark.PRESENT)
    return set(first_visits(present).values_list("pk", flat=True))


def topics_of_events():
    """{event: its topics in words}."""
    titles = defaultdict(list)
    links = EventPage.topics.through.objects.order_by("topic__title")
    for event, title in links.values_list("eventpage", "topic__title"):
        titles[event].append(title)
    return {event: "; ".join(each) for event, each in titles.items()}


def row_of(mark, topics, first):
    starts_at = local(mark["starts_at"])
    return [
        starts_at.date(),
        f"{starts_at:%H:%M}",
        mark["title"],
        KINDS[mark["kind"]],
        mark["venue"] or ONLINE,
        mark["ward"] or "",
        mark["district"] or "",
        topics.get(mark["event"], ""),
        person_key(mark["learner"]),
        AGES.get(mark["age"], ""),
        mark["lives_in"] or "",
        mark["language"],
        MARKS[mark["mark"]],
        mark["people"],
        yes(mark["late"]),
        yes(mark["walk_in"]),
        yes(mark["pk"] in first),
        CHANNELS.get(mark["arrived_by"], ""),
    ]


def person_key(pk):
    return keyed_hash(f"row {pk}")[:KEY_LENGTH]


def yes(value):
    return "yes" if value else ""


# As words once, not for each of half a million rows.
KINDS = {value: str(words) for value, words in EventKind.choices}
AGES = {value: str(words) for value, words in AgeBand.choices}
MARKS = {value: str(words) for value, words in Mark.choices}
CHANNELS = {value: str(words) for value, words in ArrivedBy.choices}
