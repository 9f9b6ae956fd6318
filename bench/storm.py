"""How long people wait who all press the button at once: 200 for 20 places, through the real server and its form.

Four web processes on PostgreSQL, one on SQLite. Those who are told that they may wait press again, all at once as well.
What is measured is each press, as whoever pressed has it: queueing for a process and for the session's lock included.
"""

import statistics
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.sessions.models import Session
from django.utils import timezone

from bench import works
from events.models import EventPage, Occurrence
from events.models.pages import BookingMode
from tests.processes import Site
from tests.storms.visitors import arrive, storm

PEOPLE, PLACES, MAY_WAIT = 200, 20, 30
TOLD = {"booked": PLACES, "waiting": MAY_WAIT, "full": PEOPLE - PLACES - MAY_WAIT}
MOST = 1.5  # seconds for 95 in a hundred


def wanted_session():
    """One after those that have bookings, made small."""
    later = Occurrence.objects.public().filter(starts_at__gt=timezone.now() + timedelta(days=30), state="on")
    bookable = later.filter(event__booking_mode=BookingMode.BOOK, bookings=None)
    occurrence = bookable.select_related("event").order_by("starts_at", "pk").first()
    Occurrence.objects.filter(pk=occurrence.pk).update(capacity=PLACES)
    EventPage.objects.filter(pk=occurrence.event_id).update(waiting_list_places=MAY_WAIT)
    return occurrence


def waited():
    """The sentence for the table."""
    occurrence = wanted_session()
    with works.no_trace(), TemporaryDirectory() as folder, Site(Path(folder)) as site:
        visitors = arrive(site, PEOPLE, occurrence)
        storm(visitors)
    Session.objects.all().delete()
    seconds = statistics.quantiles((each for visitor in visitors for each in visitor.seconds), n=20)
    wrong = "" if Counter(visitor.said for visitor in visitors) == TOLD else "  WRONG: not all were told as they should"
    over = "" if seconds[-1] <= MOST else "  OVER"
    return f"95 % answered in {seconds[-1]:.1f} s, half in {seconds[9]:.1f}; at most {MOST} for 95 %{over}{wrong}"
