from django.conf import settings
from django.db import models


class Turn(models.Model):
    """A champion who is asked about a request when those before them have not said yes."""

    request = models.ForeignKey("champions.HelpRequest", on_delete=models.CASCADE, related_name="turns")
    champion = models.ForeignKey("champions.Champion", on_delete=models.CASCADE, related_name="turns")
    place = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["request", "champion"], name="one_turn_each")]

    def __str__(self):
        return f"{self.request}: {self.place}"
