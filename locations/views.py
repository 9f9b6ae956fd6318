"""The bank holidays that the programme knows, in the admin, and taking in GOV.UK's file of them."""

from itertools import groupby

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from wagtail.admin import messages

from core.errors import Refused
from core.models import ProgrammeSettings
from core.words import as_day, count_words
from locations.holidays import SOURCE, import_bank_holidays, known_until, run_out
from locations.models import BankHoliday

VIEW, ADD = "locations.view_bankholiday", "locations.add_bankholiday"
LARGEST_FILE = 2_000_000


class FileForm(forms.Form):
    file = forms.FileField(
        label="The file bank-holidays.json", error_messages={"required": "Choose the file that you downloaded."}
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("This file is too large to be GOV.UK’s list of bank holidays.")
        return file


def bank_holidays(request):
    if not request.user.has_perm(VIEW) or (request.method == "POST" and not request.user.has_perm(ADD)):
        raise PermissionDenied
    now, settings = timezone.now(), ProgrammeSettings.current()
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        try:
            words = take_in(form.cleaned_data["file"].read(), by=request.actor, now=now)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, words)
            return redirect("bank_holidays:index")
    coming = BankHoliday.objects.filter(nation=settings.nation, on__gte=as_day(now).replace(month=1, day=1))
    page = {
        "form": form,
        "heading": "Bank holidays",
        "nation": settings.get_nation_display(),
        "years": [(year, list(days)) for year, days in groupby(coming.order_by("on"), key=lambda day: day.on.year)],
        "last": known_until(settings.nation),
        "run_out": run_out(now),
        "source": SOURCE,
        "may_add": request.user.has_perm(ADD),
    }
    return render(request, "locations/admin/bank_holidays.html", page, status=422 if form.errors else 200)


def take_in(data, *, by, now):
    total, new, gone = import_bank_holidays(data, by=by, now=now)
    return f"{count_words(total, 'bank holiday')} in the file: {new} new, {gone} no longer there."
