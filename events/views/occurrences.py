"""One occurrence: /events/<slug>/<yyyy-mm-dd>/ and its calendar file."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.models import Redirect

from events.calendars.vevent import occurrence_ics
from events.event_page import occurrence_context
from events.models import Occurrence


@require_safe
def occurrence(request, slug, day):
    meeting, moved_to = find(slug, day)
    if moved_to:
        return HttpResponseRedirect(moved_to)
    context = occurrence_context(meeting, now=timezone.now())
    return render(request, "events/occurrence_detail.html", context)


@require_safe
def calendar(request, slug, day):
    meeting, moved_to = find(slug, day)
    if moved_to:
        return HttpResponseRedirect(f"{moved_to}event.ics")
    response = HttpResponse(occurrence_ics(meeting, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{day}.ics"'
    return response


def find(slug, day):
    """(the meeting at this address, None), or (None, the address that the meeting that was here has now)."""
    published = Occurrence.objects.published().for_page()
    meeting = published.on(slug, day).first()
    if meeting:
        return meeting, None
    moved_to = published.moved_from(slug, day).first()
    if moved_to:
        return None, moved_to.get_absolute_url()
    if renamed := slug_now(slug):
        return None, reverse("events:occurrence", args=[renamed, day])
    raise Http404


def slug_now(slug, under="/events"):
    """The last part of a page's address, where it had another before: Wagtail keeps a redirect of its page."""
    found = Redirect.objects.filter(old_path=f"{under}/{slug}", redirect_page__live=True)
    return found.values_list("redirect_page__slug", flat=True).first()
