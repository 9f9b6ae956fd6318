"""The person who asked says yes or no to the champion who was found. Only a yes opens contact."""

from django.db import transaction

from champions import telling
from champions.actions.offers import match_now
from champions.actions.profile import hand_over
from champions.actions.requests import locked
from champions.models import OfferState, RequestState
from champions.promises import FIRST_CONTACT_WITHIN
from champions.wording import CONTACT_OPENED
from core.audit import record
from core.errors import Refused
from core.words import as_day, full_day_words
from people.actions.consents import give_consent
from people.models import ArrivedBy, Consent
from people.telling import TOLD_AT_ONCE

ANSWERED = "We have your answer already, or nobody is waiting for it any more."


@transaction.atomic
def agree(*, request, arrived_by=ArrivedBy.WEB, by, now):
    """Put the two in touch. If the champion cannot help any more we look for somebody else: see what state it is in."""
    request = locked_for_answer(request)
    champion = request.champion
    match, in_the_way = match_now(request, champion, now)
    if in_the_way:
        # A check ran out, say, while they were thinking about it.
        hand_over(request, by=by, now=now)
        telling.no_longer_theirs(request, champion, was=RequestState.FOUND, now=now)
        return request
    request.state, request.matched_at = RequestState.MATCHED, now
    request.save(update_fields=["state", "matched_at"])
    request.turns.all().delete()
    give_consent(
        request.person,
        purpose=Consent.Purpose.CONTACT,
        wording=agreement(request),
        arrived_by=arrived_by,
        by=by,
        now=now,
    )
    record("help_agreed", request, by=by, now=now, arrived_by=arrived_by)
    telling.matched_told(request, match.shared, now=now, said=arrived_by in TOLD_AT_ONCE)
    until = full_day_words(as_day(now + FIRST_CONTACT_WITHIN))
    telling.champion_told(champion, "agreed", now=now, cause=str(request.key), contact_by=until)
    return request


@transaction.atomic
def rather_not(*, request, by, now):
    """They would rather have somebody else: the champion is thanked, and is not put to them again."""
    request = locked_for_answer(request)
    champion = request.champion
    request.offers.filter(state=OfferState.ACCEPTED).update(state=OfferState.NOT_WANTED, answered_at=now)
    hand_over(request, by=by, now=now, news="As you wished, we are looking for somebody else.")
    telling.no_longer_theirs(request, champion, was=RequestState.FOUND, now=now)
    return request


def agreement(request):
    """The sentence to which somebody says yes, with whom it is about."""
    champion = request.champion
    role = champion.role.title[:1].lower() + champion.role.title[1:]
    return CONTACT_OPENED.format(champion=telling.first_name(champion.person), role=role)


def locked_for_answer(request):
    request = locked(request)
    if request.state != RequestState.FOUND:
        raise Refused(ANSWERED)
    return request
