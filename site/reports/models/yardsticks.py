from django.db import models
from django.db.models import Q

from reports.periods import PeriodKind, period_of

LENGTHS = [choice for choice in PeriodKind.choices if choice[0] != PeriodKind.DATES]


class Yardstick(models.Model):
    """A number to hold the programme's against: a target, or what an earlier time is known to have come to."""

    class Sort(models.TextChoices):
        TARGET = "target", "A target"
        KNOWN = "known", "What is known of an earlier time"

    class Of(models.TextChoices):
        """What the report on the programme measures (reports/programme.py)."""

        LEARNERS = "learners", "Learners"
        FIRST_VISITS = "first_visits", "First visits"
        ENROLMENTS = "enrolments", "Enrolments"
        CLASSES = "classes", "Classes"
        SESSIONS_HELD = "sessions_held", "Sessions held"
        SESSIONS_CANCELLED = "sessions_cancelled", "Sessions cancelled"
        ATTENDANCES = "attendances", "Attendances"
        LEARNING_HOURS = "learning_hours", "Learning hours"
        TUTORS = "tutors", "Tutors"
        CHAMPIONS_ACTIVE = "champions_active", "Champions"
        REQUESTS = "requests", "Help requests"
        MATCHES = "matches", "Matched"
        HELP_SESSIONS = "help_sessions", "Sessions of help"

    sort = models.CharField("what it is", max_length=10, choices=Sort.choices, default=Sort.TARGET)
    measure = models.CharField("of what", max_length=30, choices=Of.choices)
    kind = models.CharField("for how long", max_length=10, choices=LENGTHS)
    first_on = models.DateField("the first day")
    number = models.PositiveIntegerField()
    source = models.CharField("where it is from", max_length=200, blank=True)

    class Meta:
        ordering = ["-first_on", "sort", "pk"]
        default_permissions = ("view", "add", "change")
        verbose_name = "target"
        verbose_name_plural = "targets and earlier years"
        constraints = [
            models.UniqueConstraint(fields=["sort", "measure", "kind", "first_on"], name="one_yardstick_of_each"),
            models.CheckConstraint(condition=Q(number__gt=0), name="a_yardstick_is_more_than_nought"),
        ]

    def __str__(self):
        return f"{self.get_measure_display()}, {self.period.words}"

    @property
    def is_target(self):
        return self.sort == self.Sort.TARGET

    @property
    def period(self):
        return period_of(self.kind, self.first_on)
