"""What GOV.UK Notify tells us afterwards: whether a message arrived."""

from django.db import transaction

from messaging.models import Message, MessageState

ON_ITS_WAY = (MessageState.QUEUED, MessageState.SENDING, MessageState.SENT)
WHY_NOT = {
    "permanent-failure": "It cannot be delivered there: no such number or address, or it takes nothing from us.",
    "temporary-failure": "It could not be delivered for three days: a telephone switched off, or a full mailbox.",
    "technical-failure": "Something went wrong on its way. Another try may do.",
}


@transaction.atomic
def take_receipt(*, key, carrier_id, status, at):
    """Note how the message with this key fared. A receipt that comes twice, late or for something else changes nothing.

    It may come before the worker has written that it sent the message, and even when it thinks that it did not: what
    arrived is not sent again. What staff have settled meanwhile stays as it is.
    """
    message = Message.objects.select_for_update().filter(key=key).first()
    if message is None or message.carrier_id not in ("", carrier_id):
        return
    if status == "delivered" and message.state in (*ON_ITS_WAY, MessageState.GIVEN_UP):
        message.state, message.delivered_at, message.last_error = MessageState.SENT, at, ""
        message.sent_at = message.sent_at or at
    elif status in WHY_NOT and message.state in ON_ITS_WAY and message.delivered_at is None:
        message.state, message.last_error = MessageState.GIVEN_UP, WHY_NOT[status]
    else:
        return
    message.carrier_id = carrier_id
    message.claimed_at = None
    message.save(update_fields=["state", "sent_at", "delivered_at", "last_error", "carrier_id", "claimed_at"])
