"""What the page of an event and of one of its dates show. Both look alike: a date is an event's page opened at it."""

from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils.html import format_html, format_html_join

from core.cards import Action, Crumb, SummaryRow, Tag
from core.words import as_day, day_words, full_day_words, time_words, when_words
from events.listing import (
    ONLINE,
    booking_action,
    can_wait,
    is_on_another_day,
    moved_to_words,
    moved_words,
    place_words,
    places_left,
    state_tag,
)
from events.minimum import minimum_words
from events.models import Audience, BookingMode, Occurrence, OccurrenceState
from events.permissions.bookings import BookingRefused, check_window
from events.schedule import local_date
from locations.facilities import access_facts
from locations.models import VenuePage

SHOWN_DATES = 8
MOST_DATES = 16
PAST_DATES = 12


@dataclass(frozen=True)
class DateRow:
    """One line of the next dates."""

    when: str
    url: str
    tag: Tag
    starts_at: object
    is_this: bool = False
    gone: bool = False
    reason: str = ""
    place: str = ""
    moved_to: str = ""


def event_context(event, *, now, is_preview=False):
    """An event with its next date in front."""
    coming = preview_dates(event, now) if is_preview else coming_dates(event, now)
    first = next((each for each in coming if not each.is_cancelled and each.ends_at > now), None)
    context = shared_context(event, first, coming, now=now, is_preview=is_preview)
    return context | {"address": f"/events/{event.slug}/", "structured": coming[:SHOWN_DATES]}


def occurrence_context(occurrence, *, now):
    """One date of an event, the others below it."""
    event = occurrence.event
    context = shared_context(event, occurrence, coming_dates(event, now), now=now)
    of_this_date = {"address": occurrence.get_absolute_url(), "structured": [occurrence]}
    return context | of_this_date | {"page": event, "one_date": True}


def shared_context(event, occurrence, coming, *, now, is_preview=False):
    places = {each.venue_id for each in coming}
    shown = [each for each in coming if each.ends_at > now or as_day(each.starts_at) >= as_day(now)]
    rows = [date_row(each, now, this=occurrence, is_preview=is_preview, places=places) for each in shown]
    rows += [left_row(each, now) for each in coming if was_elsewhere(each, now)]
    rows.sort(key=lambda row: row.starts_at)
    venue = occurrence.venue if occurrence else None
    return {
        "event": event,
        "occurrence": occurrence,
        "now": now,
        "is_preview": is_preview,
        "crumbs": [Crumb("What’s on", "/events/")],
        "facts": facts(event, occurrence, now),
        "panel": panel(event, occurrence, now, is_preview=is_preview),
        "dates": rows[:SHOWN_DATES],
        "later_dates": rows[SHOWN_DATES:],
        "past_dates": [] if is_preview else past_dates(event, now),
        "access": access_facts(venue) if venue else [],
        "venue": venue,
        "moved": moved_notice(occurrence, now) if occurrence else "",
        "course": event.course if event.course and event.course.live else None,
    }


def coming_dates(event, now):
    """All of one event, and mostly at one place: neither is fetched again for each date."""
    coming = Occurrence.objects.filter(event=event).to_show_or_moved_away(now).with_room().order_by("starts_at", "pk")
    rows = list(coming[:MOST_DATES])
    venues = VenuePage.objects.in_bulk({row.venue_id for row in rows if row.venue_id})
    for row in rows:
        row.event, row.venue = event, venues.get(row.venue_id)
    return Occurrence.objects.knowing_courses(rows)


def past_dates(event, now):
    """Days, each said once, however often it met on that day."""
    held = Occurrence.objects.filter(event=event, state=OccurrenceState.ON).past(now).order_by("-starts_at")
    days = (full_day_words(starts_at) for starts_at in held.values_list("starts_at", flat=True)[:PAST_DATES])
    return list(dict.fromkeys(days))


def preview_dates(event, now):
    """The dates as they would be if the page were published as it is now. Nothing is written."""
    today = local_date(now)
    last_on = today + relativedelta(months=settings.OCCURRENCE_MONTHS_AHEAD)
    found = [
        Occurrence(event=event, starts_at=meeting.starts_at, ends_at=meeting.ends_at, venue=schedule.venue)
        for schedule in event.schedules.all()
        if schedule.is_complete
        for meeting in schedule.meetings(from_on=today, last_on=last_on)
        if meeting.ends_at > now
    ]
    for each in found:
        each.taken = each.waiting = 0
        each.address_day = f"{as_day(each.starts_at):%Y-%m-%d}"
    return sorted(found, key=lambda each: each.starts_at)[:MOST_DATES]


def date_row(occurrence, now, *, this, is_preview, places):
    is_this = occurrence is this or (occurrence.pk is not None and this is not None and occurrence.pk == this.pk)
    return DateRow(
        when=when_words(occurrence.starts_at, occurrence.ends_at, now),
        url="" if is_preview or is_this else occurrence.get_absolute_url(),
        tag=state_tag(occurrence, now),
        starts_at=occurrence.starts_at,
        is_this=is_this,
        gone=occurrence.is_cancelled,
        reason=occurrence.reason if occurrence.is_cancelled else moved_words(occurrence, now),
        place=place_words(occurrence) if len(places) > 1 else "",
    )


def was_elsewhere(occurrence, now):
    """Moved here from a day that is not over yet, on which people may still mean to come."""
    before = occurrence.moved_from_at
    still_known = before is not None and as_day(before) >= as_day(now)
    return still_known and not occurrence.is_cancelled and is_on_another_day(occurrence)


