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
            csv.writer(file).writerow([key, at.isoformat()])
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
        return {UUID(key): datetime.fromisoformat(at) for key, at in csv.reader(file)}


def write_all_down():
    """Before a restore: what the database knows and the file does not."""
    written = read_file()
    for key, at in Erasure.objects.values_list("person_key", "erased_at"):
        if key not in written:
            write_down(key, at)


def undone():
    """People who were erased once and are back, from a backup."""
    return Person.objects.filter(key__in=all_erasures(), erased_at=None)
