"""What a coordinator does once a champion is found: the answer by telephone, the place, and whether it helped."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from champions.actions import agreeing, helped, meetings
from champions.forms.helped import HelpedForm
from champions.forms.waiting import PlaceForm
from champions.models import WITH_SOMEBODY, RequestState
from champions.views.match import CHANGE, act, again, allowed, by_pk, other_places
from core.errors import Refused
from locations.models import VenuePage
from people.models import ArrivedBy


@require_POST
@allowed(CHANGE)
def agreed(request, pk):
    """They said yes on the telephone, and the sentence was read to them."""
    try:
        asked = agreeing.agree(request=by_pk(pk), arrived_by=ArrivedBy.PHONE, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if asked.state == RequestState.MATCHED:
            messages.success(request, "The champion is told how to reach them.")
        else:
            messages.warning(request, "The champion cannot help any more. The request waits again, and they are told.")
    return redirect("helprequest:inspect", pk)


@require_POST
@allowed(CHANGE)
def rather_not(request, pk):
    done = "The champion is thanked. The request waits for somebody else."
    return act(request, pk, agreeing.rather_not, done, request=by_pk(pk))


@require_POST
@allowed(CHANGE)
def place(request, pk):
    asked, now = by_pk(pk), timezone.now()
    if asked.state not in WITH_SOMEBODY:
        messages.error(request, "Nobody is matched with this request any more.")
        return redirect("helprequest:inspect", pk)
    form = PlaceForm(request.POST, trips=other_places(asked, now))
    if not form.is_valid():
        return again(request, pk, place_form=form)
    venue = VenuePage.objects.get(pk=form.cleaned_data["venue"])
    return act(request, pk, meetings.change_place, "Both are told of the other place.", request=asked, venue=venue)


@require_POST
@allowed(CHANGE)
def answered(request, pk):
    """What they said on the telephone. It is kept apart from them, as when they write it themselves."""
    form = HelpedForm(request.POST)
    if not form.is_valid():
        return again(request, pk, helped_form=form)
    return act(request, pk, helped.say, "Written down, apart from the person.", request=by_pk(pk), **form.cleaned_data)
