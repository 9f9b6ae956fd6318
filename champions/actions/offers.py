"""Putting a request to one champion at a time, and what they say.

The hard rules are asked when the offer is made and once more when it is accepted: a check may have run out between.
"""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from champions import telling
from champions.actions.profile import hand_over
from champions.actions.requests import locked, settle
from champions.actions.states import locked as champion_locked
from champions.candidates import candidate_of, need_of
from champions.matching import barriers, best_of
from champions.models import WITH_SOMEBODY, HelpRequest, MatchWeights, Offer, OfferState, RequestState
from core.actors import Actor
from core.audit import record
from core.errors import Refused
from core.words import as_day

OPEN_FOR = timedelta(days=3)


@transaction.atomic
def offer(*, request, champion, by, now):
    """Put a waiting request to a champion. It lapses after three days."""
    request, champion = locked(request), champion_locked(champion)
    lapse_overdue(request.offers.all(), now=now)
    request.refresh_from_db()
    if request.state != RequestState.WAITING:
        raise Refused(f"This request is not waiting: it is “{request.get_state_display().lower()}”.")
    candidate = check_may_help(request, champion, now)
    match = best_of(need_of(request), candidate, today=as_day(now), weights=MatchWeights.current())
    made = request.offers.create(
        champion=champion,
        made_at=now,
        lapses_at=now + OPEN_FOR,
        reasons={"for": match.reasons_for, "against": match.reasons_against},
        made_by=by.user,
    )
    request.state = RequestState.OFFERED
    request.save(update_fields=["state"])
    record("offer_made", made, by=by, now=now)
    telling.offered(made, now=now)
    return made


def check_may_help(request, champion, now):
    """The champion as a candidate, or a refusal that says what is in the way."""
    candidate = candidate_of(request, champion, now=now)
    in_the_way = barriers(need_of(request), candidate, today=as_day(now))
    if in_the_way:
        raise Refused(f"{candidate.first_name} cannot be matched with this request: {in_the_way[0].why_not}.")
    return candidate


@transaction.atomic
def accept(*, offer, by, now):
    """The champion says yes. Before contact opens the person who asked says yes as well: see agreeing.py."""
    request, offer, champion = locked_for_answer(offer, by=by, now=now)
    match, in_the_way = match_now(request, champion, now)
    if in_the_way:
        why = in_the_way[0].why_not
        raise Refused(f"Thank you, but we cannot match you with this person now: {why}. Ring us if that is wrong.")
    offer.state, offer.answered_at = OfferState.ACCEPTED, now
    offer.save(update_fields=["state", "answered_at"])
    request.state, request.champion, request.found_at = RequestState.FOUND, champion, now
    request.venue_id = match.spot.pk if match.spot else None
    request.save(update_fields=["state", "champion", "found_at", "venue"])
    record("offer_accepted", offer, by=by, now=now)
    telling.found_told(request, match.shared, now=now, cause=str(offer.pk))
    return offer


def match_now(request, champion, now):
    """The match of the two as things are, and what is in its way.

    Other offers still open take no room from the one to which they say yes.
    """
    need, candidate = need_of(request), replace(candidate_of(request, champion, now=now), asked=0)
    return best_of(need, candidate, today=as_day(now)), barriers(need, candidate, today=as_day(now))


@transaction.atomic
def decline_offer(*, offer, by, now):
    """The champion says no, which is always all right. The request waits for the next."""
    request, offer, _ = locked_for_answer(offer, by=by, now=now)
    return settle(offer, request, OfferState.DECLINED, by=by, now=now)


@transaction.atomic
def withdraw(*, offer, by, now):
    """A coordinator takes an offer back."""
    request = locked(offer.request)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.state != OfferState.OPEN:
        raise Refused(f"This offer is {offer.get_state_display().lower()} already.")
    # Or the next in turn would be asked at once.
    request.turns.all().delete()
    settle(offer, request, OfferState.WITHDRAWN, by=by, now=now)
    telling.champion_told(offer.champion, "offer_over", now=now, cause=str(offer.pk))
    return offer


@transaction.atomic
def end_match(*, request, by, now):
    """The two do not fit, or the champion cannot go on: the request waits again and the person is told."""
    request = locked(request)
    if request.state not in WITH_SOMEBODY:
        raise Refused("Nobody is matched with this request.")
    champion, was = request.champion, request.state
    request.turns.all().delete()
    hand_over(request, by=by, now=now)
    telling.no_longer_theirs(request, champion, was=was, now=now)
    return request


def locked_for_answer(offer, *, by, now):
    """The request, the offer and the champion as they are now, if this champion may still answer."""
    request = locked(offer.request)
    offer = Offer.objects.select_for_update().select_related("champion").get(pk=offer.pk)
    champion = champion_locked(offer.champion)
    if champion.user_id is None or by.user != champion.user:
        raise Refused("This was offered to somebody else.")
    if offer.state == OfferState.OPEN and offer.lapses_at <= now:
        raise Refused("The time to answer has passed, and we are asking somebody else. Thank you all the same.")
    if offer.state != OfferState.OPEN or request.state != RequestState.OFFERED:
        raise Refused("This has been answered already, or is no longer needed.")
    return request, offer, champion


def lapse_offers(now):
    """Every offer that nobody answered in time, each in a transaction of its own. Returns how many."""
    overdue = Offer.objects.overdue(now).values_list("pk", "request")
    return sum(lapse_one(pk, request, now=now) for pk, request in overdue)


@transaction.atomic
def lapse_one(pk, request, *, now):
    HelpRequest.objects.select_for_update().get(pk=request)
    return lapse_overdue(Offer.objects.filter(pk=pk), now=now)


def lapse_overdue(offers, *, now):
    """The request of each is locked by whoever calls."""
    overdue = list(offers.overdue(now).select_related("request"))
    for each in overdue:
        settle(each, each.request, OfferState.LAPSED, by=Actor.system(), now=now)
    return len(overdue)
