"""The duty list: who is on duty at a venue, a week at once. They may open the registers there on that day."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from core.words import as_day
from events.actions.duty import set_duties, week_of
from events.forms import duty as forms
from events.models import Duty
from events.views.admin.doors import require, status_of
from locations.models import VenuePage

CHANGE_DUTY = "events.change_duty"


def places(request):
    """Where: by its name, or one where somebody is on duty this week."""
    require(request, CHANGE_DUTY)
    form = forms.FindPlaceForm(request.GET if "place" in request.GET else None)
    if form.is_valid():
        return redirect("event_dates:duty_at", form.cleaned_data["place"].pk)
    monday = forms.monday_of(as_day(timezone.now()))
    listed = VenuePage.objects.filter(duties__on__in=week_of(monday)).order_by("title").distinct()
    context = {"form": form, "listed": listed, "heading": "Duty lists"}
    return render(request, "events/admin/duty_places.html", context, status=status_of(form))


def week(request, pk):
    require(request, CHANGE_DUTY)
    venue = get_object_or_404(VenuePage, pk=pk)
    monday = forms.monday_in(request.GET.get("week", ""), as_day(timezone.now()))
    added = forms.AddSomebodyForm(request.POST or None)
    if request.method == "POST" and added.is_valid():
        return save(request, venue, monday, added.cleaned_data["somebody"])
    ticks = set(Duty.objects.filter(venue=venue, on__in=week_of(monday)).values_list("on", "user_id"))
    if added.is_bound:
        ticks = forms.ticks_in(request.POST)
    shown = numbers(request.POST.getlist("person") or request.GET.getlist("person"))
    context = {
        "venue": venue,
        "heading": f"On duty at {venue.title}",
        "days": week_of(monday),
        "rows": forms.rows_of(forms.people_of(venue, monday, shown), monday, ticks),
        "added": added,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
    }
    return render(request, "events/admin/duty.html", context, status=status_of(added))


def save(request, venue, monday, somebody):
    """Both buttons keep the ticks; one adds a row for somebody as well."""
    people = numbers(request.POST.getlist("person"))
    known = {user.pk for user in forms.people_of(venue, monday, people)}
    set_duties(
        venue=venue,
        monday=monday,
        users=people & known,
        wanted=forms.ticks_in(request.POST),
        by=request.actor,
        now=timezone.now(),
    )
    here = f"{reverse('event_dates:duty_at', args=[venue.pk])}?week={monday}"
    if somebody:
        messages.info(request, f"Tick the days of {forms.name_of(somebody)}.")
        return redirect(f"{here}&person={somebody.pk}")
    messages.success(request, "The duty list is saved.")
    return redirect(here)


def numbers(texts):
    return {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 10}
