"""Report: who has far to go, and where a new session would help most."""

from collections import Counter
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from core.cards import Choice
from core.words import as_day
from events.models import EventIndexPage
from locations.models import Lsoa, Place, PlaceKind
from locations.opening import week_table
from reports.coverage.asked import waiting_near
from reports.coverage.choices import CoverageFilter
from reports.coverage.figures import To, Who, coverage, in_district
from reports.coverage.gaps import FAR_IN_MILES, average_miles, band_of, by_band, by_ward
from reports.coverage.maps import Drawn, draw
from reports.coverage.nearest import miles_to_nearest
from reports.coverage.tables import (
    areas_table,
    asked_tables,
    bands_table,
    far_first,
    kept,
    places_table,
    wards_table,
)
from reports.coverage.words import NO_POSITIONS, NO_TABLE, THINGS, notes, sentence, what_if
from reports.report import Answer, Report

MOST_ROWS = 350  # of a table on the page; the spreadsheet has all
MOST_SHAPES = 3_000  # more small areas than this are drawn as dots


class CoverageReport(Report):
    slug = "coverage"
    title = "Coverage gaps"
    question = "Who has far to go to a session, a champion or a free computer, and where would a new session help most?"
    filters = CoverageFilter
    template_name = "reports/coverage.html"
    definitions = {
        "Miles": ("In a straight line, from the middle of the small area where people live. Roads are longer."),
        "Session": (
            "In the next 30 days, open to everyone, not cancelled, at a place (sessions online are left out), and not "
            "full if it has to be booked. A course that is too late to join is left out."
        ),
        "Free computer on a Saturday": (
            "A place that has public computers, can be walked into, and is open on at least one Saturday of the next "
            "30 days."
        ),
        "Champion with room": (
            "Active, in date, not away, helps face to face, and could take on one more person. Measured to the "
            "middle of their ward: where a champion lives is not used here, nor how far they would travel."
        ),
        "People": "Who lives there by the census, in the table of small areas (LSOA) that was imported.",
        "Weighted by the risk of digital exclusion": (
            "Everyone, each area counting by its score in the Digital Exclusion Risk Index against the average: where "
            "the risk is twice the average, a person counts for two. Where no score is known, for one."
        ),
        "Brought within 5 miles": "People who have no session within 5 miles now, and would have one at that place.",
        "Their average trip": (
            "Of the people for whom that place would be the nearest. Nobody is counted as coming from over 25 miles."
        ),
        "Asked for and not found": (
            "Requests for help that are open and that no champion has said yes to; bookings on the waiting list of a "
            "session to come. Searches are not kept, so what was only looked for is not known."
        ),
    }

    def answer(self, chosen, *, now):
        district = chosen["district"]
        found = coverage(now=now, who=chosen["who"], district=district, tried=chosen["venue"])
        asked = tuple(asked_tables(now, district))
        if not found.areas:
            return Answer(
                NO_POSITIONS if found.lost_areas else NO_TABLE,
                asked,
                notes=tuple(notes(found, [])),
                more={"empty": True},
            )
        tables = (
            bands_table(found.areas, chosen),
            places_table(found, chosen),
            wards_table(found.areas, chosen),
            *asked,
            areas_table(found.areas, chosen),
        )
        venue = next((each for each in found.venues if each.slug == chosen["venue"]), None)
        where = f" in {found.areas[0].district}" if district else ""
        only_full = [each.name for each in found.venues if each.pk in found.only_full]
        more = {
            "map": map_of(found, chosen, venue),
            "bands": by_band(found.areas, chosen["to"]),
            "on_page": [on_page(table) for table in tables[1:-1]],
            "areas_table": on_page(tables[-1]),
            "to_words": THINGS[chosen["to"]],
            "whos": picks(Who, "who", chosen),
            "tos": picks(To, "to", chosen),
            "what_if": trial_of(found, venue, chosen, now) if venue else None,
            "kept": kept(chosen),
        }
        return Answer(sentence(found.areas, chosen, where), tables, notes=tuple(notes(found, only_full)), more=more)


def picks(choices, name, chosen):
    """A link for each choice, which leaves what else was chosen."""
    return [
        Choice(label, f"?{urlencode(kept(chosen) | {name: value})}", chosen=chosen[name] == value)
        for value, label in choices.choices
    ]


def on_page(table):
    """The first rows of a long table: a page of thousands is of no use to anybody."""
    if len(table.rows) <= MOST_ROWS:
        return table
    said = f"The first {MOST_ROWS} of {len(table.rows):,} are shown here; the spreadsheet has all. "
    return replace(table, rows=table.rows[:MOST_ROWS], note=said + table.note)


def trial_of(found, venue, chosen, now):
    """What if we held a session here?"""
    often = int(chosen["often"])
    index = EventIndexPage.objects.first()
    hours = found.hours[venue.pk]
    said = what_if(chosen, found, found.trial_at(venue), often, waiting_near(*venue.position, FAR_IN_MILES))
    return {
        "venue": venue,
        "often": dict(CoverageFilter.base_fields["often"].choices)[chosen["often"]].lower(),
        "held": found.held.get(venue.pk, 0),
        "says": list(said),
        "open": [day for day in week_table(hours, as_day(now)) if day.words != "Closed"] if hours else [],
        "index": index,
        "add_url": reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk]) if index else "",
    }


def map_of(found, chosen, venue):
    to = chosen["to"]
    shapes = shapes_of(chosen["district"]) if len(found.areas) <= MOST_SHAPES else {}
    areas = [
        Drawn(band_of(area.miles[to]).kind, area.latitude, area.longitude, shapes.get(area.code))
        for area in found.areas
    ]
    return draw(
        areas,
        words=map_words(found.areas, to),
        places=[each.position for each in found.with_sessions],
        towns=by_people(towns(), found.areas),
        tried=venue.position if venue else None,
        near=FAR_IN_MILES,
    )


def shapes_of(district):
    return dict(in_district(Lsoa.objects.filter(shape__isnull=False), district).order_by().values_list("code", "shape"))


def towns():
    """[(name, latitude, longitude)]"""
    found = Place.objects.filter(kind__in=[PlaceKind.CITY, PlaceKind.TOWN]).order_by("name", "pk")
    return list(found.values_list("name", "latitude", "longitude"))


def by_people(towns, areas):
    """The town that is the nearest for most people first: there is not room for the names of all."""
    people = Counter()
    nearest = miles_to_nearest([area.position for area in areas], [town[1:] for town in towns])
    for area, (_, town) in zip(areas, nearest, strict=True):
        if town is not None:
            people[town] += area.people
    return [towns[town] for town, _ in people.most_common()]


def map_words(areas, to):
    """What one sees on the map, for who does not."""
    wards = sorted(by_ward(areas), key=lambda ward: -far_first(average_miles(ward, to)))
    farthest = [ward[0].ward for ward in wards[:3] if ward[0].ward]
    shares = "; ".join(f"{band.words.lower()}, {round(people):,} people" for band, people, _ in by_band(areas, to))
    far = f" The longest way is from {', '.join(farthest)}." if farthest and len(wards) > 3 else ""
    return f"Map of small areas, shaded by miles to {THINGS[to]}: {shares}.{far} The tables below have all numbers."
