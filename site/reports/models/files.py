from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models

from locations.models import Area
from reports.models.made_apart import MadeApart, MakingState
from reports.periods import Period


class FileFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"


class RowsFile(MadeApart):
    """A file of rows that takes long: for whoever asked, and gone after a week."""

    KEPT_FOR = timedelta(days=7)
    NOT_BEGUN = {"rows_done": 0}

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=4, choices=FileFormat.choices)
    kind = models.CharField(max_length=10, help_text="Of the period.")
    first_on = models.DateField()
    last_on = models.DateField()
    place = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    rows = models.PositiveIntegerField(default=0, help_text="How many it was to have when it was asked for.")
    rows_done = models.PositiveIntegerField(default=0)

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
    def is_here(self):
        """Whether it can be downloaded: after a restore from a backup, for example, the row is there alone."""
        return self.state == MakingState.READY and self.path.exists()
