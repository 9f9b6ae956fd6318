"""Calendars to subscribe to, and the RSS feed: answered with 304, in one query, where nothing has changed."""

import hashlib

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from champions.models import Champion
from core.words import as_day, midnight
from events.calendars.feed import feed
from events.calendars.keeping import stamp
from events.calendars.rss import rss
from events.calendars.vevent import day_text
from events.models import EventPage, Occurrence
from events.views.occurrences import slug_now
from events.wanted import Wanted, fitting
from locations.models import VenuePage

ICS = "text/calendar; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
# Programs ask every few hours; one that asks more often is answered from what it has.
AGE = 900


@require_safe
def whats_on(request):
    """All that is on, with the same filters as /events/."""
    now = timezone.now()
    wanted = Wanted.read(request.GET, now=now)

    def write():
        title = f"What’s on: {wanted.get('q')}" if wanted.get("q") else "What’s on"
        return feed(fitting(Occurrence.objects.public(), wanted, now), title=title, now=now)

    return unless_unchanged(request, write, now=now)


@require_safe
def event(request, slug):
    """One event, listed or not, as its page is reached by its address."""
    now = timezone.now()

    def write():
        page = get_object_or_404(EventPage.objects.live().only("title"), slug=slug)
        return feed(Occurrence.objects.filter(event=page.pk), title=page.title, now=now)

    return or_renamed(slug, "/events", "events:event_calendar", lambda: unless_unchanged(request, write, now=now))


def or_renamed(slug, under, name, answer):
    """Who subscribed under an address that the event or the place had before goes on getting it."""
    try:
        return answer()
    except Http404:
        if now_called := slug_now(slug, under):
            return HttpResponsePermanentRedirect(reverse(name, args=[now_called]))
        raise


@require_safe
def venue(request, slug):
    now = timezone.now()

    def write():
        page = get_object_or_404(VenuePage.objects.live().only("title"), slug=slug)
        return feed(Occurrence.objects.public().at(page.pk), title=f"What’s on at {page.title}", now=now)

    return or_renamed(slug, "/venues", "events:venue_calendar", lambda: unless_unchanged(request, write, now=now))


@require_safe
def champion(request):
    """The sessions that one champion leads or is on the rota of, and the days on which they meet somebody.

    Who knows its address may read it, until they make a new one. The key is in the query, which no access log keeps.
    """
    now, key = timezone.now(), request.GET.get("key", "").replace("\0", "")
    found = Champion.objects.filter(calendar_key=key, user__isnull=False).first()
    if found is None:
        raise Http404
    meetings = next_meetings(found, now)

    def write():
        theirs = Q(lead=found.user_id) | Q(pk__in=found.rota_places.confirmed().values("occurrence"))
        rows = Occurrence.objects.published().filter(theirs)
        more = [day_text(*each, now=now) for each in meetings]
        return feed(rows, title="My sessions as a champion", now=now, more=more)

    return unless_unchanged(request, write, now=now, keep="private, no-cache", also=meetings)


def next_meetings(champion, now):
    """[(uid, day)] on which they meet somebody: whom, and how to reach them, is in no calendar."""
    rows = champion.sessions.filter(request__state="matched", request__champion=champion, next_on__gte=as_day(now))
    return [(f"help-{pk}", on) for pk, on in rows.order_by("next_on", "pk").values_list("pk", "next_on")]


@require_safe
def news(request):
    """RSS: the next dates, with the same filters as /events/."""
    now = timezone.now()
    wanted = Wanted.read(request.GET, now=now)

    def write():
        return rss(fitting(Occurrence.objects.public(), wanted, now), address=request.get_full_path(), now=now)

    return unless_unchanged(request, write, now=now, content_type=RSS)


def unless_unchanged(request, write, *, now, content_type=ICS, keep=f"max-age={AGE}", also=()):
    """304, or what `write()` returns. What a feed shows changes with the stamp, the day, and what is asked for; with
    `also` too, of which no moment is known, so that the answer says none.
    """
    changed_at = stamp()
    today = midnight(as_day(now))
    said = f"{request.get_full_path()} {changed_at and changed_at.isoformat()} {today:%Y-%m-%d}{also or ''}"
    etag = quote_etag(hashlib.sha256(said.encode()).hexdigest()[:24])
    # A new day shows other dates, so nothing is older than today.
    modified = int(max(today, min(changed_at or today, now)).timestamp())
    modified = None if also else modified
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    response = response or HttpResponse(write(), content_type=content_type)
    response.headers["ETag"] = etag
    if modified:
        response.headers["Last-Modified"] = http_date(modified)
    response.headers.setdefault("Cache-Control", keep)
    return response
