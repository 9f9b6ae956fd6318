"""What a coordinator does for a request that nobody fits, or asks several champions about: doors onto actions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from champions.actions import nobody_fits, turns
from champions.forms.waiting import TurnsForm, WaitForm
from champions.models import Champion, RequestState
from champions.sessions_near import sessions_near
from champions.views.match import CHANGE, act, again, allowed, by_pk, ranking_of

CHANGED = "Things have changed since you looked. Here is how they stand."


@require_POST
@allowed(CHANGE)
def wait(request, pk):
    form = WaitForm(request.POST, now=timezone.now())
    if not form.is_valid():
        return again(request, pk, wait_form=form)
    promised_on = form.cleaned_data["promised_on"]
    return act(request, pk, nobody_fits.wait, "They are told.", request=by_pk(pk), promised_on=promised_on)


@require_POST
@allowed(CHANGE)
def widen(request, pk):
    miles = number_in(request.POST.get("miles", ""))
    done = "We look farther now, and they are told."
    return act(request, pk, nobody_fits.widen, done, request=by_pk(pk), travel_miles=miles)


@require_POST
@allowed(CHANGE)
def farther(request, pk, champion):
    chosen = get_object_or_404(Champion, pk=champion)
    miles = number_in(request.POST.get("miles", ""))
    done = "Their limit is changed. Now it can be offered to them."
    return act(request, pk, nobody_fits.champion_goes_farther, done, request=by_pk(pk), champion=chosen, miles=miles)


@require_POST
@allowed(CHANGE)
def by_telephone(request, pk):
    done = "We look for somebody who helps by telephone, and they are told."
    return act(request, pk, nobody_fits.by_telephone, done, request=by_pk(pk))


@require_POST
@allowed(CHANGE)
def session(request, pk):
    """Only one of those that the page shows: what the message says is never what was posted."""
    asked, key = by_pk(pk), request.POST.get("session", "")
    chosen = next((near for near in sessions_near(asked, timezone.now()) if near.key == key), None)
    if chosen is None:
        messages.error(request, CHANGED)
        return redirect("helprequest:inspect", pk)
    return act(request, pk, nobody_fits.tell_of_session, "They are told of it.", request=asked, session=chosen)


@require_POST
@allowed(CHANGE)
def in_turn(request, pk):
    asked, now = by_pk(pk), timezone.now()
    if asked.state != RequestState.WAITING:
        messages.error(request, CHANGED)
        return redirect("helprequest:inspect", pk)
    form = TurnsForm(request.POST, matches=ranking_of(asked, now)["ranking"].matches)
    if not form.is_valid():
        return again(request, pk, turns_form=form)
    found = Champion.objects.select_related("person").in_bulk(form.cleaned_data["champions"])
    chosen = [found[number] for number in form.cleaned_data["champions"]]
    done = "The first is asked. The others are asked in their turn, if it comes to that."
    return act(request, pk, turns.ask_in_turn, done, request=asked, champions=chosen)


def number_in(text):
    """0 for what is no sensible number: the action says what may be asked."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
