"""Keep the occurrences of every event 15 months ahead."""

import logging
from traceback import format_tb

from core.actors import Actor
from events.actions.schedules import apply_schedule, flag_unpublished
from events.models import EventPage, Occurrence
from events.plan import What

logger = logging.getLogger("digital_link.events")


def extend_occurrences(now):
    """Run every night. Returns how many events it went through, dates added, and events it could not extend.

    One event at a time, each in its own transaction, so that the database is never held for long and one event that
    goes wrong does not stop the others.
    """
    by, added, failed = Actor.system(), 0, 0
    events = list(EventPage.objects.live().filter(schedules__isnull=False).distinct().order_by("pk"))
    for event in events:
        try:
            added += len(apply_schedule(event, by=by, now=now).of(What.ADDED))
        except Exception as error:
            failed += 1
            # Without the error's own text: it may hold what was being worked on.
            where = "".join(format_tb(error.__traceback__))
            logger.error("Event %s could not be extended: %s\n%s", event.pk, type(error).__name__, where)
    flag_hidden(by=by, now=now)
    return len(events), added, failed


def flag_hidden(*, by, now):
    """Events that went off the site without anybody there, by a date set beforehand or with many others."""
    hidden = Occurrence.objects.filter(event__live=False, starts_at__gt=now).values("event")
    for event in EventPage.objects.filter(pk__in=hidden):
        flag_unpublished(event, by=by, now=now)
