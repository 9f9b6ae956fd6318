"""What is done once a night: apps register it, the worker does it (messaging/worker.py)."""

import logging

from django.db import close_old_connections

logger = logging.getLogger("digital_link.nightly")
JOBS = {}


def register(name, job):
    """`job(now)` runs once every night, in the order of registration. It must bear being run twice."""
    JOBS[name] = job


def run_all(now):
    """Run every job; one that fails does not keep the others from running. Returns the names of those that failed."""
    failed = []
    for name, job in list(JOBS.items()):
        try:
            job(now)
        except Exception:
            # Without what was being worked on: it may hold somebody's name.
            logger.exception("The nightly job %s failed.", name)
            failed.append(name)
            close_old_connections()
    return failed
