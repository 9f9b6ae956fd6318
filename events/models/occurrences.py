from django.conf import settings
from django.db import models

from events.querysets import OccurrenceQuerySet


class OccurrenceState(models.TextChoices):
    ON = "on", "On"
    CANCELLED = "cancelled", "Cancelled"


class Occurrence(models.Model):
    """One dated meeting of an event. Bookings, registers and feeds hang on it, never on the rule.

    `schedule_key` and `original_on` say what it was made for: moving or cancelling it never loses it, and making
    occurrences again changes nothing. A one-off date has a schedule_key of its own.
    """

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="occurrences")
    schedule_key = models.UUIDField()
    original_on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.ForeignKey(
        "locations.VenuePage", null=True, blank=True, on_delete=models.PROTECT, related_name="occurrences"
    )
    state = models.CharField(max_length=10, choices=OccurrenceState.choices, default=OccurrenceState.ON)
    reason = models.CharField(max_length=200, blank=True, help_text="Public. Why it is cancelled or moved.")
    changed_by_hand = models.BooleanField(
        default=False, help_text="Moved or cancelled on its own: changing the schedule leaves it as it is."
    )
    needs_decision = models.CharField(
        max_length=200,
        blank=True,
        help_text="Why staff must decide: people are booked and the schedule no longer has it so.",
    )
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True, help_text="Empty: as the event says.")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leading",
        verbose_name="session lead",
    )
    register_code = models.CharField(
        max_length=8, unique=True, help_text="Opens the register for staff: /register/<code>/."
    )
    register_note = models.TextField(blank=True, help_text="About the session, not about a person.")
    register_closed_at = models.DateTimeField(null=True, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "schedule_key", "original_on"], name="one_occurrence_per_schedule_date"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="occurrence_starts_before_it_ends"
            ),
        ]
        indexes = [
            models.Index(fields=["ends_at", "state"]),
            models.Index(fields=["venue", "ends_at"]),
            models.Index(fields=["event", "starts_at"]),
        ]

    def __str__(self):
        return f"{self.event.title}, {self.starts_at:%d/%m/%Y}"
