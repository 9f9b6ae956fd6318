"""How sure the people of one session feel: whom to ask, on a tablet or on paper, and the answers typed back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import Refused
from core.words import as_day
from events import handed_over
from events.actions.confidence import take_answers
from events.asking import asked_at
from events.confidence import ASKED_ABOUT
from events.forms import answers as typed_back
from events.how_sure_links import Asking, address_of, token_for
from events.models import AskedBy, HowSure, Moment
from events.permissions.learners import sees_all
from events.permissions.registers import leads
from events.views.register import register_page, staff_links

BLANK_SHEETS = 3
NO_TOPICS = "This event has no topics, so there is nothing to ask about. An editor can give it some."
NOT_HERE = "Choose somebody of this session, and whether it is before or after it."


@register_page
@require_http_methods(["GET", "HEAD", "POST"])
def session(request, occurrence):
    found = asked_at(occurrence)
    if "digits" in request.POST:
        return choose_digits(request, occurrence)
    if request.method == "POST":
        return hand_over(request, found)
    may_open = sees_all(request.user) or leads(request.user, occurrence)
    return show(request, "session", found, may_open=may_open, has_digits=handed_over.has_digits(request))


def choose_digits(request, occurrence):
    try:
        handed_over.choose_digits(request, request.POST["digits"].strip())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "Your four digits are set until you sign out.")
    return redirect("events:asking", occurrence.register_code)


def hand_over(request, found):
    person, moment = found.person(request.POST.get("person")), request.POST.get("moment")
    if person is None or moment not in Moment.values or not found.areas:
        messages.error(request, NOT_HERE if found.areas else NO_TOPICS)
        return redirect("events:asking", found.occurrence.register_code)
    asking = Asking(str(person.key), found.occurrence.pk, moment, tuple(found.areas))
    handed_over.hand_over(request, reverse("events:asking", args=[found.occurrence.register_code]))
    return redirect(address_of(token_for(asking, now=timezone.now())))


@register_page
@require_safe
def sheets(request, occurrence):
    """A sheet for each person, with a number in place of a name, and a few for whoever just turns up."""
    found = asked_at(occurrence)
    page = {
        "numbers": [asked.number for asked in found.people] + [""] * BLANK_SHEETS,
        "asked_about": [ASKED_ABOUT[area] for area in found.areas],
        "moments": Moment.choices,
    }
    return show(request, "sheets", found, **page)


@register_page
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request, occurrence):
    found = asked_at(occurrence)
    if request.method != "POST":
        return show(request, "answers", found, boxes=typed_back.boxes(found))
    on = min(as_day(occurrence.starts_at), as_day(timezone.now()))
    try:
        given = typed_back.read(request.POST, found)
        if given:
            take_answers(
                given, occurrence=occurrence, on=on, asked_by=AskedBy.PAPER, by=request.actor, now=timezone.now()
            )
    except Refused as refusal:
        boxes = typed_back.boxes(found, request.POST)
        return show(request, "answers", found, status=422, boxes=boxes, sentence=refusal.sentence)
    messages.success(request, "The answers are kept. Now shred the sheets.")
    return redirect("events:asking", occurrence.register_code)


def show(request, template, found, *, status=200, **more):
    page = {
        "occurrence": found.occurrence,
        "session": found,
        "levels": HowSure.choices,
        "no_topics": NO_TOPICS,
        "links": staff_links(request),
        "now": timezone.now(),
    }
    return render(request, f"events/asking/{template}.html", page | more, status=status)
