import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import OperationalError
from django.db.utils import DatabaseError
from django.utils import timezone

from core import every_minute, nightly
from core.done import HEARTBEAT, last_done
from messaging import worker as worker_module
from messaging.models import Message
from messaging.worker import Worker
from pages.models import ContentPage
from pages.publishing import publish_due
from pages.tree import ensure_tree
from tests.factories.messaging import make_message
from tests.house.storeys import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch):
    done = []
    monkeypatch.setattr(nightly, "JOBS", {"try out": done.append})
    monkeypatch.setattr(every_minute, "JOBS", {})
    # A test's connection must outlive the round.
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)
    return done


def test_a_round_sends_what_is_due_does_nightly_jobs_and_shows_a_sign_of_life(jobs, now):
    make_message(now=now)
    worker = Worker(clock=lambda: now)

    assert worker.one_round() is True
    assert worker.one_round() is False

    assert len(mail.outbox) == 1
    assert jobs == [now]
    assert last_done(HEARTBEAT) == {"worker": now}


def test_a_page_is_published_at_the_time_its_editor_set(jobs, monkeypatch, now):
    monkeypatch.setattr(every_minute, "JOBS", {"publish": publish_due})
    page = ContentPage(title="Snow", slug="snow", body="<p>Closed.</p>", live=False)
    ensure_tree().add_child(instance=page)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()

    Worker(clock=lambda: now).one_round()
    assert not ContentPage.objects.get(slug="snow").live

    # Wagtail reads the clock itself.
    with time_machine.travel(page.go_live_at + timedelta(seconds=1)):
        Worker(clock=lambda: now + timedelta(minutes=1, seconds=1)).one_round()
    assert ContentPage.objects.get(slug="snow").live


def test_signs_of_life_are_written_twice_a_minute_and_no_more(jobs, now):
    moments = [now]
    worker = Worker(clock=lambda: moments[0])
    worker.one_round()

    moments[0] = now + timedelta(seconds=29)
    worker.one_round()
    assert last_done(HEARTBEAT) == {"worker": now}

    moments[0] = now + timedelta(seconds=30)
    worker.one_round()
    assert last_done(HEARTBEAT) == {"worker": moments[0]}


@pytest.mark.parametrize("error", [OperationalError, DatabaseError])
def test_a_database_that_is_away_for_a_moment_is_waited_for(jobs, now, monkeypatch, error):
    worker = Worker(clock=lambda: now)
    make_message(now=now)

    def away(now):
        raise error("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(worker_module, "mark_done", lambda name, now: away(now))
        assert worker.one_round() is False
    assert mail.outbox == []

    worker.one_round()
    assert len(mail.outbox) == 1


def test_a_worker_told_to_stop_takes_no_other_message(jobs, now):
    make_message(now=now)
    worker = Worker(clock=lambda: now)
    worker.stop()

    worker.one_round()

    assert Message.objects.get().state == "queued"
    assert jobs == []


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_cleanly_when_asked(tmp_path, asked):
    """The real process, on an empty database: it says that the database cannot be used, goes on, and stops."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--pause", "0.05"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}", "DJANGO_ENV": "development"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "The worker is looking for messages to send.\n"
        time.sleep(0.5)
        process.send_signal(asked)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()

    assert out == "The worker has stopped.\n"
    assert "The database cannot be used just now: OperationalError. Trying again." in err
    assert "Traceback" not in err
    assert process.returncode == 0
