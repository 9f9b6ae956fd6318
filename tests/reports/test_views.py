"""The report on who came, in the admin."""

import csv
from io import StringIO

import pytest

from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS, SAFEGUARDING
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.reports import make_autumn

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/who-came/"
AUTUMN = {"first_on": "2026-10-01", "last_on": "2026-11-18"}


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS)
    client.force_login(user)
    return user


def test_a_manager_sees_the_figures_with_their_definitions(client, manager):
    make_autumn()

    page = client.get(ADDRESS, AUTUMN)

    assert page.status_code == 200
    assert page.context["report"].total.attendances == 12
    assert "Thursday 1 October 2026 to Wednesday 18 November 2026" in page.text
    assert "Different people who were marked as here by name." in page.text
    assert "Bar chart of attendances each month. October 2026 has the most, 9." in page.text


def test_without_dates_it_shows_this_month_and_the_two_before(client, manager):
    page = client.get(ADDRESS)

    first, last = page.context["first_on"], page.context["last_on"]
    assert first.day == 1
    assert (last.year - first.year) * 12 + last.month - first.month == 2


def test_the_spreadsheet_has_every_line_and_total(client, manager):
    make_autumn()

    response = client.get(ADDRESS, AUTUMN | {"spreadsheet": "yes"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="who-came-2026-10-01-to-2026-11-18.csv"'
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows[:2] == [
        ["Month", "District", "Sessions held", "Sessions cancelled", "Attendances", "Learners", "First visits"],
        ["October 2026", "Carlisle", "1", "0", "7", "1", "0"],
    ]
    assert rows[-1] == ["All months", "All districts", "4", "1", "12", "4", "3"]
    assert len(rows) == 1 + 4 + 2 + 3 + 1


def test_every_look_is_kept_in_the_audit_trail(client, manager):
    client.get(ADDRESS, AUTUMN)
    client.get(ADDRESS, AUTUMN | {"spreadsheet": "yes"})

    lines = list(AuditLine.objects.order_by("pk").values_list("action", "user", "detail"))
    detail = {"report": "who-came"} | AUTUMN
    assert lines == [("report.viewed", manager.pk, detail), ("report.downloaded", manager.pk, detail)]


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"first_on": "2026-11-18", "last_on": "2026-10-01"}, "The last day is before the first. Change one of them."),
        ({"first_on": "2026-10-01"}, "Choose the last day."),
        ({"first_on": "soon", "last_on": "2026-10-01"}, "Enter the first day as a date, like 2026-04-01."),
        ({"first_on": "0001-01-01", "last_on": "2026-10-01"}, "Choose days between 2000 and 2100."),
        ({"first_on": "2026-10-01", "last_on": "9999-12-31"}, "Choose days between 2000 and 2100."),
        ({"first_on": "2020-10-01", "last_on": "2026-10-01"}, "Choose at most 5 years at a time."),
        ({"first_on": "2026-10-01\x00", "last_on": "' OR 1=1--"}, "Enter the last day as a date, like 2026-04-01."),
    ],
)
def test_dates_that_make_no_sense_get_a_sentence(client, manager, dates, sentence):
    page = client.get(ADDRESS, dates)

    assert page.status_code == 422
    assert sentence in page.text
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS, SAFEGUARDING])
def test_other_staff_neither_see_it_nor_its_menu_item(client, group):
    client.force_login(make_staff(group))

    assert client.get(ADDRESS).status_code in (302, 403)
    assert "Who came" not in client.get("/admin/", follow=True).text


def test_a_stranger_is_sent_to_sign_in(client):
    response = client.get(ADDRESS)

    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_the_menu_of_managers_and_superusers_has_it(client, manager):
    assert "Who came" in client.get("/admin/").text
    client.force_login(make_superuser())
    assert "Who came" in client.get("/admin/").text
