"""Files of rows that are made apart: by one process, whole or not at all, and gone after a week."""

import csv
import logging
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.roles import MANAGERS
from events.models import EventPage
from reports import making_process
from reports.actions import rows_files
from reports.actions.due import make_due
from reports.actions.making import claim, make
from reports.models import RowsFile
from reports.rows import HEADER
from tests.factories.accounts import make_staff
from tests.factories.locations import make_area
from tests.factories.rows import OCTOBER, make_registers, make_rows_file
from tests.house.storeys import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ROWS_FILES_FOLDER = str(tmp_path / "rows")
    return tmp_path / "rows"


@pytest.fixture
def manager():
    return make_staff(MANAGERS)


def ask(manager, now, format="csv", place=None, rows=2):
    return rows_files.ask_for_file(period=OCTOBER, place=place, rows=rows, format=format, by=Actor.of(manager), now=now)


def test_a_csv_is_made_for_its_owner_alone(manager, now, folder):
    make_registers()
    file = ask(manager, now)

    made = make_due(lambda: now)

    file.refresh_from_db()
    rows = list(csv.reader(file.path.read_text("utf-8-sig").splitlines()))
    assert (made, file.state, file.rows_done, file.made_at, file.is_here) == (1, "ready", 2, now, True)
    assert rows[0] == HEADER
    assert rows[1][:3] == ["2026-10-01", "10:00", "Tablet time"]
    assert len(rows) == 3
    assert file.path.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == [file.path]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_of_a_file_is_a_formula(manager, now, title):
    make_registers()
    EventPage.objects.update(title=title)
    files = [ask(manager, now, format) for format in ("csv", "xlsx")]

    make_due(lambda: now)

    plain, sheet = (file.path.read_bytes() for file in files)
    cell = load_workbook(BytesIO(sheet)).active["C2"]
    assert next(csv.reader(plain.decode("utf-8-sig").splitlines()[1:]))[2] == f"'{title}"
    assert (cell.data_type, cell.value.strip()) == ("s", title.strip())


def test_asking_twice_for_the_same_makes_one_file(manager, now):
    first, second = ask(manager, now), ask(manager, now)
    other = ask(manager, now, "xlsx")

    assert first == second != other
    assert AuditLine.objects.filter(action="rows.asked").count() == 2


def test_asking_is_written_down_with_what_was_chosen(manager, now):
    file = ask(manager, now, place=make_area("Carlisle", kind="district", code="E07000028"))

    line = AuditLine.objects.get()
    assert (line.action, line.user, line.about_id) == ("rows.asked", manager, str(file.pk))
    assert line.detail == {"period": OCTOBER.key, "place": "E07000028", "rows": 2, "format": "csv"}


def test_more_rows_than_a_sheet_has_are_refused_as_xlsx(manager, now):
    assert ask(manager, now, "xlsx", rows=1_048_575).rows == 1_048_575

    with pytest.raises(Refused, match="room for 1,048,575 rows, and these are 1,048,576"):
        ask(manager, now, "xlsx", rows=1_048_576)
    assert ask(manager, now, "csv", rows=1_048_576).rows == 1_048_576


def test_a_file_in_somebodys_hand_is_not_taken_by_another(manager, now):
    make_rows_file(manager)

    first, second = claim(RowsFile, now), claim(RowsFile, now)

    assert (first.state, first.tries, second) == ("running", 1, None)


def test_a_file_whose_maker_died_is_taken_up_again_after_minutes(manager, now):
    make_registers()
    file = make_rows_file(manager, state="running", tries=1, beat_at=now - timedelta(minutes=4))

    too_soon = make_due(lambda: now)
    later = make_due(lambda: now + timedelta(minutes=2))

    file.refresh_from_db()
    assert (too_soon, later, file.state, file.tries) == (0, 1, "ready", 2)


