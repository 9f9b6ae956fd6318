"""Who the learners of a period are, counted by the database; the population that they are compared with."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Replace, Upper

from locations.models import Area, AreaKind, Lsoa, Postcode
from people.models import Person
from reports.counts import UNKNOWN, first_visits, in_spans, present

LIVES_IN = {
    AreaKind.WARD: "ward",
    AreaKind.DISTRICT: "ward__parent",
    AreaKind.COUNTY: "ward__parent__parent",
}
RURAL, URBAN = "rural", "urban"
# What a session is about: what its event names, or else its course.
TOPIC_OF_MARK = Coalesce("occurrence__event__topics", "occurrence__event__course__topics")


@dataclass(frozen=True)
class Home:
    """What is known of where somebody lives, by the keys of parts."""

    ward: str
    district: str
    deprivation: str
    rural: str


def learners(period):
    """Everybody marked as here by name, each once, under the record that stayed where two were merged."""
    return Person.objects.filter(pk__in=in_spans(present(), [period], "occurrence__").order_by().values("learner"))


def living_in(people, place):
    return people.filter(**{LIVES_IN[place.kind]: place}) if place else people


def learners_by_age_and_home(period, place=None):
    """{(age band, Home): number}. Each is in one of them, so that whatever these add up to is true."""
    key = Upper(Replace("postcode", Value(" "), Value("")))
    lsoa = Postcode.objects.filter(key=OuterRef("key_of_postcode")).values("lsoa_code")[:1]
    rows = (
        living_in(learners(period), place)
        .annotate(key_of_postcode=key, lsoa=Subquery(lsoa))
        .order_by()
        .values("age_band", "ward", "ward__parent", "lsoa")
        .annotate(number=Count("pk"))
    )
    lsoas, cells = facts_of_lsoas(), Counter()
    for row in rows:
        deprivation, rural = lsoas.get(row["lsoa"], (UNKNOWN, UNKNOWN))
        home = Home(row["ward"] or UNKNOWN, row["ward__parent"] or UNKNOWN, deprivation, rural)
        cells[row["age_band"] or UNKNOWN, home] += row["number"]
    return cells


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


def learners_by_language_and_needs(period, place=None):
    """{(language, whether something would help them): number}"""
    told = Case(When(adjustments="", then=Value("")), default=Value("yes"), output_field=CharField())
    rows = living_in(learners(period), place).annotate(told=told).order_by().values_list("language", "told")
    cells = Counter()
    for language, needs, number in rows.annotate(number=Count("pk")):
        cells[language.strip(), bool(needs)] += number
    return cells


def learners_by_topic(period, place=None):
    """{topic's number or None: different people}. Who learned two topics is in both."""
    marks = in_spans(of_people_in(place), [period], "occurrence__").annotate(topic=TOPIC_OF_MARK)
    rows = marks.order_by().values_list("topic")
    return dict(rows.annotate(learners=Count("learner", distinct=True)))


def first_time_learners(period, place=None):
    """How many were here for the first time ever: nobody is so twice."""
    marks = in_spans(of_people_in(place), [period], "occurrence__")
    return first_visits(marks).count()


def of_people_in(place):
    marks = present()
    return marks.filter(learner__in=living_in(Person.objects.all(), place).values("pk")) if place else marks


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
