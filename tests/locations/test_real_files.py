"""The real open data, where it lies beside the project: `make slow`."""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from core.actors import Actor
from locations.distance import METRES_IN_A_MILE, miles_between
from locations.imports.gazetteer import import_places
from locations.imports.postcodes import import_postcodes
from locations.imports.venues import carry_out, plan_import
from locations.models import Place, Postcode, VenueIndexPage, VenuePage
from locations.postcode_forms import parse_postcode
from locations.whereabouts import find_place
from tests.factories.locations import make_index

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CUMBRIA = SHARED / "cumbria"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="The open data is not beside the project."),
]


def cases(name):
    tests = json.loads((SHARED / "postcode-cases" / f"{name}.json").read_text(encoding="utf-8"))["tests"]
    return [(test["base"], test["expected"]) for test in tests]


def truth():
    with (CUMBRIA / "nearest_library_truth.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("validation", lambda parts: bool(parts and parts.is_unit)),
        ("normalisation", lambda parts: parts.label if parts and parts.is_unit else None),
        ("outcodes", lambda parts: parts.outward if parts and parts.is_unit else None),
        ("sectors", lambda parts: parts.sector if parts and parts.is_unit else None),
        ("incodes", lambda parts: parts.inward if parts and parts.is_unit else None),
        ("areas", lambda parts: parts.area if parts and parts.is_unit else None),
    ],
)
def test_postcodes_are_read_as_the_shared_cases_say(name, part):
    wrong = [
        (typed, expected, part(parse_postcode(typed)))
        for typed, expected in cases(name)
        if part(parse_postcode(typed)) != expected
    ]

    assert wrong == []


class CumbriaImported(TestCase):
    @classmethod
    def setUpTestData(cls):
        by, now = Actor.system(), timezone.now()
        cls.index = make_index(VenueIndexPage, "venues", "Places")
        cls.postcodes = import_postcodes(CUMBRIA / "postcodes_ca_la.csv.gz", by=by, now=now)
        import_places(CUMBRIA / "places.csv", by=by, now=now)
        cls.said = {}
        for name in ("libraries", "fire_stations"):
            source, steps, _ = plan_import(CUMBRIA / f"{name}.csv")
            carry_out(source, steps, by=by, now=now)
            cls.said[name] = {(step.name, step.action): step.reason for step in steps}

    def test_every_postcode_is_taken(self):
        assert (self.postcodes.read, self.postcodes.taken, self.postcodes.left_out) == (24_805, 24_805, {})

    def test_the_open_libraries_are_taken_and_each_other_is_named(self):
        said = self.said["libraries"]

        assert VenuePage.objects.live().exclude(kind="fire-station").count() == 50
        assert said["Harraby Library Link", "out"] == "its postcode CA1 3PP is not in use: correct it in the file"
        assert said["Dalston Library Link", "out"] == "it closed in 2022"
        assert said["Millom Library", "out"] == "it closed in 2022"
        assert VenuePage.objects.get(title="Millom Library").postcode == "LA18 5AB"
        closed = [name for (name, action), reason in said.items() if action == "out" and "closed" in reason]
        assert len(closed) == 19

    def test_the_fire_stations_are_taken_and_each_other_is_named(self):
        out = {name: reason for (name, action), reason in self.said["fire_stations"].items() if action == "out"}

        assert VenuePage.objects.live().filter(kind="fire-station", sessions_only=True).count() == 33
        assert out.pop("Alston Fire Station") == "its position in the file is 54 km from its postcode CA9 3SQ"
        assert sorted(out) == [f"{town} Fire Station" for town in ("Aspatria", "Cockermouth", "Silloth", "Workington")]
        assert all("is not in use" in reason for reason in out.values())

    def test_a_second_run_leaves_everything_as_it_is(self):
        for name in ("libraries", "fire_stations"):
            _, steps, _ = plan_import(CUMBRIA / f"{name}.csv")
            assert {step.action for step in steps} == {"same", "out"}

    def test_the_nearest_three_libraries_of_200_postcodes_are_the_true_ones(self):
        libraries = VenuePage.objects.live().exclude(kind="fire-station")
        wrong = []
        for row in truth():
            here = find_place(row["postcode"])
            expected = [(row[f"lib{place}_name"], float(row[f"lib{place}_m"])) for place in (1, 2, 3)]
            found = [
                (venue.title, venue.miles * METRES_IN_A_MILE)
                for venue in libraries.nearest(here.latitude, here.longitude, limit=3)
            ]
            same_names = [name for name, _ in found] == [name for name, _ in expected]
            farthest_off = max(abs(a[1] - b[1]) for a, b in zip(found, expected, strict=True))
            if not same_names or farthest_off > 1:
                wrong.append((row["postcode"], found, expected))

        assert wrong == []

    def test_the_finder_knows_the_200_postcodes_in_any_writing(self):
        for row in truth():
            latitude, longitude = float(row["lat"]), float(row["lon"])
            for typed in (row["postcode"], row["postcode"].lower().replace(" ", ""), f" {row['postcode']}. "):
                found = find_place(typed)
                assert (found.kind, found.latitude, found.longitude) == ("found", latitude, longitude)
                assert found.label.startswith(row["postcode"])

    def test_every_name_in_the_gazetteer_leads_to_its_place_in_at_most_one_choice(self):
        for place in Place.objects.all():
            found = find_place(place.name)
            if found.kind == "choice":
                apart = f"{place}, {place.get_kind_display().lower()}"
                found = find_place(next(query for label, query in found.choices if label in (str(place), apart)))
            assert found.kind == "found", (place, found)
            miles = miles_between(found.latitude, found.longitude, place.latitude, place.longitude)
            assert miles < 5, place

    def test_sectors_and_outward_codes_lie_among_their_postcodes(self):
        for typed, near in (("CA1", "CA1 1AA"), ("CA1 1", "CA1 1AA"), ("LA9", "LA9 4PY")):
            here, there = find_place(typed), find_place(near)
            assert miles_between(here.latitude, here.longitude, there.latitude, there.longitude) < 3


@pytest.mark.django_db
def test_eastings_and_northings_come_out_as_the_degrees_that_others_worked_out(tmp_path):
    """Code-Point Open's grid references of all of Carlisle, against the same postcodes in degrees."""
    import gzip

    path = tmp_path / "ca.csv"
    with gzip.open(SHARED / "gb" / "codepoint_open_2025-10_gb.csv.gz", "rt") as whole, path.open("w") as part:
        part.writelines(line for number, line in enumerate(whole) if number == 0 or line.startswith("CA"))
    import_postcodes(path, by=Actor.system(), now=timezone.now())
    with gzip.open(CUMBRIA / "postcodes_ca_la.csv.gz", "rt") as file:
        expected = {row["postcode"].replace(" ", ""): row for row in csv.DictReader(file)}

    held = list(Postcode.objects.all())
    off = [
        miles_between(row.latitude, row.longitude, float(expected[row.key]["lat"]), float(expected[row.key]["lon"]))
        for row in held
        if row.key in expected
    ]

    assert len(off) > 10_000
    assert max(off) * METRES_IN_A_MILE < 0.2


@pytest.mark.django_db
def test_the_real_nspl_has_ended_postcodes(capsys):
    call_command("import_postcodes", str(SHARED / "gb" / "nspl_2021-11_DG.csv.gz"))

    assert "7,757 rows read, 7,749 postcodes taken." in capsys.readouterr().out
    assert Postcode.objects.filter(terminated_on__isnull=False).count() == 890
    assert Postcode.objects.get(pk="DG11AD").terminated_on.isoformat() == "1995-12-01"
