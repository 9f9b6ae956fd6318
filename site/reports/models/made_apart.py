import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q

TAKEN_UP_AFTER = timedelta(minutes=5)
# The worker looks once a minute.
BEGINS_WITHIN = timedelta(minutes=1)


class MakingState(models.TextChoices):
    WAITING = "waiting", "Waiting to be made"
    RUNNING = "running", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


UNDER_WAY = (MakingState.WAITING, MakingState.RUNNING)


class MadeApartQuerySet(models.QuerySet):
    def due(self, now):
        """Those to be made, and those whose maker has not been heard of for minutes."""
        return self.filter(Q(state=MakingState.WAITING) | self.given_up(now)).order_by("asked_at", "pk")

    def in_hand(self, now):
        return self.filter(state=MakingState.RUNNING).exclude(self.given_up(now))

    @staticmethod
    def given_up(now):
        return Q(state=MakingState.RUNNING, beat_at__lt=now - TAKEN_UP_AFTER)

    def kept(self, now):
        return self.filter(asked_at__gte=now - self.model.KEPT_FOR)

    def old(self, now):
        return self.filter(asked_at__lt=now - self.model.KEPT_FOR)


class MadeApart(models.Model):
    """What takes too long to be made while somebody waits: asked for, made by a process of its own, kept for a time.

    `NOT_BEGUN` has the fields that say how far it is, as they are when making begins.
    """

    KEPT_FOR: timedelta
    NOT_BEGUN: dict

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MakingState.choices, default=MakingState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True, help_text="When its maker was last heard of.")
    made_at = models.DateTimeField(null=True, blank=True)

    objects = MadeApartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-asked_at", "key"]
        default_permissions = ()

    @property
    def is_under_way(self):
        return self.state in UNDER_WAY

    @property
    def gone_at(self):
        return self.asked_at + self.KEPT_FOR

    def is_late(self, now):
        """Whether it should have been begun by now."""
        return self.state == MakingState.WAITING and not self.tries and now - self.asked_at > BEGINS_WITHIN
