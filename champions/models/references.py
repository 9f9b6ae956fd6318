import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

# Asked by e-mail or letter and then twice more; after that somebody rings.
RING_AFTER = timedelta(days=21)


class ReferenceState(models.TextChoices):
    NAMED = "named", "Not asked yet"
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered: to read"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Not accepted"
    WITHDRAWN = "withdrawn", "No longer needed"


WAITING_STATES = (ReferenceState.NAMED, ReferenceState.ASKED)


class ReferenceQuerySet(models.QuerySet):
    def to_ring(self, now):
        """Asked and reminded without an answer, or to be reached by telephone alone: somebody has to ring."""
        silent = Q(asked_at__lte=now - RING_AFTER) | Q(email="", address="")
        return self.filter(silent, state=ReferenceState.ASKED)

    def to_read(self):
        return self.filter(state=ReferenceState.ANSWERED)


class Reference(models.Model):
    """Somebody whom an applicant named, and what they said in confidence: coordinators alone may read it."""

    class KnownFor(models.TextChoices):
        UNDER_TWO = "under-2", "Less than 2 years"
        TWO_TO_FIVE = "2-to-5", "2 to 5 years"
        OVER_FIVE = "over-5", "More than 5 years"

    class Trust(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNSURE = "unsure", "I am not sure"

    # What messages to them are kept under: they are no Person of ours.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    champion = models.ForeignKey("champions.Champion", on_delete=models.CASCADE, related_name="references")
    name = models.CharField(max_length=255)
    email = models.CharField("e-mail", max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.TextField(blank=True)
    relation = models.CharField("how they know each other", max_length=200)
    state = models.CharField(max_length=10, choices=ReferenceState.choices, default=ReferenceState.NAMED, db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    known_for = models.CharField("has known them for", max_length=10, choices=KnownFor.choices, blank=True)
    trusts = models.CharField(
        "would trust them with somebody vulnerable", max_length=10, choices=Trust.choices, blank=True
    )
    concern = models.TextField("any concern", blank=True)
    words = models.TextField("in their words", blank=True)
    signed = models.CharField("signed by", max_length=255, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who typed it in on the telephone.",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        permissions = [("read_reference", "Can read what referees say in confidence")]

    def __str__(self):
        return f"Reference {self.pk}"

    def is_to_ring(self, now):
        """The same as ReferenceQuerySet.to_ring, of one that is at hand."""
        is_silent = self.asked_at is not None and self.asked_at <= now - RING_AFTER
        return self.state == ReferenceState.ASKED and (is_silent or not (self.email or self.address))

    @property
    def is_waiting(self):
        return self.state in WAITING_STATES
