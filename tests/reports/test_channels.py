"""The contacts of tests/factories/channels.py, and what was saved by those online, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS
from reports.channels import CONTACTS, ChannelsReport
from reports.fixed import ALL
from reports.models import UnitCosts
from reports.periods import PeriodKind, between, period_of
from reports.savings import saving_of
from reports.unit_costs import make_first_sets
from tests.factories.accounts import make_staff
from tests.factories.channels import make_contacts
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
QUARTER = period_of(PeriodKind.QUARTER, date(2026, 11, 1))
ADDRESS = "/admin/figures/channels/?kind=quarter&on=2026-11-01"
COSTS = {"web": Decimal("0.15"), "phone": Decimal("2.83"), "face": Decimal("8.62")}


@pytest.fixture(autouse=True)
def first_sets(db):
    make_first_sets()


def answered(period=QUARTER, instead="phone"):
    return ChannelsReport().answer({"period": period, "instead": instead}, now=NOW)


def test_contacts_are_counted_by_channel_against_the_quarter_before():
    make_contacts()

    assert answered().table("channels").rows == (
        ("Website", 6, 6 / 11, 1, 1 / 4, 5.0, 0.15),
        ("Telephone", 1, 1 / 11, 3, 3 / 4, -2 / 3, 2.83),
        ("Face to face", 2, 2 / 11, 0, 0.0, None, 8.62),
        ("Letter", 1, 1 / 11, 0, 0.0, None, None),
        ("Partner", 1, 1 / 11, 0, 0.0, None, None),
    )
    assert answered().table("channels").total == ("All", 11, 1.0, 4, 1.0, 7 / 4, None)


def test_each_month_has_its_line_also_where_nothing_came():
    make_contacts()

    assert answered().table("months").rows == (
        ("October 2026", 3, 1, 0, 1, 0, 5, 3 / 5),
        ("November 2026", 3, 0, 2, 0, 1, 6, 3 / 6),
        ("December 2026", 0, 0, 0, 0, 0, 0, None),
    )
    assert answered().table("months").chart.words.startswith("Bar chart of the share of contacts online each month")


def test_the_saving_is_contacts_online_at_the_price_of_a_call_less_what_they_cost():
    make_contacts()

    # 6 × £2.83 = £16.98, less 6 × £0.15 = £0.90; in the quarter before 1 × £2.83 less £0.15.
    assert [row[1:6] for row in answered().table("saving").rows] == [
        (6, 2.83, 16.98, 0.9, 16.08),
        (1, 2.83, 2.83, 0.15, 2.68),
    ]
    assert answered().sentence == (
        "55% of 11 contacts came by the website, which saved about £16 against a telephone call."
    )


def test_the_saving_may_be_against_how_the_others_came_of_whom_only_known_costs_count():
    make_contacts()

    # One call and two face to face: (2.83 + 2 × 8.62) / 3 = 6.69. The letter and the partner have no cost here.
    assert answered(instead="mix").table("saving").rows[0][1:6] == (6, 6.69, 40.14, 0.9, 39.24)
    assert "It has no cost for: letter, partner." in answered().notes[0]


def test_another_set_of_unit_costs_gives_another_saving():
    make_contacts()
    UnitCosts.objects.update(counts=False)
    UnitCosts.objects.filter(title="Digital strategy 2018").update(counts=True)

    # 6 × (£5 − 17p)
    assert answered().table("saving").rows[0][5] == 28.98


def test_without_costs_no_saving_is_claimed():
    make_contacts()
    UnitCosts.objects.update(counts=False)

    assert answered().table("saving").rows[0][2:6] == (None, None, None, None)
    assert answered().sentence == "55% of 11 contacts came by the website. What that saved is not known."


@pytest.mark.parametrize(
    ("by_channel", "costs", "instead", "pounds"),
    [
        ({"web": 10}, COSTS, "phone", 26.8),
        ({"web": 10}, COSTS, "mix", None),  # nobody came otherwise, so there is no mix
        ({"web": 10, "letter": 3}, COSTS, "mix", None),
        ({}, COSTS, "phone", 0),
        ({"web": 10}, {"phone": Decimal(5)}, "phone", None),
        ({"web": 10}, {"web": Decimal(6), "phone": Decimal(5)}, "phone", -10),
    ],
)
def test_saving_of(by_channel, costs, instead, pounds):
    assert saving_of(by_channel, costs, instead).pounds == pounds


def test_the_fixed_table_has_every_channel_and_their_total():
    make_contacts()

    figures = CONTACTS.count(QUARTER, NOW)

    assert {channel: figures.number("contacts", channel) for channel in ("web", "face", ALL)} == {
        "web": 6, "face": 2, ALL: 11,
    }  # fmt: skip
    assert figures.labels["channel"]["face"] == "Face to face"


def test_an_empty_programme_is_a_calm_page(client):
    client.force_login(make_staff(MANAGERS))

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "Nobody has booked or asked for help in this time." in page.text


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    client.force_login(make_staff(MANAGERS))
    client.get(ADDRESS)
    with django_assert_max_num_queries(25) as before:
        client.get(ADDRESS)
    make_contacts()

    with django_assert_max_num_queries(len(before)):
        client.get(ADDRESS)


def test_days_of_ones_own_are_compared_with_as_many_before():
    make_contacts()

    # 5 November alone against 4 November.
    table = answered(between(date(2026, 11, 5), date(2026, 11, 5))).table("channels")
    assert (table.total[1], table.total[3]) == (4, 0)


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS])
@pytest.mark.parametrize("address", [ADDRESS, "/admin/unitcosts/", "/admin/unitcosts/new/"])
def test_other_staff_see_neither_report_nor_costs(client, group, address):
    client.force_login(make_staff(group))

    assert client.get(address).status_code in (302, 403)


def test_the_first_sets_come_once_and_what_managers_made_of_them_stays():
    UnitCosts.objects.filter(title="Socitm 2014").update(title="Ours", web="0.20")

    make_first_sets()

    assert list(UnitCosts.objects.values_list("title", flat=True)) == ["Digital strategy 2018", "Ours"]


GOOD = {"title": "Ours 2026", "source": "Finance, March 2026", "web": "0.20", "phone": "4.10", "set_counts": "on"}


def test_a_manager_adds_a_set_and_it_alone_counts(client):
    client.force_login(make_staff(MANAGERS))

    response = client.post("/admin/unitcosts/new/", GOOD)

    assert response.status_code == 302
    assert list(UnitCosts.objects.filter(counts=True).values_list("title", flat=True)) == ["Ours 2026"]
    assert AuditLine.objects.filter(action="unit_costs_saved").exists()


def test_a_manager_makes_another_set_count(client):
    client.force_login(make_staff(MANAGERS))
    strategy = UnitCosts.objects.get(title="Digital strategy 2018")
    posted = {"title": strategy.title, "source": strategy.source, "web": "0.17", "phone": "5.00", "set_counts": "on"}

    response = client.post(f"/admin/unitcosts/edit/{strategy.pk}/", posted)

    assert response.status_code == 302
    assert list(UnitCosts.objects.filter(counts=True)) == [strategy]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"web": "0"}, "This says that such a contact costs nothing."),
        ({"web": "-1"}, "A cost cannot be less than nothing."),
        ({"web": "cheap"}, "Enter a number."),
        ({"title": "Socitm 2014"}, "already exists"),
    ],
)
def test_a_set_that_makes_no_sense_gets_a_sentence_and_keeps_what_was_typed(client, wrong, sentence):
    client.force_login(make_staff(MANAGERS))

    page = client.post("/admin/unitcosts/new/", GOOD | wrong)

    assert page.status_code == 200
    assert sentence in page.text
    assert "Finance, March 2026" in page.text
    assert UnitCosts.objects.count() == 2


def test_a_cost_of_nothing_is_taken_where_it_is_meant(client):
    client.force_login(make_staff(MANAGERS))

    client.post("/admin/unitcosts/new/", GOOD | {"web": "0", "really_nothing": "on"})

    assert UnitCosts.objects.get(title="Ours 2026").web == 0
