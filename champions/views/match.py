"""A request and who could help with it: the coordinator's page, and what they do there."""

from functools import wraps
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from champions import promises, telling
from champions.actions import offers, requests
from champions.actions.agreeing import agreement
from champions.actions.offers import OPEN_FOR
from champions.candidates import candidate_of, candidates, need_of
from champions.forms.concerns import NeverForm
from champions.forms.help import details
from champions.forms.helped import HelpedForm
from champions.forms.staff import CloseForm, ReadForm, one_screen
from champions.forms.waiting import PlaceForm, TurnsForm, WaitForm
from champions.matching import rank
from champions.meeting import journeys
from champions.models import WITH_SOMEBODY, Champion, HelpRequest, MatchWeights, RequestState
from champions.widening import ways_out
from core.cards import Choice, SummaryRow, Tag
from core.errors import Refused
from core.words import as_day, count_words, full_day_words
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
            "topics", "wanted_times", "offers__champion__person", "sessions", "turns__champion__person"
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
    waiting = asked.state == RequestState.WAITING
    return {
        "links": staff_links(),
        "asked": asked,
        "tag": tag_of(asked, now),
        "taken": taken_words(asked),
        "flags": promises.flags(asked, now),
        "need": need_rows(asked),
        **(ranking_of(asked, now) if waiting else meeting_of(asked, now)),
        "lapses": telling.moment_words(now + OPEN_FOR, now),
        "waiting_count": HelpRequest.objects.waiting().count(),
        "close_form": CloseForm(),
        "agreement": agreement(asked) if asked.state == RequestState.FOUND else "",
        "helped_form": HelpedForm() if may_still_say(asked) else None,
        "never_form": NeverForm(asked=asked),
        "now": now,
    }


def ranking_of(asked, now):
    weights = MatchWeights.current()
    ranking = rank(need_of(asked), candidates(asked, now=now), today=as_day(now), weights=weights)
    return {
        "ranking": ranking,
        "first": ranking.matches[0] if ranking.matches else None,
        "second": ranking.matches[1] if len(ranking.matches) > 1 else None,
        "turns_form": TurnsForm(matches=ranking.matches) if len(ranking.matches) > 1 else None,
        "ways_out": None if ranking.matches else ways_out(asked, now),
        "wait_form": WaitForm(now=now),
    }


def meeting_of(asked, now):
    """Where else the two could meet, once there are two."""
    if asked.state not in WITH_SOMEBODY or asked.setting != "venue":
        return {}
    return {"place_form": PlaceForm(trips=other_places(asked, now))}


def other_places(asked, now):
    """The champion's places, the shorter the longer of the two ways the earlier."""
    candidate = candidate_of(asked, asked.champion, now=now)
    spots = [spot for spot in candidate.spots if spot.pk != asked.venue_id]
    if candidate.latitude is None or not spots:
        return []
    return sorted(journeys(need_of(asked), candidate, spots), key=lambda trip: (trip.longer, trip.spot.pk))


def may_still_say(asked):
    return asked.state == RequestState.CLOSED and asked.answered_on is None and requests.had_any_help(asked)


def again(request, pk, **forms):
    """The same page with what was typed, and what is wrong with it."""
    page = page_of(by_pk(pk), timezone.now())
    page["wrong_form"] = next(form for form in forms.values() if form.errors)
    return render(request, "champions/staff/match.html", page | forms, status=422)


def tag_of(asked, now):
    if asked.state in (RequestState.WAITING, RequestState.OFFERED):
        waits = f"waiting {days_words(asked.created_at, now)}"
        words = waits.capitalize() if asked.state == RequestState.WAITING else f"Offered, {waits}"
        return Tag(words, "few", "clock")
    if asked.state == RequestState.MATCHED:
        return Tag("Matched", "ok", "tick")
    if asked.state == RequestState.FOUND:
        return Tag("Found, waiting for their yes", "few", "clock")
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
        *([SummaryRow("Hear from us by", full_day_words(asked.promised_on))] if may_be_promised(asked) else []),
    ]


def may_be_promised(asked):
    return asked.promised_on and asked.state in (RequestState.WAITING, RequestState.OFFERED)


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
        return again(request, pk, close_form=form)
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
    parts, read = one_screen(data), ReadForm(data, initial={"form_key": uuid4()})
    if data and all(form.is_valid() for form in [*parts.values(), read]):
        said = {name: form.cleaned_data for name, form in parts.items()}
        try:
            asked = requests.ask_for_help(
                **details(said),
                form_key=read.cleaned_data["form_key"],
                arrived_by=said["who"]["arrived_by"],
                by=request.actor,
                now=timezone.now(),
            )
        except Refused as refusal:
            read.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Tell them their request number: {asked}.")
            return redirect("helprequest:inspect", asked.pk)
    forms = [*parts.values(), read]
    page = {"links": staff_links(), "parts": parts, "read": read, "forms": forms}
    wrong = any(form.errors for form in forms)
    return render(request, "champions/staff/take.html", {**page, "wrong": wrong}, status=422 if wrong else 200)
