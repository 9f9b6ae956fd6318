"""A champion and a person who are never to be matched."""

from django.db import transaction

from champions import telling
from champions.actions.profile import hand_over, locked_requests_of
from champions.actions.requests import settle
from champions.actions.states import locked
from champions.models import BlockedPair, OfferState
from core.audit import record
from core.errors import Refused


@transaction.atomic
def block(*, champion, person, reason, for_lead_only=False, by, now):
    """Never match these two. What they have with each other now ends at once."""
    if not reason.strip():
        raise Refused("Enter the reason: whoever looks at this in a year must understand it.")
    if champion.person_id == person.pk:
        raise Refused("These are one and the same person.")
    requests = locked_requests_of(champion, person=person)
    champion = locked(champion)
    if BlockedPair.objects.filter(champion=champion, person=person).exists():
        raise Refused("These two are never matched already.")
    pair = BlockedPair.objects.create(
        champion=champion,
        person=person,
        reason=reason.strip()[:200],
        for_lead_only=for_lead_only,
        made_at=now,
        made_by=by.user,
    )
    record("pair_blocked", pair, by=by, now=now)
    part(champion, requests, by=by, now=now)
    return pair


@transaction.atomic
def unblock(pair, *, by, now):
    """It was a mistake, or has been settled. They may be matched again."""
    record("pair_unblocked", pair, by=by, now=now)
    pair.delete()


@transaction.atomic
def part_blocked(*, person, by, now):
    """Two records of one person were put together, and what the one had the other may not have."""
    for pair in BlockedPair.objects.filter(person=person).select_related("champion").order_by("champion"):
        requests = locked_requests_of(pair.champion, person=person)
        if requests:
            part(locked(pair.champion), requests, by=by, now=now)


def part(champion, requests, *, by, now):
    for request in requests:
        if request.champion_id == champion.pk:
            was = request.state
            hand_over(request, by=by, now=now)
            telling.no_longer_theirs(request, champion, was=was, now=now)
        else:
            settle(request.offers.get(state=OfferState.OPEN), request, OfferState.WITHDRAWN, by=by, now=now)
            telling.champion_told(champion, "offer_over", now=now, cause=f"{request.key}:{now.isoformat()}")
