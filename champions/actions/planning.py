"""Offering what a plan proposed, once a coordinator has approved it."""

from champions.actions.offers import offer
from champions.models import Champion
from core.errors import Refused


def approve(*, chosen, fresh, by, now):
    """Offer each pair of `chosen` that is in the `fresh` plan too. Returns (how many offers, sentences about the rest).

    `chosen` is {request: champion} as the coordinator saw it, `fresh` a Queue worked out just now: what has changed
    since is not offered unseen. Each is an offer of its own: one that is refused does not keep the others back.
    """
    made, refused = 0, []
    for request_pk, champion_pk in chosen.items():
        match, request = fresh.best.pairs.get(request_pk), fresh.requests.get(request_pk)
        if match is None or match.candidate.pk != champion_pk:
            refused.append(changed_words(request))
            continue
        try:
            offer(request=request, champion=Champion.objects.get(pk=champion_pk), by=by, now=now)
        except Refused as refusal:
            refused.append(f"{request}: {refusal.sentence}")
        else:
            made += 1
    return made, refused


def changed_words(request):
    if request is None:
        return "One of the requests that you chose does not wait any more."
    return f"{request}: the plan for it has changed since you looked. Look again."
