import csv
import gzip
import io
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from core.actors import Actor
from core.models import AuditLine
from locations.distance import METRES_IN_A_MILE, miles_between
from locations.imports.postcodes import import_postcodes
from locations.models import Area, Postcode, PostcodeGroup
from tests.factories.locations import make_area, make_postcode

pytestmark = pytest.mark.django_db

CODE_POINT = [
    ["CA1 1AA", "10", "339560", "555499", "E92000001", "", "", "", "E06000063", "E05014187"],
    ["CA1 1AB", "10", "340334", "555694", "E92000001", "", "", "", "E06000063", "E05014178"],
    ["CA1 2XX", "90", "0", "0", "E92000001", "", "", "", "E06000063", ""],
    ["LA9 4DJ", "10", "351600", "492700", "E92000001", "", "", "", "E06000064", "E05014235"],
]
NSPL_HEADER = "pcds dointr doterm usertype oseast1m osnrth1m osgrdind laua ward lsoa11 lat long".split()
NSPL = [
    row.split(",")
    for row in (
        "DG1 1AA,198001,,1,297315,0576211,1,S12000006,S13002888,S01007612,55.069708,-3.609592",
        "DG1 1AD,198608,199512,1,297310,0576200,8,S12000006,S13002888,,55.069608,-3.609667",
        "GY1 1AA,199806,,0,,,9,L99999999,L99999999,L99999999,99.999999,0.000000",
    )
]


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.fixture
def take(tmp_path, now):
    """Write a file and import it: `take("postcodes.csv", rows)`."""

    def write_and_import(name, rows, **kwargs):
        path = tmp_path / name
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(as_csv(rows).encode()))
        else:
            path.write_text(as_csv(rows), encoding="utf-8")
        return import_postcodes(path, by=Actor.system(), now=now, **kwargs)

    return write_and_import


def everything_held():
    return [list(model.objects.order_by("pk").values()) for model in (Postcode, PostcodeGroup, Area)]


def test_code_point_open_as_published_has_no_header(take):
    outcome = take("ca.csv", CODE_POINT)

    postcode = Postcode.objects.get(pk="CA11AA")
    off = miles_between(postcode.latitude, postcode.longitude, 54.890559, -2.943791) * METRES_IN_A_MILE
    assert off < 1
    assert (postcode.ward_code, postcode.district_code, postcode.terminated_on) == ("E05014187", "E06000063", None)
    assert list(outcome.lines("postcode")) == [
        "4 rows read, 3 postcodes taken.",
        "  1 left out: no position in the file (CA1 2XX)",
    ]


def test_a_second_run_changes_nothing(take):
    take("ca.csv", CODE_POINT)
    before = list(Postcode.objects.order_by("pk").values()), list(PostcodeGroup.objects.order_by("pk").values())

    take("ca.csv", CODE_POINT)

    assert before == (
        list(Postcode.objects.order_by("pk").values()),
        list(PostcodeGroup.objects.order_by("pk").values()),
    )


def test_sectors_and_outward_codes_get_the_middle_of_their_postcodes(take):
    take("ca.csv", CODE_POINT)

    one, two = Postcode.objects.get(pk="CA11AA"), Postcode.objects.get(pk="CA11AB")
    sector = PostcodeGroup.objects.get(pk="CA1 1")
    assert sector.latitude == pytest.approx((one.latitude + two.latitude) / 2, abs=1e-6)
    assert sector.district_code == "E06000063"
    assert sorted(PostcodeGroup.objects.values_list("pk", flat=True)) == ["CA1", "CA1 1", "LA9", "LA9 4"]


def test_nspl_marks_postcodes_that_ended(take):
    outcome = take("nspl.csv", [NSPL_HEADER, *NSPL])

    live, ended = Postcode.objects.order_by("pk")
    assert (live.key, live.terminated_on, live.lsoa_code, live.latitude) == ("DG11AA", None, "S01007612", 55.069708)
    assert (ended.key, ended.terminated_on) == ("DG11AD", date(1995, 12, 1))
    assert outcome.left_out == {"no position in the file": 1}


def test_the_middle_of_a_sector_is_that_of_its_live_postcodes(take):
    take("nspl.csv", [NSPL_HEADER, *NSPL])

    assert PostcodeGroup.objects.get(pk="DG1 1").latitude == 55.069708


def test_onspd_of_another_year_names_its_columns_otherwise(take):
    header = "PCD,PCD2,PCDS,DOTERM,OSEAST1M,OSNRTH1M,LAD24CD,WD24CD,LSOA11CD,LSOA21CD,LAT,LONG".split(",")
    row = "CA1 1AA,CA1  1AA,CA1 1AA,,339560,555499,E06000063,E05014187,E01000001,E01019215,54.89,-2.94".split(",")

    take("onspd.csv", [header, row])

    postcode = Postcode.objects.get()
    assert (postcode.key, postcode.district_code, postcode.ward_code, postcode.lsoa_code) == (
        "CA11AA",
        "E06000063",
        "E05014187",
        "E01019215",
    )


