"""The next sessions near somebody who waits for a champion: the champions app, which is below, asks for them."""

from datetime import timedelta

from champions.sessions_near import SessionNearby
from core.words import when_words
from events.listing import place_words
from events.models import Delivery, Occurrence, OccurrenceState
from locations.models import VenuePage

WITHIN_MILES = 15
WITHIN = timedelta(days=31)


def sessions_near(latitude, longitude, now, most):
    """Those that anybody may come to within a month, the soonest first, in three queries."""
    miles = VenuePage.objects.live().miles_within(latitude, longitude, WITHIN_MILES)
    coming = (
        Occurrence.objects.public()
        .upcoming(now)
        .filter(venue__in=list(miles), state=OccurrenceState.ON, starts_at__gt=now, starts_at__lt=now + WITHIN)
    )
    coming = coming.exclude(event__delivery=Delivery.ONLINE).order_by("starts_at", "pk")
    return [near(row, miles[row.venue_id], now) for row in coming.rows(most)]


def near(row, miles, now):
    return SessionNearby(
        key=str(row.pk),
        title=row.event.title,
        when=when_words(row.starts_at, row.ends_at, now),
        where=place_words(row),
        miles=miles,
        url=row.get_absolute_url(),
    )
