from datetime import timedelta
from functools import cache

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from wagtail.models import PageQuerySet

from core.codes import SECRET_LENGTH, new_code
from core.words import as_day, midnight
from events.addresses import address_day
from events.search import search_words
from locations.models import VenuePage
from locations.querysets import NearbyMixin

# No meeting is as long (schedule_checks.py): what began before this is over, so one index answers what is upcoming.
LONGEST_MEETING = timedelta(days=2)

# "id" twice over: without it a page asks the database for its own number.
ROW_OF_SESSIONS = [
    *("event_id", "venue_id", "starts_at", "ends_at", "address_day", "state", "reason", "capacity"),
    *("moved_from_at", "moved_from_venue_id"),
    *("event__id", "event__title", "event__slug", "event__delivery", "event__booking_mode", "event__capacity"),
    *("event__waiting_list_places", "venue__id", "venue__title", "venue__town"),
]
# What booking, registering and telling people ask of an event and its place; anything else costs one query more.
EVENT_AND_PLACE_OF_ONE = [
    *("event__id", "event__title", "event__slug", "event__live", "event__delivery", "event__joining_link"),
    *("event__summary", "event__bring", "event__booking_mode", "event__capacity"),
    *("event__waiting_list_places", "event__lead_id"),
    *("venue__id", "venue__title", "venue__address", "venue__town", "venue__postcode"),
    *("venue__latitude", "venue__longitude"),
]


class EventQuerySet(PageQuerySet):
    def listed(self):
        """Live and for everyone: staff, members' and champions' events are reached by their address alone."""
        return self.live().filter(audience="everyone")


class OccurrenceQuerySet(NearbyMixin, models.QuerySet):
    latitude_field, longitude_field = "venue__latitude", "venue__longitude"

    def published(self):
        """On a live event, listed or not: what anybody may reach by its address."""
        return self.filter(event__live=True)

    def public(self):
        """On a live, listed event: what anybody may see in a list. Cancelled ones included."""
        return self.published().filter(event__audience="everyone")

    def upcoming(self, now):
        """Not yet ended."""
        return self.filter(ends_at__gt=now, starts_at__gt=now - LONGEST_MEETING)

    def to_show(self, now):
        """Not yet ended, or off or moved today: what is off stays to be seen until the day is over in London."""
        off = Q(state="cancelled", starts_at__gte=midnight(as_day(now)))
        return self.filter(Q(ends_at__gt=now) | off, starts_at__gt=now - LONGEST_MEETING)

    def past(self, now):
        return self.filter(ends_at__lte=now)

    def on(self, slug, day):
        """The one meeting at /events/<slug>/<day>/, as a QuerySet."""
        return self.filter(event__slug=slug, address_day=day)

    def moved_from(self, slug, day):
        """What was at that address, and is now at another."""
        return self.filter(event__slug=slug, old_addresses__address_day=day)

    def at(self, venue):
        return self.filter(venue=venue)

    def near(self, latitude, longitude, miles):
        """At a place within so many miles, in the order of time; `within` and `nearest` order by distance."""
        venues = VenuePage.objects.live().miles_within(latitude, longitude, miles)
        return self.filter(venue__in=list(venues))

    def matching(self, text):
        """Every word somewhere in what the event or its place says of itself."""
        from events.models.pages import EventPage

        chosen = self
        for word in search_words(text):
            events = EventPage.objects.filter(search_terms__contains=word).values("pk")
            venues = VenuePage.objects.filter(search_terms__contains=word).values("pk")
            chosen = chosen.filter(Q(event__in=events) | Q(venue__in=venues))
        return chosen

    def with_room(self):
        """Each with `taken` (places of confirmed bookings) and `waiting` (places of those on the waiting list)."""
        return self.annotate(taken=booked_places("confirmed"), waiting=booked_places("waiting"))

    def for_page(self):
        """In order of time, each with its whole event and place."""
        return self.with_room().select_related("event", "venue").order_by("starts_at", "pk")

    def for_list(self):
        """In order of time, with what a row of sessions shows (listing.py) and no more: pages are wide."""
        return self.for_page().only(*ROW_OF_SESSIONS)

    def to_act_on(self):
        """Whole rows, each with what actions ask of its event and place: those two have three times its columns."""
        own = [field.attname for field in self.model._meta.concrete_fields if field.name != "calendar_text"]
        return self.select_related("event", "venue").only(*own, *EVENT_AND_PLACE_OF_ONE)

    def create_many(self, rows):
        """Write new meetings in a few queries, giving each its address and its register code."""
        fill_many(self.model, rows)
        return self.bulk_create(rows, batch_size=500)

    def needing_decision(self):
        return self.exclude(needs_decision="")

    def on_closed_days(self):
        """Still on, on days for which their place has closed since they were planned."""
        return self.exclude(closed_why="").filter(state="on")


@cache
def booked_places(state):
    """Summed in a subquery of its own: joining bookings twice would multiply them.

    Put together once, because that takes longer than the answer: a QuerySet takes a copy of it.
    """
    from events.models.bookings import Booking

    places = (
        Booking.objects.filter(occurrence=OuterRef("pk"), state=state)
        .order_by()
        .values("occurrence")
        .annotate(places_booked=Sum("places"))
        .values("places_booked")
    )
    return Coalesce(Subquery(places), 0, output_field=models.IntegerField())


def fill_many(model, rows):
    """What Occurrence.fill_codes does for one row, for any number in two queries."""
    from events.models.occurrences import OldAddress, new_uid

    taken = {}
    events = {row.event_id for row in rows}
    now_at = model.objects.order_by().filter(event__in=events).values_list("event_id", "address_day")
    once_at = OldAddress.objects.filter(event__in=events).values_list("event_id", "address_day")
    for event_id, day in now_at.union(once_at):
        taken.setdefault(event_id, set()).add(day)
    for row in sorted(rows, key=lambda row: row.starts_at):
        days = taken.setdefault(row.event_id, set())
        row.uid = row.uid or new_uid()
        row.address_day = row.address_day or address_day(row.starts_at, days)
        days.add(row.address_day)
        row.register_code = row.register_code or new_code(SECRET_LENGTH)
    codes = [row.register_code for row in rows]
    for code in model.objects.filter(register_code__in=codes).values_list("register_code", flat=True):
        # One chance in hundreds of millions for each, and the database would refuse them all.
        next(row for row in rows if row.register_code == code).register_code = new_code(SECRET_LENGTH)
