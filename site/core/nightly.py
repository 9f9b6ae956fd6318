"""What is done once a night: apps register it, the worker does it (messaging/worker.py)."""

import logging
import traceback
from datetime import datetime, time
from zoneinfo import ZoneInfo

from core.models import LastDone

logger = logging.getLogger("digital_link.nightly")
LONDON = ZoneInfo("Europe/London")
FROM = time(2)
JOBS = {}


def register(name, job, *, before=None):
    """`job(now)` runs once every night, in the order of registration. It must bear being run twice.

    `before`: the name of a job that it goes before, for it needs what that one takes away.
    """
    JOBS.pop(name, None)
    JOBS[name] = job
    if before in JOBS:
        later = list(JOBS)[list(JOBS).index(before) : -1]
        for each in later:
            JOBS[each] = JOBS.pop(each)


def run_due(now):
    """Run the jobs that have not run since two o'clock this morning. Returns the names of those that ran.

    Each is claimed first, so that of several workers one runs it. One that fails is tried again the next night.
    """
    local = now.astimezone(LONDON)
    if local.time() < FROM:
        return []
    since = datetime.combine(local.date(), FROM, tzinfo=LONDON)
    ran = []
    for name in list(JOBS):
        # Claimed one by one: a worker that dies leaves the rest to another.
        if claim(name, since=since, now=now):
            ran.append(name)
            run(name, JOBS[name], now)
    return ran


def claim(name, *, since, now, kind="nightly"):
    mark = f"{kind}:{name}"
    if LastDone.objects.filter(name=mark, at__gte=since).exists():
        return False
    LastDone.objects.bulk_create([LastDone(name=mark, at=datetime.fromtimestamp(0, tz=LONDON))], ignore_conflicts=True)
    return bool(LastDone.objects.filter(name=mark, at__lt=since).update(at=now))


def run(name, job, now, kind="nightly"):
    try:
        job(now)
    except Exception as error:
        say_failed(name, error, kind)


def say_failed(name, error, kind="nightly"):
    """Without the text of the failure, which may hold what was being worked on."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("The %s job %s failed: %s\n%s", kind, name, type(error).__name__, where)


def last_begun(name):
    """When a job was last claimed, whether or not it came to its end; None for never."""
    return LastDone.objects.filter(name=f"nightly:{name}").values_list("at", flat=True).first()
