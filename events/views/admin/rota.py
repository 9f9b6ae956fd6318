"""The rota for coordinators: every session that wants champions, and who could come to one."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from champions.models import Champion
from core.errors import Refused
from core.words import as_day
from events.actions import rota
from events.forms.rota import ALL, THIS, NeedForm
from events.models import Occurrence, RotaPlace
from events.permissions.rota import is_minor
from events.rota_lists import problems, suited
from events.rota_needs import rota_sessions, wanted_at, with_champions
from events.views.admin.doors import require, status_of

# Names of champions, and how far they live: for those who vet them.
CHAMPIONS = "champions.change_champion"


def sessions(request):
    """What may go wrong first, then in order of time."""
    require(request, CHAMPIONS)
    now = timezone.now()
    wrong = problems(now)
    rows = {row.pk: row for row in rota_sessions(now).select_related("event", "venue")}
    # An under-18 may be alone at a session that wants nobody any more.
    more = with_champions(Occurrence.objects.filter(pk__in=set(wrong) - set(rows))).select_related("event", "venue")
    found = [(row, wrong.get(row.pk, [])) for row in [*more, *rows.values()]]
    found.sort(key=lambda each: (not each[1], each[0].starts_at))
    return render(request, "events/admin/rota.html", {"found": found, "heading": "Champions at sessions"})


def session(request, pk):
    """One date: how many it wants, who comes, and whom to ask."""
    require(request, CHAMPIONS)
    row, now = get_object_or_404(Occurrence.objects.to_act_on(), pk=pk), timezone.now()
    form = NeedForm(request.POST if request.method == "POST" else None, initial=need_initial(row))
    if form.is_valid():
        try:
            save_need(row, form.cleaned_data, by=request.actor, now=now)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Saved.")
            return redirect("event_dates:rota_session", pk)
    return render(request, "events/admin/rota_session.html", page_of(row, form, now=now), status=status_of(form))


def need_initial(row):
    need = wanted_at(row)
    return {
        "wanted": need.wanted,
        "minimum": need.minimum,
        "warn_days_before": need.warn_days_before,
        "which": THIS if need.is_own else ALL,
    }


def save_need(row, said, *, by, now):
    """Of all dates: then this one is as the others, whatever it had of its own."""
    numbers = {name: said[name] for name in ("wanted", "minimum", "warn_days_before")}
    if said["which"] == THIS:
        rota.set_need(event=row.event, occurrence=row, **numbers, by=by, now=now)
        return
    rota.set_need(event=row.event, **numbers, by=by, now=now)
    if wanted_at(row).is_own:
        rota.follow_event(occurrence=row, by=by, now=now)


def page_of(row, form, *, now):
    need = wanted_at(row)
    is_to_come = row.starts_at > now and not row.is_cancelled
    places = list(RotaPlace.objects.filter(occurrence=row).select_related("champion__person", "champion__role"))
    cleared = cleared_on(row, places)
    on_it = [(place, tags_of(place, row, place.champion_id in cleared)) for place in places]
    coming = sum(place.is_confirmed for place in places)
    return {
        "occurrence": row,
        "form": form,
        "need": need,
        "places": on_it,
        "coming": coming,
        "wrong": problems(now).get(row.pk, []),
        "suited": suited(row) if is_to_come and need.wanted > coming else [],
        "is_to_come": is_to_come,
        "heading": "Champions at this session",
    }


def cleared_on(row, places):
    champions = Champion.objects.active().in_date(as_day(row.starts_at))
    return set(champions.filter(pk__in=[place.champion_id for place in places]).values_list("pk", flat=True))


def tags_of(place, row, is_cleared):
    """What a coordinator should know of somebody on the rota."""
    tags = [place.get_state_display()]
    if place.offered_at:
        tags.append("Would like somebody else to have the place")
    if not is_cleared:
        tags.append("Not active, or a check is not in date on that day")
    if is_minor(place.champion, row):
        tags.append("Under 18")
    return tags


@require_POST
def ask(request, pk, champion):
    require(request, CHAMPIONS)
    row, now = get_object_or_404(Occurrence, pk=pk), timezone.now()
    whom = get_object_or_404(Champion, pk=champion)
    return done(request, row, "They have been asked.", rota.ask, occurrence=row, champion=whom, now=now)


@require_POST
def take_off(request, pk, place):
    require(request, CHAMPIONS)
    row, now = get_object_or_404(Occurrence, pk=pk), timezone.now()
    theirs = get_object_or_404(RotaPlace, pk=place, occurrence=row)
    return done(request, row, "They are off the rota, and have been told.", rota.take_off, place=theirs, now=now)


def done(request, row, words, action, **what):
    try:
        action(**what, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    return redirect("event_dates:rota_session", row.pk)
