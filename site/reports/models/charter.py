"""The customer charter as data."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Promised(models.TextChoices):
    """What can be promised: each is something that is measured from rows (reports/charter_cases.py)."""

    ANSWER = "answer-request", "We answer somebody who asks for help"
    MATCH = "match-request", "Somebody who asks for help is matched with a champion"
    REGISTER = "return-register", "The register of a session is back"
    CANCELLED = "tell-cancelled", "Somebody booked is told that their session is cancelled"
    APPLICATION = "answer-application", "We reply to an application to be a champion"


# For charts and the heads of columns.
SHORT = {
    Promised.ANSWER: "First answer",
    Promised.MATCH: "Match",
    Promised.REGISTER: "Register back",
    Promised.CANCELLED: "Told: cancelled",
    Promised.APPLICATION: "Application",
}


class ServiceStandard(models.Model):
    """One promise of the charter. Which there can be is in the code; how each is put, and how strict, is data."""

    key = models.CharField(max_length=30, unique=True, editable=False, choices=Promised.choices)
    words = models.CharField(
        max_length=150, help_text="Public. What is promised, without the time. For example: We answer your request."
    )
    days = models.PositiveSmallIntegerField(
        validators=[
            MinValueValidator(1, "Enter 1 or more: a promise of no days at all cannot be measured in days."),
            MaxValueValidator(60, "Enter 60 or fewer."),
        ],
        help_text="Working days at most. Of a cancelled session: days before it at least.",
    )
    what_we_do = models.CharField(
        "what we do about it",
        max_length=300,
        blank=True,
        help_text="Public. One sentence on what you do about those that were not in time.",
    )
    shown = models.BooleanField(default=True, help_text="Public. Untick to leave it off the page of our performance.")
    order = models.PositiveSmallIntegerField(default=0, help_text="The smallest comes first.")

    class Meta:
        ordering = ["order", "pk"]
        default_permissions = ("view", "change")
        verbose_name = "service standard"

    def __str__(self):
        return self.words

    @property
    def short(self):
        return SHORT.get(self.key, self.words)

    @property
    def is_notice(self):
        """Whether its days are counted before something, and not after it."""
        return self.key == Promised.CANCELLED

    @property
    def promise(self):
        """within 2 working days; at least 1 day before."""
        if self.is_notice:
            return f"at least {self.days} day{'s' * (self.days != 1)} before"
        return f"within {self.days} working day{'s' * (self.days != 1)}"
