"""Is it well: the database, the cache, the worker, the last backup. Says nothing about what it holds."""

import uuid

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError

from core.done import BACKUP, HEARTBEAT, last_done

WORKER_SILENT = 120  # seconds; it beats twice a minute, and one slow message may take twenty seconds


def health(now):
    """(well, {part: what}). A part that is not well says so in words."""
    parts = {"cache": cache_state(), **database_parts(now)}
    return all(part["well"] for part in parts.values()), parts


def cache_state():
    word = uuid.uuid4().hex
    cache.set(f"health:{word}", word, 10)
    return {"well": cache.get(f"health:{word}") == word}


def database_parts(now):
    try:
        done = last_done(HEARTBEAT, BACKUP)
    except (DatabaseError, InterfaceError):
        return {"database": {"well": False}}
    return {
        "database": {"well": True},
        "worker": age(done.get(HEARTBEAT), now, at_most=WORKER_SILENT),
        "backup": age(done.get(BACKUP), now, at_most=settings.BACKUP_MAX_AGE_HOURS * 3600),
    }


def age(at, now, *, at_most):
    """How long ago; never is not well, unless nothing is expected (`at_most` 0)."""
    seconds = None if at is None else max(0, round((now - at).total_seconds()))
    well = not at_most or (seconds is not None and seconds <= at_most)
    return {"well": well, "seconds_ago": seconds}
