"""What `make bench` measures: each work with the most it may take, as the design's table of numbers has it.

`prepare` returns the thing to time, or raises NotBuiltError with a sentence for the table where the part that would be
timed is not there yet. `beside` prepares what it is measured against: the floor, unless something else is fairer.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from champions.candidates import candidates, need_of
from champions.matching import rank
from champions.models import HelpRequest
from core.actors import Actor
from core.codes import keyed_hash, new_reference, new_secret
from core.words import LONDON
from events.actions import bookings
from events.models import Booking, BookingState, EventPage, Occurrence
from events.models.pages import BookingMode
from locations.models import VenuePage
from people.models import Person


class NotBuiltError(Exception):
    pass


def make_world():
    """The demonstration: small, but real."""
    call_command("migrate", verbosity=0)
    call_command("load_demo")


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


def first_page(model):
    """The first published page of a type."""

    def prepare():
        return getter(model.objects.live().order_by("pk").first().get_url())

    return prepare


def calendar_again():
    """The same calendar asked for by a program that has it already."""
    address = "/events/calendar.ics"
    getter(address)
    tag = Client().get(address).headers.get("ETag")
    if tag is None:
        raise NotBuiltError("the calendar has no ETag yet")
    return getter(address, status=304, **{"if-none-match": tag})


def ranking():
    """All champions, from their rows to the first ten with their reasons."""
    request = HelpRequest.objects.filter(setting="venue", champion=None).order_by("pk").first()
    need, now = need_of(request), timezone.now()
    today = now.astimezone(LONDON).date()
    return lambda: rank(need, candidates(request, now=now), today=today)


def report():
    manager = get_user_model().objects.filter(is_superuser=True).first()
    client = Client()
    client.force_login(manager)
    address = reverse("who_came")
    if (answer := client.get(address)).status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return lambda: client.get(address)


def roomy_occurrence(now):
    """One that takes as many bookings as anybody cares to make."""
    upcoming = Occurrence.objects.public().upcoming(now).filter(starts_at__gt=now, state="on")
    occurrence = upcoming.filter(event__booking_mode=BookingMode.BOOK).order_by("starts_at").first()
    Occurrence.objects.filter(pk=occurrence.pk).update(capacity=30_000)
    return occurrence


def booking():
    """A place for somebody new, with its audit lines and the message that tells them."""
    now = timezone.now()
    occurrence = roomy_occurrence(now)
    details = {"name": "Ann Example", "contact_by": "phone", "phone": "01632 960123"}

    def do():
        made, _ = bookings.book_newcomer(
            occurrence=occurrence, details=details, form_key=uuid.uuid4(), by=Actor.public(), now=now
        )
        assert made.state == BookingState.CONFIRMED

    return do


def locked_insert():
    """The least that any booking must do: lock the occurrence, and write one row."""
    now = timezone.now()
    occurrence = roomy_occurrence(now)
    person = Person.objects.first()

    def do():
        with transaction.atomic():
            locked = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
            Booking.objects.create(
                occurrence=locked,
                person=person,
                state=BookingState.CANCELLED,  # one person has only one live booking
                reference=new_reference(),
                secret_hash=keyed_hash(new_secret()),
                created_at=now,
            )

    return do


@dataclass(frozen=True)
class Work:
    name: str
    prepare: Callable
    most_ratio: float | None
    most_queries: int | None
    beside: Callable = floor


WORKS = [
    Work("the floor", floor, None, None),
    Work("a content page (/accessibility/)", page_at("/accessibility/"), 3, 12),
    Work("/events/", page_at("/events/"), 4, 10),
    Work("/find/?q=CA1+1AA", page_at("/find/?q=CA1+1AA"), 5, 12),
    Work("an event", first_page(EventPage), 4, 12),
    Work("a venue", first_page(VenuePage), 4, 12),
    Work("the calendar of all events", page_at("/events/calendar.ics"), 15, 6),
    Work("the same calendar, unchanged", calendar_again, 1, 6),
    Work("ranking the champions", ranking, 4, 8),
    Work("the report Who came", report, 5, 12),
    Work("a booking (beside a locked insert)", booking, 3, 20, beside=locked_insert),
]
