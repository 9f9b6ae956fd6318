"""{% load events_tags %}: what is on, on the pages of other apps."""

from django import template
from django.utils import timezone

from events.listing import session_card
from events.models import Occurrence

register = template.Library()
AT_A_VENUE = 8


@register.inclusion_tag("events/_whats_on_at.html")
def whats_on_at(venue):
    """The next sessions at a place, inside its page."""
    now = timezone.localtime()
    sessions = Occurrence.objects.public().upcoming(now).at(venue).for_list()[:AT_A_VENUE]
    return {"now": now, "venue": venue, "sessions": [session_card(each, now) for each in sessions]}
