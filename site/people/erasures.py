"""The register of erasures, kept beside the backups as well as in the database.

A restored backup does not know of erasures made after it: the file does. It holds keys and moments, which lead to
nobody once the person is erased.
"""

import csv
import logging
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from people.models import Erasure, Person

logger = logging.getLogger("digital_link.people")


def register_file():
    return Path(settings.BACKUP_FOLDER) / "erasures.csv"


def write_down(key, at):
    try:
        register_file().parent.mkdir(parents=True, exist_ok=True)
        with register_file().open("a", newline="") as file:
            # A line end in front too: were the last line cut short, this one would be lost with it.
            file.write(f"\r\n{key},{at.isoformat()}\r\n")
    except OSError as error:
        # The erasure itself stands; the next backup holds its row.
        logger.error("The register of erasures could not be written: %s.", type(error).__name__)


def all_erasures():
    """{key: when}, from the database and the file."""
    return {**read_file(), **dict(Erasure.objects.values_list("person_key", "erased_at"))}


def read_file():
    if not register_file().exists():
        return {}
    with register_file().open(newline="") as file:
        return dict(filter(None, map(read_line, csv.reader(file))))


def read_line(line):
    """(key, when); None for a line that was cut short, for example by a full disk: the others still count."""
    try:
        key, at = line
        return UUID(key), datetime.fromisoformat(at)
    except ValueError:
        logger.error("A line of the register of erasures cannot be read, and is left out.")
        return None


def write_all_down():
    """Before a restore: what the database knows and the file does not."""
    written = read_file()
    for key, at in Erasure.objects.values_list("person_key", "erased_at"):
        if key not in written:
            write_down(key, at)


def undone():
    """People who were erased once and are back, from a backup."""
    return Person.objects.filter(key__in=all_erasures(), erased_at=None)
