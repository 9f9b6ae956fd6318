"""A request and who could help with it: the coordinator's page, and what they do there."""

from functools import wraps
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from champions import telling
from champions.actions import offers, requests
from champions.actions.offers import OPEN_FOR
from champions.candidates import candidates, need_of
from champions.forms.help import details
from champions.forms.staff import AgreedForm, CloseForm, one_screen
from champions.matching import rank
from champions.models import Champion, HelpRequest, RequestState
from core.cards import Choice, SummaryRow, Tag
from core.errors import Refused
from core.words import LONDON, count_words, full_day_words
from locations.postcode_forms import parse_postcode, postcode_within

VIEW, CHANGE, ADD = (f"champions.{what}_helprequest" for what in ("view", "change", "add"))


def allowed(permission):
    def wrap(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wrapped

    return wrap


def staff_links():
    return [
        Choice("Requests", reverse("helprequest:index"), chosen=True),
        Choice("Champions", reverse("champion:index")),
        Choice("Admin", reverse("wagtailadmin_home")),
    ]


def by_pk(pk):
    return get_object_or_404(
        HelpRequest.objects.select_related("area", "champion__person", "champion__role", "venue").prefetch_related(
            "topics", "wanted_times", "offers__champion__person", "sessions"
        ),
        pk=pk,
    )


@require_GET
@allowed(VIEW)
def show(request, pk):
    now = timezone.now()
    offers.lapse_offers(now)
    return render(request, "champions/staff/match.html", page_of(by_pk(pk), now))


@require_POST
@allowed(CHANGE)
def contact(request, pk):
    """The same page with the name and how to reach them: shown only when asked for, and written down."""
    now, asked = timezone.now(), by_pk(pk)
    person = requests.look_at_contact(request=asked, by=request.actor, now=now)
    return render(request, "champions/staff/match.html", {**page_of(asked, now), "person": person})


def page_of(asked, now):
    today = now.astimezone(LONDON).date()
    waiting = asked.state == RequestState.WAITING
    ranking = rank(need_of(asked), candidates(asked, now=now), today=today) if waiting else None
    return {
        "links": staff_links(),
        "asked": asked,
        "tag": tag_of(asked, now),
        "taken": taken_words(asked),
        "need": need_rows(asked),
        "ranking": ranking,
        "first": ranking.matches[0] if ranking and ranking.matches else None,
        "second": ranking.matches[1] if ranking and len(ranking.matches) > 1 else None,
        "lapses": telling.moment_words(now + OPEN_FOR, now),
        "waiting_count": HelpRequest.objects.waiting().count(),
        "close_form": CloseForm(),
        "now": now,
    }


def tag_of(asked, now):
    if asked.state in (RequestState.WAITING, RequestState.OFFERED):
        waits = f"waiting {days_words(asked.created_at, now)}"
        words = waits.capitalize() if asked.state == RequestState.WAITING else f"Offered, {waits}"
        return Tag(words, "few", "clock")
    if asked.state == RequestState.MATCHED:
        return Tag("Matched", "ok", "tick")
    return Tag(asked.get_state_display(), "stop" if asked.state == RequestState.CANCELLED else "")


def days_words(since, now):
    days = (now - since).days
    return count_words(days, "day") if days else "since today"


def taken_words(asked):
    how = {"web": "Asked on the website", "phone": "Taken by phone", "face": "Taken face to face"}
    came = how.get(asked.arrived_by, f"Came by {asked.get_arrived_by_display().lower()}")
    return f"{came} on {full_day_words(asked.created_at)}"


def need_rows(asked):
    where = str(asked.area or "Area not known")
    # A town or village may be shown; a postcode is somebody's street.
    if asked.where not in ("", where) and not parse_postcode(asked.where) and not postcode_within(asked.where):
        where = f"{asked.where} ({where})"
    if asked.setting == "venue":
        where += f". Can go {count_words(asked.travel_miles, 'mile')}"
    return [
        SummaryRow("Where", where),
        SummaryRow("Topics", telling.need_words(asked)),
        SummaryRow("In their words", asked.words or "Nothing more"),
        SummaryRow("When", telling.times_of(asked)),
        SummaryRow("Language", asked.language or "English"),
        SummaryRow("How", asked.get_setting_display()),
        SummaryRow("Access", "Step-free" if asked.step_free else "Nothing special"),
    ]


def act(visit, pk, action, done, **values):
    """Do it, say so or say why not, and show the request again. `visit` is the web's request, not the resident's."""
    try:
        action(**values, by=visit.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(visit, refusal.sentence)
    else:
        messages.success(visit, done)
    return redirect("helprequest:inspect", pk)


@require_POST
@allowed(CHANGE)
def offer(request, pk, champion):
    chosen = get_object_or_404(Champion.objects.select_related("person"), pk=champion)
    done = f"Offered to {telling.first_name(chosen.person)}, who has 3 days to answer."
    return act(request, pk, offers.offer, done, request=by_pk(pk), champion=chosen)


@require_POST
@allowed(CHANGE)
def withdraw(request, pk):
    """The offer that is open; there is at most one."""
    live = get_object_or_404(by_pk(pk).offers.filter(state="open"))
    return act(request, pk, offers.withdraw, "The offer is taken back.", offer=live)


@require_POST
@allowed(CHANGE)
def end_match(request, pk):
    return act(request, pk, offers.end_match, "They are among those waiting again, and are told.", request=by_pk(pk))


@require_POST
@allowed(CHANGE)
def close(request, pk):
    form = CloseForm(request.POST)
    if not form.is_valid():
        now = timezone.now()
        return render(
            request, "champions/staff/match.html", {**page_of(by_pk(pk), now), "close_form": form}, status=422
        )
    outcome = form.cleaned_data["outcome"]
    return act(request, pk, requests.close_request, "The request is closed.", request=by_pk(pk), outcome=outcome)


@require_POST
@allowed(CHANGE)
def cancel(request, pk):
    return act(request, pk, requests.cancel_request, "The request is cancelled.", request=by_pk(pk))


@allowed(ADD)
def take(request):
    """A request taken on the telephone or at the desk: every question on one screen."""
    data = request.POST if request.method == "POST" else None
    parts, agreed = one_screen(data), AgreedForm(data, initial={"form_key": uuid4()})
    if data and all(form.is_valid() for form in [*parts.values(), agreed]):
        said = {name: form.cleaned_data for name, form in parts.items()}
        try:
            asked = requests.ask_for_help(
                **details(said),
                form_key=agreed.cleaned_data["form_key"],
                arrived_by=said["who"]["arrived_by"],
                by=request.actor,
                now=timezone.now(),
            )
        except Refused as refusal:
            agreed.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Tell them their request number: {asked}.")
            return redirect("helprequest:inspect", asked.pk)
    forms = [*parts.values(), agreed]
    page = {"links": staff_links(), "parts": parts, "agreed": agreed, "forms": forms}
    wrong = any(form.errors for form in forms)
    return render(request, "champions/staff/take.html", {**page, "wrong": wrong}, status=422 if wrong else 200)
