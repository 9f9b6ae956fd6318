"""Which sessions the caller could come to: the nearest first, or the soonest, with what is left or why not."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from core.cards import Tag
from core.words import as_day, midnight
from events.listing import place_words, room_tag
from events.models import Booking, Occurrence
from events.permissions.bookings import BookingRefused, check_can_book
from events.room import room_of

MOST = 30
# Nobody is sent farther; and with one box it is two queries, however thinly the land is settled.
FARTHEST_IN_MILES = 60


@dataclass(frozen=True)
class Offered:
    """One session. `why_not` is the sentence where nobody can be booked on it."""

    occurrence: Occurrence
    tag: Tag | None
    why_not: str = ""

    @property
    def place(self):
        return place_words(self.occurrence)

    @property
    def miles(self):
        return getattr(self.occurrence, "miles", None)


@dataclass(frozen=True)
class Found:
    """`sentence` where the place is not clear; `choices` of what to ask instead."""

    offered: list = field(default_factory=list)
    sentence: str = ""
    choices: list = field(default_factory=list)
    near: str = ""


def sessions_for(wanted, *, by, now):
    """`wanted` as SessionForm cleans it."""
    where = wanted["where"]
    if where and not where.is_found:
        return Found(sentence=where.sentence, choices=where.choices)
    rows = matching(wanted, now)
    if where:
        found = rows.within(where.latitude, where.longitude, FARTHEST_IN_MILES, limit=MOST)
        return Found(offers(found, by=by, now=now), where.sentence, near=where.near)
    return Found(offers(list(rows[:MOST]), by=by, now=now))


def matching(wanted, now):
    rows = Occurrence.objects.public().upcoming(now).matching(wanted["words"]).for_page()
    if wanted["first_on"] and wanted["first_on"] > as_day(now):
        rows = rows.filter(starts_at__gte=midnight(wanted["first_on"]))
    return rows.filter(starts_at__lt=midnight(wanted["last_on"] + timedelta(days=1)))


def offers(occurrences, *, by, now):
    """Each date for itself, as lists have it; of a course that is chosen, `offered` is given the room on all dates."""
    rooms = rooms_of(Occurrence.objects.knowing_courses(occurrences))
    return [offered(occurrence, rooms[occurrence.pk], by=by, now=now) for occurrence in occurrences]


def offered(occurrence, room, *, by, now):
    try:
        check_can_book(occurrence, room, places=1, now=now, or_wait=True, by_staff=by.is_staff)
    except BookingRefused as refusal:
        return Offered(occurrence, None, refusal.sentence)
    return Offered(occurrence, room_tag(occurrence, say_of_all=True))


def rooms_of(occurrences):
    """{number: Room} of many occurrences in one query."""
    parties = defaultdict(list)
    rows = Booking.objects.live().filter(occurrence__in=[row.pk for row in occurrences]).order_by("created_at", "pk")
    for pk, state, places in rows.values_list("occurrence_id", "state", "places"):
        parties[pk].append((state, places))
    return {row.pk: room_of(row, parties[row.pk]) for row in occurrences}
