"""Keeping the texts of feeds true: emptied when what they say changes, made again by the worker, and the feeds' stamp.

The stamp is raised after every change that a feed could show; a program that asks again with the same stamp is told in
one query that nothing has changed.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from core.done import last_done, mark_done
from core.models import LastDone
from core.site_address import absolute
from events.calendars.feed import rows_to_write, window
from events.calendars.vevent import vevent_text
from events.models import Occurrence

STAMP = "calendars"
BATCH = 500


def touch(now):
    """Something that feeds show has changed. Raised once the change can be seen: held until then it would be a lock
    that every change of the programme waits for.
    """
    transaction.on_commit(lambda: raise_stamp(now))


def raise_stamp(now):
    """Always to another value than before, for two changes of one moment too."""
    later = LastDone.objects.filter(name=STAMP, at__gte=now).update(at=F("at") + timedelta(microseconds=1))
    if not later:
        mark_done(STAMP, now)


def stamp():
    """When anything that feeds show last changed, or None."""
    return last_done(STAMP).get(STAMP)


@transaction.atomic
def follow(occurrences, *, now):
    """The event or the place has changed: make those texts again that now say something else."""
    first, last = window(now)
    shown = occurrences.filter(starts_at__gte=first, starts_at__lt=last).order_by("pk")
    # Locked with those that are empty, which the worker may be writing with the old words at this moment.
    rows = rows_to_write(shown.select_for_update(of=("self",)), "calendar_text")
    changed = [row.pk for row in rows if row.calendar_text and row.calendar_text != vevent_text(row)]
    Occurrence.objects.filter(pk__in=changed).update(calendar_text="", changed_at=now)
    touch(now)


@transaction.atomic
def write_texts(now):
    """Make the texts that are empty, of dates that feeds show; the worker does it each minute. Returns how many."""
    first, last = window(now)
    empty = Occurrence.objects.published().filter(calendar_text="", starts_at__gte=first, starts_at__lt=last)
    # Those that somebody is changing are left for the next time.
    free = empty.order_by("starts_at", "pk").select_for_update(of=("self",), skip_locked=True)
    rows = list(rows_to_write(free)[:BATCH])
    for row in rows:
        row.calendar_text = vevent_text(row)
    Occurrence.objects.bulk_update(rows, ["calendar_text"], batch_size=100)
    return len(rows)


def follow_address(now):
    """The texts hold the site's address: should that change, they are made again."""
    address = f"URL:{absolute('/')}"
    Occurrence.objects.exclude(calendar_text="").exclude(calendar_text__contains=address).update(calendar_text="")
