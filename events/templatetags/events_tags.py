"""{% load events_tags %}: what is on, on the pages of other apps."""

import json

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core.site_address import absolute
from events.listing import left_card, session_card
from events.models import Occurrence
from events.structured import course_data, events_data

register = template.Library()
AT_A_VENUE = 8
# As django.utils.html.json_script has it: nothing in a title can end the element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def structured_events(occurrences, programme):
    return as_data(events_data(occurrences, programme))


@register.simple_tag
def structured_course(course, occurrences, programme):
    return as_data(course_data(course, occurrences, programme))


def as_data(data):
    """What search engines read (structured.py), in an element that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.inclusion_tag("events/_subscribe.html")
def calendar_of_all(filters=""):
    """What's on with these filters (as in an address), to subscribe to."""
    return subscribe(f"{reverse('events:calendar')}{filters}", "Keep these sessions in my calendar", "these sessions")


@register.inclusion_tag("events/_subscribe.html")
def calendar_of_event(event):
    path = reverse("events:event_calendar", args=[event.slug])
    return subscribe(path, "Keep every date in my calendar", "every date of this")


@register.inclusion_tag("events/_subscribe.html")
def calendar_of_venue(venue):
    path = reverse("events:venue_calendar", args=[venue.slug])
    return subscribe(path, "Keep the sessions here in my calendar", "every session here")


@register.inclusion_tag("events/_subscribe.html")
def champion_calendar(key):
    path = f"{reverse('events:champion_calendar')}?key={key}"
    return subscribe(path, "Show the address", "the sessions you lead")


def subscribe(path, label, shows):
    """webcal: is what Apple's calendars and Outlook open by themselves; others take the address."""
    address = absolute(path)
    return {"label": label, "shows": shows, "address": address, "webcal": f"webcal:{address.partition(':')[2]}"}


@register.inclusion_tag("events/_whats_on_at.html")
def whats_on_at(venue):
    """The next sessions at a place, inside its page, and those that were to be here and are elsewhere."""
    now, dates = timezone.localtime(), Occurrence.objects.public()
    cards = [session_card(each, now) for each in dates.to_show(now).at(venue).rows(AT_A_VENUE)]
    left = dates.moved_away(now).filter(moved_from_venue=venue).exclude(venue=venue).order_by("moved_from_at")
    cards += [left_card(each, now) for each in left.rows(AT_A_VENUE)]
    sessions = sorted(cards, key=lambda card: card.starts_at)[:AT_A_VENUE]
    return {"now": now, "venue": venue, "sessions": sessions}
