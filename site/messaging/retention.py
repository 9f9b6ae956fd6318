"""Messages are emptied once nobody needs to look up what they said."""

from messaging.models import Message, MessageState

MONTHS = 6
WHY = "To answer what somebody was told, and when. A session is over and its questions are asked within half a year."
OVER = [MessageState.SENT, MessageState.DONE, MessageState.GIVEN_UP, MessageState.WITHDRAWN]


def delete_old(before, now):
    deleted, _ = Message.objects.filter(created_at__lt=before, state__in=OVER).delete()
    return deleted
