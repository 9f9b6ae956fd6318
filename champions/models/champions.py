from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from champions.querysets import ChampionQuerySet

WEEKDAYS = list(enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))


class ChampionState(models.TextChoices):
    APPLIED = "applied", "Applied"
    IN_CHECKS = "in-checks", "In checks"
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    LEFT = "left", "Left"
    DECLINED = "declined", "Declined"
    REMOVED = "removed", "Removed"


# Those who are champions no more: nothing of it is open to them.
GONE_STATES = (ChampionState.LEFT, ChampionState.REMOVED)


class Setting(models.TextChoices):
    """How one-to-one help takes place."""

    VENUE = "venue", "At a public place"
    PHONE = "phone", "By telephone"
    VIDEO = "video", "By video"
    HOME = "home", "At home"


class TravelsBy(models.TextChoices):
    FOOT = "foot", "On foot"
    BUS = "bus", "By bus or train"
    CAR = "car", "By car"


class Champion(models.Model):
    """A volunteer who helps others.

    `home_*` never leaves the server. The public side knows the ward alone, and distances are measured from
    its middle (`area`), so that asking again from elsewhere gives nothing more away.
    """

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="champion")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="champion"
    )
    role = models.ForeignKey("champions.Role", on_delete=models.PROTECT, related_name="champions")
    state = models.CharField(max_length=10, choices=ChampionState.choices, default=ChampionState.APPLIED, db_index=True)
    state_reason = models.CharField(max_length=200, blank=True)
    applied_at = models.DateTimeField()
    active_since = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField("why they would like to help", blank=True)
    represents = models.ForeignKey(
        "locations.Area",
        verbose_name="represents",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_by",
        help_text="The ward or division of an elected member.",
    )
    team = models.CharField(max_length=100, blank=True, help_text="Of somebody who works for the council.")
    manager = models.CharField("manager who agrees", max_length=255, blank=True)
    form_key = models.UUIDField(
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="Of the application, so that posting it twice makes one champion.",
    )

    home_postcode = models.CharField(max_length=8, blank=True)
    home_latitude = models.FloatField(null=True, blank=True)
    home_longitude = models.FloatField(null=True, blank=True)
    area = models.ForeignKey(
        "locations.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="champions"
    )

    topics = models.ManyToManyField("topics.Topic", blank=True, related_name="champions")
    languages = models.JSONField(default=list, blank=True, help_text="Besides English, for example Polish.")
    settings = models.JSONField("ways to help", default=list, blank=True)
    venues = models.ManyToManyField("locations.VenuePage", blank=True, related_name="champions")
    travel_miles = models.PositiveSmallIntegerField(
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="How far they will travel, in miles.",
    )
    travels_by = models.CharField(max_length=4, choices=TravelsBy.choices, blank=True)
    shown_to_others = models.BooleanField(
        default=False, help_text="Other champions may read their first name and district in the champions' area."
    )
    calendar_key = models.CharField(
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="In the private address of their calendar. Empty: they have none.",
    )
    max_people = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(20)])

    objects = ChampionQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "pk"]

    def __str__(self):
        return self.person.name

    @property
    def is_stopped(self):
        """Whether the safeguarding lead has stopped them."""
        return self.stops.filter(lifted_at=None).exists()


class Availability(models.Model):
    """A stretch of one weekday on which a champion can usually help, in London time."""

    champion = models.ForeignKey(Champion, on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]
        verbose_name_plural = "availability"
        constraints = [
            models.CheckConstraint(condition=models.Q(starts__lt=models.F("ends")), name="available_before_it_ends")
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts:%H:%M} to {self.ends:%H:%M}"
