"""Targets, and what is known of earlier years, as managers set them."""

from datetime import date

import pytest

from core.models import AuditLine
from core.roles import MANAGERS
from reports.models import Yardstick
from tests.factories.accounts import make_staff
from tests.factories.reaching import make_yardstick

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/yardsticks/new/"
TYPED = {"sort": "target", "measure": "learners", "kind": "academic", "first_on": "2026-11-20", "number": "1200"}


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS)
    client.force_login(user)
    return user


def kept():
    return list(Yardstick.objects.values_list("sort", "measure", "kind", "first_on", "number"))


def test_a_target_is_for_the_period_in_which_the_day_lies(client, manager):
    response = client.post(ADDRESS, TYPED)

    assert response.status_code == 302
    assert kept() == [("target", "learners", "academic", date(2026, 8, 1), 1200)]
    assert list(AuditLine.objects.values_list("action", "user")) == [("yardstick_set", manager.pk)]


def test_a_target_set_again_holds_instead(client, manager):
    client.post(ADDRESS, TYPED)
    client.post(ADDRESS, TYPED | {"number": "1500", "first_on": "2027-07-31"})

    assert kept() == [("target", "learners", "academic", date(2026, 8, 1), 1500)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "0"}, "A number of 0 says nothing: leave it empty where there is none."),
        ({"number": "-5"}, "Enter a whole number from 1 to 999,999,999, or leave it empty."),
        ({"number": "99999999999"}, "Enter a whole number from 1 to 999,999,999, or leave it empty."),
        ({"number": ""}, "Enter a number."),
        ({"first_on": "1900-01-01"}, "Choose a day between 2000 and 2100."),
    ],
)
def test_what_cannot_be_a_target_gets_a_sentence_and_nothing_typed_is_lost(client, manager, typed, sentence):
    page = client.post(ADDRESS, TYPED | typed)

    assert sentence in page.text
    assert 'value="2026-11-20"' in page.text or "first_on" in typed
    assert kept() == []


def test_an_emptied_number_takes_the_target_away(client, manager):
    target = make_yardstick()

    client.post(f"/admin/yardsticks/edit/{target.pk}/", TYPED | {"number": ""})

    assert kept() == []
    assert list(AuditLine.objects.values_list("action", flat=True)) == ["yardstick_dropped"]


def test_a_target_that_is_changed_to_another_measure_is_not_kept_twice(client, manager):
    target = make_yardstick(measure="attendances")

    client.post(f"/admin/yardsticks/edit/{target.pk}/", TYPED)

    assert kept() == [("target", "learners", "academic", date(2026, 8, 1), 1200)]


def test_the_list_has_each_in_words(client, manager):
    make_yardstick(1135, sort="known", measure="learners", kind="academic", first_on=date(2013, 8, 1))

    page = client.get("/admin/yardsticks/")

    assert "Academic year 2013/14" in page.text
    assert "1135" in page.text
    assert "Targets and earlier years" in client.get("/admin/").text
