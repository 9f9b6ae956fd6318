"""A district of three wards, full of names that no member may read; seen from the day on which the test runs."""

from datetime import time, timedelta

from django.utils import timezone

from locations.models import Lsoa
from reports.models import MemberArea
from tests.factories.champions import make_champion, make_request
from tests.factories.events import make_attendance, make_booking, make_event, make_feedback, make_occurrence
from tests.factories.locations import make_area, make_place, make_venue
from tests.factories.people import make_person

NAMES = ["Wilhelmina Braithwick", "Rowan Pettifer", "Bartholomew Quill", "Ottoline Furness", "Zebedee Marrow"]
SECRETS = [*NAMES, "01632 960 145", "seat near the door", "CA3 8ZZ"]
CASTLE, CURROCK, DALSTON = (54.8970, -2.9420), (54.8800, -2.9300), (54.8420, -2.9830)


def make_division():
    """Castle has a session in 7 days and one in 40, a place and three champions; Currock one champion; Dalston none."""
    district = make_area("Carlisle", kind="district", code="E07000028")
    castle, currock, dalston = (
        make_area(name, parent=district, code=code, position=position)
        for name, code, position in (
            ("Castle", "E05000001", CASTLE),
            ("Currock", "E05000002", CURROCK),
            ("Dalston", "E05000003", DALSTON),
        )
    )
    make_place("Castle", position=CASTLE, district=district)
    library = make_venue(
        "Castle Library", ward=castle, district=district, position=CASTLE, free_wifi=True, public_computers=4
    )
    make_venue("Dalston Hall", ward=dalston, district=district, position=DALSTON, postcode="CA5 7QA")
    event, today = make_event("Silver Surfer Thursday"), timezone.localdate()
    soon = make_occurrence(event, today + timedelta(days=7), starts=time(10), venue=library)
    make_occurrence(event, today + timedelta(days=40), starts=time(10), venue=library)
    make_occurrence(event, today + timedelta(days=8), starts=time(10), venue=library, state="cancelled")
    make_occurrence(make_event("Staff only", audience="staff"), today + timedelta(days=9), venue=library)
    make_people_in(soon, castle, currock)
    Lsoa.objects.create(
        code="E01000001", name="Carlisle 001A", ward_code=castle.pk, ward_name="Castle", district_code=district.pk,
        population=1500, aged_65=300, aged_75=120, disabled=270, deprivation=2, exclusion_risk=4.0,
    )  # fmt: skip
    Lsoa.objects.create(
        code="E01000002", name="Carlisle 001B", ward_code=castle.pk, ward_name="Castle", district_code=district.pk,
        population=500, aged_65=200, aged_75=80, disabled=130, deprivation=8, exclusion_risk=8.0,
    )  # fmt: skip
    return {"district": district, "castle": castle, "currock": currock, "dalston": dalston}


def make_people_in(occurrence, castle, currock):
    people = [make_person(name, phone="01632 960 145", postcode="CA3 8ZZ") for name in NAMES[2:]]
    for person in people:
        make_attendance(occurrence, person)
        make_booking(occurrence, person, needs="A seat near the door")
    make_feedback(occurrence)
    make_request(people[0], area=castle)
    for number, (name, ward) in enumerate(
        [(NAMES[0], castle), (NAMES[1], castle), ("Third One", castle), ("Fourth One", currock)]
    ):
        make_champion(name, area=ward, home_postcode="CA3 8ZZ", birth_year=1960 + number)


def make_member_area(user, area):
    return MemberArea.objects.create(user=user, code=area.pk, name=area.name, district_code=area.parent_id or "")
