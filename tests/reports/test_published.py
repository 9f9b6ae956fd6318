"""Frozen tables as anybody may see them."""

import pytest

from reports.published import ROUNDED, SOME_HIDDEN, Seen, frozen_tables, published_table, published_tables
from reports.tables import HIDDEN
from tests.factories.fixed_tables import (
    AGE,
    DISTRICT,
    MAY,
    SESSIONS,
    VISITS,
    have_reports,
    make_figures,
    make_frozen,
    make_table,
)

pytestmark = pytest.mark.django_db
CELLS = {
    ("attendances", "carlisle", "young"): 13,
    ("attendances", "carlisle", "old"): 22,
    ("attendances", "eden", "young"): 3,
    ("attendances", "eden", "old"): 8,
}
HIDE = [["attendances", district, age] for district in ("carlisle", "eden") for age in ("young", "old")]


@pytest.fixture
def table(monkeypatch):
    table = make_table("home", (VISITS,), (DISTRICT, AGE))
    have_reports(monkeypatch, table)
    return table


def test_a_period_that_is_not_frozen_has_nothing_to_show(table):
    assert frozen_tables(["home"], MAY) == {}


def test_numbers_of_people_are_rounded_and_small_ones_hidden(table):
    make_frozen(table, make_figures(CELLS, table.cuts), HIDE)

    by_district, by_age, crossed = published_tables(table, frozen_tables(["home"], MAY)["home"])

    assert by_district.rows == (("Carlisle", 35), ("Eden", 10))
    assert by_district.total == ("All", 45)
    assert by_district.note == ROUNDED
    assert by_age.rows == (("Young", 15), ("Old", 30))
    assert crossed.title == "Attendances, by home district and age"
    assert crossed.header == ["Home district", "Young", "Old", "All"]
    assert crossed.rows == (("Carlisle", HIDDEN, HIDDEN, 35), ("Eden", HIDDEN, HIDDEN, 10))
    assert crossed.total == ("All", 15, 30, 45)
    assert crossed.note == f"{ROUNDED} {SOME_HIDDEN}"


def test_sessions_are_nobody_and_shown_as_they_are(monkeypatch):
    table = make_table("held", (SESSIONS,), (DISTRICT,))
    frozen = make_frozen(table, make_figures({("sessions_held", "eden"): 3}, table.cuts))

    shown = published_table(table, frozen, by=("home_district",))

    assert shown.rows == (("Eden", 3),)
    assert shown.note == ""


def test_one_number_is_asked_for_by_its_parts(table):
    seen = Seen(table, make_frozen(table, make_figures(CELLS, table.cuts), HIDE))

    assert seen.number("attendances", home_district="eden") == 10
    assert seen.number("attendances", home_district="eden", age_band="young") is HIDDEN
    assert seen.number("attendances") == 45
