"""The call list: somebody takes a call, rings, and says how it went. Two people never ring the same person."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from messaging.actions.staff import mark_done
from messaging.calls import call_with, times_to_ring_again
from messaging.models import CallOutcome, CallTry, Message, MessageState

NO_LONGER = "Nobody needs to ring them any more: they were told, or it is no longer needed."
NOTHING_SAID = "Say what you told them, or that you did not ring after all."
WRONG_NUMBER = "It is the wrong number."


@transaction.atomic
def take_call(pk, *, by, now):
    """Whoever takes it rings; it is theirs for calls.TAKEN_FOR. Raises Refused while somebody else is ringing."""
    call = locked_call(pk, by=by, now=now)
    if call is None:
        raise Refused(NO_LONGER)
    Message.objects.filter(pk__in=pks_of(call)).update(taken_by=by.user, taken_at=now)
    return call


@transaction.atomic
def leave_call(pk, *, by, now):
    """They did not ring after all: somebody else may."""
    call = locked_call(pk, by=by, now=now)
    if call is not None:
        let_go(call.messages)


@transaction.atomic
def told_by_telephone(pk, said, *, by, now):
    """They were told these messages (`said`, a collection of pk). Returns those told that were taken back meanwhile.

    What was not said waits on. Saying it twice counts once.
    """
    call = locked_call(pk, by=by, now=now)
    told = [message for message in call.messages if message.pk in said] if call else []
    for message in told:
        note(message, CallOutcome.TOLD, by=by, now=now)
        mark_done(message, by=by, now=now)
    if call:
        let_go(call.messages)
    taken_back = Message.objects.filter(pk__in=said, state=MessageState.WITHDRAWN)
    return list(taken_back.filter(person_key__in=Message.objects.filter(pk=pk).values("person_key")))


@transaction.atomic
def nobody_answered(pk, again, *, by, now):
    """Back on the list at one of calls.times_to_ring_again. Returns when, or None if nobody needs to ring any more."""
    call = locked_call(pk, by=by, now=now)
    if call is None:
        return None
    at = times_to_ring_again(now)[again]
    for message in call.messages:
        note(message, CallOutcome.NO_ANSWER, by=by, now=now)
        message.send_at = at
        message.save(update_fields=["send_at"])
    let_go(call.messages)
    return at


@transaction.atomic
def wrong_number(pk, *, by, now):
    """Given up, where everybody sees it: they are to be told in another way."""
    call = locked_call(pk, by=by, now=now)
    if call is None:
        return
    for message in call.messages:
        note(message, CallOutcome.WRONG_NUMBER, by=by, now=now)
        message.state, message.last_error = MessageState.GIVEN_UP, WRONG_NUMBER
        message.save(update_fields=["state", "last_error"])
    let_go(call.messages)


def locked_call(pk, *, by, now):
    """The call as it is now, for this transaction alone. Raises Refused while somebody else is ringing."""
    call = call_with(pk, now)
    if call is None:
        return None
    # In one order, so that two who take the same call wait for each other and not in a ring.
    list(Message.objects.select_for_update().filter(pk__in=pks_of(call)).order_by("pk"))
    call = call_with(pk, now)
    if call is None:
        return None
    if call.taken_by not in (None, by.user):
        raise Refused(call.ringing)
    return call


def note(message, outcome, *, by, now):
    CallTry.objects.create(message=message, at=now, by=by.user, outcome=outcome)
    record("call_made", message, by=by, now=now, outcome=outcome.value, kind=message.kind)


def let_go(messages):
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(taken_by=None, taken_at=None)


def pks_of(call):
    return [message.pk for message in call.messages]
