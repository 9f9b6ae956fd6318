"""What `make bench` measures: each work with the most it may take, as the design's table of numbers has it.

`prepare` returns the thing to time, or raises NotBuiltError with a sentence for the table where the part that would be
timed is not there yet. `beside` prepares what it is measured against: the floor, unless something else is fairer.
"""

import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Max
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from champions.candidates import candidates, need_of
from champions.matching import rank
from champions.models import HelpRequest
from core.actors import Actor
from core.codes import keyed_hash, new_secret
from core.models import AuditLine
from core.words import LONDON, as_day, midnight
from events.actions import bookings
from events.calendars import feed
from events.models import Booking, BookingState, EventPage, Occurrence
from events.models.pages import BookingMode
from locations.models import Place, Postcode, VenuePage
from locations.whereabouts import find_place
from messaging.models import Message
from people.models import Person

NUMBERS = count(1)


class NotBuiltError(Exception):
    pass


@contextmanager
def no_trace():
    """The reference data is kept for the next time: the bookings that are measured are taken away again."""
    models = [AuditLine, Message, Booking, Person]
    highest = {model: model.objects.aggregate(pk=Max("pk"))["pk"] or 0 for model in models}
    try:
        yield
    finally:
        for model in models:
            model.objects.filter(pk__gt=highest[model])._raw_delete("default")


def floor():
    """Serve the smallest possible Wagtail page: no type of its own, no template of ours."""
    root = Site.objects.get(is_default_site=True).root_page
    page = root.get_children().filter(slug="the-smallest-page").first()
    page = page or root.add_child(instance=Page(title="The floor", slug="the-smallest-page"))
    return getter(page.get_url())


def getter(address, status=200, **headers):
    """A function that asks for an address once, having checked that it answers as it should."""
    client = Client(headers={"accept-language": "en-GB", **headers})

    def get():
        return client.get(address)

    answer = get()
    if answer.status_code == 404:
        raise NotBuiltError(f"not there yet: {address}")
    if answer.status_code != status:
        raise RuntimeError(f"{address} answered {answer.status_code}, not {status}")
    return get


def page_at(address):
    return lambda: getter(address)


@cache
def city():
    """A postcode in the middle of the reference data's first city, which come first."""
    return Postcode.objects.order_by("key").first()


@cache
def country():
    """A postcode with fewer venues within five miles than almost any: the last district's last, far from its town."""
    return Postcode.objects.order_by("-district_code", "-ward_code", "key").first()


@cache
def village():
    """A name that one place alone has."""
    names = Place.objects.filter(kind="village").order_by("pk").values_list("name", flat=True)
    return next(name for name in names[:500].iterator() if find_place(name).is_found)


@cache
def events_near_city():
    """The keys of the events with most to come around the city, nearest place first."""
    venues = VenuePage.objects.nearest(city().latitude, city().longitude, limit=200)
    order = {venue.pk: number for number, venue in enumerate(venues)}
    rows = (
        Occurrence.objects.public()
        .upcoming(timezone.now())
        .filter(venue__in=order, event__booking_mode=BookingMode.BOOK)
        .order_by("starts_at")
        .values_list("event", "venue")
    )
    events = dict(rows)
    return sorted(events, key=lambda event: order[events[event]])


@cache
def weekly_event():
    """The one near the city with the most dates: fifteen months of them to come, and some gone by."""
    near = EventPage.objects.filter(pk__in=events_near_city()[:50])
    return near.annotate(dates=Count("occurrences")).order_by("-dates", "pk").first()


def second_date():
    return weekly_event().occurrences.upcoming(timezone.now()).order_by("starts_at")[1]


def an_event():
    return getter(weekly_event().get_url())


def a_date():
    return getter(second_date().get_absolute_url())


def a_calendar_entry():
    return getter(reverse("events:occurrence_calendar", args=[weekly_event().slug, second_date().address_day]))


def a_venue():
    return getter(second_date().venue.get_url())


def find(text):
    return getter(f"/find/?q={text.replace(' ', '+')}")


def nearest_venues():
    here = city()
    return lambda: VenuePage.objects.live().nearest(here.latitude, here.longitude, limit=10)


def whereabouts():
    key = city().key
    return lambda: find_place(key)


def a_calendar(dates, *, kept):
    """A feed of so many dates, the texts of all kept on their rows or of none, as after the site's address changed."""
    # From the beginning of today on, as the feed has them, those that are over included.
    rows = Occurrence.objects.public().filter(starts_at__gte=midnight(as_day(timezone.now())))
    rows = rows.order_by("starts_at", "pk")
    first = list(rows.values_list("pk", flat=True)[:dates])
    texts = feed.make_texts(first) if kept else {}
    with transaction.atomic():
        for pk in first:
            Occurrence.objects.filter(pk=pk).update(calendar_text=texts.get(pk, ""))
    get = getter("/events/calendar.ics")

    def ask():
        feed.MOST, most = dates, feed.MOST
        try:
            return get()
        finally:
            feed.MOST = most

    if (found := ask().content.count(b"BEGIN:VEVENT")) != dates:
        raise NotBuiltError(f"the calendar has {found} dates, not {dates}")
    return ask


