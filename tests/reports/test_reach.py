"""The report on who is reached: the figures of make_reached() in tests/factories/reaching.py, worked out by hand."""

import pytest

from core.actors import Actor
from core.roles import MANAGERS
from locations.models import Lsoa
from people.actions import erase_person
from reports.periods import period_of
from reports.reach import ReachReport
from reports.reach_fixed import BY_AGE, BY_DEPRIVATION, BY_RURAL, BY_TOPIC, BY_WARD
from tests.factories.accounts import make_staff
from tests.factories.people import NOW
from tests.factories.reaching import come_again, make_frozen, make_reached

pytestmark = pytest.mark.django_db
QUARTER = {"kind": "quarter", "on": "2026-11-20"}


def report(**choices):
    form = ReachReport.filters(QUARTER | choices, today=NOW.date())
    assert form.is_valid(), form.errors
    return ReachReport().answer(form.cleaned_data, now=NOW)


def test_the_wards_are_shown_by_how_many_of_their_people_came_the_least_first():
    make_reached()

    answer = report()

    assert answer.table("wards").rows == (
        ("Dalston", "Carlisle", 0, 800, 0.0),
        ("Belah", "Carlisle", 1, 2000, 0.5),
        ("Castle", "Carlisle", 2, 1000, 2.0),
        ("Alston", "Eden", 1, 500, 2.0),
    )
    assert answer.sentence == (
        "5 people came whom we know by name. "
        "Least reached: Dalston (0 of 800), Belah (1 of 2,000), Castle (2 of 1,000)."
    )
    assert [(tile.number, tile.words) for tile in answer.tiles] == [
        ("5", "different people"),
        ("60%", "are 65 or over, as far as they said"),
        ("80%", "were here for the first time"),
        ("0.9", "learners for every 1,000 people who live here"),
    ]


def test_districts_deprivation_and_rural_are_compared_with_who_lives_there():
    make_reached()

    answer = report()

    assert answer.table("districts").rows == (
        ("Carlisle", 3, 3800, 0.8),
        ("Eden", 1, 500, 2.0),
        ("Not known, or elsewhere", 1, None, None),
    )
    tenths = {row[0]: row[1:] for row in answer.table("deprivation").rows}
    assert len(tenths) == 11
    assert tenths["1 (most deprived)"] == (2, 1000, 2.0)
    assert tenths["8"] == (1, 2800, 0.4)
    assert tenths["2"] == (0, None, None)
    assert answer.table("rural").rows == (
        ("Rural", 1, 1300, 0.8),
        ("Urban", 3, 3000, 1.0),
        ("Not known, or elsewhere", 1, None, None),
    )


def test_who_they_are_is_counted_by_age_visit_topic_language_and_need():
    make_reached()

    answer = report()

    assert answer.table("ages").rows == (
        ("Under 18", 0, 0.0, None, None),
        ("18 to 64", 1, 0.2, None, None),
        ("65 to 74", 1, 0.2, 650, 1.5),
        ("75 or over", 2, 0.4, 350, 5.7),
        ("Not said", 1, 0.2, None, None),
    )
    assert answer.table("visits").rows == (("First visit ever", 4, 0.8), ("Had been before", 1, 0.2))
    # Asha came to both.
    assert answer.table("topics").rows == (("Shop online", 3, 0.6), ("Stay safe from scams", 3, 0.6))
    assert answer.table("languages").rows == (("English, or not said", 4, 0.8), ("Polish", 1, 0.2))
    assert answer.table("needs").rows == (("Something would help them", 1, 0.2), ("Nothing told", 4, 0.8))


def test_two_records_that_were_merged_are_one_learner_where_the_one_that_stayed_lives():
    world = make_reached()
    world["ben"].merged_into = world["chloe"]
    world["ben"].save()

    rows = {row[0]: row[2] for row in report().table("wards").rows}

    assert (rows["Castle"], rows["Belah"]) == (1, 1)


def test_a_district_or_ward_is_of_where_they_live():
    make_reached()

    ward, district = report(place="castle"), report(place="Carlisle")

    assert ward.table("wards").rows == (("Castle", "Carlisle", 2, 1000, 2.0),)
    assert ward.table("topics").rows == (("Stay safe from scams", 2, 1.0), ("Shop online", 1, 0.5))
    assert district.sentence.startswith("3 people came")
    assert ward.table("districts").rows == (("Carlisle", 2, None, None),)
    assert district.table("deprivation").rows[0] == ("1 (most deprived)", 2, 1000, 2.0)


