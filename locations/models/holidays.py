"""Days on which a whole nation rests."""

from django.db import models

from core.models import Nation


class BankHoliday(models.Model):
    """One bank holiday of one nation, as GOV.UK lists them."""

    nation = models.CharField(max_length=20, choices=Nation.choices)
    on = models.DateField()
    title = models.CharField(max_length=100)

    class Meta:
        ordering = ["on"]
        default_permissions = ("add", "view")
        constraints = [models.UniqueConstraint(fields=["nation", "on"], name="one_bank_holiday_per_nation_and_day")]

    def __str__(self):
        return f"{self.title}, {self.on:%d/%m/%Y}"
