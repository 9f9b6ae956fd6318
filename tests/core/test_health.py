from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from core import health
from core.done import BACKUP, HEARTBEAT, mark_done

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_well(settings):
    settings.BACKUP_MAX_AGE_HOURS = 26
    mark_done(HEARTBEAT, timezone.now() - timedelta(seconds=20))
    mark_done(BACKUP, timezone.now() - timedelta(hours=3))


def test_all_is_well(client, all_well, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/health/")

    body = response.json()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert {name: part["well"] if isinstance(part, dict) else part for name, part in body.items()} == {
        "well": True,
        "cache": True,
        "database": True,
        "worker": True,
        "backup": True,
    }
    assert 20 <= body["worker"]["seconds_ago"] < 60


@pytest.mark.parametrize(
    ("name", "part", "age"),
    [(HEARTBEAT, "worker", timedelta(minutes=3)), (BACKUP, "backup", timedelta(hours=27))],
)
def test_what_was_silent_for_too_long_is_not_well(client, all_well, name, part, age):
    mark_done(name, timezone.now() - age)

    response = client.get("/health/")

    assert response.status_code == 503
    assert (response.json()["well"], response.json()[part]["well"]) == (False, False)


def test_a_worker_that_never_ran_is_not_well(client):
    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json()["worker"] == {"well": False, "seconds_ago": None}


def test_where_no_backup_is_expected_none_is_missed(client, settings):
    settings.BACKUP_MAX_AGE_HOURS = 0
    mark_done(HEARTBEAT, timezone.now())

    assert client.get("/health/").status_code == 200


def test_a_database_that_is_gone_is_said_and_nothing_else_is(client, all_well, monkeypatch):
    def gone(*names):
        raise DatabaseError("password authentication failed for user digital_link")

    monkeypatch.setattr(health, "last_done", gone)

    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json() == {"well": False, "cache": {"well": True}, "database": {"well": False}}


def test_a_cache_that_forgets_is_not_well(client, all_well, monkeypatch):
    monkeypatch.setattr(type(cache._connections["default"]), "get", lambda *args, **kwargs: None)

    response = client.get("/health/")

    assert (response.status_code, response.json()["cache"]) == (503, {"well": False})
