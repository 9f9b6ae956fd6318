from datetime import timedelta

from django.db import models
from django.db.models import Func, Q
from wagtail.models import PageQuerySet

from core.codes import SECRET_LENGTH, new_code
from core.words import as_day, midnight
from events.addresses import address_day
from events.minimum import waits_for_people
from events.search import search_words
from events.session_rows import SessionRow
from locations.models import VenuePage
from locations.querysets import NearbyMixin

# No meeting is as long (schedule_checks.py): what began before this is over, so one index answers what is upcoming.
LONGEST_MEETING = timedelta(days=2)

# Whether enough have booked is not decided earlier than this.
MOST_DAYS_TO_DECIDE = 60

# What booking, registering and telling people ask of an event and its place; anything else costs one query more.
EVENT_AND_PLACE_OF_ONE = [
    *("event__id", "event__title", "event__slug", "event__url_path", "event__live", "event__delivery"),
    "event__joining_link",
    *("event__kind", "event__summary", "event__bring", "event__booking_mode", "event__capacity"),
    *("event__waiting_list_places", "event__lead_id", "event__booking_scope", "event__late_joining"),
    *("event__opens_days_before", "event__closes_hours_before", "event__minimum_places", "event__decide_days_before"),
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
        return self.filter(not_over(now))

    def moved_away(self, now):
        """Still on, moved from today or later to whenever: even what is over by now, people may mean to come to."""
        return self.filter(was_elsewhere(now))

    def to_show_or_moved_away(self, now):
        return self.filter(not_over(now) | was_elsewhere(now))

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
        return self.annotate(taken=PlacesBooked("pk", state="confirmed"), waiting=PlacesBooked("pk", state="waiting"))

    def for_page(self):
        """In order of time, each with its whole event and place."""
        return self.with_room().select_related("event", "venue").order_by("starts_at", "pk")

    def rows(self, limit=None):
        """A list of SessionRow, in the order of this QuerySet: for lists, from which nothing is changed."""
        rows = [SessionRow.of(values) for values in self.with_room().values_list(*SessionRow.COLUMNS)[:limit]]
        return self.model.objects.knowing_courses(rows)

    def knowing_courses(self, rows):
        """These rows, of which those of whole courses know when each meeting begins: one question for all."""
        of_courses = [row for row in rows if row.books_whole_course]
        starts = self.starts_of({row.event_id for row in of_courses}) if of_courses else {}
        for row in of_courses:
            row.course_starts = starts.get(row.event_id) or (row.starts_at,)
        return rows

    def starts_of(self, events):
        """When each meeting of these events begins that is not called off: {event number: (starts, in order)}."""
        held = self.filter(event__in=events, state="on").order_by("starts_at", "pk")
        found = {}
        for event_id, starts_at in held.values_list("event_id", "starts_at"):
            found.setdefault(event_id, []).append(starts_at)
        return {event_id: tuple(starts) for event_id, starts in found.items()}

    def left_of_course(self, event_id, now):
        """The dates of a whole course that are still to come, in order: what is booked together."""
        return self.filter(event=event_id, state="on", starts_at__gt=now).order_by("starts_at", "pk")

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

    def with_too_few(self, now):
        """Those for which staff should decide now whether they are held: fewer are booked than they need."""
        asking = self.published().filter(event__minimum_places__isnull=False, although_few=False, state="on")
        soon = asking.filter(starts_at__gt=now, starts_at__lt=now + timedelta(days=MOST_DAYS_TO_DECIDE + 1))
        rows = self.model.objects.knowing_courses(list(soon.with_room().select_related("event")))
        return self.filter(pk__in=[row.pk for row in rows if waits_for_people(row, now=now)])

    def on_closed_days(self):
        """Still on, on days that have become bank holidays, or their place closed for, since they were planned."""
        return self.exclude(closed_why="").filter(state="on")


def not_over(now):
    today = midnight(as_day(now))
    off_or_moved = Q(state="cancelled") | Q(moved_from_at__gte=today)
    return Q(Q(ends_at__gt=now) | Q(off_or_moved, starts_at__gte=today), starts_at__gt=now - LONGEST_MEETING)


def was_elsewhere(now):
    return Q(state="on", moved_from_at__gte=midnight(as_day(now)))


class PlacesBooked(Func):
    """How many places the bookings of one state have, of the occurrence whose number this is given.

    Summed in a query of its own, since joining bookings twice would multiply them; and written out, since Django takes
    ten times as long to put a Subquery together as the database takes to answer it.
    """

    template = (
        "COALESCE((SELECT SUM(b.places) FROM events_booking b"
        " WHERE b.occurrence_id = %(expressions)s AND b.state = '%(state)s'), 0)"
    )
    output_field = models.IntegerField()
    arity = 1


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
