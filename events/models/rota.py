"""Champions at sessions: how many are wanted, and who comes."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

MOST_MINUTES = 600


class RotaNeed(models.Model):
    """How many champions a session wants: of an event, or of one date that wants it otherwise."""

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="rota_needs")
    occurrence = models.OneToOneField(
        "events.Occurrence", null=True, blank=True, on_delete=models.CASCADE, related_name="rota_need"
    )
    wanted = models.PositiveSmallIntegerField("champions wanted", validators=[MaxValueValidator(20)])
    minimum = models.PositiveSmallIntegerField(
        "fewest to run",
        default=0,
        validators=[MaxValueValidator(20)],
        help_text="With fewer champions the session may not run. 0: it runs without.",
    )
    warn_days_before = models.PositiveSmallIntegerField(
        "warn us, days before",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="When it shows on the worklist that there are too few.",
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(occurrence=None), name="one_rota_need_for_all_dates_of_an_event"
            ),
            models.CheckConstraint(condition=Q(minimum__lte=models.F("wanted")), name="fewest_champions_are_wanted"),
        ]

    def __str__(self):
        return f"{self.wanted} champions"


class RotaState(models.TextChoices):
    ASKED = "asked", "Asked"
    CONFIRMED = "confirmed", "Coming"
    DECLINED = "declined", "Cannot come"
    DROPPED = "dropped", "Dropped out"


LIVE_PLACES = (RotaState.ASKED, RotaState.CONFIRMED)


class RotaPlaceQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=RotaState.CONFIRMED)

    def live(self):
        """Coming, or asked and has not answered."""
        return self.filter(state__in=LIVE_PLACES)

    def upcoming(self, now):
        """At sessions not yet over, in the order of time."""
        return self.filter(occurrence__ends_at__gt=now).order_by("occurrence__starts_at", "pk")

    def clashing(self, champion, occurrence):
        """Where this champion is at the same time, or a part of it."""
        return (
            self.confirmed()
            .filter(
                champion=champion,
                occurrence__state="on",
                occurrence__starts_at__lt=occurrence.ends_at,
                occurrence__ends_at__gt=occurrence.starts_at,
            )
            .exclude(occurrence=occurrence.pk)
        )


class RotaPlace(models.Model):
    """A champion at one session: asked, coming, or not after all; and afterwards whether they were there."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="rota_places")
    champion = models.ForeignKey("champions.Champion", on_delete=models.PROTECT, related_name="rota_places")
    state = models.CharField(max_length=10, choices=RotaState.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(help_text="When they were asked, said yes or no, or dropped out.")
    offered_at = models.DateTimeField(
        null=True, blank=True, help_text="They would give their place to another champion, and keep it until then."
    )
    attended = models.BooleanField(null=True, blank=True, help_text="As the register says. Empty: not marked.")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = RotaPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["occurrence", "changed_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "champion"], name="one_rota_place_per_session"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=MOST_MINUTES), name="rota_lasts_up_to_ten_hours"
            ),
        ]

    def __str__(self):
        return f"{self.occurrence}: {self.get_state_display()}"

    @property
    def is_confirmed(self):
        return self.state == RotaState.CONFIRMED
