"""What `make bench` measures: each work with the most it may take, as the design's table of numbers has it.

`prepare` returns the thing to time, or raises NotBuiltError with a sentence for the table where the part that would be
timed is not there yet.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.core.management import call_command, get_commands
from django.test import Client
from wagtail.models import Page, Site


class NotBuiltError(Exception):
    pass


@dataclass(frozen=True)
class Work:
    name: str
    prepare: Callable
    most_ratio: float | None
    most_queries: int | None


def make_world():
    """The demonstration: small, but real. The reference data of the design's size comes with the numbers' own work."""
    call_command("migrate", verbosity=0)
    if "load_demo" in get_commands():
        call_command("load_demo")


def floor():
    """Serve the smallest possible Wagtail page: no type of its own, no template of ours."""
    root = Site.objects.get(is_default_site=True).root_page
    page = root.add_child(instance=Page(title="The floor", slug="the-smallest-page"))
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
        page = apps.get_model(model).objects.live().order_by("pk").first()
        if page is None:
            raise NotBuiltError(f"no {model} in this world yet")
        return getter(page.get_url())

    return prepare


def calendar_again():
    """The same calendar asked for by a program that has it already."""
    address = "/events/calendar.ics"
    getter(address)
    tag = Client().get(address).headers.get("ETag")
    if tag is None:
        raise NotBuiltError("the calendar has no ETag yet")
    return getter(address, status=304, **{"if-none-match": tag})


WORKS = [
    Work("a content page (/accessibility/)", page_at("/accessibility/"), 3, 12),
    Work("/events/", page_at("/events/"), 4, 10),
    Work("/find/?q=CA1+1AA", page_at("/find/?q=CA1+1AA"), 5, 12),
    Work("an event", first_page("events.EventPage"), 4, 12),
    Work("a venue", first_page("locations.VenuePage"), 4, 12),
    Work("the calendar of all events", page_at("/events/calendar.ics"), 15, 6),
    Work("the same calendar, unchanged", calendar_again, 1, 6),
]
