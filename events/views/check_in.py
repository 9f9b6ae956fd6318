"""People check in themselves on a tablet at the door. The page knows one session, and shows nobody's name."""

from django import forms
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from core import personal, throttle
from core.codes import ALPHABET, as_typed
from core.errors import Refused
from core.govuk import GovukForm
from events.actions.check_in import check_in
from events.models import Occurrence

OPENED = "check_in"
TRIES = 200  # an hour at one session: a full hall comes in, and a reference is one of 480 million
TOO_MANY = "That was tried too many times. Please speak to the person who leads the session."


class ReferenceForm(GovukForm):
    page_heading = "reference"
    reference = forms.CharField(
        label="Type your booking number",
        help_text="6 letters and numbers, like K7M 4PX. It is on your confirmation.",
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "class": "check-in-number"}
        ),
        error_messages={"required": "Type your booking number"},
    )

    def clean_reference(self):
        return as_typed(self.cleaned_data["reference"])


def start(request, occurrence):
    """Whoever walks up to the tablet must not get back to names: it is signed out, and knows this session alone."""
    logout(request)
    request.session[OPENED] = occurrence.pk
    return redirect("events:check_in")


def close(request):
    """Whoever opens a register on this device has it in hand again."""
    if OPENED in request.session:
        del request.session[OPENED]


def opened_session(request, *, now):
    """The session that this device checks people in to; None once it is over, or on any other device."""
    if request.user.is_authenticated or OPENED not in request.session:
        return None
    return Occurrence.objects.to_act_on().filter(pk=request.session[OPENED], ends_at__gt=now).first()


@personal.personal_page
def page(request):
    now = timezone.now()
    occurrence = opened_session(request, now=now)
    if occurrence is None:
        return render(request, "events/register/check_in_closed.html", status=403)
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            throttle.check("check-in", occurrence.pk, limit=TRIES, seconds=3600, sentence=TOO_MANY)
            check_in(occurrence=occurrence, reference=form.cleaned_data["reference"], now=now)
        except Refused as refusal:
            form.add_error("reference", refusal.sentence)
        else:
            return redirect("events:checked_in")
    context = {"form": form, "occurrence": occurrence, "keys": sorted(ALPHABET, key=lambda key: (key.isalpha(), key))}
    return render(request, "events/register/check_in.html", context, status=422 if form.errors else 200)


@personal.personal_page
def thanks(request):
    if opened_session(request, now=timezone.now()) is None:
        raise Http404
    return render(request, "events/register/checked_in.html")
