"""The worker's part: claim a message, send it, say what became of it."""

import logging
from datetime import timedelta

from django.db import transaction

from messaging.backends import backend_for
from messaging.failures import DeliveryFailed
from messaging.models import Message, MessageState

logger = logging.getLogger("digital_link.messaging")
# After the first try, the second, and so on. When none is left, staff see it as given up.
WAITS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
]


def send_due(now, limit=20, stop=lambda: False):
    """Send up to `limit` messages that are due, or until `stop()`. Returns how many were sent.

    Messages are claimed one at a time, so that a process that dies leaves at most one of which nobody can say whether
    it went out. Any number of processes may do this at once.
    """
    sent = 0
    for _ in range(limit):
        message = None if stop() else claim(now)
        if message is None:
            break
        sent += deliver(message, now)
    return sent


def claim(now):
    """Take the message that has waited longest, for this process alone."""
    # Asked first without a lock: on SQLite every transaction takes the only write lock there is.
    if not Message.objects.due(now).exists():
        return None
    with transaction.atomic():
        message = Message.objects.due(now).select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.state = MessageState.SENDING
        message.claimed_at = now
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def deliver(message, now):
    """Hand it to the backend, outside any transaction: a slow mail server must not hold a lock."""
    backend = backend_for(message.channel)
    if backend is None:  # it was configured when the message was written, and no longer is
        settle(message, state=MessageState.TO_DO)
        return False
    try:
        carrier_id = backend.deliver(message) or ""
    except DeliveryFailed as failure:
        put_off(message, failure.reason, now=now, for_good=failure.for_good)
        return False
    except Exception as error:
        # The kind of error alone: its text can hold the address.
        logger.warning("Message %s could not be sent: %s.", message.pk, type(error).__name__)
        put_off(message, type(error).__name__, now=now)
        return False
    settle(message, state=MessageState.SENT, sent_at=now, last_error="", carrier_id=carrier_id)
    return True


def put_off(message, reason, *, now, for_good=False):
    if for_good or message.attempts > len(WAITS):
        settle(message, state=MessageState.GIVEN_UP, last_error=reason[:200])
    else:
        wait = WAITS[message.attempts - 1]
        settle(message, state=MessageState.QUEUED, send_at=now + wait, last_error=reason[:200])


def settle(message, **fields):
    """Write the outcome, unless another process has taken the message meanwhile."""
    mine = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    mine.update(claimed_at=None, **fields)
