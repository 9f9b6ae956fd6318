"""Who the learners of a period are, counted by the database; the population that they are compared with."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import BooleanField, Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Replace, Upper

from events.models import EventPage
from locations.models import Area, AreaKind, Lsoa, Postcode
from people.models import Person
from reports.counts import UNKNOWN
from reports.visits import visits_in

LIVES_IN = {
    AreaKind.WARD: "ward",
    AreaKind.DISTRICT: "ward__parent",
    AreaKind.COUNTY: "ward__parent__parent",
}
RURAL, URBAN = "rural", "urban"


def living_in(rows, place, to=""):
    """The rows of people who live there; all where no place is chosen. `to` leads from a row to its person."""
    return rows.filter(**{f"{to}{LIVES_IN[place.kind]}": place}) if place else rows


class Home(NamedTuple):
    """What is known of where somebody lives, by the keys of parts."""

    ward: str
    district: str
    deprivation: str
    rural: str


class Learner(NamedTuple):
    """What they said of themselves, as far as it is counted."""

    age: str
    home: Home
    language: str
    would_help: bool  # whether they told us of anything that would


class Learners:
    """Everybody marked as here by name in a period, each once, under the record that stayed where two were merged.

    Of a place: those who live there, wherever they came to.
    """

    def __init__(self, period, place=None):
        self.period, self.place = period, place

    @cached_property
    def came(self):
        """{topic's number or None: who learned it}; who was here for the first time ever."""
        topics, found, first = topics_of_events(), defaultdict(set), set()
        for each in visits_in([self.period]):
            first |= each.first
            for topic in topics[each.event]:
                found[topic] |= each.learners
        return found, first

    @cached_property
    def known(self):
        """{person: Learner}"""
        came, lsoas = set().union(*self.came[0].values()), facts_of_lsoas()
        return {
            person: Learner(age or UNKNOWN, home_of(ward, district, lsoas.get(lsoa)), language.strip(), needs)
            for person, age, ward, district, lsoa, language, needs in facts_of_people(self.place)
            if person in came
        }

    def __len__(self):
        return len(self.known)

    @cached_property
    def by_age_and_home(self):
        """{(age band, Home): number}. Each is in one of them, so that whatever these add up to is true."""
        return Counter((each.age, each.home) for each in self.known.values())

    def by_language_and_needs(self):
        """{(language, whether something would help them): number}"""
        return Counter((each.language, each.would_help) for each in self.known.values())

    def by_topic(self):
        """{topic's number or None: different people}. Who learned two topics is in both."""
        found = {topic: len(people & self.known.keys()) for topic, people in self.came[0].items()}
        return {topic: number for topic, number in found.items() if number}

    def first_time(self):
        """How many were here for the first time ever: nobody is so twice."""
        return len(self.came[1] & self.known.keys())


def facts_of_people(place=None):
    """(person, age band, ward, district, LSOA, language, whether something would help them) of each who lives there."""
    key = Upper(Replace("postcode", Value(" "), Value("")))
    lsoa = Postcode.objects.filter(key=OuterRef("key_of_postcode")).values("lsoa_code")[:1]
    needs = Case(When(adjustments="", then=Value(False)), default=Value(True), output_field=BooleanField())
    people = living_in(Person.objects.all(), place)
    rows = people.annotate(key_of_postcode=key, lsoa=Subquery(lsoa), needs=needs).order_by()
    return rows.values_list("pk", "age_band", "ward", "ward__parent", "lsoa", "language", "needs")


def home_of(ward, district, facts):
    return Home(ward or UNKNOWN, district or UNKNOWN, *(facts or (UNKNOWN, UNKNOWN)))


def topics_of_events():
    """{event: the topics that it names, or else those of its course; or else None}"""
    found = defaultdict(list)
    for event, topic in EventPage.objects.order_by().values_list("pk", Coalesce("topics", "course__topics")):
        found[event].append(topic)
    return found


def facts_of_lsoas():
    """{code: (decile of deprivation, rural or urban)}, under its codes of 2011 too: many postcodes have those."""
    facts, older = {}, {}
    rows = Lsoa.objects.order_by().values_list("code", "older_codes", "deprivation", "rural")
    for code, codes, decile, rural in rows:
        facts[code] = str(decile) if decile else UNKNOWN, side_of(rural)
        older |= dict.fromkeys(re.findall(r"\w+", codes), facts[code])
    return older | facts


def side_of(rural):
    return {True: RURAL, False: URBAN}.get(rural, UNKNOWN)


@dataclass
class Population:
    people: int = 0
    aged_65: int = 0
    aged_75: int = 0
    disabled: int = 0

    def add(self, row):
        self.people += row.population
        self.aged_65 += row.aged_65
        self.aged_75 += row.aged_75
        self.disabled += row.disabled


def populations(wards, place=None):
    """{(cut, part): Population}, by the table of LSOA that was brought in; of all together under ("", "").

    Of a place: that of its wards.
    """
    found = defaultdict(Population)
    rows = Lsoa.objects.order_by().defer("shape")
    for row in rows.filter(ward_code__in=wards) if place else rows:
        for key in (
            ("", ""),
            ("home_ward", row.ward_code),
            ("home_district", row.district_code),
            ("deprivation", str(row.deprivation or UNKNOWN)),
            ("rural", side_of(row.rural)),
        ):
            found[key].add(row)
    return found


def wards_of(place=None):
    """{code: ward} of a place, or all, in the order of their names."""
    rows = Area.objects.filter(kind=AreaKind.WARD).order_by("name").select_related("parent")
    if place:
        inside = {AreaKind.WARD: "pk", AreaKind.DISTRICT: "parent", AreaKind.COUNTY: "parent__parent"}
        rows = rows.filter(**{inside[place.kind]: place.pk})
    return {ward.pk: ward for ward in rows}
