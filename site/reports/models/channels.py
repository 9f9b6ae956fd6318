from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models

from people.models import ArrivedBy

NOT_KNOWN = "Empty: not known, and left out of the saving."


def pounds(label):
    return models.DecimalField(
        label,
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0), "A cost cannot be less than nothing.")],
        help_text=f"In pounds, for example 2.83. {NOT_KNOWN}",
    )


class UnitCosts(models.Model):
    """What one contact costs by each channel, from one source. One set counts, and the saving is worked out with it."""

    title = models.CharField(max_length=80, unique=True, help_text="As the report names it, for example Socitm 2014.")
    source = models.CharField(max_length=250, help_text="Where the figures come from, so that somebody can check them.")
    web = pounds("website")
    phone = pounds("telephone")
    face = pounds("face to face")
    letter = pounds("letter")
    partner = pounds("partner")
    really_nothing = models.BooleanField(
        "a cost of 0 is meant", default=False, help_text="Tick it only if such a contact really costs nothing."
    )
    counts = models.BooleanField("counts", default=False, editable=False)

    class Meta:
        ordering = ["title"]
        verbose_name = "set of unit costs"
        verbose_name_plural = "sets of unit costs"
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["counts"], condition=models.Q(counts=True), name="one_set_of_unit_costs_counts"
            )
        ]

    def __str__(self):
        return self.title

    def known(self):
        """{channel: pounds} of those that are known."""
        costs = {channel: getattr(self, channel) for channel in ArrivedBy.values}
        return {channel: cost for channel, cost in costs.items() if cost is not None}
