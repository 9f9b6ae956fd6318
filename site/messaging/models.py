import uuid

from django.conf import settings
from django.db import models

from messaging.querysets import MessageQuerySet


class Channel(models.TextChoices):
    EMAIL = "email", "E-mail"
    SMS = "sms", "Text message"
    LETTER = "letter", "Letter"
    CALL = "call", "Telephone call"


class MessageState(models.TextChoices):
    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    TO_DO = "to-do", "For staff: ring or post"
    DONE = "done", "Told or posted"
    GIVEN_UP = "given-up", "Given up"
    WITHDRAWN = "withdrawn", "No longer needed"


class Message(models.Model):
    """Something to tell a person. Written in the transaction of what it tells about; sent by the worker.

    `cause` is unique: the same thing is never told twice. E-mails are sent by the worker; what has no backend
    (messaging/backends.py) becomes work for staff (`to-do`). `person_key` is Person.key without a foreign key, because
    people build on messaging.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cause = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40, help_text="Which template, for example booking_confirmed.")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    person_key = models.UUIDField(db_index=True)
    to = models.TextField(help_text="The address, number or postal address it goes to.")
    to_name = models.CharField(max_length=255, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    body_html = models.TextField(blank=True)
    calendar = models.TextField(blank=True, help_text="The calendar entry that an e-mail carries: iTIP (RFC 5546).")
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    send_at = models.DateTimeField(help_text="Not before this.")
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    carrier_id = models.CharField(
        "the carrier's number", max_length=64, blank=True, help_text="What GOV.UK Notify calls this message."
    )
    delivered_at = models.DateTimeField(
        "arrived at", null=True, blank=True, help_text="When it was delivered, as far as GOV.UK Notify was told."
    )
    last_error = models.CharField(max_length=200, blank=True)
    needed_by = models.DateTimeField(
        "of use until", null=True, blank=True, help_text="When it would be too late to tell them, if that is known."
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who is ringing them.",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("change", "view")
        indexes = [
            models.Index(fields=["state", "send_at"]),
            models.Index(fields=["about_type", "about_id"]),
        ]

    def __str__(self):
        return f"{self.get_channel_display()}: {self.kind}"


class CallOutcome(models.TextChoices):
    TOLD = "told", "Told"
    NO_ANSWER = "no-answer", "Nobody answered"
    WRONG_NUMBER = "wrong-number", "Wrong number"


class CallTry(models.Model):
    """That somebody rang to tell a message, and how it went."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=12, choices=CallOutcome.choices)

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_outcome_display()}, {self.at:%Y-%m-%d %H:%M}"


class Way(models.TextChoices):
    """Which of a kind's words. The written ones are said in the other ways too where those have none of their own."""

    WRITTEN = "written", "In writing"
    SMS = "sms", "As a text message"
    CALL = "call", "On the telephone"


class Wording(models.Model):
    """What staff have put in the place of the original words of a kind of message: see messaging/wordings.py."""

    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=Way.choices)
    subject = models.CharField(max_length=200)
    body = models.TextField(help_text="Plain text with ((fields)).")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["kind", "way"]
        default_permissions = ("change",)
        constraints = [models.UniqueConstraint(fields=["kind", "way"], name="one_wording_for_each_way")]

    def __str__(self):
        return f"{self.kind}, {self.get_way_display().lower()}"
