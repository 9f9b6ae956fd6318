"""Asking several champions one after the other, without anybody watching: each has three days."""

from django.db import transaction

from champions.actions.offers import lapse_offers, offer
from champions.actions.requests import locked
from champions.models import HelpRequest, RequestState, Turn
from core.actors import Actor
from core.audit import record
from core.errors import Refused

MOST_IN_TURN = 5


@transaction.atomic
def ask_in_turn(*, request, champions, by, now):
    """Offer it to the first now; the others are asked in their order when those before them have not said yes."""
    champions = list(dict.fromkeys(champions))
    if not champions:
        raise Refused("Choose whom to ask.")
    if len(champions) > MOST_IN_TURN:
        raise Refused(f"Choose {MOST_IN_TURN} champions at most.")
    request = locked(request)
    request.turns.all().delete()
    made = offer(request=request, champion=champions[0], by=by, now=now)
    for place, champion in enumerate(champions[1:], start=2):
        request.turns.create(champion=champion, place=place, set_by=by.user)
    record("turns_set", request, by=by, now=now, count=len(champions))
    return made


def lapse_and_ask_next(now):
    """What was not answered in time lapses, and whoever is next in turn is asked. Returns how many were."""
    lapse_offers(now)
    waiting = HelpRequest.objects.filter(state=RequestState.WAITING, turns__isnull=False).distinct()
    return sum(ask_next(request, now=now) for request in waiting)


def ask_next(request, *, now):
    """Each turn is taken once: a champion who cannot be asked any more is passed over."""
    while turn := request.turns.select_related("champion").first():
        try:
            take(turn, now=now)
        except Refused:
            Turn.objects.filter(pk=turn.pk).delete()
        else:
            return True
    return False


@transaction.atomic
def take(turn, *, now):
    HelpRequest.objects.select_for_update().get(pk=turn.request_id)
    if not Turn.objects.filter(pk=turn.pk).delete()[0]:
        # Another worker was quicker, or the request has ended.
        raise Refused("This turn is over.")
    offer(request=turn.request, champion=turn.champion, by=Actor.system(), now=now)
