"""The report on coverage, as a programme manager meets it."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook

from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS, SAFEGUARDING
from locations.models import Lsoa, VenuePage
from reports.coverage import report
from reports.coverage.report import on_page
from reports.tables import Table, words_column
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.champions import make_champion, make_request
from tests.factories.coverage import make_county, make_lsoa, make_small_areas, north
from tests.factories.events import make_booking, make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_place, make_venue

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/figures/coverage/"
AT_THE_HALL = {"venue": "northern-hall", "often": "2"}


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS)
    client.force_login(user)
    return user


def test_it_answers_first_in_one_sentence(client, manager):
    make_county()

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert page.context["answer"].sentence == (
        "300 people aged 65 or over live more than 5 miles from a session. That is 46% of 650."
    )


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (
            {"who": "everyone"},
            "600 people live more than 5 miles from a session. That is 27% of 2,200.",
        ),
        (
            {"who": "disabled", "to": "champion"},
            "120 disabled people live more than 5 miles from a champion with room. That is 44% of 270.",
        ),
        (
            {"who": "risk"},
            "Weighted by the risk of digital exclusion, 51% of people live more than 5 miles from a session.",
        ),
        (
            {"to": "computer", "district": "E07000900"},
            "300 people aged 65 or over in Northland live more than 5 miles from a free computer on a Saturday. "
            "That is 46% of 650.",
        ),
    ],
)
def test_the_sentence_is_about_what_was_chosen(client, manager, chosen, sentence):
    make_county()

    assert client.get(ADDRESS, chosen).context["answer"].sentence == sentence


def test_where_nobody_has_far_to_go_it_says_so(client, manager):
    make_county()
    Lsoa.objects.filter(name__in=["Hill", "Moor"]).delete()

    sentence = client.get(ADDRESS).context["answer"].sentence

    assert sentence == "Nobody of the 350 people aged 65 or over lives more than 5 miles from a session."


def test_a_programme_with_nothing_in_it_is_a_calm_page(client, manager):
    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "There is no table yet of who lives where, so nothing can be said." in page.text
    assert '<svg class="chart' not in page.text


def test_small_areas_without_positions_are_a_calm_page_too(client, manager):
    make_lsoa(position=(None, None), aged_65=120)

    page = client.get(ADDRESS)

    assert "No small area has a position yet" in page.text
    assert "1 small area with 120 people of those asked about have no position and are left out." in page.text


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("session", "No session that anybody can still come to is planned at any place in the next 30 days."),
        ("computer", "No place has a free computer and is open on a Saturday in the next 30 days."),
        ("champion", "No champion has room for one more person at the moment."),
    ],
)
def test_without_anything_to_go_to_the_sentence_says_what_is_missing(client, manager, to, sentence):
    make_small_areas()

    page = client.get(ADDRESS, {"to": to})

    assert page.context["answer"].sentence == f"{sentence} So nobody has one to go to."
    assert page.context["answer"].tables[0].rows[-1] == ("Over 10 miles", 650, 1, 4)


def test_bands_have_the_people_in_each(client, manager):
    make_county()

    table = client.get(ADDRESS).context["answer"].table("bands")

    assert table.rows == (
        ("Up to 2 miles", 200, 200 / 650, 1),
        ("2 to 5 miles", 150, 150 / 650, 1),
        ("5 to 10 miles", 250, 250 / 650, 1),
        ("Over 10 miles", 50, 50 / 650, 1),
    )
    assert table.total == ("All", 650, 1, 4)


def test_the_map_says_in_words_what_one_sees(client, manager):
    make_county()
    make_place("Northtown", position=north(9), kind="town")

    page = client.get(ADDRESS)

    assert page.context["answer"].more["map"].words == (
        "Map of small areas, shaded by miles to a session: up to 2 miles, 200 people; 2 to 5 miles, 150 people; "
        "5 to 10 miles, 250 people; over 10 miles, 50 people. The longest way is from Moor, Hill, Edge. "
        "The tables below have all numbers."
    )
    assert [kind for kind, _ in page.context["answer"].more["map"].paths] == ["q1", "q2", "q3", "q4 dots"]
    assert "Northtown</text>" in page.text


def test_what_if_is_answered_on_the_spot(client, manager):
    make_county()
    make_request(position=north(9))
    make_request(position=north(9), state="matched", champion=make_champion("Asha"))
    make_request(position=north(0))

    page = client.get(ADDRESS, AT_THE_HALL)

    trial = page.context["answer"].more["what_if"]
    assert trial["says"] == [
        "300 more people aged 65 or over would have a session within 5 miles.",
        "It would be the nearest for 300 people aged 65 or over.",
        "Their average trip falls from 9.0 to 2.3 miles.",
        "Farther than 5 miles from a session: 46% now, none then.",
        "26 sessions a year, to plan and to pay for.",
        "1 request for help from near there waits for a champion.",
    ]
    assert "At Northern Hall, every 2 weeks" in page.text
    assert "Open Wednesday 10am to 5pm." in page.text


def test_a_place_that_has_sessions_says_so_in_place_of_a_trial(client, manager):
    make_county()

    page = client.get(ADDRESS, {"venue": "southern-library"})

    assert "1 session in the next 30 days is there already, so the figures have it in." in page.text
    assert "would have a session within" not in page.text


def test_who_may_add_an_event_is_led_to_it_and_others_are_told_who_may(client, manager):
    make_county()
    assert "An editor can start an event there." in client.get(ADDRESS, AT_THE_HALL).text

    client.force_login(make_superuser())
    page = client.get(ADDRESS, AT_THE_HALL)

    address = page.context["answer"].more["what_if"]["add_url"]
    assert f'href="{address}">Start an event there</a>' in page.text
    assert client.get(address).status_code == 200


def test_ranked_places_lead_to_their_trial_with_all_that_was_chosen(client, manager):
    make_county()

    page = client.get(ADDRESS, {"who": "disabled", "district": "E07000900"})

    link, ward, near, nearest, now, then = page.context["answer"].table("places").rows[0]
    assert (str(link), ward, near, nearest) == ("Northern Hall", "", 110, 110)
    assert (round(now, 1), round(then, 1)) == (9.1, 2.4)
    trial = client.get(ADDRESS + link.url.partition("#")[0])
    assert trial.context["form"].cleaned_data == {
        "who": "disabled",
        "to": "session",
        "district": "E07000900",
        "venue": "northern-hall",
        "often": "1",
    }


def test_choosing_for_whom_keeps_the_rest(client, manager):
    make_county()

    page = client.get(ADDRESS, {"to": "champion", "district": "E07000900"})

    everyone = next(pick for pick in page.context["answer"].more["whos"] if pick.label == "Everyone")
    assert everyone.url == "?who=everyone&to=champion&district=E07000900"


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"district": "E07000026"}, "We have no figures for that district. It may have been abolished or renamed"),
        ({"venue": "gone"}, "That place is not on the site, or has no position. Choose one from the list."),
        ({"who": "children"}, "Choose for whom from the list."),
        ({"to": "the moon"}, "Choose how far to what from the list."),
        ({"often": "0"}, "Choose how often from the list."),
    ],
)
def test_what_is_not_on_the_list_gets_a_sentence_and_the_rest_is_kept(client, manager, chosen, sentence):
    make_county()

    page = client.get(ADDRESS, {"who": "disabled", "venue": "northern-hall"} | chosen)

    assert page.status_code == 422
    assert sentence in page.text
    assert not AuditLine.objects.exists()
    if "who" not in chosen:
        assert '<option value="disabled" selected>' in page.text


def test_a_place_without_a_position_cannot_be_tried_out(client, manager):
    make_county()
    make_venue("Nowhere Hall", slug="nowhere-hall", position=None)

    assert client.get(ADDRESS, {"venue": "nowhere-hall"}).status_code == 422


def test_the_spreadsheet_has_each_small_area_with_all_its_miles(client, manager):
    make_county()

    response = client.get(ADDRESS, {"as": "csv", "table": "areas"})

    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert response["Content-Disposition"] == 'attachment; filename="coverage-areas.csv"'
    assert rows[0][4:] == ["People aged 65 or over", "Miles to a session", "Miles to a computer", "Miles to a champion"]
    assert [(row[0], row[4], row[5]) for row in rows[1:]] == [
        ("Moor", "50", "14.0"),
        ("Hill", "250", "8.0"),
        ("Edge", "150", "4.0"),
        ("Town", "200", "1.0"),
    ]


def test_names_that_look_like_formulas_are_words_in_spreadsheets(client, manager):
    make_county()
    make_lsoa('=HYPERLINK("http://x")', 20, ward_name="@SUM(A1)")
    VenuePage.objects.filter(slug="northern-hall").update(title="+44 Hall")

    lines = b"".join(client.get(ADDRESS, {"as": "csv", "table": "areas"}).streaming_content).decode("utf-8-sig")
    book = load_workbook(BytesIO(b"".join(client.get(ADDRESS, {"as": "xlsx"}).streaming_content)))

    assert '"\'=HYPERLINK(""http://x"")"' in lines
    assert "'@SUM(A1)" in lines
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert book.sheetnames == [
        "How far people have to go",
        "Where a new session would help",
        "Each ward, the longest way firs",
        "Asked for, not found, by ward",
        "Asked for, not found, by topic",
        "Each small area, the longest wa",
    ]


def test_a_long_table_is_cut_on_the_page_alone():
    table = Table("areas", "Areas", (words_column("name", "Name"),), tuple((str(n),) for n in range(400)), note="More.")

    cut = on_page(table)

    assert (len(cut.rows), cut.note) == (350, "The first 350 of 400 are shown here; the spreadsheet has all. More.")
    short = replace(table, rows=table.rows[:350])
    assert on_page(short) is short


def test_more_areas_than_can_be_drawn_are_dots_and_their_boundaries_are_not_read(client, manager, monkeypatch):
    make_county()
    monkeypatch.setattr(report, "MOST_SHAPES", 3)
    monkeypatch.setattr(report, "shapes_of", lambda district: pytest.fail("They were read."))

    paths = client.get(ADDRESS).context["answer"].more["map"].paths

    assert [kind for kind, _ in paths] == ["q1 dots", "q2 dots", "q3 dots", "q4 dots"]


def test_no_home_of_a_champion_is_in_the_page_or_its_files(client, manager):
    make_county()
    make_champion("Rowan Pettifer", area=make_area("Edge", position=north(4)), home=(54.123456, -2.654321))

    said = client.get(ADDRESS, {"to": "champion"}).text
    for table in ("areas", "wards"):
        said += b"".join(client.get(ADDRESS, {"as": "csv", "table": table}).streaming_content).decode()

    assert not [word for word in ("54.123", "2.654", "Rowan", "Pettifer") if word in said]


def test_a_look_is_kept_with_what_was_chosen(client, manager):
    make_county()

    client.get(ADDRESS, {"who": "disabled"})

    line = AuditLine.objects.get()
    chosen = {"who": "disabled", "to": "session", "often": "1"}
    assert (line.action, line.detail) == ("report.viewed", {"report": "coverage", "chosen": chosen})


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS, SAFEGUARDING])
def test_other_staff_may_not_see_it(client, group):
    client.force_login(make_staff(group))

    assert client.get(ADDRESS).status_code in (302, 403)


def test_the_page_takes_as_many_queries_however_much_there_is(client, manager, django_assert_max_num_queries):
    make_county()
    a_busy_week(1)
    client.get(ADDRESS, AT_THE_HALL)  # what is kept for all pages is read once
    with django_assert_max_num_queries(25) as few:
        client.get(ADDRESS, AT_THE_HALL)

    a_busy_week(5)
    with django_assert_max_num_queries(len(few)):
        page = client.get(ADDRESS, AT_THE_HALL)

    assert len(page.context["answer"].table("areas").rows) == 10
    assert len(page.context["answer"].table("asked-what").rows) == 6


def a_busy_week(how_many):
    for _ in range(how_many):
        number = Lsoa.objects.count()
        ward, topic = make_area(f"More {number}", position=north(20 + number)), make_topic(f"Topic {number}")
        venue = make_venue(ward=ward, position=ward_position(ward), public_computers=1, hours={5: ("10:00", "13:00")})
        make_lsoa(f"More {number}", 20 + number)
        course = make_event(topics=[topic], booking_scope="course")
        make_booking(make_occurrence(course, localdate() + timedelta(days=7), venue=venue), state="waiting")
        make_champion(area=ward)
        make_request(area=ward, topics=[topic], position=ward_position(ward))


def ward_position(ward):
    return ward.latitude, ward.longitude
