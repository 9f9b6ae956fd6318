"""Occurrences as lists show them.

An event's page and its place's have a hundred columns between them: making three models of each row takes longer than
all the rest of a list.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse

from events.booking_window import window_of


class SessionFacts:
    """What an Occurrence and a SessionRow both say of themselves."""

    @property
    def title(self):
        return self.event.title

    def get_absolute_url(self):
        return address_of(self.event.slug, self.address_day)

    @property
    def is_cancelled(self):
        return self.state == "cancelled"

    @property
    def places(self):
        """How many there are; None for no limit."""
        return self.event.capacity if self.capacity is None else self.capacity

    def room(self):
        """Places that nobody has; None for no limit."""
        if self.places is None:
            return None
        return max(self.places - self.counted("taken"), 0)

    @property
    def places_waiting(self):
        """How many places the people on the waiting list ask for."""
        return self.counted("waiting")

    @property
    def books_whole_course(self):
        return self.event.booking_scope == "course"

    @property
    def window(self):
        """When it can be booked: this date, or the course that it is one of."""
        return window_of(self.event, self.course_starts if self.books_whole_course else (self.starts_at,))

    @property
    def is_full(self):
        """Nobody new can have a place: it is full, or what is free is held for the people waiting."""
        return self.places is not None and self.room() <= self.places_waiting

    def counted(self, name):
        """`taken` or `waiting`, in places."""
        return getattr(self, name)


@lru_cache(maxsize=10_000)
def address_of(slug, day):
    """Kept, as lists show dozens of the same addresses again and again."""
    return reverse("events:occurrence", args=[slug, day])


class EventOfRow(NamedTuple):
    title: str
    slug: str
    delivery: str
    booking_mode: str
    capacity: int | None
    waiting_list_places: int
    cost: str
    booking_scope: str
    late_joining: int
    opens_days_before: int | None
    closes_hours_before: int


class VenueOfRow(NamedTuple):
    title: str
    town: str


@dataclass
class SessionRow(SessionFacts):
    """One occurrence, not to be changed: `OccurrenceQuerySet.rows` makes them."""

    pk: int
    starts_at: datetime
    ends_at: datetime
    address_day: str
    state: str
    reason: str
    capacity: int | None
    moved_from_at: datetime | None
    moved_from_venue_id: int | None
    taken: int
    waiting: int
    venue_id: int | None
    event_id: int
    venue: VenueOfRow | None
    event: EventOfRow
    course_starts: tuple = ()

    OWN = ("pk", "starts_at", "ends_at", "address_day", "state", "reason", "capacity", "moved_from_at")
    OWN += ("moved_from_venue_id", "taken", "waiting", "venue_id", "event_id")
    COLUMNS = (*OWN, *(f"venue__{name}" for name in VenueOfRow._fields))
    COLUMNS += tuple(f"event__{name}" for name in EventOfRow._fields)

    @classmethod
    def of(cls, values):
        """From the values of COLUMNS."""
        own, last = len(cls.OWN), len(cls.OWN) + len(VenueOfRow._fields)
        has_venue = values[own - 2] is not None
        venue = VenueOfRow(*values[own:last]) if has_venue else None
        return cls(*values[:own], venue, EventOfRow(*values[last:]))
