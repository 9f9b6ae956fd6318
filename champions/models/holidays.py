from django.db import models


class Holiday(models.Model):
    """Days on which a champion is away, the first and the last included: no offers, and no session on the rota."""

    champion = models.ForeignKey("champions.Champion", on_delete=models.CASCADE, related_name="holidays")
    from_on = models.DateField("first day")
    until_on = models.DateField("last day")

    class Meta:
        ordering = ["from_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(from_on__lte=models.F("until_on")), name="away_before_back"),
            models.UniqueConstraint(fields=["champion", "from_on", "until_on"], name="one_holiday_of_these_days"),
        ]

    def __str__(self):
        return f"{self.from_on:%d/%m/%Y} to {self.until_on:%d/%m/%Y}"
