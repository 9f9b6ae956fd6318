"""Saying how a session was."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from core.holdings import Holding
from core.words import as_day
from events.models import Attendance, Feedback

FEEDBACK_MONTHS = 24
FEEDBACK_WHY = "To make sessions better. After that how good they were stays as a figure, and what people wrote goes."
WITH_WORDS = Holding(lambda: Feedback.objects.exclude(words=""), "said_on")
SAID_ALREADY = "We have your answers already. Thank you."


@transaction.atomic
def say(*, attendance, how_was_it, did_you_learn, words, by, now):
    """Kept apart from the person: their attendance has only on which day they answered, so that they do it once."""
    attendance = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    if attendance.feedback_on:
        raise Refused(SAID_ALREADY)
    attendance.feedback_on = as_day(now)
    attendance.save(update_fields=["feedback_on"])
    feedback = Feedback.objects.create(
        occurrence=attendance.occurrence,
        how_was_it=how_was_it,
        did_you_learn=did_you_learn,
        words=words,
        said_on=as_day(now),
    )
    # Of the session, by nobody: an audit line must not join what the two rows keep apart.
    record("feedback_said", feedback.occurrence, by=by, now=now)
    return feedback


def forget_words(before, now):
    """What people wrote goes; how good it was stays as a figure. Returns how many."""
    return WITH_WORDS.old(before).update(words="")