def test_a_maker_that_was_taken_for_dead_leaves_the_file_to_the_other(manager, now, folder):
    make_registers()
    file = make_rows_file(manager)
    slow = claim(RowsFile, now)
    RowsFile.objects.update(tries=2)  # another has taken it meanwhile

    assert make(slow, rows_files.make_file, lambda: now) is False
    file.refresh_from_db()
    assert (file.state, file.tries, file.rows_done) == ("running", 2, 0)
    assert list(folder.iterdir()) == []


def test_a_file_that_fails_again_and_again_says_so_and_can_be_asked_for_again(manager, now, monkeypatch, folder):
    def fail(*args):
        raise ValueError("Asha cannot be written")

    file = make_rows_file(manager)
    with monkeypatch.context() as broken:
        broken.setattr(rows_files, "write", fail)
        made = make_due(lambda: now)
    file.refresh_from_db()
    assert (made, file.state, file.tries) == (0, "failed", 3)

    rows_files.ask_again(file, rows=0, by=Actor.of(manager), now=now)

    assert make_due(lambda: now) == 1


def test_the_log_of_a_failure_has_no_word_of_a_row(manager, now, monkeypatch, caplog):
    def fail(*args):
        raise ValueError("Asha cannot be written")

    make_rows_file(manager)
    monkeypatch.setattr(rows_files, "write", fail)
    monkeypatch.setattr(logging.getLogger("digital_link"), "propagate", True)

    make_due(lambda: now)

    assert "could not be made: ValueError." in caplog.text
    assert "Asha" not in caplog.text


def test_a_file_that_brought_down_every_maker_is_given_up(manager, now):
    file = make_rows_file(manager, state="running", tries=3, beat_at=now - timedelta(hours=1))

    assert make_due(lambda: now) == 0
    file.refresh_from_db()
    assert file.state == "failed"


def test_one_that_is_under_way_is_not_asked_for_again(manager, now):
    with pytest.raises(Refused):
        rows_files.ask_again(make_rows_file(manager), rows=0, by=Actor.of(manager), now=now)


def test_files_are_gone_after_a_week_and_so_is_what_nobody_asked_for(manager, now, folder):
    old = make_rows_file(manager, now=now - timedelta(days=8))
    new = make_rows_file(manager, now=now - timedelta(days=6))
    folder.mkdir()
    for file in (old, new):
        file.path.write_text("rows")
    (folder / "stray.csv").write_text("rows")
    (folder / f"{old.key}.part1").write_text("rows")

    rows_files.forget_old_files(now)

    assert list(RowsFile.objects.all()) == [new]
    assert list(folder.iterdir()) == [new.path]


def test_the_command_that_the_worker_starts_makes_what_is_due(manager, capsys):
    make_rows_file(manager)

    assert making_process.COMMAND[1] == str(ROOT / "manage.py")
    call_command(making_process.COMMAND[2])

    assert RowsFile.objects.get().state == "ready"
    assert capsys.readouterr().out == "Made: 1 report or file.\n"


class Started:
    def __init__(self, command):
        self.command, self.code = command, None

    def poll(self):
        return self.code


@pytest.fixture
def started(monkeypatch):
    monkeypatch.setattr(making_process, "STARTED", [])
    monkeypatch.setattr(making_process.subprocess, "Popen", Started)
    return making_process.STARTED


def test_the_worker_starts_one_process_where_there_is_something_to_make(manager, now, started):
    making_process.start_if_due(now)
    assert started == []

    make_rows_file(manager)
    making_process.start_if_due(now)
    making_process.start_if_due(now)

    assert [process.command[-1] for process in started] == ["make_reports"]


def test_the_worker_leaves_to_another_what_is_in_its_hand(manager, now, started):
    make_rows_file(manager, state="running", tries=1, beat_at=now)
    make_rows_file(manager)

    making_process.start_if_due(now)

    assert started == []


def test_a_process_that_died_is_followed_by_another(manager, now, started):
    file = make_rows_file(manager)
    making_process.start_if_due(now)
    RowsFile.objects.filter(pk=file.pk).update(state="running", beat_at=now)
    started[0].code = -9

    making_process.start_if_due(now + timedelta(minutes=6))

    assert [process.code for process in started] == [None]
