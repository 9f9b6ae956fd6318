"""Who comes in to a register: whoever may see it, or whoever typed a day code on this device."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core import personal, throttle
from core.audit import record
from core.codes import as_typed, keyed_hash
from core.errors import Refused
from core.govuk import GovukForm
from events.forms.booking_my import CODE
from events.models import Occurrence
from events.permissions.registers import by_day_code, day_codes_of, may_see_register
from events.views import check_in

OPENED = "day_codes"
TRIES_AT_A_REGISTER, TRIES_FROM_AN_ADDRESS = 20, 200
# The same whether there is no such register, no such code, or it is not its day.
WRONG = "This code does not open this register. Check it. A day code works on its own day alone: ring for a new one."
TOO_MANY = "That was tried too many times. Please wait an hour, or ring and ask somebody to open the register for you."


class DayCodeForm(GovukForm):
    code = forms.CharField(
        label="Day code",
        help_text="8 letters and numbers. Spaces and small letters are fine.",
        widget=forms.TextInput(CODE),
        error_messages={"required": "Enter the day code"},
    )

    def clean_code(self):
        return as_typed(self.cleaned_data["code"])


def register_page(view):
    """Allowed to see this very register; never kept by the browser. Others are asked to sign in or for a day code."""

    @personal.personal_page
    @wraps(view)
    def wrapped(request, code):
        now = timezone.now()
        occurrence = register_at(code)
        if occurrence is None and request.user.is_authenticated:
            raise Http404
        if occurrence is None or not comes_in(request, occurrence, now=now):
            return door(request, code, DayCodeForm(), status=403)
        check_in.close(request)
        return view(request, occurrence)

    return wrapped


def register_at(code):
    return Occurrence.objects.select_related("event", "venue", "lead").filter(register_code=as_typed(code)).first()


def comes_in(request, occurrence, *, now):
    request.by_day_code = False
    if may_see_register(request.user, occurrence, now=now):
        return True
    kept = request.session.get(OPENED, {}).get(occurrence.register_code)
    if kept is None or not day_codes_of(occurrence, now=now).filter(pk=kept).exists():
        return False
    request.by_day_code = True
    request.actor = by_day_code(request.user)
    return True


def door(request, code, form, *, status):
    return render(request, "events/register/door.html", {"code": code, "form": form}, status=status)


@require_POST
@personal.personal_page
def enter(request, code):
    """A day code opens this register alone, on this device, until it ends."""
    form = DayCodeForm(request.POST)
    if form.is_valid():
        try:
            open_by_code(request, as_typed(code), form.cleaned_data["code"], now=timezone.now())
        except Refused as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return redirect("events:register", code=code)
    return door(request, code, form, status=422)


def open_by_code(request, register, typed, *, now):
    throttle.check("day-code", register, limit=TRIES_AT_A_REGISTER, seconds=3600, sentence=TOO_MANY)
    address = throttle.client_address(request)
    throttle.check("day-code-from", address, limit=TRIES_FROM_AN_ADDRESS, seconds=3600, sentence=TOO_MANY)
    occurrence = register_at(register)
    found = day_codes_of(occurrence, now=now).filter(code_hash=keyed_hash(typed)).first()
    if found is None:
        raise Refused(WRONG)
    record("day_code_used", occurrence, by=by_day_code(request.user), now=now, day_code=found.pk)
    personal.finish(request)
    if not request.user.is_authenticated:
        request.session.cycle_key()
        request.session.set_expiry(None)  # not the 15 minutes of a visitor: a session takes hours
    request.session[OPENED] = request.session.get(OPENED, {}) | {register: found.pk}


@require_POST
@personal.personal_page
def leave(request, code):
    """Close what a day code opened on this device."""
    opened = request.session.get(OPENED, {})
    if opened.pop(as_typed(code), None) is not None:
        request.session[OPENED] = opened
    messages.success(request, "The register is closed on this device.")
    return redirect("events:register", code=code)
