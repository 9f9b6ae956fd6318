import uuid

from django.db import models


class ApplicationDraft(models.Model):
    """An application that somebody has begun and means to come back to. It hangs on nobody and is gone in 30 days."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(
        unique=True, help_text="Of the application: sent from two devices it makes one champion."
    )
    email = models.CharField(max_length=254, help_text="As compared: where the link went.")
    code_hash = models.CharField(max_length=64)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.saved_at:%d/%m/%Y}"
