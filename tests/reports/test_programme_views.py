"""The report on the programme, where staff read it."""

import csv
from io import StringIO

import pytest

from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS, SAFEGUARDING
from tests.factories.accounts import make_staff
from tests.factories.reports import make_autumn

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/figures/programme/"
AUTUMN = {"kind": "dates", "first_on": "2026-10-01", "last_on": "2026-11-18"}


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS)
    client.force_login(user)
    return user


def test_a_manager_sees_the_figures_with_their_definitions(client, manager):
    make_autumn()

    page = client.get(ADDRESS, AUTUMN)

    assert page.status_code == 200
    assert "12 attendances at 4 sessions" in page.text
    assert "Different people who were marked as here by name." in page.text
    assert "Bar chart of attendances each month. Oct has the most, 9." in page.text


def test_a_spreadsheet_has_the_rows_of_the_table(client, manager):
    make_autumn()

    response = client.get(ADDRESS, AUTUMN | {"as": "csv", "table": "districts"})

    rows = list(csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows[0][:4] == ["District", "Sessions held", "Sessions cancelled", "Attendances"]
    assert rows[1][:4] == ["Carlisle", "2", "0", "9"]


def test_every_look_is_kept_in_the_audit_trail(client, manager):
    client.get(ADDRESS, AUTUMN)
    client.get(ADDRESS, AUTUMN | {"as": "xlsx"}).getvalue()

    lines = AuditLine.objects.order_by("pk").values_list("action", "user", "detail__report")
    assert list(lines) == [
        ("report.viewed", manager.pk, "programme"),
        ("report.downloaded", manager.pk, "programme"),
    ]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"first_on": "2026-11-18", "last_on": "2026-10-01"}, "The last day is before the first. Change one of them."),
        ({"last_on": ""}, "Choose the last day."),
        ({"first_on": "1900-01-01"}, "Choose a day between 2000 and 2100."),
        ({"first_on": "2026-10-01\x00", "last_on": "' OR 1=1--"}, "Enter the last day as a date, like 2026-04-01."),
        ({"place": "Abolished Ward"}, "We know no district or ward of that name."),
        ({"kind_of_event": "bingo"}, "Choose a kind of event from the list."),
        ({"topic": "nothing"}, "Choose a topic from the list."),
    ],
)
def test_choices_that_make_no_sense_get_a_sentence(client, manager, choices, sentence):
    page = client.get(ADDRESS, AUTUMN | choices)

    assert page.status_code == 422
    assert sentence in page.text
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS, SAFEGUARDING])
@pytest.mark.parametrize("address", [ADDRESS, "/admin/who-came/", "/admin/yardsticks/", "/admin/yardsticks/new/"])
def test_other_staff_do_not_see_it(client, group, address):
    client.force_login(make_staff(group))

    response = client.get(address)

    assert response.status_code == 403 or response.headers.get("Location") in ("/admin/", "/register/")


def test_the_page_asks_at_most_25_questions_of_the_database(client, manager, django_assert_max_num_queries):
    make_autumn()

    with django_assert_max_num_queries(25):
        client.get(ADDRESS, AUTUMN)


def test_the_address_of_who_came_leads_on_with_its_days(client, manager):
    days = {"first_on": "2026-10-01", "last_on": "2026-11-18"}

    assert client.get("/admin/who-came/", days).headers["Location"] == (
        f"{ADDRESS}?kind=dates&first_on=2026-10-01&last_on=2026-11-18"
    )
    assert client.get("/admin/who-came/").headers["Location"] == ADDRESS
