"""A great many messages, carriers that fail and workers that die: each is told once all the same."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from messaging.actions import send_due
from messaging.actions.sending import WAITS
from messaging.models import Message
from messaging.querysets import CLAIM_LASTS
from tests.factories.messaging import make_messages
from tests.house.storeys import ROOT
from tests.processes import database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FAULTS = [403, 429, 500, "silence", "garbage"]


def each_was_told_once(notify, number):
    assert Counter(Message.objects.values_list("state", flat=True)) == {"sent": number}
    times = Counter(sent["reference"] for sent in notify.sent)
    assert len(times) == number
    assert set(times.values()) == {1}


def test_5000_messages_are_told_once_each_with_one_call_in_a_hundred_failing(notify, now):
    make_messages(5000, now)
    dice = random.Random(20261120)
    notify.fail(*(dice.choice(FAULTS) if dice.random() < 0.01 else None for _ in range(6000)))

    def work(at):
        try:
            while send_due(at, limit=100) or Message.objects.due(at).exists():
                pass
        finally:
            connection.close()

    for wait in (timedelta(), *WAITS):
        now += wait
        workers = [threading.Thread(target=work, args=(now,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert notify.asked > 5030
    each_was_told_once(notify, 5000)


@pytest.fixture
def start_worker(notify, settings):
    """A real worker process on the tests' own database."""
    told = {f"NOTIFY_{channel.upper()}_TEMPLATE": settings.NOTIFY_TEMPLATES[channel] for channel in ("email", "sms")}
    told |= {"NOTIFY_API_KEY": settings.NOTIFY_API_KEY, "NOTIFY_BASE_URL": notify.url, "DATABASE_URL": database_url()}
    running = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--pause", "0.01"],
            cwd=ROOT,
            env={**os.environ, "DJANGO_ENV": "development", **told},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stdout.readline() == "The worker is looking for messages to send.\n"
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_workers_killed_ten_times_lose_nothing_and_tell_nothing_twice(notify, start_worker):
    number = 600
    make_messages(number, timezone.now())
    notify.pace = 0.03
    dice = random.Random(20261121)
    taken = []

    for _ in range(10):
        worker = start_worker()
        time.sleep(dice.uniform(0.3, 1.2))
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=10)
        taken.append(len(notify.sent))

    # They were killed at work, and not only before or after it.
    assert len(set(taken)) > 5
    assert taken[-1] < number
    notify.pace = 0
    later = timezone.now() + CLAIM_LASTS
    assert Message.objects.filter(state="sending").exists()
    while Message.objects.exclude(state="sent").exists():
        send_due(later, limit=number)
        later += max(WAITS)

    each_was_told_once(notify, number)