def test_without_a_table_of_people_there_are_learners_and_no_rates():
    make_reached()
    Lsoa.objects.all().delete()

    answer = report()

    assert answer.sentence == "5 people came whom we know by name."
    assert answer.table("wards").rows == (
        ("Alston", "Eden", 1, None, None),
        ("Belah", "Carlisle", 1, None, None),
        ("Castle", "Carlisle", 2, None, None),
    )
    assert answer.table("rural").rows[-1] == ("Not known, or elsewhere", 5, None, None)
    assert "nothing can be said for every 1,000" in " ".join(answer.notes)


def test_an_empty_programme_is_a_calm_page():
    answer = report()

    assert answer.sentence == "Nobody was marked as here by name in this time."
    assert answer.tiles == ()
    assert answer.table("wards").rows == answer.table("topics").rows == answer.table("visits").rows == ()


def test_who_was_forgotten_still_counts_and_it_is_said_that_the_detail_has_gone():
    world = make_reached()
    erase_person(world["asha"], why="asked", by=Actor.system(), now=NOW)

    answer = report()

    assert answer.sentence.startswith("5 people")
    assert {row[0]: row[2] for row in answer.table("wards").rows}["Castle"] == 1
    assert {row[0]: row[1] for row in answer.table("ages").rows}["75 or over"] == 2
    assert "has been forgotten since" in " ".join(answer.notes)


def test_a_frozen_period_is_shown_as_it_was_frozen_unless_a_place_is_chosen():
    world = make_reached()
    castle, city = world["castle"].pk, world["city"].pk
    make_frozen(
        "learners-by-ward",
        {("learners", castle, city): 70, ("learners", castle, ""): 70, ("learners", "", ""): 70},
        {"home_ward": {castle: "Castle"}},
    )

    assert {row[0]: row[2] for row in report().table("wards").rows}["Castle"] == 70
    assert {row[0]: row[2] for row in report(place="castle").table("wards").rows}["Castle"] == 2


def test_the_fixed_tables_have_every_total_and_the_same_one():
    world = make_reached()
    quarter = period_of("quarter", NOW.date())
    castle, city = world["castle"].pk, world["city"].pk

    age, ward, tenth, side, topic = (
        table.count(quarter, NOW) for table in (BY_AGE, BY_WARD, BY_DEPRIVATION, BY_RURAL, BY_TOPIC)
    )

    assert [
        age.number("learners", "", ""),
        ward.number("learners", "", ""),
        tenth.number("learners", ""),
        side.number("learners", ""),
        topic.number("learners", ""),
    ] == [5] * 5
    assert (age.number("learners", "75+", city), age.number("learners", "75+", "")) == (2, 2)
    assert age.number("learners", "", city) == ward.number("learners", "", city) == 3
    assert (ward.number("learners", castle, city), ward.number("learners", "?", "?")) == (2, 1)
    assert (tenth.number("learners", "1"), side.number("learners", "rural")) == (2, 1)
    assert list(age.labels["age_band"]) == ["18-64", "65-74", "75+", "?"]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries, django_assert_max_num_queries):
    make_reached()
    with django_assert_max_num_queries(17) as asked:
        report()
    come_again()

    with django_assert_num_queries(len(asked)):
        report()


def test_the_page_of_one_learner_in_a_district_and_its_spreadsheet(client, django_assert_max_num_queries):
    make_reached()
    client.force_login(make_staff(MANAGERS))

    with django_assert_max_num_queries(25):
        page = client.get("/admin/figures/reach/", QUARTER | {"place": "Eden"})

    assert "1 person came whom we know by name." in page.text
    assert "do not publish" in page.text
    file = client.get("/admin/figures/reach/", QUARTER | {"as": "csv", "table": "wards"}).getvalue()
    assert b"Dalston,Carlisle,0,800,0.0" in file


def test_other_staff_do_not_see_it(client):
    client.force_login(make_staff("Coordinators"))

    assert client.get("/admin/figures/reach/").status_code in (302, 403)
