"""The second arm: places with free wifi or computers, and whether they are open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time
from string import ascii_uppercase
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from core.cards import PlaceRow, Tag
from core.words import as_day, count_words, day_words, time_words
from locations.models import VenuePage
from locations.opening import Opening, opening_words

MOST = 5


@dataclass(frozen=True)
class OpenPlace:
    venue: object
    opening: Opening


def has_something_to_use(venue):
    return venue.free_wifi or venue.public_computers > 0


def open_places(venues, now):
    """The nearest places with something to use, with their opening in words, in one query."""
    chosen = [venue for venue in venues if has_something_to_use(venue)][:MOST]
    hours, closures = hours_and_closures([venue.pk for venue in chosen], as_day(now)) if chosen else ({}, {})
    return [
        OpenPlace(
            venue,
            opening_words(hours[venue.pk], closures[venue.pk], now, sessions_only=venue.sessions_only),
        )
        for venue in chosen
    ]


class Stretch(NamedTuple):
    weekday: int
    opens: time
    closes: time


class Shut(NamedTuple):
    first_on: date
    last_on: date
    reason: str
    every_year: bool


def hours_and_closures(keys, today):
    """({venue: its hours}, {venue: its closures from today on}), joined in one query and told apart again."""
    to_come = FilteredRelation("closures", condition=Q(closures__last_on__gte=today) | Q(closures__every_year=True))
    rows = VenuePage.objects.filter(pk__in=keys).annotate(to_come=to_come).order_by()
    columns = [*(f"opening_hours__{name}" for name in Stretch._fields), *(f"to_come__{name}" for name in Shut._fields)]
    hours, closures = defaultdict(set), defaultdict(set)
    for pk, *values in rows.values_list("pk", *columns):
        stretch, shut = Stretch(*values[:3]), Shut(*values[3:])
        if stretch.weekday is not None:
            hours[pk].add(stretch)
        if shut.first_on is not None:
            closures[pk].add(shut)
    return hours, closures


def place_rows(places, meetings, now):
    """Each with the letter of its pin; a place that opens for sessions alone says when the next one is."""
    first = {}
    for meeting in sorted(meetings, key=lambda meeting: meeting.starts_at, reverse=True):
        first[meeting.venue] = meeting
    rows = []
    for letter, place in zip(ascii_uppercase, places, strict=False):
        venue, opening = place.venue, place.opening
        more = opening.more
        if venue.sessions_only and venue.pk in first:
            more = f"Next: {day_and_time(first[venue.pk].starts_at, now)}"
        tag = Tag(opening.words, opening.kind if opening.is_open else "off", "clock")
        rows.append(PlaceRow(venue.title, venue.url, venue.miles, letter, tag, more, facts(venue)))
    return rows


def day_and_time(moment, now):
    return f"{day_words(moment, now)}, {time_words(moment)}"


def facts(venue):
    """14 computers, hearing loop. Step-free. Car park."""
    inside = [count_words(venue.public_computers, "computer")] if venue.public_computers else ["Wifi only"]
    if venue.hearing_loop:
        inside.append("hearing loop")
    sentences = [", ".join(inside)]
    if venue.step_free:
        sentences.append("Step-free")
    if venue.parking:
        sentences.append("Car park")
    return "".join(f"{sentence}. " for sentence in sentences).strip()
