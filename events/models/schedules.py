import uuid

from django.db import models
from modelcluster.fields import ParentalKey
from recurrence.fields import RecurrenceField
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.words import full_day_words
from events import schedule, schedule_checks, schedule_words


class Schedule(models.Model):
    """When and where an event happens: first date, times, venue, recurrence.

    `key` stays the same through every edit, so that an occurrence made from it is known again; it means something only
    within its event, so the schedules of a copied event may keep theirs. The recurrence holds no DTSTART:
    django-recurrence would turn it into UTC and move a 10:00 session when the clocks change.
    """

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="schedules")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    continues = models.UUIDField(
        null=True, blank=True, editable=False, help_text="The key of the schedule that it took over from."
    )
    first_on = models.DateField("first date", null=True, help_text="The first date that it happens on.")
    start_time = models.TimeField("starts at", null=True, help_text="For example 10:00.")
    end_time = models.TimeField(
        "ends at", null=True, help_text="For example 12:00. Earlier than the start means the next day."
    )
    venue = models.ForeignKey(
        "locations.VenuePage",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="schedules",
        help_text="Public. Leave empty only if it is online.",
    )
    recurrence = RecurrenceField(verbose_name="repeats", blank=True, include_dtstart=False)
    sort_order = models.IntegerField(null=True, blank=True, editable=False)

    sort_order_field = "sort_order"

    panels = [
        FieldRowPanel([FieldPanel("first_on"), FieldPanel("start_time"), FieldPanel("end_time")]),
        FieldPanel("venue"),
        FieldPanel("recurrence"),
    ]

    class Meta:
        ordering = ["sort_order", "first_on"]

    def __str__(self):
        return f"From {self.first_on:%d/%m/%Y}" if self.first_on else "Schedule"

    @property
    def is_complete(self):
        """A draft may lack any of these."""
        return None not in (self.first_on, self.start_time, self.end_time)

    def meetings(self, *, from_on, last_on):
        return schedule.expand(
            self.recurrence,
            first_on=self.first_on,
            start_time=self.start_time,
            end_time=self.end_time,
            from_on=max(from_on, self.first_on),
            last_on=last_on,
        )

    def problems(self):
        return schedule_checks.problems(
            first_on=self.first_on, start_time=self.start_time, end_time=self.end_time, pattern=self.recurrence
        )

    def warnings(self):
        return schedule_checks.warnings(
            first_on=self.first_on, start_time=self.start_time, end_time=self.end_time, pattern=self.recurrence
        )

    def coming_words(self, today, *, shown_on):
        """What is to come of it, in words; "" where all its dates are over. It says from when, if that is later than
        the date that is shown.
        """
        if not self.is_complete or schedule.is_over(self.recurrence, first_on=self.first_on, today=today):
            return ""
        if self.first_on <= shown_on or not schedule.rules_of(self.recurrence):
            return self.words()
        words = self.words()
        return f"From {full_day_words(self.first_on)}: {words[:1].lower()}{words[1:]}"

    def words(self):
        """Every other Wednesday, 10am to 12 noon, until 16 December; not 25 November."""
        if not self.is_complete:
            return ""
        words = schedule_words.describe(
            self.recurrence, first_on=self.first_on, start_time=self.start_time, end_time=self.end_time
        )
        return words[:1].upper() + words[1:]
