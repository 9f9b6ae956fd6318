from datetime import timedelta

import pytest

from core import every_minute

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch):
    done = []
    monkeypatch.setattr(every_minute, "JOBS", {"first": done.append})
    return done


def test_a_job_runs_once_a_minute_however_often_workers_look(ran, now):
    for seconds in range(0, 120, 3):
        every_minute.run_due(now + timedelta(seconds=seconds))

    assert ran == [now, now + timedelta(seconds=63)]


def test_a_job_that_fails_keeps_no_other_from_running(ran, now, monkeypatch):
    def fails(now):
        raise ValueError

    monkeypatch.setattr(every_minute, "JOBS", {"bad": fails, **every_minute.JOBS})

    assert every_minute.run_due(now) == ["bad", "first"]
    assert ran == [now]
