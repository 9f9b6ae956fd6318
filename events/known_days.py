"""The bank holidays, and what is known of the venues, that a plan looks at: read once, in four queries."""

from events.clashes import KnownDays, Place
from locations.holidays import holidays_between
from locations.models import VenuePage


def known_days(venue_ids, *, from_on, last_on):
    """KnownDays of these venues (None among them is online) from one day to another, both included."""
    venues = VenuePage.objects.filter(pk__in=[pk for pk in venue_ids if pk])
    venues = venues.only("title", "sessions_only").prefetch_related("opening_hours", "closures")
    places = {
        venue.pk: Place(venue.title, tuple(venue.hours()), tuple(venue.shut()), venue.sessions_only) for venue in venues
    }
    return KnownDays(holidays_between(from_on, last_on), places)
