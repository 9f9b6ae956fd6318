"""One occurrence: /events/<slug>/<yyyy-mm-dd>/ and its calendar file."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.calendar import occurrence_ics
from events.event_page import occurrence_context
from events.models import Occurrence


@require_safe
def occurrence(request, slug, day):
    meeting, moved_to = find(slug, day)
    if moved_to:
        return HttpResponseRedirect(moved_to.get_absolute_url())
    context = occurrence_context(meeting, now=timezone.now())
    return render(request, "events/occurrence_detail.html", context)


@require_safe
def calendar(request, slug, day):
    meeting, moved_to = find(slug, day)
    if moved_to:
        return HttpResponseRedirect(f"{moved_to.get_absolute_url()}event.ics")
    response = HttpResponse(occurrence_ics(meeting, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{day}.ics"'
    return response


def find(slug, day):
    """(the meeting at this address, None), or (None, where the meeting that was here has gone)."""
    published = Occurrence.objects.published().for_page()
    meeting = published.on(slug, day).first()
    if meeting:
        return meeting, None
    moved_to = published.moved_from(slug, day).first()
    if moved_to is None:
        raise Http404
    return None, moved_to
