"""Who may open a register besides those who lead the session, and why one was changed after it was locked."""

from django.conf import settings
from django.db import models


class Duty(models.Model):
    """Somebody of the staff is on duty at a venue on a day, and may open the registers of that day there."""

    venue = models.ForeignKey("locations.VenuePage", on_delete=models.CASCADE, related_name="duties")
    on = models.DateField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties")

    class Meta:
        ordering = ["on", "pk"]
        verbose_name_plural = "duties"
        default_permissions = ("change",)
        constraints = [models.UniqueConstraint(fields=["venue", "on", "user"], name="once_on_duty_a_day")]

    def __str__(self):
        return f"{self.on:%d/%m/%Y}"


class DayCode(models.Model):
    """Opens one register on its day, for somebody without an account. Only a keyed hash of it is kept."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="day_codes")
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Taken back before its day was over.")

    class Meta:
        ordering = ["issued_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.issued_at:%d/%m/%Y %H:%M}"


class Reopening(models.Model):
    """A locked register was opened once more, by whom and why."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="reopenings")
    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=200, help_text="About the register, not about a person.")

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.reason
