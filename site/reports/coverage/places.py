"""Where there is something to go to: sessions, champions with room, computers. Each in few queries, however many."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q

from champions.candidates import with_room
from champions.models import Champion
from core.words import as_day
from events.models import BookingMode, Delivery, Occurrence, OccurrenceState
from locations.models import Closure, OpeningHours, VenuePage
from locations.opening import stretches_on

DAYS = 30
SATURDAY = 5
WITH_COMPUTERS = Q(venue__live=True, venue__public_computers__gt=0, venue__sessions_only=False)


@dataclass(frozen=True)
class Venue:
    pk: int
    slug: str
    name: str
    latitude: float
    longitude: float
    ward: str | None
    district: str | None
    computers: int
    sessions_only: bool

    COLUMNS = ("pk", "slug", "title", "latitude", "longitude", "ward__name", "district__name")
    COLUMNS += ("public_computers", "sessions_only")

    @property
    def position(self):
        return self.latitude, self.longitude


def venues():
    """All that are on the site and have a position, by name."""
    found = VenuePage.objects.live().filter(latitude__isnull=False, longitude__isnull=False)
    return [Venue(*values) for values in found.order_by("title", "pk").values_list(*Venue.COLUMNS)]


def sessions_by_venue(now):
    """({venue: sessions of the coming 30 days that somebody can still come to}, {venues where all are full})."""
    open_to, full = defaultdict(int), set()
    rows = coming_sessions(now).order_by("starts_at", "pk").rows()
    for row in rows:
        if has_begun(row, now):
            continue
        if row.event.booking_mode == BookingMode.BOOK and row.is_full:
            full.add(row.venue_id)
        else:
            open_to[row.venue_id] += 1
    return dict(open_to), full - open_to.keys()


def coming_sessions(now):
    """Public, on, and at a place: for whoever would go there."""
    return Occurrence.objects.public().filter(
        state=OccurrenceState.ON,
        starts_at__gt=now,
        starts_at__lt=now + timedelta(days=DAYS),
        event__delivery__in=[Delivery.IN_PERSON, Delivery.BOTH],
        venue__live=True,
    )


def has_begun(row, now):
    """That it is too late to join the course that it is a date of."""
    return row.books_whole_course and row.window.ends_at <= now


def champions_with_room(now):
    """The middle of the ward of each champion who could help one more person face to face, never their home."""
    today = as_day(now)
    here = Champion.objects.can_meet_people(today).filter(area__latitude__isnull=False, area__longitude__isnull=False)
    free = with_room(here, now).filter(away_until=None, max_people__gt=F("helping") + F("asked"))
    rows = free.values_list("area__latitude", "area__longitude", "settings")
    return sorted({(latitude, longitude) for latitude, longitude, how in rows if {"venue", "home"} & set(how)})


def opening_hours(tried=""):
    """{venue: stretches} on Saturdays where computers are; and on every day at the place that is tried out."""
    return by_venue(OpeningHours.objects.filter(Q(WITH_COMPUTERS, weekday=SATURDAY) | Q(venue__slug=tried)))


def saturday_computers(venues, hours, now):
    """The places with a computer for anybody, open on a Saturday of the coming 30 days."""
    closures = by_venue(Closure.objects.filter(WITH_COMPUTERS))
    days = coming_saturdays(as_day(now))
    return [
        venue
        for venue in venues
        if venue.computers
        and not venue.sessions_only
        and any(stretches_on(hours[venue.pk], closures[venue.pk], day) for day in days)
    ]


def by_venue(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.venue_id].append(row)
    return found


def coming_saturdays(today):
    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    return [day for day in days if day.weekday() == SATURDAY]
