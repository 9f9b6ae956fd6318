"""The next dates of a schedule as it stands in a form, asked for by the form's script as somebody types."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.words import as_day
from events.forms.recurrence import RecurrenceFormField
from events.next_dates import NextDates, next_dates


class AsTyped(forms.Form):
    """Half of it may be blank, or nonsense: what cannot be read is as good as blank."""

    first_on = forms.DateField(required=False)
    start_time = forms.TimeField(required=False)
    end_time = forms.TimeField(required=False)
    recurrence = RecurrenceFormField(required=False)


@require_safe
def shown(request):
    form = AsTyped(request.GET)
    form.is_valid()
    told = {name: form.cleaned_data.get(name) for name in ("first_on", "start_time", "end_time")}
    if "recurrence" in form.errors:
        found = NextDates(wrong=list(form.errors["recurrence"]))
    else:
        found = next_dates(form.cleaned_data["recurrence"], today=as_day(timezone.now()), **told)
    return render(request, "events/admin/_next_dates.html", {"shown": found})
