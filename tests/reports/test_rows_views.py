"""Rows in the admin: who may have them, and how they are fetched."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS, SAFEGUARDING
from reports.actions import rows_files
from reports.actions.due import make_due
from reports.models import RowsFile
from reports.views import rows as rows_view
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.locations import make_area
from tests.factories.people import NOW
from tests.factories.rows import make_registers, make_rows_file

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/figures/rows/"
IN_OCTOBER = f"{ADDRESS}?kind=month&on=2026-10-01"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ROWS_FILES_FOLDER = str(tmp_path / "rows")


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS)
    client.force_login(user)
    return user


@pytest.fixture
def long(monkeypatch):
    """Two rows are many."""
    monkeypatch.setattr(rows_view, "AT_ONCE", 1)


def test_a_few_rows_are_fetched_at_once(client, manager):
    make_registers()

    assert "2 rows: one for each person at each session" in client.get(IN_OCTOBER).text
    as_csv = client.post(IN_OCTOBER, {"format": "csv"})
    as_xlsx = client.post(IN_OCTOBER, {"format": "xlsx"})

    assert as_csv["Content-Disposition"] == 'attachment; filename="rows-month-2026-10-01.csv"'
    lines = list(csv.reader(StringIO(as_csv.getvalue().decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(as_xlsx.getvalue())).active
    assert len(lines) == sheet.max_row == 3
    assert lines[2][12] == sheet["M3"].value == "Not here"


def test_fetching_is_written_down(client, manager):
    client.post(IN_OCTOBER, {"format": "csv"})

    line = AuditLine.objects.get()
    assert (line.action, line.user) == ("rows.downloaded", manager)
    assert line.detail == {"period": "month-2026-10-01", "place": None, "rows": 0, "format": "csv"}


def test_looking_at_how_many_there_are_saves_nothing(client, manager):
    client.get(IN_OCTOBER)

    assert not AuditLine.objects.exists()


def test_many_rows_are_made_apart_and_fetched_when_they_are_ready(client, manager, long):
    make_registers()

    waiting = client.post(IN_OCTOBER, {"format": "csv"}, follow=True)
    file = RowsFile.objects.get()
    make_due(lambda: NOW)
    ready = client.get(f"{ADDRESS}{file.key}/")
    fetched = client.get(f"{ADDRESS}{file.key}/download/")

    assert "It is waiting to be made" in waiting.text
    assert "It is ready: 2 rows" in ready.text
    assert fetched["Content-Disposition"] == 'attachment; filename="rows-month-2026-10-01.csv"'
    assert len(fetched.getvalue().decode().splitlines()) == 3
    assert list(AuditLine.objects.order_by("pk").values_list("action", flat=True)) == ["rows.asked", "rows.downloaded"]


def test_a_file_that_is_being_made_says_how_far_it_is(client, manager):
    file = make_rows_file(manager, state="running", rows=600_000, rows_done=150_000, beat_at=NOW)

    page = client.get(f"{ADDRESS}{file.key}/")

    assert "It is being made: 150,000 of 600,000 rows so far." in page.text
    assert '<progress id="how-far" max="600000" value="150000">' in page.text


@pytest.mark.parametrize(
    ("state", "sentence"), [("failed", "It could not be made"), ("ready", "It was made, and is not here any more.")]
)
def test_a_file_that_is_not_there_can_be_made_again(client, manager, state, sentence):
    make_registers()
    file = make_rows_file(manager, state=state, tries=3)

    page = client.get(f"{ADDRESS}{file.key}/download/", follow=True)
    client.post(f"{ADDRESS}{file.key}/again/")

    file.refresh_from_db()
    assert sentence in page.text
    assert (file.state, file.tries, file.rows) == ("waiting", 0, 2)


def test_making_again_what_is_under_way_is_told_why_not(client, manager):
    file = make_rows_file(manager)

    assert "It is under way or ready." in client.post(f"{ADDRESS}{file.key}/again/", follow=True).text


def test_a_file_is_for_who_asked_for_it_and_for_nobody_else(client, manager):
    file = make_rows_file(make_superuser(), state="ready")
    file.path.parent.mkdir()
    file.path.write_text("rows")

    asked = [client.get(f"{ADDRESS}{file.key}/{page}").status_code for page in ("", "download/")]

    assert [*asked, client.post(f"{ADDRESS}{file.key}/again/").status_code] == [404, 404, 404]
    assert str(file.key) not in client.get(ADDRESS).text


def test_who_asked_and_may_no_more_cannot_fetch_it(client, manager):
    file = make_rows_file(manager, state="ready")
    manager.groups.clear()

    assert client.get(f"{ADDRESS}{file.key}/download/").status_code in (302, 403)


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS, SAFEGUARDING])
def test_other_staff_have_no_rows(client, group):
    client.force_login(make_staff(group))

    answers = [client.get(ADDRESS), client.post(ADDRESS, {"format": "csv"})]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/admin/")] * 2
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("kind=dates&first_on=2026-11-18&last_on=2026-10-01", "The last day is before the first. Change one of them."),
        ("kind=month&on=1900-01-01", "Choose a day between 2000 and 2100."),
        ("place=Abolished+Ward", "We know no district or ward of that name."),
    ],
)
def test_choices_that_make_no_sense_get_a_sentence(client, manager, chosen, sentence):
    page = client.get(f"{ADDRESS}?{chosen}")

    assert page.status_code == client.post(f"{ADDRESS}?{chosen}", {"format": "csv"}).status_code == 422
    assert sentence in page.text
    assert not AuditLine.objects.exists()


def test_a_time_without_registers_is_a_calm_page(client, manager):
    assert "Nobody is in a register of this time." in client.get(IN_OCTOBER).text


def test_more_rows_than_a_sheet_has_get_a_sentence(client, manager, long, monkeypatch):
    make_registers()
    monkeypatch.setattr(rows_files, "MOST_ROWS", 1)

    page = client.post(IN_OCTOBER, {"format": "xlsx"})

    assert page.status_code == 422
    assert "Choose CSV, or fewer days." in page.text


def test_the_page_asks_the_same_with_many_files(client, manager):
    area = make_area("Carlisle", kind="district")
    make_rows_file(manager, now=timezone.now(), place=area)
    client.get(IN_OCTOBER)
    with CaptureQueriesContext(connection) as one:
        client.get(IN_OCTOBER)
    for _ in range(5):
        make_rows_file(manager, now=timezone.now(), place=area)

    with CaptureQueriesContext(connection) as six:
        page = client.get(IN_OCTOBER)

    assert page.text.count("Waiting to be made") == 6
    assert len(six) == len(one) <= 25
