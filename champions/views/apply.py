"""Becoming a champion: /champions/apply/."""

from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone

from champions.actions import applications, drafts
from champions.forms.apply import STEPS, details
from champions.views.journey import Journey
from core.personal import personal_page

JOURNEY = Journey(
    "apply",
    STEPS,
    check_heading="Check your application",
    lead="Is this right? Nothing is sent until you press the button.",
    button="Send my application",
    note=(
        "We keep what you tell us while you are a champion, to keep you and the people you help safe. If you are not "
        "taken on, we clear it after {kept_for}."
    ),
    start_url=reverse_lazy("champions:about"),
    later_url=reverse_lazy("champions:apply_save"),
)


@personal_page
def begin(request):
    return JOURNEY.begin(request, now=timezone.now())


@personal_page
def step(request, slug):
    response = JOURNEY.step(request, slug)
    kept = JOURNEY.kept(request)
    if request.method == "POST" and kept and kept.get("is_saved"):
        answers = kept["typed"]
        drafts.keep_up(form_key=kept["form_key"], answers=answers, by=request.actor, now=timezone.now())
    return response


@personal_page
def check(request):
    def send(said, form_key, now):
        applications.apply(**details(said), form_key=form_key, by=request.actor, now=now)
        return {"first_name": said["you"]["name"].split(" ", 1)[0]}

    return JOURNEY.check(request, send)


@personal_page
def done(request):
    shown = JOURNEY.done(request)
    if shown is None:
        return redirect("champions:about")
    return render(request, "champions/applied.html", {"first_name": shown["first_name"]})