def left_row(occurrence, now):
    """The day that it was moved away from."""
    before, length = occurrence.moved_from_at, occurrence.ends_at - occurrence.starts_at
    return DateRow(
        when=when_words(before, before + length, now),
        url=occurrence.get_absolute_url(),
        tag=Tag("Moved", "stop", "share"),
        starts_at=before,
        gone=True,
        moved_to=moved_to_words(occurrence, now),
    )


def moved_notice(occurrence, now):
    """In full, for the page of the date itself."""
    before = occurrence.moved_from_venue
    return "" if occurrence.is_cancelled else moved_words(occurrence, now, from_place=before.title if before else "")


def facts(event, occurrence, now):
    rows = [SummaryRow("When", when_fact(event, occurrence, now)), SummaryRow("Where", where_fact(event, occurrence))]
    rows.append(SummaryRow("Cost", event.cost or "Free"))
    if occurrence and (least := minimum_words(occurrence, now=now)):
        rows.append(SummaryRow("Held if", least))
    if whom := for_fact(event):
        rows.append(SummaryRow("For", whom))
    rows.append(SummaryRow("Bring", event.bring or "You do not need to bring anything."))
    return rows


def for_fact(event):
    """Who may come, where that is not everyone, and how much they should know."""
    whom = [] if event.audience == Audience.EVERYONE else [event.get_audience_display()]
    level = event.course.get_level_display().removeprefix("For ") if event.course else ""
    return ". ".join(words[0].upper() + words[1:] for words in [*whom, level] if words)


def when_fact(event, occurrence, now):
    today = as_day(now)
    shown_on = as_day(occurrence.starts_at) if occurrence else today
    said = (schedule.coming_words(today, shown_on=max(shown_on, today)) for schedule in event.schedules.all())
    words = [f"{text}." for text in said if text]
    lines = format_html_join("", "<br>{}", ((line,) for line in words))
    if occurrence is None:
        return format_html_join("", "{}", ((" ".join(words) or "No dates at the moment.",),))
    return format_html("<b>{}</b>{}", when_words(occurrence.starts_at, occurrence.ends_at, now), lines)


def where_fact(event, occurrence):
    venue = occurrence.venue if occurrence else None
    online = "Online. People who are booked are told how to join."
    if venue is None:
        return online if event.is_online else "We will say where soon."
    name = format_html('<a href="{}">{}</a>', f"/venues/{venue.slug}/", venue.title)
    postcode = format_html('<span class="nb">{}</span>', venue.postcode) if venue.postcode else ""
    parts = [part for part in (name, venue.address_words(), postcode) if part]
    address = format_html_join(", ", "{}", ((part,) for part in parts))
    return format_html("{}<br>Or {}", address, ONLINE[0].lower() + ONLINE[1:]) if event.delivery == "both" else address


def panel(event, occurrence, now, *, is_preview):
    """What to do about it: the box that on a telephone comes straight after the facts."""
    if occurrence is None:
        return {"heading": "No dates at the moment", "words": "Ring us and we will tell you when there are more."}
    # In the middle of a heading: Book for today, Friday 20 November.
    day = day_words(occurrence.starts_at, now).replace("Today", "today")
    tag = state_tag(occurrence, now, say_of_all=True)
    if occurrence.is_cancelled:
        words = occurrence.reason or "We are sorry. Please choose another date."
        return {"heading": f"Not on: {day}", "tag": tag, "words": words}
    if occurrence.ends_at <= now:
        return {"heading": "This session is over", "tag": tag}
    if occurrence.starts_at <= now:
        return {"heading": "This session is on now", "tag": tag} | still_on_panel(event, occurrence)
    return {"tag": tag} | mode_panel(event, occurrence, day, now, is_preview=is_preview)


def closed_panel(occurrence, day, now):
    """What there is to do while it cannot be booked on the website; None while it can."""
    try:
        check_window(occurrence, now=now, by_staff=False)
    except BookingRefused as refusal:
        return {"heading": come_words(day), "words": refusal.sentence, "ring": True}
    return None


def come_words(day):
    return f"Come {day}" if day.startswith("today") else f"Come on {day}"


def still_on_panel(event, occurrence):
    if event.booking_mode == BookingMode.DROP_IN:
        return {"words": f"You can still come, until {time_words(occurrence.ends_at)}. You do not need to book."}
    return {"words": "If you are not booked, ask before you come.", "ring": True}


def mode_panel(event, occurrence, day, now, *, is_preview):
    if event.booking_mode == BookingMode.DROP_IN:
        return {"heading": come_words(day), "words": "You do not need to book. Come at any time while it is on."}
    if event.booking_mode == BookingMode.RING:
        return {"heading": f"Book for {day}", "words": "Ring us and we will find you a place.", "ring": True}
    if event.booking_mode == BookingMode.ELSEWHERE:
        action = Action("Book on another website", event.booking_link) if event.booking_link else None
        return {"heading": f"Book for {day}", "words": "Booking is with the people who run it.", "action": action}
    if closed := closed_panel(occurrence, day, now):
        return closed
    if places_left(occurrence) == 0:
        words = "You can join the waiting list. We tell you if a place comes free." if can_wait(occurrence) else ""
        words = words or "The waiting list is full too. Please choose another date."
        return {"heading": f"Full: {day}", "words": words, "action": booking_action(occurrence, now), "ring": True}
    whole = "You book all of its dates at once. " if occurrence.books_whole_course else ""
    return {
        "heading": f"Book the course, next on {day}" if whole else f"Book for {day}",
        "words": f"{whole}You can book for up to 4 people. No account and no e-mail needed.",
        "action": None if is_preview else booking_action(occurrence, now),
        "ring": True,
    }