def calendar_again():
    """The same calendar asked for by a program that has it already."""
    address = "/events/calendar.ics"
    getter(address)
    tag = Client().get(address).headers.get("ETag")
    if tag is None:
        raise NotBuiltError("the calendar has no ETag yet")
    return getter(address, status=304, **{"if-none-match": tag})


def waiting_request(setting="venue"):
    """Somebody in the middle of the city, where most champions are."""
    request = HelpRequest.objects.filter(state="waiting").order_by("pk").first()
    request.setting = setting
    return request


def ranking(setting="venue"):
    """All champions, from their rows to the first ten with their reasons."""
    request, now = waiting_request(setting), timezone.now()
    need, today = need_of(request), now.astimezone(LONDON).date()
    return lambda: rank(need, candidates(request, now=now), today=today)


def report():
    client = Client()
    client.force_login(get_user_model().objects.get(username="manager"))
    address = reverse("figures:report", args=["programme"])
    if (answer := client.get(address)).status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return lambda: client.get(address)


def roomy_occurrences(number):
    """The next that can be booked, which from now on take as many bookings as anybody cares to make."""
    now = timezone.now()
    upcoming = Occurrence.objects.public().upcoming(now).filter(starts_at__gt=now, state="on")
    chosen = list(upcoming.filter(event__booking_mode=BookingMode.BOOK).order_by("starts_at", "pk")[:number])
    Occurrence.objects.filter(pk__in=[occurrence.pk for occurrence in chosen]).update(capacity=30_000)
    return chosen


def booking(occurrence=None):
    """A place for somebody new, with its audit lines and the message that tells them."""
    now = timezone.now()
    occurrence = occurrence or roomy_occurrences(1)[0]
    details = {"name": "Ann Example", "contact_by": "phone", "phone": "01632 960123"}

    def do():
        made, _ = bookings.book_newcomer(
            occurrence=occurrence, details=details, form_key=uuid.uuid4(), by=Actor.public(), now=now
        )
        assert made.state == BookingState.CONFIRMED

    return do


def locked_insert(occurrence=None):
    """The least that any booking must do: lock the occurrence, and write one row."""
    now = timezone.now()
    occurrence = occurrence or roomy_occurrences(1)[0]
    person = Person.objects.first()

    def do():
        with transaction.atomic():
            locked = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
            Booking.objects.create(
                occurrence=locked,
                person=person,
                state=BookingState.CANCELLED,  # one person has only one live booking
                reference=f"-{next(NUMBERS):05}",  # no real one has a dash: drawn at random, one in thousands is taken
                secret_hash=keyed_hash(new_secret()),
                created_at=now,
            )

    return do


@dataclass(frozen=True)
class Work:
    name: str
    prepare: Callable
    most_ratio: float | None = None
    most_queries: int | None = None
    beside: Callable = floor
    by_the_wall: bool = False  # where waiting for the disk is part of it


# Those that show events, to see that they ask the same however many there are.
PAGES = {
    "/events/": page_at("/events/"),
    "/find/": lambda: find(city().key),
    "an event": an_event,
    "a venue": a_venue,
}
WORKS = [
    Work("the floor", floor),
    Work("a content page (/accessibility/)", page_at("/accessibility/"), 3, 12),
    Work("the front page", page_at("/")),
    Work("/events/", PAGES["/events/"], 4, 10),
    Work("/events/ by month", page_at("/events/?view=month"), None, 10),
    Work("/find/ in a city", PAGES["/find/"], 5, 12),
    Work("/find/ in the country", lambda: find(country().key), 5, 12),
    Work("/find/ by the name of a village", lambda: find(village()), 5, 12),
    Work("an event", an_event, 4, 12),
    Work("one date of it", a_date, 4, 12),
    Work("a venue", a_venue, 4, 12),
    Work("find_place, a postcode", whereabouts),
    Work("the nearest ten venues", nearest_venues),
    Work("one date as .ics", a_calendar_entry),
    Work("5,000 dates as .ics, no text kept", lambda: a_calendar(5000, kept=False), None, 6),
    Work("500 dates as .ics", lambda: a_calendar(500, kept=True), 15, 6),
    Work("the same, unchanged", calendar_again, 1, 6),
    Work("ranking the champions", ranking, 4, 8),
    Work("ranking them for help by telephone", lambda: ranking("phone")),
    Work("the report Who came, from rows", report),
    Work("a booking (beside a locked insert)", booking, None, 20, beside=locked_insert, by_the_wall=True),
]
