from django.conf import settings
from django.db import models


class BlockedPair(models.Model):
    """A champion and a person who are never matched, whoever asks.

    The same two may stand here twice, after two records of one person were put together: one row is enough, and taking
    the records apart again leaves each with its own.
    """

    champion = models.ForeignKey("champions.Champion", on_delete=models.CASCADE, related_name="blocked_pairs")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="blocked_pairs")
    reason = models.CharField(max_length=200)
    for_lead_only = models.BooleanField(
        default=False, help_text="It came of a concern: the reason is for the safeguarding lead alone."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-made_at"]
        default_permissions = ("view", "delete")

    def __str__(self):
        return f"Never matched, since {self.made_at:%d/%m/%Y}"
