"""Starts a process of its own for what takes long: no message is kept waiting, and its memory is given back."""

import subprocess
import sys

from django.conf import settings

from reports.actions.due import anything_due, anything_in_hand

COMMAND = [sys.executable, str(settings.ROOT / "manage.py"), "make_reports"]
STARTED = []


def start_if_due(now):
    """One at a time makes all that are due. One that died is followed by another when what it made is due again."""
    STARTED[:] = [process for process in STARTED if process.poll() is None]
    if not STARTED and anything_due(now) and not anything_in_hand(now):
        STARTED.append(subprocess.Popen(COMMAND))
