"""Partners' calendars in the admin: which there are, how they fare, and taking one in now."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core.errors import Refused
from events.actions import inbound
from events.forms.inbound import ANSWERS, CalendarForm, UploadForm
from events.models import PartnerCalendar
from events.views.admin.doors import require, status_of

VIEW, CHANGE = "events.view_partnercalendar", "events.change_partnercalendar"


def calendars(request):
    require(request, VIEW)
    found = PartnerCalendar.objects.select_related("venue")
    return render(
        request,
        "events/admin/partner_calendars.html",
        {"found": found, "heading": "Partner calendars", "icon": "download"},
    )


def calendar(request, pk=None):
    """One, to be changed; without `pk` a new one."""
    require(request, CHANGE)
    row = get_object_or_404(PartnerCalendar, pk=pk) if pk else PartnerCalendar()
    initial = {name: getattr(row, name) for name in ANSWERS}
    form = CalendarForm(request.POST or None, calendar=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = inbound.save_calendar(row, by=request.actor, now=timezone.now(), **form.answers)
        messages.success(request, "Saved.")
        return redirect("event_dates:partner_calendar", saved.pk)
    return page_of(request, row, form, UploadForm())


def page_of(request, row, form, upload):
    context = {
        "calendar": row,
        "form": form,
        "upload": upload,
        "heading": row.title or "Take in a partner’s calendar",
        "icon": "download",
        "entries": row.entries.select_related("event").order_by("event__title") if row.pk else [],
    }
    status = max(status_of(form), status_of(upload))
    return render(request, "events/admin/partner_calendar.html", context, status=status)


@require_POST
def fetch(request, pk):
    require(request, CHANGE)
    row = get_object_or_404(PartnerCalendar.objects.exclude(address=""), pk=pk)
    taken = inbound.fetch_calendar(row, by=request.actor, now=timezone.now())
    if taken is None:
        messages.error(request, row.failure)
    else:
        messages.success(request, f"Taken in. {taken.words()}")
    return redirect("event_dates:partner_calendar", pk)


@require_POST
def upload(request, pk):
    require(request, CHANGE)
    row, now = get_object_or_404(PartnerCalendar, pk=pk), timezone.now()
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            taken = inbound.take_in(row, form.cleaned_data["file"].read(), by=request.actor, now=now)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, f"Taken in. {taken.words()}")
            return redirect("event_dates:partner_calendar", pk)
    initial = {name: getattr(row, name) for name in ANSWERS}
    return page_of(request, row, CalendarForm(calendar=row, initial=initial), form)
