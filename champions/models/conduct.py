from django.conf import settings
from django.db import models


class ConductQuerySet(models.QuerySet):
    def current(self):
        """The version in force, or None."""
        return self.order_by("-number").first()


class Conduct(models.Model):
    """One version of the code of conduct. It is never changed: whoever agreed to it agreed to these words."""

    number = models.PositiveSmallIntegerField("version", unique=True)
    text = models.TextField(help_text="Public. An empty line begins a new paragraph.")
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: the one that the programme began with."
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ConductQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "code of conduct"
        verbose_name_plural = "code of conduct"
        default_permissions = ("add", "view")

    def __str__(self):
        return f"Version {self.number}"
