from django.conf import settings
from django.db import models

from champions.querysets import COUNTING_DECISIONS, ChampionRequirementQuerySet


class Requirement(models.Model):
    """What a role needs to be in date: a DBS check of some level, references, a training module."""

    class Kind(models.TextChoices):
        DBS = "dbs", "DBS check"
        REFERENCES = "references", "References"
        IDENTITY = "identity", "Identity seen"
        AGREEMENT = "agreement", "Code of conduct agreed"
        TRAINING = "training", "Training"
        # Asked of under-18s alone, whatever else the role asks.
        CONSENT = "consent", "Consent of a parent or carer"

    class Level(models.TextChoices):
        BASIC = "basic", "Basic"
        STANDARD = "standard", "Standard"
        ENHANCED = "enhanced", "Enhanced"

        @classmethod
        def up_to(cls, level):
            """Whoever has this one needs none of these."""
            return cls.values[: cls.values.index(level) + 1] if level in cls.values else []

    title = models.CharField(max_length=100, unique=True)
    kind = models.CharField(
        max_length=12,
        choices=Kind.choices,
        help_text="A training can be recorded by the register of an event: see Training that counts, under Programme.",
    )
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
    description = models.TextField(help_text="Public. What they do. What the role asks is shown from its requirements.")
    takes = models.CharField(
        "how much time it takes",
        max_length=200,
        blank=True,
        help_text="Public. For example: As little as one hour a month. It takes about 6 weeks until you start.",
    )
    open_to_apply = models.BooleanField(default=True, help_text="Shown among the choices when somebody applies.")
    open_to_under_18s = models.BooleanField(
        "open to under-18s",
        default=False,
        help_text="They help at sessions, beside an adult, with the consent of a parent or carer.",
    )
    asks_ward = models.BooleanField(
        "asks for a ward or division", default=False, help_text="Of an elected member: which one they represent."
    )
    asks_team = models.BooleanField(
        "asks for a team and manager", default=False, help_text="Of somebody who works for the council."
    )
    meets_people = models.BooleanField("helps people one to one", default=True)
    may_visit_homes = models.BooleanField(default=False)
    requirements = models.ManyToManyField(Requirement, blank=True, related_name="roles")
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "title"]

    def __str__(self):
        return self.title


class Decision(models.TextChoices):
    """What somebody who has seen a DBS check decided. Only those cleared may help."""

    CLEAR = "clear", "Clear to help"
    UNDECIDED = "undecided", "Not decided yet"
    NOT_CLEAR = "not-clear", "Not clear to help"


class ChampionRequirement(models.Model):
    """That one champion has met one requirement. Of a DBS check: level, number, date, who saw it, what was decided and
    by whom, and whether they let us ask the update service; never its content.
    """

    champion = models.ForeignKey("champions.Champion", on_delete=models.CASCADE, related_name="met")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="met")
    met_on = models.DateField("date")
    expires_on = models.DateField(null=True, blank=True)
    certificate_number = models.CharField(max_length=20, blank=True, help_text="Of a DBS check.")
    level = models.CharField("level of the certificate", max_length=10, choices=Requirement.Level.choices, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    update_service = models.BooleanField("lets us ask the update service", default=False)
    status_checked_on = models.DateField("update service asked on", null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    conduct = models.ForeignKey(
        "champions.Conduct",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Which version of the code of conduct they agreed to.",
    )
    attended_on = models.DateField(
        null=True, blank=True, help_text="Of training: the date on whose register they were marked present."
    )
    seen_on = models.DateField(
        null=True,
        blank=True,
        help_text="Of training: the date that staff recorded, where a later register took its place.",
    )

    objects = ChampionRequirementQuerySet.as_manager()

    class Meta:
        ordering = ["requirement__title"]
        constraints = [models.UniqueConstraint(fields=["champion", "requirement"], name="one_row_per_requirement")]

    def __str__(self):
        return str(self.requirement)

    @property
    def counts(self):
        return self.decision in COUNTING_DECISIONS
