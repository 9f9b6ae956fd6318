"""The page of an elected member, in the world of tests/factories/divisions.py."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from core.models import ProgrammeSettings
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS
from locations.models import Area
from reports import division_figures
from reports.fixed import Cut, FixedTable, Measure
from reports.models import FrozenTable
from reports.periods import PeriodKind, period_of
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion
from tests.factories.divisions import SECRETS, make_division, make_member_area
from tests.factories.events import make_event, make_occurrence
from tests.factories.locations import make_area, make_postcode, make_venue

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/figures/division/"


@pytest.fixture
def world():
    return make_division()


@pytest.fixture
def member(client):
    user = make_staff(MEMBERS)
    client.force_login(user)
    return user


def rows(page, name):
    table = page.context["answer"].table(name)
    return [tuple(str(cell) for cell in row) for row in table.rows] if table else None


def test_a_member_sees_what_is_on_in_their_ward(client, member, world):
    make_member_area(member, world["castle"])

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "My division: Castle" in page.text
    assert [row[0] for row in rows(page, "sessions")] == ["Silver Surfer Thursday"]
    assert rows(page, "places") == [("Castle Library", "Library", "Free wifi and 4 computers")]
    assert rows(page, "champions") == [("The wider area", "4")]
    assert rows(page, "need")[0] == ("People", "2000", "None")
    assert rows(page, "need")[1] == ("65 or over", "500", "0.25")
    assert "1 of its 2 small areas is in the most deprived 3 tenths of England." in page.text
    assert "Digital exclusion risk: 5.0 of 10" in page.text


def test_a_ward_without_a_session_has_the_nearest_one(client, member, world):
    make_member_area(member, world["currock"])

    page = client.get(ADDRESS)

    assert "No session is planned in Currock in the next 30 days." in page.text
    (row,) = rows(page, "without")
    assert row[:2] == ("Currock", "Castle Library")
    assert row[3] == "About 1¼ miles"


def test_a_district_lists_its_wards_without_a_session(client, member, world):
    make_member_area(member, world["district"])

    page = client.get(ADDRESS)

    assert [row[0] for row in rows(page, "without")] == ["Currock", "Dalston"]
    assert [row[0] for row in rows(page, "places")] == ["Castle Library", "Dalston Hall"]


def test_fewer_than_three_champions_are_part_of_a_wider_area(client, member, world):
    """Currock's one joins Castle's three: on its own it would give one person away. With two in Dalston it need not."""
    make_member_area(member, world["currock"])

    alone = rows(client.get(ADDRESS), "champions")
    for name in ("Fifth", "Sixth"):
        make_champion(name, area=world["dalston"], birth_year=1970)
    together = rows(client.get(ADDRESS), "champions")
    castle = rows(client.get(ADDRESS, {"area": "Castle"}), "champions")

    assert alone == [("The wider area", "4")]
    assert together == [("Carlisle, its other wards together", "3")]
    assert castle == [("Castle", "3")]


def test_two_champions_in_all_are_not_shown_at_all(client, member):
    ward = make_area("Lone", parent=make_area("Eden", kind="district"))
    make_champion("One", area=ward, birth_year=1970)
    make_champion("Two", area=ward, birth_year=1970)
    make_member_area(member, ward)

    assert rows(client.get(ADDRESS), "champions") == [
        ("Fewer than three in the whole area, so we do not say how many", "None")
    ]


def test_no_name_and_no_contact_of_anybody_is_on_the_page(client, member, world):
    make_member_area(member, world["castle"])
    pages = [ADDRESS, f"{ADDRESS}?area=E07000028", f"{ADDRESS}poster/", f"{ADDRESS}?as=csv&table=champions"]

    said = ""
    for address in pages:
        response = client.get(address)
        said += b"".join(response.streaming_content).decode() if response.streaming else response.text

    assert "Silver Surfer Thursday" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_without_an_area_a_member_is_told_whom_to_ask(client, member, world):
    programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    programme.phone = "0808 157 0142"
    programme.save()

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "No ward or district is set for your account yet." in page.text
    assert "0808 157 0142" in page.text


def test_a_champion_who_is_a_member_sees_the_ward_that_they_represent(client, member, world):
    make_champion("Councillor", user=member, represents=world["castle"], area=world["castle"])

    assert "My division: Castle" in client.get(ADDRESS).text


def test_a_member_of_two_wards_chooses_between_them(client, member, world):
    make_member_area(member, world["castle"])
    make_member_area(member, world["dalston"])

    page = client.get(f"{ADDRESS}?area=E05000003")

    assert [(pick.label, pick.chosen) for pick in page.context["picks"]] == [("Castle", False), ("Dalston", True)]
    assert "My division: Dalston" in page.text


@pytest.mark.parametrize("is_row_gone", [True, False])
def test_of_a_ward_that_was_abolished_its_district_is_shown(client, member, world, is_row_gone):
    ward = make_area("Botcherby", parent=world["district"])
    make_member_area(member, ward)
    make_postcode(ward=world["castle"], district=world["district"])
    if is_row_gone:
        Area.objects.filter(pk=ward.pk).delete()

    page = client.get(ADDRESS)

    assert "The ward Botcherby was abolished, so this page shows Carlisle" in page.text
    assert "My division: Carlisle" in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Nowhere", "We know no district or ward of that name."),
        ("E05999999", "We know no district or ward of that name."),
        ("Twin", "There is more than one “Twin”. Enter its code: E05000008 (Carlisle) or E05000009 (Carlisle)."),
        ("' OR 1=1--", "We know no district or ward of that name."),
    ],
)
def test_an_area_that_is_none_gets_a_sentence_and_stays_typed(client, member, world, typed, sentence):
    for code in ("E05000008", "E05000009"):
        make_area("Twin", code=code, parent=world["district"])

    page = client.get(ADDRESS, {"area": typed})

    assert page.status_code == 422
    assert sentence in page.text
    assert typed.replace("'", "&#x27;") in page.text


def test_an_area_is_found_by_its_name(client, member, world):
    assert "My division: Castle" in client.get(ADDRESS, {"area": "castle"}).text


def test_published_figures_are_shown_rounded_and_hidden_and_nothing_else(client, member, world, now, monkeypatch):
    make_member_area(member, world["castle"])
    table = reach_table()
    monkeypatch.setattr("reports.every.fixed_tables", lambda: {"reach": table})
    freeze_reach(now)

    page = client.get(ADDRESS)

    assert rows(page, "figures") == [
        ("People who live here", "Learners", "20"),
        ("People who live here", "First visits", "[hidden]"),
    ]
    assert "July to September 2026" in page.text
    assert "22" not in [cell for row in rows(page, "figures") for cell in row]


def test_a_ward_that_no_published_table_knows_has_no_noughts(now, world):
    from reports.grounds import Ground

    freeze_reach(now)

    found = division_figures.figures_table(Ground(world["dalston"], (world["dalston"],)), [reach_table()])

    assert [row[2] for row in found.rows] == [None, None]


def reach_table():
    return FixedTable(
        "reach",
        "Reach",
        (Measure("learners", "Learners", ""), Measure("first_visits", "First visits", "")),
        (Cut("home_ward", "Ward"), Cut("home_district", "District")),
        None,
    )


def freeze_reach(now):
    period = period_of(PeriodKind.QUARTER, date(2026, 8, 1))
    FrozenTable.objects.create(
        period=period.key, kind=period.kind, first_on=period.first_on, last_on=period.last_on, name="reach",
        cells=[["learners", "E05000001", "E07000028", 22], ["first_visits", "E05000001", "E07000028", 2]],
        labels={"home_ward": {"E05000001": "Castle"}, "home_district": {"E07000028": "Carlisle"}},
        hidden=[["first_visits", "E05000001", "E07000028"]], frozen_at=now,
    )  # fmt: skip


def test_before_anything_is_published_it_says_so(client, member, world):
    make_member_area(member, world["castle"])

    assert "Nothing is published of this area yet." in client.get(ADDRESS).text


def test_the_share_pack_has_sentences_and_a_page_to_print(client, member, world):
    make_member_area(member, world["castle"])

    page = client.get(ADDRESS)
    poster = client.get(f"{ADDRESS}poster/")

    first, second, third = page.context["answer"].more["sentences"]
    assert "In Castle there is 1 session in the next 30 days." in first
    assert "/find/?q=Castle" in first
    assert second.startswith("Next in Castle: Silver Surfer Thursday, ")
    assert "/help/" in third
    assert "Silver Surfer Thursday" in poster.text
    assert "<title>QR code of http" in poster.text


def test_a_ward_that_the_finder_does_not_know_is_found_by_a_postcode_in_it(client, member, world):
    page = client.get(ADDRESS, {"area": "E05000003"})

    assert page.context["answer"].more["address"].endswith("/find/?q=CA5+7QA")


def test_an_empty_programme_is_a_calm_page(client, member):
    make_member_area(member, make_area("Castle", parent=make_area("Carlisle", kind="district")))

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "There is nothing to show for this time." in page.text


def test_as_many_queries_however_much_there_is(client, member, world, django_assert_max_num_queries):
    make_member_area(member, world["district"])
    client.get(ADDRESS)
    with django_assert_max_num_queries(25) as few:
        client.get(ADDRESS)
    for number in range(3):
        ward = make_area(f"Ward {number}", parent=world["district"])
        venue = make_venue(f"Hall {number}", ward=ward, district=world["district"])
        make_occurrence(make_event(), timezone.localdate() + timedelta(days=3), venue=venue)
        make_champion(f"More {number}", area=ward, birth_year=1970)

    with django_assert_max_num_queries(len(few)):
        page = client.get(ADDRESS)

    assert len(rows(page, "sessions")) == 4


@pytest.mark.parametrize("group", [COORDINATORS, EDITORS, LEADS])
@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}poster/"])
def test_other_staff_do_not_see_it(client, group, address):
    client.force_login(make_staff(group))

    assert client.get(address).status_code in (302, 403)


def test_a_member_sees_no_other_report(client, member):
    page = client.get("/admin/figures/")

    assert page.status_code == 200
    assert [report.slug for report in page.context["reports"]] == ["division"]


def test_a_member_who_signs_in_comes_to_it_first(client, member):
    from core.accounts import home_of

    both = make_staff(MEMBERS, EDITORS)

    assert home_of(member) == ADDRESS
    assert home_of(both) == "/admin/"


def test_a_manager_chooses_an_area_by_its_code(client, world):
    client.force_login(make_staff(MANAGERS))

    assert "My division: Castle" in client.get(f"{ADDRESS}?area=E05000001").text
