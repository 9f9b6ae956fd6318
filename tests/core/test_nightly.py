from datetime import timedelta

import pytest

from core import nightly

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch):
    """Two jobs of our own, in place of the house's; the list of what ran."""
    done = []
    monkeypatch.setattr(nightly, "JOBS", {"first": done.append, "second": done.append})
    return done


def test_jobs_run_once_a_night_after_two_in_london(ran, london):
    evening = london(2026, 11, 20, 23, 0)

    assert nightly.run_due(london(2026, 11, 20, 1, 59)) == []
    assert nightly.run_due(london(2026, 11, 20, 2, 0)) == ["first", "second"]
    assert nightly.run_due(evening) == []
    assert nightly.run_due(london(2026, 11, 21, 1, 0)) == []
    assert nightly.run_due(london(2026, 11, 21, 2, 1)) == ["first", "second"]
    assert len(ran) == 4


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_jobs_run_once_on_the_nights_the_clocks_change(ran, london, month, day):
    moment = london(2026, month, day, 0, 0)

    for _ in range(26 * 4):
        nightly.run_due(moment)
        moment += timedelta(minutes=15)

    assert len(ran) == 2


def test_a_job_that_another_worker_has_taken_is_left_to_it(ran, now):
    nightly.claim("first", since=now - timedelta(hours=8), now=now)

    assert nightly.run_due(now) == ["second"]


def test_a_job_that_fails_keeps_no_other_from_running_and_is_logged_without_what_it_held(ran, now, caplog, monkeypatch):
    name = "Asha"

    def fails(now):
        raise ValueError(f"{name} has no ward")

    monkeypatch.setitem(nightly.JOBS, "first", fails)
    caplog.set_level("ERROR", logger="digital_link.nightly")
    monkeypatch.setattr(nightly.logger, "propagate", True)
    monkeypatch.setattr(nightly.logger.parent, "propagate", True)

    nightly.run_due(now)

    assert ran == [now]
    assert "The nightly job first failed: ValueError" in caplog.text
    assert "Asha" not in caplog.text
