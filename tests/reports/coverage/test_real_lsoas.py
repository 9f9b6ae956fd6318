"""The county's real table of small areas, where it lies beside the project: `make slow`."""

from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from django.core.management import call_command
from django.test import Client

from core.roles import MANAGERS
from locations.distance import miles_between
from locations.imports.lsoas import plan_import
from locations.models import Lsoa, VenuePage
from reports.coverage.figures import To, Who, coverage
from reports.coverage.gaps import far, total
from tests.factories.accounts import make_staff
from tests.factories.events import make_event, make_occurrence
from tests.factories.people import NOW

CUMBRIA = Path(__file__).resolve().parents[4] / "shared" / "data" / "cumbria"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not CUMBRIA.is_dir(), reason="The open data is not beside the project."),
]
# Where the mock-up has sessions, as far as these are libraries of the file.
HELD = ["Carlisle", "Workington", "Maryport", "Cockermouth", "Keswick", "Whitehaven", "Barrow", "Ulverston", "Kendal"]
HELD += ["Penrith", "Appleby", "Wigton", "Grange-over-Sands", "Windermere", "Egremont"]


@pytest.fixture
def cumbria():
    call_command("import_postcodes", str(CUMBRIA / "postcodes_ca_la.csv.gz"))
    call_command("import_venues", str(CUMBRIA / "libraries.csv"), "--apply")
    boundaries = ["--boundaries", str(CUMBRIA / "lsoa11_simplified.geojson")]
    call_command("import_lsoas", str(CUMBRIA / "lsoa.csv"), *boundaries, "--apply")
    event = make_event()
    for day, town in enumerate(HELD, start=1):
        venue = VenuePage.objects.filter(title__startswith=town).first()
        make_occurrence(event, NOW.date() + timedelta(days=day), venue=venue)


def test_all_319_are_taken_with_a_position_each(cumbria):
    held = Lsoa.objects.all()

    assert held.count() == 319
    assert held.filter(latitude=None).count() == 0
    # Three areas of 2011 were split into seven: no part has their boundary.
    assert held.filter(shape__isnull=True).count() == 7
    assert sum(held.values_list("population", flat=True)) == 499_920


def test_a_second_run_would_leave_all_as_they_are(cumbria):
    plan = plan_import(CUMBRIA / "lsoa.csv", CUMBRIA / "lsoa11_simplified.geojson")

    assert (plan.same, plan.new, plan.changed, plan.kept, plan.faults) == (319, [], [], [], [])


def test_every_distance_is_that_of_a_brute_force(cumbria):
    found = coverage(now=NOW, who=Who.AGED_65)

    places = [venue.position for venue in found.with_sessions]
    wrong = [
        area.name
        for area in found.areas
        if abs(area.miles[To.SESSION] - min(miles_between(*area.position, *place) for place in places)) > 1e-6
    ]
    assert (len(found.areas), len(places), wrong) == (319, len(HELD), [])
    assert total(found.areas) == 121_572
    assert 0 < far(found.areas, To.SESSION) < total(found.areas)


def test_all_319_take_less_than_three_seconds_and_the_page_less_than_half_a_megabyte(cumbria):
    coverage(now=NOW)  # scipy is loaded once
    start = perf_counter()
    coverage(now=NOW, who=Who.AT_RISK).best(10)
    assert perf_counter() - start < 3

    client = Client()
    client.force_login(make_staff(MANAGERS))
    assert len(client.get("/admin/figures/coverage/").content) < 500_000
