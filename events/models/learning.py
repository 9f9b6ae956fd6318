"""What a person learns towards: their goals, how sure they feel, and whom they were passed on to."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from topics.models import SkillArea

NOTED_BY = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}


class Goal(models.Model):
    """What somebody would like to be able to do, in their own words."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="goals")
    words = models.TextField("in their own words")
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="is about"
    )
    said_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="taken down by", **NOTED_BY)

    class Meta:
        ordering = ["-said_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reached_on__gte=models.F("said_on")), name="goal_is_said_before_it_is_reached"
            )
        ]

    def __str__(self):
        return f"Goal of {self.said_on:%d/%m/%Y}"


class HowSure(models.IntegerChoices):
    NOT_AT_ALL = 1, "Not at all confident"
    A_LITTLE = 2, "A little confident"
    FAIRLY = 3, "Fairly confident"
    QUITE = 4, "Confident"
    VERY = 5, "Very confident"


class Moment(models.TextChoices):
    BEFORE = "before", "Before"
    AFTER = "after", "After"


class AskedBy(models.TextChoices):
    SCREEN = "screen", "On a screen"
    PAPER = "paper", "On paper"
    PHONE = "phone", "By telephone"


class Confidence(models.Model):
    """How sure a person said they felt in one skill area, before or after a session, or on a day without one.

    Asked again about the same, the later answer stands (actions/confidence.py). No constraint says so: two records that
    turn out to be one person may each have an answer, and both are kept.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="confidence")
    area = models.CharField("skill area", max_length=20, choices=SkillArea.choices)
    moment = models.CharField(max_length=10, choices=Moment.choices)
    level = models.PositiveSmallIntegerField(
        "how sure", choices=HowSure.choices, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    occurrence = models.ForeignKey(
        "events.Occurrence", null=True, blank=True, on_delete=models.PROTECT, related_name="confidence"
    )
    asked_by = models.CharField("how they were asked", max_length=10, choices=AskedBy.choices)
    answered_on = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="asked by", **NOTED_BY)

    class Meta:
        ordering = ["answered_on", "pk"]
        verbose_name_plural = "confidence"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="how_sure_is_1_to_5")
        ]

    def __str__(self):
        return f"{self.get_area_display()}, {self.get_moment_display().lower()}: {self.get_level_display()}"


class ReferralState(models.TextChoices):
    MADE = "made", "Passed on"
    TAKEN_UP = "taken-up", "Taken up"
    NOT_WORKED = "not-worked", "Did not work out"


class Referral(models.Model):
    """That a person was passed on to another organisation, with the consent that it rests on."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="referrals")
    organisation = models.CharField(max_length=120)
    why = models.CharField(max_length=200)
    consent = models.OneToOneField("people.Consent", on_delete=models.PROTECT, related_name="referral")
    state = models.CharField(max_length=10, choices=ReferralState.choices, default=ReferralState.MADE)
    made_on = models.DateField()
    state_on = models.DateField(help_text="Since when it has been so.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, **NOTED_BY)

    class Meta:
        ordering = ["-made_on", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.organisation}: {self.get_state_display().lower()}"
