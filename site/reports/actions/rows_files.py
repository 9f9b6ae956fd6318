"""Files of rows that take long: asked for by somebody, made by a process of its own, gone after a week."""

import logging
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction

from core.audit import record
from core.errors import Refused
from reports.csv import csv_lines
from reports.models import FileFormat, FileState, RowsFile
from reports.rows import HEADER, rows_of
from reports.xlsx import MOST_ROWS, write_xlsx

logger = logging.getLogger("digital_link.reports")
MOST_TRIES = 3
TOO_LONG = "An XLSX file has room for {most:,} rows, and these are {rows:,}. Choose CSV, or fewer days."


class TakenOver(Exception):
    """Another process makes it now: ours was taken for dead."""


@transaction.atomic
def ask_for_file(*, period, place, rows, format, by, now):
    """The file that is asked for; the one under way where the same was asked for a moment ago."""
    if format == FileFormat.XLSX and rows > MOST_ROWS:
        raise Refused(TOO_LONG.format(most=MOST_ROWS, rows=rows))
    chosen = {"kind": period.kind, "first_on": period.first_on, "last_on": period.last_on, "place": place}
    same = RowsFile.objects.filter(
        asked_by=by.user, format=format, state__in=[FileState.WAITING, FileState.RUNNING], **chosen
    ).first()
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
    file.state, file.tries, file.rows_done, file.asked_at = FileState.WAITING, 0, 0, now
    file.rows = rows
    file.save()
    note("rows.asked", file, by=by, now=now)


def note_download(file, *, by, now):
    note("rows.downloaded", file, by=by, now=now)


def note(action, file, *, by, now):
    record(
        action, file, by=by, now=now, period=file.period.key, place=file.place_id, rows=file.rows, format=file.format
    )


def make_due_files(clock):
    """Make all that are due, one after the other. Returns how many were made."""
    made = 0
    while file := claim(clock()):
        made += make_file(file, clock)
    return made


@transaction.atomic
def claim(now):
    """Take the one that has waited longest, for this process alone."""
    # What brought down each process that made it would bring down the next one too.
    RowsFile.objects.due(now).filter(tries__gte=MOST_TRIES).update(state=FileState.FAILED)
    file = RowsFile.objects.due(now).select_for_update(skip_locked=True).first()
    if file is None:
        return None
    file.state, file.beat_at, file.rows_done = FileState.RUNNING, now, 0
    file.tries += 1
    file.save(update_fields=["state", "beat_at", "tries", "rows_done"])
    return file


def make_file(file, clock):
    """Write it beside its place and move it there when it is whole."""
    part = file.path.with_suffix(f".part{file.tries}")
    part.parent.mkdir(parents=True, mode=0o700, exist_ok=True)

    def beat(rows_done):
        settle(file, rows_done=rows_done, beat_at=clock())

    try:
        write(file, part, beat)
        settle(file, state=FileState.READY, made_at=clock(), move=(part, file.path))
    except TakenOver:
        return False
    except Exception as error:
        # The kind of error alone: its text can hold what was being written.
        logger.warning("The file of rows %s could not be made: %s.", file.pk, type(error).__name__)
        state = FileState.FAILED if file.tries >= MOST_TRIES else FileState.WAITING
        mine(file).update(state=state)
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def write(file, path, beat):
    rows = rows_of(file.period, file.place, after_each=beat)
    # Readable by us alone, from the beginning.
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        if file.format == FileFormat.XLSX:
            write_xlsx(opened, [("Rows", HEADER, rows)])
        else:
            opened.writelines(line.encode() for line in csv_lines(HEADER, rows))


def mine(file):
    return RowsFile.objects.filter(pk=file.pk, state=FileState.RUNNING, tries=file.tries)


@transaction.atomic
def settle(file, *, move=None, **fields):
    """Write how far it is, unless another process has taken it meanwhile."""
    if not mine(file).update(**fields):
        raise TakenOver
    if move:
        os.replace(*move)


def forget_old_files(now):
    """Take away what is a week old, and what is in the folder without anybody who asked for it."""
    RowsFile.objects.old(now).delete()
    kept = {str(key) for key in RowsFile.objects.values_list("key", flat=True)}
    for path in Path(settings.ROWS_FILES_FOLDER).glob("*.*"):
        if path.stem not in kept:
            path.unlink(missing_ok=True)