def test_a_file_changes_only_what_it_has_columns_for(take):
    make_postcode("CA1 1AA", lsoa_code="E01019215", terminated_on=date(2020, 1, 1))

    take("ca.csv", CODE_POINT)

    postcode = Postcode.objects.get(pk="CA11AA")
    assert (postcode.lsoa_code, postcode.terminated_on, postcode.ward_code) == ("E01019215", None, "E05014187")


def test_names_in_the_file_become_areas_and_those_we_hold_stay(take):
    make_area("Our own name", code="E05014187")
    header = "postcode,lat,lon,district_code,district_name,ward_code,ward_name".split(",")
    rows = [
        "CA1 1AA,54.8906,-2.9438,E06000063,Cumberland,E05014187,Denton Holme".split(","),
        "CA1 1AB,54.8924,-2.9318,E06000063,Cumberland,E05014178,Castle".split(","),
    ]

    take("named.csv.gz", [header, *rows])

    areas = {area.code: (area.name, area.kind, area.parent_id) for area in Area.objects.all()}
    assert areas == {
        "E06000063": ("Cumberland", "district", None),
        "E05014187": ("Our own name", "ward", None),
        "E05014178": ("Castle", "ward", "E06000063"),
    }


def test_what_cannot_be_taken_is_counted_with_examples(take):
    rows = [*CODE_POINT, ["", *[""] * 9], ["BT1 1AA", "10", "333000", "374000", *[""] * 6], CODE_POINT[0]]

    outcome = take("faulty.csv", rows)

    assert outcome.left_out == {
        "no position in the file": 1,
        "not a postcode": 1,
        "on the Irish grid, and without latitude and longitude": 1,
        "twice in the file": 1,
    }
    assert outcome.taken == 3


def test_only_some_areas_may_be_taken(take):
    outcome = take("ca.csv", CODE_POINT, only={"LA"})

    assert [postcode.key for postcode in Postcode.objects.all()] == ["LA94DJ"]
    assert outcome.left_out["of another area"] == 2


def test_a_zip_as_published_is_read_without_its_documents(tmp_path, now):
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n")
        archive.writestr("Data/CSV/ca.csv", as_csv(CODE_POINT[:3]))
        archive.writestr("Data/CSV/la.csv", as_csv(CODE_POINT[3:]))
        archive.writestr("Data/names.csv", "code,name\nE1,Somewhere\n")

    outcome = import_postcodes(path, by=Actor.system(), now=now)

    assert outcome.taken == 3
    assert outcome.notes == ["Data/names.csv was passed over: it is not a table of postcodes."]


def test_a_folder_is_read_with_its_subfolders(tmp_path, now):
    (tmp_path / "Data" / "multi_csv").mkdir(parents=True)
    (tmp_path / "Data" / "onspd.csv").write_text(as_csv([NSPL_HEADER, *NSPL]))
    (tmp_path / "Data" / "multi_csv" / "onspd_DG.csv").write_text(as_csv([NSPL_HEADER, *NSPL]))

    assert import_postcodes(tmp_path, by=Actor.system(), now=now).read == 3


def test_the_import_leaves_an_audit_line(take):
    take("ca.csv", CODE_POINT)

    line = AuditLine.objects.get()
    assert (line.action, line.actor_kind, line.detail) == ("postcodes.imported", "system", {"taken": 3, "left_out": 1})


def test_the_command_says_what_it_did(tmp_path, capsys):
    path = tmp_path / "ca.csv"
    path.write_text(as_csv(CODE_POINT))

    call_command("import_postcodes", str(path), "--only", "ca")

    assert capsys.readouterr().out.splitlines() == [
        "ca.csv: 4 rows read, 2 postcodes taken",
        "4 rows read, 2 postcodes taken.",
        "  1 left out: no position in the file (CA1 2XX)",
        "  1 left out: of another area (LA9 4DJ)",
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.csv", None, "There is no file or folder called"),
        ("other.csv", b"a,b\n1,2\n", "No table of postcodes was found"),
        ("empty.csv", b"", "No table of postcodes was found"),
        ("broken.zip", b"not a zip", "is not a zip file"),
        ("broken.csv.gz", b"not gzip", "is damaged"),
        ("binary.csv", b"\xff\xfe\x00\x01", "No table of postcodes was found"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("import_postcodes", str(path))
