"""One occurrence as an iCalendar VEVENT that every calendar program reads alike (RFC 5545)."""

import re
from datetime import datetime, time, timedelta

from django.urls import reverse
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from core.site_address import absolute
from core.words import LONDON, full_day_words, time_words

PRODUCT = "-//Digital Link//Events//EN"
# All but tab and line feed. icalendar lets them through, and a bare carriage return would begin a line of its own.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
LAST_SUNDAY = "-1SU"
WIDTH = 75


def occurrence_ics(occurrence, *, now, joining_link=""):
    """The bytes of a calendar with this one meeting. `joining_link` only for somebody who is booked."""
    calendar = new_calendar("PUBLISH")
    calendar.add_component(meeting(occurrence, stamped_at=now, joining_link=joining_link))
    return calendar.to_ical()


def new_calendar(method):
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(london())
    return calendar


def vevent_text(occurrence):
    """Its VEVENT as feeds send it, the same at any time of day: it is kept on its row until something changes."""
    lines = meeting(occurrence, stamped_at=occurrence.changed_at).content_lines()
    return "".join(f"{fold(line)}\r\n" for line in lines if line)


def day_text(key, on, *, now):
    """A whole day on which a champion meets somebody, and nothing of whom."""
    event = Event()
    event.add("uid", f"{key}@digital-link")
    event.add("dtstamp", now)
    event.add("dtstart", on)
    event.add("summary", "You meet somebody you help")
    event.add("description", absolute(reverse("champions:me")))
    event.add("transp", "TRANSPARENT")
    return "".join(f"{fold(line)}\r\n" for line in event.content_lines() if line)


def fold(line):
    """At 75 octets, without breaking a character (RFC 5545 section 3.1). icalendar goes letter by letter, which is a
    third of the time that a feed takes."""
    data, start, pieces = line.encode(), 0, []
    while start < len(data):
        end = start + (WIDTH - 1 if start else WIDTH)
        while end < len(data) and data[end] & 0b1100_0000 == 0b1000_0000:  # within a character
            end -= 1
        pieces.append(data[start:end])
        start = end
    return b"\r\n ".join(pieces).decode()


def meeting(occurrence, *, stamped_at, joining_link=""):
    event, page = Event(), occurrence.event
    url = absolute(occurrence.get_absolute_url())
    event.add("uid", occurrence.uid)
    event.add("dtstamp", stamped_at)
    event.add("last-modified", occurrence.changed_at)
    event.add("sequence", occurrence.sequence)
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
    if changed := changes_words(occurrence):
        yield changed
    if page.summary:
        yield page.summary
    if page.bring:
        yield f"Bring: {page.bring}"
    if joining_link:
        yield f"Join online: {joining_link}"
    yield url


def changes_words(occurrence):
    """That it is off, or when it was to be before, and why; nothing for one that is as it was planned."""
    if occurrence.is_cancelled:
        return f"Not on. {occurrence.reason}".strip()
    if occurrence.moved_from_at:
        before = occurrence.moved_from_at.astimezone(LONDON)
        return f"Moved from {full_day_words(before)}, {time_words(before)}. {occurrence.reason}".strip()
    return ""


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
