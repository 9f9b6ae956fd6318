import csv

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageLogEntry

from locations.models import VenueIndexPage, VenuePage
from tests.factories.locations import make_area, make_index, make_postcode, make_venue

pytestmark = pytest.mark.django_db

# As the publishers' headers are; the rows repeat each fault of the real files.
LIBRARY_HEADER = [
    "Local authority",
    "Library name",
    "Address 1",
    "Address 2",
    "Address 3",
    "Postcode",
    "Year closed",
    "Monday staffed hours",
    "Tuesday staffed hours",
    "Email address",
]
FIRE_HEADER = "FRS_FULLNAME STATION_NAME STATION_ADDRESS STATION_POSTCODE STATION_EASTING STATION_NORTHING".split()


@pytest.fixture(autouse=True)
def places():
    make_index(VenueIndexPage, "venues", "Places")
    cumberland = make_area("Cumberland", kind="district")
    make_postcode("CA3 8NX", position=(54.8957, -2.9339), district=cumberland)
    make_postcode("CA1 1AA", position=(54.8906, -2.9438))
    make_postcode("LA18 5AB", position=(54.2139, -3.2692))
    make_postcode("LA18 4DD", position=(54.2093, -3.2688))
    make_postcode("CA9 3SQ", position=(54.8125, -2.4413))
    make_postcode("CA28 6XD", position=(54.5402, -3.5623))


@pytest.fixture
def run(tmp_path, capsys):
    """Write rows to a file, import it and give back what was said."""

    def write_and_import(header, *rows, apply=True, name="places.csv"):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        capsys.readouterr()
        call_command("import_venues", str(path), *(["--apply"] if apply else []))
        return capsys.readouterr().out.splitlines()

    return write_and_import


def library(name="Carlisle Library", postcode="CA3 8NX", closed="", monday="09:00-12:30,13:30-17:00", **cells):
    row = [
        "Cumberland Council",
        name,
        "11 Globe Lane",
        "Carlisle",
        "Cumbria",
        postcode,
        closed,
        monday,
        "",
        "lib@example.org",
    ]
    for column, value in cells.items():
        row[LIBRARY_HEADER.index(column)] = value
    return row


def station(name, address, postcode, easting, northing):
    return ["Cumbria", name, address, postcode, easting, northing]


