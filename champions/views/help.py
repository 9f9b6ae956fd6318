"""Asking for one-to-one help: /help/."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from champions import promises, telling
from champions.actions import agreeing, requests
from champions.actions.agreeing import agreement
from champions.forms.help import STEPS, details
from champions.links import key_in, link_of
from champions.models import WITH_SOMEBODY, HelpRequest, RequestState
from champions.views import opened
from champions.views.journey import Journey
from champions.wording import WHAT_WE_DO
from core.cards import SummaryRow, Tag
from core.errors import Refused
from core.personal import personal_page

JOURNEY = Journey(
    "help",
    STEPS,
    check_heading="Check what you are asking for",
    lead="Is this right? Nothing is sent until you press the button.",
    button="Ask for help",
    note=WHAT_WE_DO,
    start_url=reverse_lazy("champions:about"),
)
TAGS = {
    RequestState.WAITING: Tag("We are looking for somebody", "few", "clock"),
    RequestState.OFFERED: Tag("We are asking somebody", "few", "clock"),
    RequestState.FOUND: Tag("We have found somebody: is that all right?", "who", "bell"),
    RequestState.MATCHED: Tag("You are in touch", "ok", "tick"),
    RequestState.CLOSED: Tag("Ended"),
    RequestState.CANCELLED: Tag("Cancelled", "stop", "cancelled"),
}

MY = "/my/"
NO_MORE = "We are sorry: this champion cannot help after all. We are looking for somebody else, and you hear from us."
CLOSED = "We closed your request for help, so that nobody else sees it. Please open it again."


@personal_page
def begin(request):
    return JOURNEY.begin(request, now=timezone.now())


@personal_page
def step(request, slug):
    return JOURNEY.step(request, slug)


@personal_page
def check(request):
    def send(said, form_key, now):
        asked = requests.ask_for_help(**details(said), form_key=form_key, by=request.actor, now=now)
        return {"request": asked.pk}

    return JOURNEY.check(request, send)


@personal_page
def done(request):
    shown = JOURNEY.done(request)
    if shown is None:
        return redirect("champions:help")
    asked = get_object_or_404(HelpRequest, pk=shown["request"])
    return render(
        request,
        "champions/help_done.html",
        {"asked": asked, "link": link_of(asked), "steps": promises.steps(asked)},
    )


@personal_page
def open_link(request):
    """A link from a message. Its key goes no farther: whoever uses this computer next finds nothing in its history."""
    key = key_in(request.GET.get("r", ""))
    if key is None:
        raise Http404("Not a link of ours")
    asked = get_object_or_404(HelpRequest.objects.to_show(), key=key)
    opened.open_requests(request, [asked], now=timezone.now())
    return redirect("champions:help_request", reference=asked.reference)


def closed(request):
    messages.info(request, CLOSED)
    return redirect(MY)


@personal_page
def help_request(request, reference):
    """What became of a request, for whoever has opened it. It shows no name but the champion's first."""
    asked = opened.opened_request(request, reference)
    if asked is None:
        return closed(request)
    first_name = telling.first_name(asked.champion.person) if asked.state in WITH_SOMEBODY else ""
    page = {
        "asked": asked,
        "rows": rows_of(asked, first_name),
        "tag": TAGS[RequestState(asked.state)],
        "may_cancel": asked.is_open,
        "first_name": first_name,
        "role": asked.champion.role.title.lower() if first_name else "",
        "steps": promises.steps(asked, first_name) if asked.is_open else [],
        "agreement": agreement(asked) if asked.state == RequestState.FOUND else "",
    }
    return render(request, "champions/help_request.html", page)


def rows_of(asked, first_name):
    rows = [
        SummaryRow("What", telling.need_words(asked)),
        SummaryRow("How", asked.get_setting_display()),
        SummaryRow("When", telling.times_of(asked)),
    ]
    if first_name:
        rows.append(SummaryRow("Who", f"{first_name}, {asked.champion.role.title.lower()}"))
    if first_name and asked.venue:
        rows.append(SummaryRow("You could meet at", asked.venue.title))
    return rows


@require_POST
@personal_page
def answer(request, reference):
    """Yes or no to the champion who was found. Never by following a link: mail scanners follow them all."""
    asked = opened.opened_request(request, reference)
    if asked is None:
        return closed(request)
    says_yes = request.POST.get("answer") == "yes"
    act = agreeing.agree if says_yes else agreeing.rather_not
    try:
        answered = act(request=asked, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if says_yes and answered.state != RequestState.MATCHED:
            messages.warning(request, NO_MORE)
    return redirect("champions:help_request", reference=asked.reference)


@require_POST
@personal_page
def cancel(request, reference):
    asked = opened.opened_request(request, reference)
    if asked is None:
        return closed(request)
    try:
        requests.cancel_request(request=asked, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("champions:help_request", reference=asked.reference)
