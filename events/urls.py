from django.urls import include, path, register_converter

from events.addresses import DAY
from events.views import calendars, occurrences


class OccurrenceDay:
    """2026-11-26, or 2026-11-26-1400 for a second meeting that day."""

    regex = DAY

    @staticmethod
    def to_python(value):
        return value

    to_url = to_python


register_converter(OccurrenceDay, "occurrence_day")

app_name = "events"
urlpatterns = [
    path("events/calendar.ics", calendars.whats_on, name="calendar"),
    path("events/feed.xml", calendars.news, name="feed"),
    path("events/<slug:slug>/calendar.ics", calendars.event, name="event_calendar"),
    path("venues/<slug:slug>/calendar.ics", calendars.venue, name="venue_calendar"),
    path("champions/me/calendar.ics", calendars.champion, name="champion_calendar"),
    path("events/<slug:slug>/<occurrence_day:day>/", occurrences.occurrence, name="occurrence"),
    path("events/<slug:slug>/<occurrence_day:day>/event.ics", occurrences.calendar, name="occurrence_calendar"),
    # Booking, my bookings, registers.
    path("", include("events.urls_booking")),
    # Champions at sessions.
    path("", include("events.urls_rota")),
    # What people learn, and how sure they feel.
    path("", include("events.urls_learning")),
]
