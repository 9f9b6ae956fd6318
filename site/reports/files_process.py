"""Starts a process of its own for files of rows: a long one keeps no message waiting, and its memory is given back."""

import subprocess
import sys

from django.conf import settings

from reports.models import RowsFile

COMMAND = [sys.executable, str(settings.ROOT / "manage.py"), "make_rows_files"]
STARTED = []


def start_if_due(now):
    """One at a time makes all that are due. One that died is followed by another when its file is due again."""
    STARTED[:] = [process for process in STARTED if process.poll() is None]
    if not STARTED and RowsFile.objects.due(now).exists() and not RowsFile.objects.in_hand(now).exists():
        STARTED.append(subprocess.Popen(COMMAND))
