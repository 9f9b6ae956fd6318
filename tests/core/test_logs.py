import logging
import sys

import pytest
from django.db import IntegrityError, transaction

from core.logs import KindsOfErrors
from people.models import Person

SURNAME = "Quillfeather"


def as_logged(error_of):
    try:
        error_of()
    except Exception:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Server error: /my/", (), sys.exc_info())
    return KindsOfErrors("{levelname} {message}", style="{").format(record)


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_in_the_log():
    """PostgreSQL says "Failing row contains (…)" with all that is in it."""

    def refused():
        with transaction.atomic():
            Person.objects.create(name=SURNAME, created_at=None)

    logged = as_logged(refused)

    assert SURNAME not in logged
    assert "django.db.utils.IntegrityError" in logged
    assert "test_logs.py" in logged
    assert logged.startswith("ERROR Server error: /my/\n")


def test_what_an_error_arose_from_is_said_by_its_kind_too():
    def breaks():
        try:
            raise KeyError(SURNAME)
        except KeyError as error:
            raise IntegrityError(SURNAME) from error

    logged = as_logged(breaks)

    assert SURNAME not in logged
    assert logged.index("builtins.KeyError") < logged.index("django.db.utils.IntegrityError")
