"""Every date of one event: what is to come, what was left out and why, what is over; and a date of its own."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core.errors import Refused
from core.words import as_day
from events.actions import occurrences
from events.actions.schedules import plan_for
from events.forms.dates import OneOffForm
from events.models import EventPage, Occurrence, Schedule
from events.objections import objections
from events.plan import What
from events.views.admin.doors import CANCEL, CHANGE, dates_url, require, status_of

PAST_SHOWN = 30


def dates(request, pk):
    require(request, CHANGE)
    event, now = get_object_or_404(EventPage, pk=pk), timezone.now()
    rows = Occurrence.objects.filter(event=event).with_room().select_related("venue", "moved_from_venue", "lead")
    rows = rows.order_by("starts_at", "pk")
    context = {
        "event": event,
        "heading": f"Dates of “{event.title}”",
        "coming": list(rows.upcoming(now)),
        "past": list(rows.past(now).reverse()[:PAST_SHOWN]),
        "skipped": skipped_lines(event, now) if event.live else [],
        "schedules": [(each, first_to_come(each, now)) for each in Schedule.objects.filter(event=event)],
        "may_publish": event.live and event.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "events/admin/event_dates.html", context)


def skipped_lines(event, now):
    return plan_for(event, schedules=Schedule.objects.filter(event=event.pk), now=now).of(What.SKIPPED)


def first_to_come(schedule, now):
    """The day from which a schedule could be changed, or None where all its dates are over."""
    if not schedule.is_complete:
        return None
    rows = Occurrence.objects.filter(event=schedule.event_id, schedule_key=schedule.key, starts_at__gt=now)
    return rows.order_by("original_on").values_list("original_on", flat=True).first()


def add(request, pk):
    """A date that no schedule has."""
    require(request, CHANGE)
    event, now = get_object_or_404(EventPage, pk=pk), timezone.now()
    form = OneOffForm(request.POST or None, event=event, initial={"lead": event.lead_id, "on": as_day(now)})
    said = []
    if request.method == "POST" and form.is_valid():
        answers, meeting = form.cleaned_data, form.meeting
        said = objections(
            event, meeting.starts_at, meeting.ends_at, answers["venue"], clocks=form.clocks, lead=answers["lead"]
        )
        if not said or answers["anyway"]:
            made = add_it(request, event, form)
            if made:
                messages.success(request, "The date is added.")
                return redirect("occurrence:inspect", made.pk)
        else:
            form.add_error("anyway", "Tick this if it is to be held all the same.")
    context = {"event": event, "form": form, "said": said, "heading": f"Add a date to “{event.title}”"}
    return render(request, "events/admin/one_off.html", context | {"back": dates_url(event)}, status=status_of(form))


def add_it(request, event, form):
    answers, meeting = form.cleaned_data, form.meeting
    try:
        return occurrences.add_one_off(
            event,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            venue=answers["venue"],
            capacity=answers["capacity"],
            lead=answers["lead"],
            key=answers["key"],
            by=request.actor,
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return None


@require_POST
def hold(request, pk):
    """A date that was left out, because the place is closed or it is a bank holiday, is held after all."""
    require(request, CHANGE, CANCEL)
    event, now = get_object_or_404(EventPage, pk=pk), timezone.now()
    line = next((each for each in skipped_lines(event, now) if each.name == request.POST.get("date")), None)
    if line is None:
        messages.error(request, "That date is no longer among those left out. Look at the list again.")
        return redirect(reverse("event_dates:dates", args=[event.pk]))
    made = occurrences.hold_anyway(event, line.wanted, by=request.actor, now=now)
    messages.success(request, "The date is added. Move it if it is to be held at another time or place.")
    return redirect("occurrence:inspect", made.pk)
