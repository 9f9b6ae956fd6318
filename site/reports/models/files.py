import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from locations.models import Area
from reports.periods import Period

KEPT_FOR = timedelta(days=7)
TAKEN_UP_AFTER = timedelta(minutes=5)


class FileState(models.TextChoices):
    WAITING = "waiting", "Waiting to be made"
    RUNNING = "running", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


class FileFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"


class RowsFileQuerySet(models.QuerySet):
    def due(self, now):
        """Those to be made, and those whose maker has not been heard of for minutes."""
        return self.filter(Q(state=FileState.WAITING) | self.given_up(now)).order_by("asked_at", "pk")

    def in_hand(self, now):
        return self.filter(state=FileState.RUNNING).exclude(self.given_up(now))

    @staticmethod
    def given_up(now):
        return Q(state=FileState.RUNNING, beat_at__lt=now - TAKEN_UP_AFTER)

    def kept(self, now):
        return self.filter(asked_at__gte=now - KEPT_FOR)

    def old(self, now):
        return self.filter(asked_at__lt=now - KEPT_FOR)


class RowsFile(models.Model):
    """A file of rows too long to be made while somebody waits: made apart, for whoever asked, and gone after a week."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    format = models.CharField(max_length=4, choices=FileFormat.choices)
    kind = models.CharField(max_length=10, help_text="Of the period.")
    first_on = models.DateField()
    last_on = models.DateField()
    place = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True, help_text="When its maker was last heard of.")
    rows = models.PositiveIntegerField(default=0, help_text="How many it was to have when it was asked for.")
    rows_done = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = RowsFileQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "key"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_format_display()}, {self.period.words}"

    @property
    def period(self):
        return Period(self.kind, self.first_on, self.last_on)

    @property
    def filename(self):
        place = f"-{self.place_id}" if self.place_id else ""
        return f"rows-{self.period.key}{place}.{self.format}"

    @property
    def path(self):
        return Path(settings.ROWS_FILES_FOLDER) / f"{self.key}.{self.format}"

    @property
    def is_under_way(self):
        return self.state in (FileState.WAITING, FileState.RUNNING)

    @property
    def is_here(self):
        """Whether it can be downloaded: after a restore from a backup, for example, the row is there alone."""
        return self.state == FileState.READY and self.path.exists()

    @property
    def gone_at(self):
        return self.asked_at + KEPT_FOR
