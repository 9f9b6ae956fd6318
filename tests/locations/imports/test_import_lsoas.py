import csv
import json

import pytest
from django.core.management import CommandError, call_command

from core.models import AuditLine
from locations.models import Lsoa
from tests.factories.locations import make_postcode

pytestmark = pytest.mark.django_db
HEADER = [
    *("lsoa21_name", "lsoa21_code", "ward24_name", "ward24_code", "ltla24_name", "ltla24_code", "ruc", "pop_2021"),
    *("age_65_plus", "age_75_plus", "disabled_2021", "imd2025_decile", "lsoa11_codes", "deri_score"),
]
WARD = ["Keswick", "E05014198", "Cumberland", "E06000063"]
TRIAL = "This was a trial: nothing has been saved. Run it again with --apply to save."


def area(code="E01019078", name="Allerdale 007A", people="1,431", over_65="454", older=None, **cells):
    numbers = [over_65, cells.get("over_75", "195"), cells.get("disabled", "219")]
    scores = [cells.get("decile", "10"), older or code, cells.get("risk", "2.6956")]
    return [name, code, *WARD, cells.get("ruc", "Rural"), people, *numbers, *scores]


def boundary(code, west=-3.0):
    ring = [[west, 54.0], [west + 1, 54.0], [west + 1, 55.0], [west, 55.0], [west, 54.0]]
    return {"type": "Feature", "id": code, "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def run(tmp_path, capsys):
    """Write rows (and boundaries) to files, import them and give back what was said."""

    def write_and_import(*rows, header=HEADER, boundaries=(), options=("--apply",)):
        path, shapes = tmp_path / "lsoa.csv", tmp_path / "lsoa.geojson"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        shapes.write_text(json.dumps({"type": "FeatureCollection", "features": list(boundaries)}))
        capsys.readouterr()
        call_command("import_lsoas", str(path), *(["--boundaries", str(shapes)] if boundaries else []), *options)
        return capsys.readouterr().out.splitlines()

    return write_and_import


@pytest.fixture
def refused(run, capsys):
    """The lines said before a file was refused, and the refusal."""

    def run_and_fail(*rows, **kwargs):
        with pytest.raises(CommandError) as error:
            run(*rows, **kwargs)
        return [*capsys.readouterr().out.splitlines(), str(error.value)]

    return run_and_fail


def test_a_row_becomes_a_small_area_with_who_lives_there(run):
    run(area(older="E01019103|E01019105"))

    held = Lsoa.objects.values().get()
    assert held == {
        "code": "E01019078",
        "name": "Allerdale 007A",
        "older_codes": "E01019103 E01019105",
        "ward_code": "E05014198",
        "ward_name": "Keswick",
        "district_code": "E06000063",
        "district_name": "Cumberland",
        "rural": True,
        "population": 1431,
        "aged_65": 454,
        "aged_75": 195,
        "disabled": 219,
        "deprivation": 10,
        "exclusion_risk": 2.6956,
        "latitude": None,
        "longitude": None,
        "shape": None,
    }
    assert AuditLine.objects.get().action == "lsoas.imported"


def test_without_apply_it_says_what_it_would_do_and_saves_nothing(run):
    said = run(area(), options=())

    assert said[0] == "1 area added, 0 areas changed, 0 areas left as they are."
    assert said[-1] == TRIAL
    assert not Lsoa.objects.exists()


def test_a_second_run_changes_nothing(run):
    make_postcode("CA12 5AA", position=(54.6, -3.13), lsoa_code="E01019078")
    run(area(), boundaries=[boundary("E01019078")])
    before = Lsoa.objects.values().get()

    said = run(area(), boundaries=[boundary("E01019078")])

    assert said == ["0 areas added, 0 areas changed, 1 area left as they are."]
    assert Lsoa.objects.values().get() == before


def test_a_file_changes_only_what_it_has_columns_for(run):
    run(area(), boundaries=[boundary("E01019078")])

    run(["E01019078", "1500"], header=["code", "population"])

    held = Lsoa.objects.get()
    assert (held.population, held.name, held.aged_65, held.deprivation) == (1500, "Allerdale 007A", 454, 10)
    assert held.shape is not None


def test_what_is_empty_in_the_file_is_not_known(run):
    run(area(decile="", risk="", ruc=""))

    held = Lsoa.objects.get()
    assert (held.deprivation, held.exclusion_risk, held.rural) == (None, None, None)


def test_its_position_is_the_mean_of_its_postcodes_in_use(run):
    make_postcode("CA12 5AA", position=(54.60, -3.10), lsoa_code="E01019078")
    make_postcode("CA12 5AB", position=(54.62, -3.20), lsoa_code="E01019078")
    make_postcode("CA12 5AD", position=(50.00, -1.00), lsoa_code="E01019078", terminated_on="2020-01-01")

    run(area(), boundaries=[boundary("E01019078")])

    held = Lsoa.objects.get()
    assert (held.latitude, held.longitude) == (54.61, -3.15)


def test_postcodes_that_have_an_older_code_count_too_each_once(run):
    make_postcode("CA12 5AA", position=(54.60, -3.10), lsoa_code="E01019103")
    make_postcode("CA12 5AB", position=(54.60, -3.10), lsoa_code="E01019103")
    make_postcode("CA12 5AD", position=(54.90, -3.40), lsoa_code="E01019105")

    run(area("E01034068", older="E01019103|E01019105"))

    held = Lsoa.objects.get()
    assert (held.latitude, held.longitude) == (54.7, -3.2)


def test_the_middle_of_its_boundary_serves_where_no_postcode_is_known(run):
    run(area(), boundaries=[boundary("E01019078")])

    held = Lsoa.objects.get()
    assert (held.latitude, held.longitude) == (54.5, -2.5)


def test_a_boundary_is_known_by_a_property_where_its_number_merely_counts(run):
    feature = boundary("1") | {"properties": {"OBJECTID": 1, "LSOA21CD": "E01019078"}}

    run(area(), boundaries=[feature, "not a feature"])

    assert Lsoa.objects.get().shape is not None


def test_an_area_made_of_two_has_both_boundaries(run):
    run(
        area("E01034068", older="E01019103|E01019105"),
        boundaries=[boundary("E01019103"), boundary("E01019105", west=-2.0)],
    )

    assert [polygon[0][0] for polygon in Lsoa.objects.get().shape] == [[-3.0, 54.0], [-2.0, 54.0]]


def test_the_boundary_of_an_area_that_was_split_is_that_of_neither_part(run):
    said = run(
        area("E01034070", "013H", older="E01019213"),
        area("E01034072", "013I", older="E01019213"),
        boundaries=[boundary("E01019213")],
    )

    assert set(Lsoa.objects.values_list("shape", "latitude")) == {(None, None)}
    assert said[1] == (
        "2 areas without a position, left out of distances: E01034070, E01034072. "
        "Import postcodes that have LSOA, or give boundaries."
    )
    assert said[2] == "2 areas without a boundary, drawn as a dot: E01034070, E01034072."


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (area(code=""), "Line 2: it has no code. Each small area needs one, like E01019078."),
        (area(code="Keswick"), "Line 2: “KESWICK” is not the code of a small area, like E01019078."),
        (area(people=""), "Line 2: it does not say how many people live there."),
        (area(people="many"), "Line 2: “many” under pop_2021 is not a number."),
        (area(people="-5"), "Line 2: “-5” is not a number of people."),
        (area(people="1.5"), "Line 2: “1.5” is not a number of people."),
        (area(people="nan"), "Line 2: “nan” under pop_2021 is not a number."),
        (area(over_65="1500"), "Line 2: it has more aged 65 or over than people."),
        (area(decile="11"), "Line 2: “11” under imd2025_decile is not between 1 and 10."),
        (area(decile="2.5"), "Line 2: “2.5” under imd2025_decile is not a whole number."),
        (area(risk="=1+1"), "Line 2: “=1+1” under deri_score is not a number."),
        (area(ruc="Seaside"), "Line 2: “Seaside” under ruc is neither Rural nor Urban."),
        (area(older="none"), "Line 2: “none” are not older codes, like E01019103."),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line_and_nothing_is_saved(refused, row, fault):
    said = refused(row, area("E01019079", "Allerdale 007B"))

    assert said == [
        fault,
        "Nothing was saved. Correct the file and run this again.",
    ]
    assert not Lsoa.objects.exists()


def test_doubled_and_missing_codes_are_each_named(refused):
    said = refused(
        area(), area(code=""), area("E01019079"), area(), area("E01019079"), area("E01019079"), options=("--apply",)
    )

    assert said[:-1] == [
        "Line 3: it has no code. Each small area needs one, like E01019078.",
        "Lines 2 and 5 both have the code E01019078: keep one of them.",
        "Lines 4, 6 and 7 all have the code E01019079: keep one of them.",
    ]
    assert not Lsoa.objects.exists()


def test_a_file_without_the_columns_that_are_needed_says_which(refused):
    said = refused(["Keswick"], header=["place"])

    assert said == [
        "The first row of lsoa.csv has to name the column lsoa21_code (or lsoa21cd, lsoa21, lsoa_code or code) "
        "and pop_2021 (or population)."
    ]


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        (
            [boundary("E01000001")],
            "has no boundary of any area in the table: are they of another year, or another county?",
        ),
        (
            [{"id": "E01019078", "geometry": {"type": "Polygon", "coordinates": [[[339560, 555499]] * 4]}}],
            "its boundary is not in degrees of longitude and latitude (WGS 84).",
        ),
    ],
)
def test_boundaries_that_do_not_fit_say_why(refused, features, sentence):
    said = refused(area(), boundaries=features)

    assert said[-1].endswith(sentence)
    assert not Lsoa.objects.exists()


def test_a_file_that_is_no_geojson_is_refused(run, tmp_path):
    broken = tmp_path / "broken.geojson"
    broken.write_text("{")

    with pytest.raises(CommandError, match="is not a GeoJSON file of boundaries"):
        run(area(), options=("--boundaries", str(broken)))


def test_areas_that_the_file_does_not_have_are_kept_unless_replaced(run):
    run(area(), area("E01019079"))

    said = run(area())
    assert said[1] == (
        "1 area not in the file and kept: E01019079. If they are of an older census, people are counted twice: "
        "run it again with --replace to take them away."
    )
    assert Lsoa.objects.count() == 2

    run(area(), options=("--replace",))
    assert Lsoa.objects.count() == 2

    run(area(), options=("--replace", "--apply"))
    assert list(Lsoa.objects.values_list("code", flat=True)) == ["E01019078"]
