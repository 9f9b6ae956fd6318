"""Messages go once nobody needs to look up what they said."""

from core.holdings import Holding
from messaging.models import Message, MessageState

MONTHS = 6
WHY = "To answer what somebody was told, and when. A session is over and its questions are asked within half a year."
OVER = [MessageState.SENT, MessageState.DONE, MessageState.GIVEN_UP, MessageState.WITHDRAWN]
OVER_AND_DONE = Holding(lambda: Message.objects.filter(state__in=OVER), "created_at")
