from django.conf import settings
from django.db import models
from django.urls import reverse

from core.codes import SECRET_LENGTH, new_code
from events.addresses import address_day
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
    address_day = models.CharField(
        max_length=20, help_text="The end of its address: 2026-11-26, or 2026-11-26-1400 for a second one that day."
    )
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
            models.UniqueConstraint(fields=["event", "address_day"], name="one_occurrence_per_address"),
        ]
        # Lists are in order of starts_at and stop after a page: QuerySet.upcoming is written to use these.
        indexes = [
            models.Index(fields=["starts_at"]),
            models.Index(fields=["venue", "starts_at"]),
            models.Index(fields=["event", "starts_at"]),
        ]
        permissions = [("cancel_occurrence", "Can cancel an occurrence and put it back on")]

    def __str__(self):
        return f"{self.event.title}, {self.starts_at:%d/%m/%Y}"

    def save(self, **kwargs):
        self.fill_codes()
        super().save(**kwargs)

    def fill_codes(self):
        """What a new row needs besides what it was told."""
        if not self.register_code:
            self.register_code = new_code(SECRET_LENGTH)
        if not self.address_day:
            others = Occurrence.objects.filter(event_id=self.event_id).exclude(pk=self.pk)
            self.address_day = address_day(self.starts_at, set(others.values_list("address_day", flat=True)))

    @property
    def title(self):
        return self.event.title

    def get_absolute_url(self):
        return reverse("events:occurrence", args=[self.event.slug, self.address_day])

    @property
    def is_cancelled(self):
        return self.state == OccurrenceState.CANCELLED

    @property
    def places(self):
        """How many there are; None for no limit."""
        return self.event.capacity if self.capacity is None else self.capacity

    def room(self):
        """Places that nobody has; None for no limit. From rows of with_room(), this asks nothing of the database."""
        if self.places is None:
            return None
        return max(self.places - self._counted("taken"), 0)

    @property
    def places_waiting(self):
        """How many places the people on the waiting list ask for."""
        return self._counted("waiting")

    @property
    def is_full(self):
        """Nobody new can have a place: it is full, or what is free is held for the people waiting."""
        return self.places is not None and self.room() <= self.places_waiting

    def _counted(self, name):
        if name not in self.__dict__:
            counted = Occurrence.objects.with_room().values("taken", "waiting").get(pk=self.pk)
            self.__dict__.update(counted)
        return self.__dict__[name]