def hours(venue):
    return [(row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}") for row in venue.opening_hours.all()]


def test_a_library_is_published_with_its_hours(run):
    said = run(LIBRARY_HEADER, library())

    venue = VenuePage.objects.get()
    assert said == [
        "Row 2, Carlisle Library: new.",
        "1 place added, 0 places changed, 0 places left as they are, 0 places not taken.",
    ]
    assert (venue.title, venue.kind, venue.live, venue.slug) == (
        "Carlisle Library",
        "library",
        True,
        "carlisle-library",
    )
    assert (venue.address, venue.town, venue.postcode) == ("11 Globe Lane", "Carlisle", "CA3 8NX")
    assert (venue.latitude, venue.position_source, venue.district.name) == (54.8957, "postcode", "Cumberland")
    assert hours(venue) == [(0, "09:00", "12:30"), (0, "13:30", "17:00")]
    assert venue.email == "lib@example.org"


def test_a_dry_run_says_the_same_and_saves_nothing(run):
    said = run(LIBRARY_HEADER, library(), apply=False)

    assert said == [
        "Row 2, Carlisle Library: new.",
        "1 place added, 0 places changed, 0 places left as they are, 0 places not taken.",
        "This was a trial: nothing has been saved. Run it again with --apply to save.",
    ]
    assert not VenuePage.objects.exists()


def test_publishing_goes_through_wagtail(run):
    run(LIBRARY_HEADER, library())

    venue = VenuePage.objects.get()
    assert venue.live_revision is not None
    assert not venue.has_unpublished_changes
    assert PageLogEntry.objects.filter(page=venue.pk, action="wagtail.publish").exists()


def test_a_second_run_makes_no_second_copy_and_no_revision(run):
    run(LIBRARY_HEADER, library())
    revisions = VenuePage.objects.get().revisions.count()

    said = run(LIBRARY_HEADER, library())

    assert said == ["0 places added, 0 places changed, 1 place left as they are, 0 places not taken."]
    assert VenuePage.objects.get().revisions.count() == revisions


def test_what_the_file_changes_is_changed(run):
    run(LIBRARY_HEADER, library())

    said = run(LIBRARY_HEADER, library(postcode="CA1 1AA", monday="10:00-16:00"))

    venue = VenuePage.objects.get()
    assert said[0] == "Row 2, Carlisle Library: postcode, hours and position changed."
    assert (venue.postcode, venue.latitude, hours(venue)) == ("CA1 1AA", 54.8906, [(0, "10:00", "16:00")])


def test_what_an_editor_changed_by_hand_is_kept(run):
    run(LIBRARY_HEADER, library())
    venue = VenuePage.objects.get()
    venue.town = "Carlisle city centre"
    venue.opening_hours.set([])
    venue.latitude, venue.position_source = 54.9, "hand"
    venue.save_revision().publish()

    said = run(LIBRARY_HEADER, library(**{"Address 1": "12 Globe Lane"}))

    venue = VenuePage.objects.get()
    assert said[0] == ("Row 2, Carlisle Library: address changed. Kept as set by hand: town, hours and position.")
    assert (venue.town, venue.address, hours(venue), venue.latitude) == (
        "Carlisle city centre",
        "12 Globe Lane",
        [],
        54.9,
    )


def test_what_was_kept_once_is_kept_again(run):
    run(LIBRARY_HEADER, library())
    venue = VenuePage.objects.get()
    venue.town = "Carlisle city centre"
    venue.save_revision().publish()

    for _ in range(2):
        said = run(LIBRARY_HEADER, library())

    assert said[0] == "Row 2, Carlisle Library: nothing new. Kept as set by hand: town."


def test_a_place_put_in_by_hand_is_taken_over_not_copied(run):
    make_venue("carlisle  library", position=(54.8957, -2.9339), address="", postcode="CA3 8NX", phone="01632 960123")

    said = run(LIBRARY_HEADER, library())

    venue = VenuePage.objects.get()
    assert said[0].startswith("Row 2, Carlisle Library: address, email and hours changed. Kept as set by hand: title")
    assert (venue.title, venue.address, venue.phone) == ("carlisle  library", "11 Globe Lane", "01632 960123")
    assert run(LIBRARY_HEADER, library())[-1].startswith("0 places added, 0 places changed, 1 place left")


def test_a_place_that_the_file_calls_by_its_town_alone_is_not_copied(run):
    make_venue("Longtown Library", position=(54.8957, -2.9339), postcode="ca38nx")
    make_venue("Longtown Fire Station", position=(54.8957, -2.9339), postcode="CA3 8NX", kind="fire-station")

    said = run(LIBRARY_HEADER, library("Longtown"))

    assert "Kept as set by hand: title" in said[0]
    assert sorted(VenuePage.objects.values_list("title", flat=True)) == ["Longtown Fire Station", "Longtown Library"]


def test_a_position_a_few_steps_away_is_the_same(run):
    make_venue("Carlisle Library", position=(54.89575, -2.93395), postcode="CA3 8NX")

    said = run(LIBRARY_HEADER, library())

    assert "position" not in said[0]
    assert VenuePage.objects.get().position_source == "hand"


def test_a_place_of_the_same_name_far_away_is_another(run):
    make_venue("Carlisle Library", position=(51.5, -0.1), postcode="")

    run(LIBRARY_HEADER, library())

    assert VenuePage.objects.count() == 2


def test_a_draft_of_an_editor_is_not_published_by_an_import(run):
    run(LIBRARY_HEADER, library())
    venue = VenuePage.objects.get()
    venue.town = "Half typed"
    venue.save_revision()

    said = run(LIBRARY_HEADER, library(**{"Address 1": "12 Globe Lane"}))

    assert "not taken: an editor has taken it off the site, or has changes to it" in said[0]
    assert VenuePage.objects.get().address == "11 Globe Lane"


def test_a_place_that_closed_is_not_taken_and_leaves_its_name_to_the_new_one(run):
    said = run(
        LIBRARY_HEADER,
        library("Millom Library", "LA18 5AB"),
        library("Millom Library", "LA18 4DD", closed="2022"),
    )

    assert said[:2] == ["Row 2, Millom Library: new.", "Row 3, Millom Library: not taken: it closed in 2022."]
    assert VenuePage.objects.get().postcode == "LA18 5AB"


def test_a_name_that_stands_twice_is_not_taken_at_all(run):
    said = run(LIBRARY_HEADER, library("Millom Library", "LA18 5AB"), library("Millom Library", "LA18 4DD"))

    assert said[0] == (
        "Row 2, Millom Library: not taken: the same name stands in row 3: "
        "take one out, or tell them apart in the column key."
    )
    assert said[1].startswith("Row 3, Millom Library: not taken: the same name stands in row 2")
    assert not VenuePage.objects.exists()


def test_a_dead_postcode_is_not_taken(run, now):
    make_postcode("CA1 3AA", terminated_on=now.date())

    said = run(LIBRARY_HEADER, library("Harraby", "CA1 3PP"), library("Petteril", "CA1 3AA"))

    assert said[:2] == [
        "Row 2, Harraby: not taken: its postcode CA1 3PP is not in use: correct it in the file.",
        "Row 3, Petteril: not taken: its postcode CA1 3AA ended in November 2026: give the one in use.",
    ]


def test_a_postcode_where_none_were_imported_cannot_be_called_dead(run):
    said = run(
        FIRE_HEADER,
        station("Thurso Fire Station", "Main Street, Thurso", "KW14 7AA", "311500", "968300"),
        station("Wick Fire Station", "Main Street, Wick", "KW1 4AA", "", ""),
    )

    assert said[:2] == [
        "Row 2, Thurso Fire Station: new.",
        "Row 3, Wick Fire Station: not taken: the file gives no position and KW1 4AA is not a postcode that we hold.",
    ]
    assert VenuePage.objects.get().position_source == "file"


def test_a_grid_reference_far_from_its_postcode_is_not_taken(run):
    said = run(
        FIRE_HEADER,
        station("Alston Fire Station", "Front Street, Alston, Cumbria", "CA9 3SQ", "317916", "546338"),
        station(
            "Whitehaven Fire Station", "Main Street, Hensingham, Whitehaven, Cumbria", "CA28 6XD", "299121", "517228"
        ),
    )

    assert said[:2] == [
        "Row 2, Alston Fire Station: not taken: its position in the file is 54 km from its postcode CA9 3SQ.",
        "Row 3, Whitehaven Fire Station: new.",
    ]
    venue = VenuePage.objects.get()
    assert (venue.address, venue.town) == ("Main Street, Hensingham", "Whitehaven")
    assert (venue.kind, venue.sessions_only, venue.position_source) == ("fire-station", True, "file")


def test_the_plain_format_fills_in_facilities(run):
    header = ["name", "kind", "postcode", "free_wifi", "public_computers", "step_free", "parking", "tuesday", "colour"]

    said = run(header, ["Globe Centre", "community-centre", "ca38nx", "yes", "4", "No", "", "10:00-12:00", "blue"])

    venue = VenuePage.objects.get()
    assert said[0] == "Columns passed over: colour."
    assert (venue.free_wifi, venue.public_computers, venue.step_free, venue.parking) == (True, 4, False, False)
    assert (venue.postcode, hours(venue)) == ("CA3 8NX", [(1, "10:00", "12:00")])


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["", "library", "CA3 8NX", "", "", "", "", ""], "it has no name"),
        (["A", "palace", "CA3 8NX", "", "", "", "", ""], "“palace” is not a kind of place"),
        (["A", "library", "CA3", "", "", "", "", ""], "CA3 is not a whole postcode"),
        (["A", "library", "", "", "", "", "", ""], "the file gives neither a postcode nor a position"),
        (["A", "library", "CA3 8NX", "perhaps", "", "", "", ""], "free_wifi is “perhaps”: say yes or no"),
        (["A", "library", "CA3 8NX", "", "many", "", "", ""], "public_computers is “many”: give a number"),
        (["A", "library", "CA3 8NX", "", "", "9 to 5", "", ""], "“9 to 5” are not opening hours like 09:00-17:00"),
        (["A", "library", "CA3 8NX", "", "", "17:00-09:00", "", ""], "“17:00-09:00” closes before it opens"),
        (["A", "library", "CA3 8NX", "", "", "25:00-26:00", "", ""], "are not opening hours"),
        (["A", "library", "", "", "", "", "54.9", "west"], "latitude and longitude are not two numbers"),
        (["A", "library", "", "", "", "", "954.9", "-2"], "is no latitude and longitude"),
    ],
)
def test_each_row_not_taken_is_named_with_the_reason(run, cells, reason):
    header = ["name", "kind", "postcode", "free_wifi", "public_computers", "monday", "latitude", "longitude"]

    said = run(header, cells, ["Good", "library", "CA1 1AA", "", "", "", "", ""])

    assert said[0].startswith("Row 2, ")
    assert reason in said[0]
    assert VenuePage.objects.get().title == "Good"


def test_a_file_without_the_right_columns_is_refused(run):
    with pytest.raises(CommandError, match="has to name its columns"):
        run(["colour", "size"], ["blue", "large"])
