"""One occurrence as an iCalendar file that every calendar program reads alike."""

import re
from datetime import datetime, time, timedelta

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from core.words import LONDON

PRODUCT = "-//Digital Link//Events//EN"
# All but tab and line feed. icalendar lets them through, and a bare carriage return would begin a line of its own.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
LAST_SUNDAY = "-1SU"


def occurrence_ics(occurrence, *, now, joining_link=""):
    """The bytes of a calendar with this one meeting. `joining_link` only for somebody who is booked."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(london())
    calendar.add_component(meeting(occurrence, now=now, joining_link=joining_link))
    return calendar.to_ical()


def meeting(occurrence, *, now, joining_link=""):
    event, page = Event(), occurrence.event
    url = f"{settings.SITE_URL.rstrip('/')}{occurrence.get_absolute_url()}"
    event.add("uid", occurrence.uid)
    event.add("dtstamp", now)
    event.add("dtstart", occurrence.starts_at.astimezone(LONDON))
    event.add("dtend", occurrence.ends_at.astimezone(LONDON))
    event.add("summary", clean(f"CANCELLED: {page.title}" if occurrence.is_cancelled else page.title))
    event.add("status", "CANCELLED" if occurrence.is_cancelled else "CONFIRMED")
    event.add("description", clean("\n".join(description(occurrence, url, joining_link))))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    if location := place(occurrence):
        event.add("location", clean(location))
    if occurrence.venue and occurrence.venue.latitude is not None:
        event.add("geo", (occurrence.venue.latitude, occurrence.venue.longitude))
    return event


def description(occurrence, url, joining_link):
    page = occurrence.event
    if occurrence.is_cancelled:
        yield f"Not on. {occurrence.reason}".strip()
    if page.summary:
        yield page.summary
    if page.bring:
        yield f"Bring: {page.bring}"
    if joining_link:
        yield f"Join online: {joining_link}"
    yield url


def place(occurrence):
    venue = occurrence.venue
    if venue is None:
        return "Online" if occurrence.event.is_online else ""
    return ", ".join(part for part in (venue.title, venue.address, venue.town, venue.postcode) if part)


def clean(text):
    return CONTROL_CHARACTERS.sub(" ", text.replace("\r\n", "\n"))


def london():
    """Europe/London by its two rules. icalendar's own is a list of dates that Outlook ignores, and an hour late."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    hour = timedelta(hours=1)
    for component, name, month, clock, before, after in (
        (TimezoneDaylight(), "BST", 3, time(1), timedelta(0), hour),
        (TimezoneStandard(), "GMT", 10, time(2), hour, timedelta(0)),
    ):
        first = {3: datetime(1996, 3, 31), 10: datetime(1996, 10, 27)}[month]
        component.add("tzname", name)
        component.add("dtstart", datetime.combine(first, clock))
        component.add("rrule", {"freq": "yearly", "bymonth": month, "byday": LAST_SUNDAY})
        component.add("tzoffsetfrom", before)
        component.add("tzoffsetto", after)
        zone.add_component(component)
    return zone
