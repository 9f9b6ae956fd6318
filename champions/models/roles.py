from django.conf import settings
from django.db import models


class Requirement(models.Model):
    """What a role needs to be in date: a DBS check of some level, references, a training module."""

    class Kind(models.TextChoices):
        DBS = "dbs", "DBS check"
        REFERENCES = "references", "References"
        IDENTITY = "identity", "Identity seen"
        AGREEMENT = "agreement", "Code of conduct agreed"
        TRAINING = "training", "Training"

    class Level(models.TextChoices):
        BASIC = "basic", "Basic"
        STANDARD = "standard", "Standard"
        ENHANCED = "enhanced", "Enhanced"

    title = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    level = models.CharField("DBS level", max_length=10, choices=Level.choices, blank=True)
    valid_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long it stays in date. Empty: for good."
    )

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title


class Role(models.Model):
    """A kind of champion, and what somebody must have in date to be one."""

    title = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.TextField(help_text="Public. What they do, what it asks and how long it takes.")
    open_to_apply = models.BooleanField(default=True, help_text="Shown among the choices when somebody applies.")
    meets_people = models.BooleanField("helps people one to one", default=True)
    may_visit_homes = models.BooleanField(default=False)
    requirements = models.ManyToManyField(Requirement, blank=True, related_name="roles")
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "title"]

    def __str__(self):
        return self.title


class ChampionRequirement(models.Model):
    """That one champion has met one requirement. Of a DBS check: number, date, who saw it; never its content."""

    champion = models.ForeignKey("champions.Champion", on_delete=models.CASCADE, related_name="met")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="met")
    met_on = models.DateField("date")
    expires_on = models.DateField(null=True, blank=True)
    certificate_number = models.CharField(max_length=20, blank=True, help_text="Of a DBS check.")
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["requirement__title"]
        constraints = [models.UniqueConstraint(fields=["champion", "requirement"], name="one_row_per_requirement")]

    def __str__(self):
        return str(self.requirement)
