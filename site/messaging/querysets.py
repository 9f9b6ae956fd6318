from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from messaging.hours import AT_ANY_HOUR, next_polite_moment

# Longer than a worker can spend on one round of sending (20 messages, each given up after 20 seconds), so that nobody
# takes a message that is still being sent.
CLAIM_LASTS = timedelta(minutes=15)


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        """To be sent now: waiting, or claimed so long ago that whoever claimed it must have died.

        No texts at night, but those that somebody waits for.
        """
        waiting = Q(state="queued", send_at__lte=now)
        abandoned = Q(state="sending", claimed_at__lte=now - CLAIM_LASTS)
        due = self.filter(waiting | abandoned).order_by("send_at", "pk")
        return due if next_polite_moment(now) == now else due.exclude(~Q(kind__in=AT_ANY_HOUR), channel="sms")

    def to_do(self, now):
        """For staff to ring or post now."""
        return self.filter(state="to-do", send_at__lte=now).order_by("send_at", "pk")

    def calls(self, now):
        """What to tell by telephone now, by whoever has it in hand: what is needed soonest first."""
        order = (F("needed_by").asc(nulls_last=True), "send_at", "pk")
        return self.to_do(now).exclude(channel="letter").order_by(*order)

    def unsent(self):
        """Nobody was told yet. What was given up counts: staff could still try it again."""
        return self.filter(state__in=["queued", "to-do", "given-up"])
