"""My bookings without a number: a one-time code to a contact that we have, for the name that goes with it."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from champions.models import HelpRequest
from champions.views.opened import open_requests
from core import personal, throttle
from core.errors import Refused
from events.forms.booking_my import AskForCodeForm, EnterCodeForm
from events.models import Booking
from events.views.booking_done import open_bookings
from people.actions.one_time_codes import ask_for_code, use_code
from people.claims import Claim

KEPT_AS = "code"
# Counted whether or not we know them. A library full of people shares one address.
CODES_TO_A_CONTACT, CODES_FROM_AN_ADDRESS, TRIES_FROM_AN_ADDRESS = 5, 100, 300
TOO_MANY = "A code was asked for too many times. Please wait an hour, or ring us and we will look it up."
TOO_MANY_TRIES = "Very many codes have been tried from here. Please wait an hour, or ring us and we will look it up."
AWAY = "You were away for a while, so we cleared what you had typed. Please ask for a code again."


@personal.personal_page
def ask(request):
    """The answer is the same for everybody: somebody may be finding out who comes to us."""
    now = timezone.now()
    form = AskForCodeForm(request.POST if request.method == "POST" else None, initial={"form_key": uuid4()})
    if form.is_valid():
        asked = {"form_key": str(form.cleaned_data["form_key"]), **form.said}
        try:
            send_code(request, asked, now=now)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            personal.remember(request, KEPT_AS, asked, now=now)
            return redirect("events:my_code_enter")
    return render(request, "events/booking/my_code.html", {"form": form}, status=422 if form.errors else 200)


def send_code(request, asked, *, now):
    claim = Claim(asked["name"], asked["contact"])
    address = throttle.client_address(request)
    throttle.check("code-to", claim.compared, limit=CODES_TO_A_CONTACT, seconds=3600, sentence=TOO_MANY)
    throttle.check("code-from", address, limit=CODES_FROM_AN_ADDRESS, seconds=3600, sentence=TOO_MANY)
    ask_for_code(claim=claim, form_key=asked["form_key"], by=request.actor, now=now)


@personal.personal_page
def enter(request):
    now = timezone.now()
    asked = personal.recall(request, KEPT_AS)
    if asked is None:
        return nothing_asked(request)
    form = EnterCodeForm(request.POST if request.method == "POST" else None, asked=asked["form_key"])
    if form.is_valid():
        try:
            people = people_with(request, asked, form, now=now)
        except Refused as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return open_all(request, people, now=now)
    page = {"form": form, "contact": asked["contact"]}
    return render(request, "events/booking/my_code_enter.html", page, status=422 if form.errors else 200)


def nothing_asked(request):
    """The code was taken already and the button pressed again, or they were away."""
    if not personal.is_anything_kept(request):
        messages.warning(request, AWAY)
    return redirect("events:my")


def people_with(request, asked, form, *, now):
    address = throttle.client_address(request)
    throttle.check("code-tried", address, limit=TRIES_FROM_AN_ADDRESS, seconds=3600, sentence=TOO_MANY_TRIES)
    claim = Claim(asked["name"], asked["contact"])
    typed = form.cleaned_data["code"]
    return use_code(claim=claim, form_key=asked["form_key"], typed=typed, by=request.actor, now=now)


def open_all(request, people, *, now):
    """All of theirs; not what was left at a date that they changed for another."""
    personal.forget(request, KEPT_AS)
    bookings = list(Booking.objects.to_show().filter(person__in=people, changed_to=None))
    requests = list(HelpRequest.objects.to_show().filter(person__in=people))
    open_bookings(request, bookings, now=now)
    open_requests(request, requests, now=now)
    if not bookings and not requests:
        messages.info(request, "There is nothing booked or asked for in your name.")
    return redirect("events:my")
