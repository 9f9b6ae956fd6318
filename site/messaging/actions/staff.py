"""What staff do with a message: they rang, they posted, they want it tried again."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from messaging.models import Channel, Message, MessageState


@transaction.atomic
def mark_done(message, *, by, now):
    """Somebody was rung, texted or written to by a member of staff."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state == MessageState.DONE:
        return message
    if message.state not in (MessageState.TO_DO, MessageState.GIVEN_UP):
        raise Refused("Only a message that waits for staff, or was given up, can be marked as told.")
    message.state = MessageState.DONE
    message.sent_at = now
    message.save(update_fields=["state", "sent_at"])
    record("message_done", message, by=by, now=now, channel=message.channel, kind=message.kind)
    return message


@transaction.atomic
def post_letters(pks, *, by, now):
    """These letters, as a form names them, are in the post. Returns how many were still waiting for it."""
    waiting = Message.objects.to_do(now).filter(channel=Channel.LETTER)
    posted = [letter for letter in waiting if str(letter.pk) in pks]
    for letter in posted:
        mark_done(letter, by=by, now=now)
    return len(posted)


@transaction.atomic
def try_again(message, *, by, now):
    """Send a message that was given up, with all its tries before it again."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state != MessageState.GIVEN_UP:
        raise Refused("Only a message that was given up can be tried again.")
    message.state = MessageState.QUEUED
    message.attempts = 0
    message.carrier_id = ""
    message.send_at = now
    message.save(update_fields=["state", "attempts", "carrier_id", "send_at"])
    record("message_tried_again", message, by=by, now=now, channel=message.channel, kind=message.kind)
    return message
