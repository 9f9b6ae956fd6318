"""Whether the help did any good, as the person who had it says."""

from django.db import transaction

from champions.actions.requests import locked
from champions.models import HelpFeedback, RequestState
from core.audit import record
from core.errors import Refused
from core.holdings import Holding
from core.words import as_day

WITH_WORDS = Holding(lambda: HelpFeedback.objects.exclude(words=""), "said_on")
SAID_ALREADY = "We have your answer already. Thank you."
KEPT_MONTHS = 24
KEPT_WHY = "To see whether help helps. After that how many said so stays as a figure, and what people wrote goes."


@transaction.atomic
def say(*, request, did_it_help, words, by, now):
    """Kept apart from the person: their request has only on which day they answered, so that they do it once."""
    request = locked(request)
    if request.state != RequestState.CLOSED:
        raise Refused("We ask this when the help has ended.")
    if request.answered_on:
        raise Refused(SAID_ALREADY)
    request.answered_on = as_day(now)
    request.save(update_fields=["answered_on"])
    # An audit line of the answer would join what the two rows keep apart.
    record("help_answered", request, by=by, now=now)
    return HelpFeedback.objects.create(did_it_help=did_it_help, words=words, said_on=as_day(now))


def forget_words(before, now):
    """What people wrote goes; how many it helped stays as a figure. Returns how many."""
    return WITH_WORDS.old(before).update(words="")
