"""The champions of tests/factories/volunteers.py, worked out by hand."""

from datetime import date, timedelta

import pytest

from champions.models import ChampionRequirement
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS
from reports.fixed import ALL
from reports.periods import PeriodKind, period_of
from reports.volunteers import CHAMPIONS, VolunteersReport
from reports.volunteers_counts import champions_at, kept
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_help, make_request, make_requirement, make_role
from tests.factories.people import NOW, make_person
from tests.factories.volunteers import at, make_volunteers

pytestmark = pytest.mark.django_db
QUARTER = period_of(PeriodKind.QUARTER, date(2026, 11, 1))
ADDRESS = "/admin/figures/champions/?kind=quarter&on=2026-11-01"


def answered():
    return VolunteersReport().answer({"period": QUARTER}, now=NOW)


def rows(name):
    return [(str(row[0]), *row[1:]) for row in answered().table(name).rows]


def test_what_was_given_each_month():
    make_volunteers()

    # sessions, times on the rota, hours, people, miles
    assert rows("months") == [
        ("October 2026", 1, 0, 1.0, 1, 8),
        ("November 2026", 3, 1, 4.8, 2, 12),
        ("December 2026", 0, 0, 0.0, 0, 0),
    ]
    assert answered().table("months").total == ("All", 4, 1, 5.8, 2, 20)
    assert answered().sentence == "2 champions gave 6 hours of help, and helped 2 people one to one."


def test_what_was_given_by_the_district_of_the_champion():
    make_volunteers()

    assert rows("districts") == [("Eden", 1, 1, 1, 3.5, 1, 12), ("Westdale", 1, 3, 0, 2.2, 1, 8)]
    assert answered().table("districts").total == ("All", 2, 4, 1, 5.8, 2, 20)


def test_a_merged_person_is_helped_once():
    rowan, _ = make_volunteers()
    kept_record, merged = make_person("Cyril"), make_person("C")
    for person in (kept_record, merged):
        make_help(rowan, make_request(person), date(2026, 11, 6))
    merged.merged_into = kept_record
    merged.save()

    assert answered().table("months").total[4] == 3


def test_where_champions_stand_today_and_how_long_they_have_waited():
    make_volunteers()

    assert rows("stages") == [
        ("Applied", 1, 10),
        ("In checks", 1, 5),
        ("Active", 2, None),
        ("Paused", 0, None),
        ("Declined", 0, None),
        ("Left or removed", 1, None),
    ]


def test_days_from_applied_to_active_of_those_who_became_active():
    make_volunteers()

    assert rows("days") == [
        ("Applied, until somebody looked at it", 1, 5.0, 5),
        ("In checks", 1, 20.0, 20),
        ("From applied to active", 1, 25.0, 25),
    ]


def test_who_became_active_a_year_ago_and_left_before_the_year_was_over_did_not_stay():
    make_volunteers()

    # Rowan and Tansy began in the quarter a year before. Una's year is not over.
    assert kept(QUARTER, NOW) == (2, 1)


def test_champions_of_a_day_are_those_who_were_cleared_and_not_gone():
    make_volunteers()

    def names(moment):
        return sorted(champion.person.name for champion in champions_at(moment))

    assert names(at(2025, 10, 15)) == ["Rowan"]
    assert names(at(2026, 1, 1)) == ["Rowan", "Tansy"]
    assert names(at(2026, 6, 1)) == ["Rowan"]
    assert names(NOW) == ["Rowan", "Una"]


def test_what_runs_out_is_counted_by_how_soon():
    check, course = make_requirement("DBS check"), make_requirement("Training", kind="training")
    role = make_role(requirements=[check, course])
    today = NOW.date()
    for number, days in enumerate((-1, 0, 7, 8, 30, 31, 60, 61)):
        champion = make_champion(f"Champion {number}", role=role)
        ChampionRequirement.objects.create(
            champion=champion, requirement=check, met_on=date(2025, 1, 1), expires_on=today + timedelta(days=days)
        )
    gone = make_champion("Gone", state="left", role=role)
    ChampionRequirement.objects.create(
        champion=gone, requirement=check, met_on=date(2025, 1, 1), expires_on=date(2025, 6, 1)
    )

    assert rows("due") == [("DBS check", 1, 2, 2, 2)]
    assert answered().table("due").total == ("All", 1, 2, 2, 2)


def test_load_is_of_those_who_can_meet_people_today():
    busy, free = make_champion("Busy", max_people=1, birth_year=1961), make_champion("Free", birth_year=1961)
    make_champion("Waiting", state="applied")
    make_request(make_person("Asha"), state="matched", champion=busy)
    make_request(make_person("Ben"), state="closed", champion=free)

    assert rows("load") == [
        ("Champions who can meet people today", 2),
        ("People with a champion", 1),
        ("People for each champion", 0.5),
        ("The most that one champion helps", 1),
        ("Champions who have room", 1),
        ("Champions who help nobody at the moment", 1),
        ("Places that they offer", 3),
    ]


def test_the_fixed_table_counts_by_district_with_totals():
    rowan, una = make_volunteers()
    westdale, eden = rowan.area.parent_id, una.area.parent_id

    figures = CHAMPIONS.count(QUARTER, NOW)

    assert figures.cells == {
        ("champions_active", westdale): 1, ("champions_active", eden): 1, ("champions_active", ALL): 2,
        ("help_sessions", westdale): 3, ("help_sessions", eden): 1, ("help_sessions", ALL): 4,
        ("champion_hours", westdale): 2, ("champion_hours", eden): 4, ("champion_hours", ALL): 6,
    }  # fmt: skip
    assert list(figures.labels["champion_district"].items()) == [(eden, "Eden"), (westdale, "Westdale")]


def test_an_empty_programme_is_a_calm_page(client):
    client.force_login(make_staff(MANAGERS))

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "There are no champions yet." in page.text


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    client.force_login(make_staff(MANAGERS))
    rowan, una = make_volunteers()
    with django_assert_max_num_queries(25) as before:
        client.get(ADDRESS)
    for champion in (rowan, una, make_champion("Wyn")):
        make_help(champion, make_request(make_person()), date(2026, 11, 9))

    with django_assert_max_num_queries(len(before)):
        client.get(ADDRESS)


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS])
def test_other_staff_may_not_see_it(client, group):
    client.force_login(make_staff(group))

    assert client.get(ADDRESS).status_code in (302, 403)
