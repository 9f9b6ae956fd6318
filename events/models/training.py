from django.db import models


class TrainingFor(models.Model):
    """A champion who is marked present at this event has met this requirement, on the date of the session."""

    requirement = models.ForeignKey("champions.Requirement", on_delete=models.CASCADE, related_name="met_at")
    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="trains_for")

    class Meta:
        ordering = ["requirement__title", "event__title"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["requirement", "event"], name="trains_for_it_once")]

    def __str__(self):
        return f"{self.event}: {self.requirement}"
