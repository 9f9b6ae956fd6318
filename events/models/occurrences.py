from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.functional import cached_property

from core.codes import SECRET_LENGTH, new_code
from events.addresses import address_day
from events.querysets import OccurrenceQuerySet
from events.session_rows import SessionFacts

CHANGE_FIELDS = ["sequence", "changed_at", "calendar_text"]


class OccurrenceState(models.TextChoices):
    ON = "on", "On"
    CANCELLED = "cancelled", "Cancelled"


class Occurrence(SessionFacts, models.Model):
    """One dated meeting of an event. Bookings, registers and feeds hang on it, never on the rule.

    `schedule_key` and `original_on` say what it was made for: moving or cancelling it never loses it, and making
    occurrences again changes nothing. A one-off date has a schedule_key of its own. `uid` is what calendar programs
    know it by: it never changes, not even when its schedule gives way to another.
    """

    uid = models.CharField(max_length=120, unique=True, editable=False)

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
    moved_from_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it was to start before it was moved. Public until that day is over.",
    )
    moved_from_venue = models.ForeignKey(
        "locations.VenuePage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
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
    closed_why = models.CharField(
        max_length=200,
        blank=True,
        help_text="It is on a closed day or a bank holiday, and nobody has said what becomes of it.",
    )
    although_closed = models.BooleanField(
        default=False, help_text="Staff said that it is held although it is a closed day."
    )
    although_few = models.BooleanField(default=False, help_text="Staff said that it is held although few have booked.")
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
    sequence = models.PositiveIntegerField(
        default=0, help_text="Raised by every change of time, place or state: calendar programs go by it."
    )
    changed_at = models.DateTimeField(db_default=Now(), help_text="When what calendars say of it last changed.")
    calendar_text = models.TextField(
        blank=True, help_text="Its VEVENT as feeds send it; empty when it is to be made again."
    )

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
            models.Index(
                fields=["moved_from_at"], condition=models.Q(moved_from_at__isnull=False), name="moved_occurrences"
            ),
        ]
        permissions = [("cancel_occurrence", "Can cancel an occurrence and put it back on")]

    def __str__(self):
        return f"{self.event.title}, {self.starts_at:%d/%m/%Y}"

    def save(self, **kwargs):
        self.fill_codes()
        super().save(**kwargs)

    def fill_codes(self):
        """What a new row needs besides what it was told."""
        self.uid = self.uid or new_uid()
        if not self.register_code:
            self.register_code = new_code(SECRET_LENGTH)
        if not self.address_day:
            self.address_day = address_day(self.starts_at, taken_days(self.event_id, but=self))

    def note_change(self, now):
        """Call before saving a new time, place or state: calendar programs take only what has a higher number."""
        self.sequence += 1
        self.changed_at = now
        self.calendar_text = ""

    def booked_together(self, now):
        """What is booked with this date: it alone, or all dates of a whole course that are still to come."""
        return self.course_left(now) if self.books_whole_course else [self]

    def course_left(self, now):
        """The dates of its course that are still to come, each with the same event. Asked once for each moment."""
        asked = self.__dict__.setdefault("_course_left", {})
        if now not in asked:
            asked[now] = list(Occurrence.objects.left_of_course(self.event_id, now).select_related("venue"))
            for date in asked[now]:
                date.event = self.event
        return asked[now]

    @cached_property
    def course_starts(self):
        """When each meeting of its course begins; this one alone for one that is only being looked at."""
        starts = Occurrence.objects.starts_of([self.event_id]) if self.pk else {}
        return starts.get(self.event_id) or (self.starts_at,)

    def counted(self, name):
        """From rows of with_room(), this asks nothing of the database."""
        if name not in self.__dict__:
            counted = Occurrence.objects.with_room().values("taken", "waiting").get(pk=self.pk)
            self.__dict__.update(counted)
        return self.__dict__[name]


class OldAddress(models.Model):
    """Where an occurrence was before it was moved to another day: links to it lead on to where it is now."""

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="+")
    address_day = models.CharField(max_length=20)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="old_addresses")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["event", "address_day"], name="one_old_address_per_day")]

    def __str__(self):
        return self.address_day


def new_uid():
    return f"{uuid4()}@digital-link"


def taken_days(event_id, *, but):
    """The addresses that this event's other meetings have or had."""
    now_at = Occurrence.objects.order_by().filter(event_id=event_id).exclude(pk=but.pk).values_list("address_day")
    once_at = OldAddress.objects.filter(event_id=event_id).exclude(occurrence=but.pk).values_list("address_day")
    return {day for (day,) in now_at.union(once_at)}
