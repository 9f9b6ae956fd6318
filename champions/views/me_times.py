"""A champion's own pages: when they can help, to the minute, and when they are away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from champions.actions import holidays, profile
from champions.forms.answers import refusal_of
from champions.forms.me import HolidayForm, TimesForm
from champions.times import Slot
from champions.views.me import champion_page, own_url
from core.words import as_day


@champion_page
def times(request, champion, *, now):
    slots = [Slot(each.weekday, each.starts, each.ends) for each in champion.availability.all()]
    form = TimesForm(request.POST if request.method == "POST" else None, slots=slots)
    if form.is_valid():
        act = {"champion": champion, "slots": form.slots, "by": request.actor, "now": now}
        if refusal_of(form, lambda: profile.set_times(**act)):
            messages.success(request, "Saved.")
            return redirect("champions:me")
    page = {"form": form, "heading": "When you can help", "button": "Save", "back_url": own_url()}
    return render(request, "champions/times.html", page, status=422 if form.errors else 200)


@champion_page
def away(request, champion, *, now):
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act = dict(champion=champion, **form.cleaned_data, by=request.actor, now=now)
        if refusal_of(form, lambda: holidays.add_holiday(**act)):
            messages.success(request, "Saved. We do not ask you about anybody new while you are away.")
            return redirect("champions:away")
    coming = champion.holidays.filter(until_on__gte=as_day(now))
    page = {"form": form, "champion": champion, "holidays": coming, "now": now}
    page |= {"heading": "Holidays", "button": "Add these days", "back_url": own_url()}
    return render(request, "champions/away.html", page, status=422 if form.errors else 200)


@require_POST
@champion_page
def not_away(request, champion, pk, *, now):
    holiday = get_object_or_404(champion.holidays, pk=pk)
    holidays.remove_holiday(champion=champion, holiday=holiday, by=request.actor, now=now)
    messages.success(request, "Taken away.")
    return redirect("champions:away")
