"""What is done every minute or so: apps register it, the worker does it (messaging/worker.py)."""

from datetime import timedelta

from core import nightly

KIND = "every-minute"
EVERY = timedelta(minutes=1)
JOBS = {}


def register(name, job):
    """`job(now)` runs once a minute, on one worker. It must bear being run twice."""
    JOBS[name] = job


def run_due(now):
    """Run the jobs that have not run for a minute. Returns the names of those that ran."""
    ran = [name for name in JOBS if nightly.claim(name, since=now - EVERY, now=now, kind=KIND)]
    for name in ran:
        nightly.run(name, JOBS[name], now, kind=KIND)
    return ran
