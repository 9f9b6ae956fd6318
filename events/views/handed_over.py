"""Where a tablet that was handed to a learner asks for its staff."""

from django import forms
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import personal
from core.errors import Refused
from core.govuk import GovukForm
from events.forms.booking_my import CODE
from events.handed_over import has_digits, is_handed_over, take_back
from events.views.register_door import OPENED


class DigitsForm(GovukForm):
    typed = forms.CharField(
        label="Your four digits",
        help_text="Your password does it too.",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": "Type your four digits"},
    )


class PasswordForm(GovukForm):
    typed = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Type your password"},
    )


class SameDayCodeForm(GovukForm):
    typed = forms.CharField(
        label="Day code",
        help_text="The one that opened the register on this device.",
        widget=forms.TextInput(CODE),
        error_messages={"required": "Type the day code"},
    )


@personal.personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    if not is_handed_over(request):
        return redirect("/")
    if request.POST.get("do") == "sign-out":
        logout(request)
        return redirect("/")
    form = form_for(request)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        day_codes = request.session.get(OPENED, {}).values()
        try:
            return redirect(take_back(request, form.cleaned_data["typed"], day_codes=day_codes))
        except Refused as refusal:
            form.add_error("typed", refusal.sentence)
    return render(request, "events/learner/handed_over.html", {"form": form}, status=422 if form.errors else 200)


def form_for(request):
    if not request.user.is_authenticated:
        return SameDayCodeForm
    return DigitsForm if has_digits(request) else PasswordForm
