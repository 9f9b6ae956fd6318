"""Files of rows that take long: asked for by somebody, made by a process of its own, gone after a week."""

import os
from pathlib import Path

from django.conf import settings
from django.db import transaction

from core.audit import record
from core.errors import Refused
from reports.actions.making import settle, wait_anew
from reports.csv import csv_lines
from reports.models import UNDER_WAY, FileFormat, MakingState, RowsFile
from reports.rows import HEADER, rows_of
from reports.xlsx import MOST_ROWS, write_xlsx

TOO_LONG = "An XLSX file has room for {most:,} rows, and these are {rows:,}. Choose CSV, or fewer days."


@transaction.atomic
def ask_for_file(*, period, place, rows, format, by, now):
    """The file that is asked for; the one under way where the same was asked for a moment ago."""
    if format == FileFormat.XLSX and rows > MOST_ROWS:
        raise Refused(TOO_LONG.format(most=MOST_ROWS, rows=rows))
    chosen = {"kind": period.kind, "first_on": period.first_on, "last_on": period.last_on, "place": place}
    same = RowsFile.objects.filter(asked_by=by.user, format=format, state__in=UNDER_WAY, **chosen).first()
    if same:
        return same
    file = RowsFile.objects.create(asked_by=by.user, asked_at=now, format=format, rows=rows, **chosen)
    note("rows.asked", file, by=by, now=now)
    return file


@transaction.atomic
def ask_again(file, *, rows, by, now):
    """Make one anew that could not be made, or is not there any more."""
    file = RowsFile.objects.select_for_update().get(pk=file.pk)
    if file.is_under_way or file.is_here:
        raise Refused("It is under way or ready. Look at it again.")
    wait_anew(file, now, rows=rows)
    note("rows.asked", file, by=by, now=now)


def note_download(file, *, by, now):
    note("rows.downloaded", file, by=by, now=now)


def note(action, file, *, by, now):
    record(
        action, file, by=by, now=now, period=file.period.key, place=file.place_id, rows=file.rows, format=file.format
    )


def make_file(file, clock):
    """Write it beside its place and move it there when it is whole."""
    part = file.path.with_suffix(f".part{file.tries}")
    part.parent.mkdir(parents=True, mode=0o700, exist_ok=True)

    def beat(rows_done):
        settle(file, rows_done=rows_done, beat_at=clock())

    try:
        write(file, part, beat)
        hand_over(file, part, clock())
    finally:
        part.unlink(missing_ok=True)


def write(file, path, beat):
    rows = rows_of(file.period, file.place, after_each=beat)
    # Readable by us alone, from the beginning.
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        if file.format == FileFormat.XLSX:
            write_xlsx(opened, [("Rows", HEADER, rows)])
        else:
            opened.writelines(line.encode() for line in csv_lines(HEADER, rows))


@transaction.atomic
def hand_over(file, part, now):
    settle(file, state=MakingState.READY, made_at=now)
    os.replace(part, file.path)


def forget_old_files(now):
    """Take away what is a week old, and what is in the folder without anybody who asked for it."""
    RowsFile.objects.old(now).delete()
    kept = {str(key) for key in RowsFile.objects.values_list("key", flat=True)}
    for path in Path(settings.ROWS_FILES_FOLDER).glob("*.*"):
        if path.stem not in kept:
            path.unlink(missing_ok=True)
