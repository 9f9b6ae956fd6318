import csv

import pytest
from django.core.management import CommandError, call_command

from locations.models import Area, Place
from locations.whereabouts import find_place
from tests.factories.locations import make_area

pytestmark = pytest.mark.django_db
OPEN_NAMES = ["ID", "NAME1", "LOCAL_TYPE", "lat", "lon", "POSTCODE_DISTRICT", "COUNTY_UNITARY"]
AREAS = ["code", "name", "kind", "parent", "latitude", "longitude"]


@pytest.fixture
def run(tmp_path, capsys):
    def write_and_import(header, *rows, options=()):
        path = tmp_path / "rows.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        capsys.readouterr()
        call_command("import_places", str(path), *options)
        return capsys.readouterr().out.splitlines()

    return write_and_import


def test_places_of_one_name_are_told_apart_so_that_each_choice_leads_to_one(run):
    make_area("Cumberland", code="E06000063", kind="district")

    run(
        OPEN_NAMES,
        ["1", "Brampton", "Town", "54.942", "-2.736", "CA8", "Cumberland"],
        ["2", "Wigton", "Town", "54.825", "-3.161", "CA7", "Cumberland"],
        ["3", "Hayton", "Village", "54.908", "-2.767", "CA8", "Cumberland"],
        ["4", "Hayton", "Village", "54.757", "-3.388", "CA7", "Elsewhere"],
        ["5", "Hayton", "Hamlet", "54.800", "-3.200", "CA5", ""],
    )

    choices = find_place("Hayton").choices
    assert [label for label, query in choices] == [
        "Hayton, near Brampton",
        "Hayton, near Wigton (CA7)",
        "Hayton, near Wigton (CA5)",
    ]
    assert [find_place(query).latitude for label, query in choices] == [54.908, 54.757, 54.8]
    assert find_place("Brampton").district_code == "E06000063"


def test_a_second_run_brings_places_up_to_date(run):
    run(OPEN_NAMES, ["1", "Brampton", "Town", "54.9", "-2.7", "CA8", ""])

    said = run(
        OPEN_NAMES, ["1", "Brampton", "Town", "54.942", "-2.736", "CA8", ""], ["2", "", "Town"], ["3", "A", "River"]
    )

    assert [place.latitude for place in Place.objects.all()] == [54.942]
    assert said == [
        "3 rows read, 1 place taken.",
        "  1 left out: it has no name (row 3)",
        "  1 left out: it is not a settlement (row 4)",
    ]


def test_areas_come_in_with_their_parents_in_any_order(run):
    said = run(
        AREAS,
        ["E05014178", "Castle", "ward", "E06000063", "54.9", "-2.9"],
        ["E06000063", "Cumberland", "district", "E99", "", ""],
        ["E05014179", "Nowhere", "parish", "", "", ""],
        options=["--areas"],
    )

    areas = {area.code: (area.name, area.parent_id, area.latitude) for area in Area.objects.all()}
    assert areas == {"E05014178": ("Castle", "E06000063", 54.9), "E06000063": ("Cumberland", None, None)}
    assert said[1] == "  1 left out: its kind is none of ward, district, county (row 4)"


def test_a_file_without_the_columns_is_refused(run):
    with pytest.raises(CommandError, match="has to name the columns kind, latitude, longitude, name"):
        run(["a", "b"], ["1", "2"])
