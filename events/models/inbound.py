import uuid

from django.db import models


class PartnerCalendar(models.Model):
    """A partner's or a venue's public calendar, from which events come for moderation."""

    title = models.CharField("whose it is", max_length=80, help_text="Public where one of its dates is off.")
    address = models.URLField(
        max_length=500, blank=True, help_text="Its public address, https://…; empty if files are uploaded."
    )
    venue = models.ForeignKey(
        "locations.VenuePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="place",
        help_text="Where its events are, if an event names no place that we know.",
    )
    publishes_changes = models.BooleanField(
        "publish changes at once",
        default=False,
        help_text="Of events that a moderator has published. Otherwise every change waits for a moderator.",
    )
    is_followed = models.BooleanField("is followed", default=True, help_text="Fetched every hour.")
    etag = models.CharField(max_length=200, blank=True, editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    good_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When it was last taken in whole.")
    failure = models.CharField(max_length=300, blank=True, editable=False, help_text="Why the last try failed.")
    left_out = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["title"]
        default_permissions = ("view", "change")

    def __str__(self):
        return self.title


class InboundEvent(models.Model):
    """Which event an entry of a partner's calendar became, so that it is known again by its UID."""

    calendar = models.ForeignKey(PartnerCalendar, on_delete=models.CASCADE, related_name="entries")
    uid = models.CharField(max_length=500)
    event = models.ForeignKey("events.EventPage", null=True, on_delete=models.SET_NULL, related_name="+")
    schedule_key = models.UUIDField(default=uuid.uuid4, help_text="Of its first schedule; the others follow from it.")
    fingerprint = models.CharField(max_length=32)
    written = models.JSONField(default=dict, help_text="What we wrote: what editors have changed since stays theirs.")
    is_gone = models.BooleanField(default=False, help_text="The calendar no longer has it, or has it as cancelled.")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["calendar", "uid"], name="one_event_per_calendar_and_uid")]

    def __str__(self):
        return self.uid
