import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from champions.models.champions import WEEKDAYS, Setting
from champions.querysets import HelpRequestQuerySet, OfferQuerySet
from people.models import ArrivedBy


class RequestState(models.TextChoices):
    WAITING = "waiting", "Waiting for a champion"
    OFFERED = "offered", "Offered to a champion"
    # A champion has said yes, and the person who asked has not yet: no contact is open.
    FOUND = "found", "Found, waiting for their yes"
    MATCHED = "matched", "Matched"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


OPEN_STATES = (RequestState.WAITING, RequestState.OFFERED, RequestState.FOUND, RequestState.MATCHED)
# What takes a place of the champion's: the person may say yes at any moment.
WITH_SOMEBODY = (RequestState.FOUND, RequestState.MATCHED)


class HelpRequest(models.Model):
    """A resident asking for one-to-one help, in their own words."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=6, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="help_requests")
    form_key = models.UUIDField(
        unique=True, help_text="Of the form it came from, so that posting twice makes one request."
    )
    words = models.TextField("what they would like help with")
    topics = models.ManyToManyField("topics.Topic", blank=True, related_name="help_requests")
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.VENUE)
    travel_miles = models.PositiveSmallIntegerField(
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="How far they can come to meet somebody, in miles.",
    )
    step_free = models.BooleanField("needs step-free", default=False)
    language = models.CharField(max_length=40, blank=True)
    where = models.CharField(max_length=120, help_text="The postcode or place as they gave it.")
    latitude = models.FloatField()
    longitude = models.FloatField()
    area = models.ForeignKey(
        "locations.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="help_requests"
    )
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.WAITING, db_index=True)
    champion = models.ForeignKey(
        "champions.Champion", null=True, blank=True, on_delete=models.PROTECT, related_name="matches"
    )
    venue = models.ForeignKey(
        "locations.VenuePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="meeting place",
    )
    promised_on = models.DateField(
        "they hear from us by", null=True, blank=True, help_text="The day that we told them. Empty: none was given."
    )
    found_at = models.DateTimeField("champion said yes", null=True, blank=True)
    matched_at = models.DateTimeField(null=True, blank=True)
    in_touch_at = models.DateTimeField("last in touch", null=True, blank=True, help_text="As the champion told us.")
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(
        "said whether it helped", null=True, blank=True, help_text="That they did. What they said is kept apart."
    )
    arrived_by = models.CharField(max_length=10, choices=ArrivedBy.choices, default=ArrivedBy.WEB)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"H-{self.reference}"

    @property
    def is_open(self):
        return self.state in OPEN_STATES


class WantedTime(models.Model):
    """A stretch of one weekday that would suit the person who asked, in London time. None: any time."""

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="wanted_times")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=models.Q(starts__lt=models.F("ends")), name="wanted_before_it_ends")
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts:%H:%M} to {self.ends:%H:%M}"


class OfferState(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Lapsed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NOT_WANTED = "not-wanted", "They would rather have somebody else"


class Offer(models.Model):
    """A help request put to one champion. Shows need and area; the person only once it is accepted."""

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="offers")
    champion = models.ForeignKey("champions.Champion", on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    made_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=dict, help_text="Why this champion: what was said for and against.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(state__in=["open", "accepted"]),
                name="one_live_offer_per_request",
            )
        ]

    def __str__(self):
        return f"{self.request}: {self.get_state_display()}"


class HelpSession(models.Model):
    """Help that took place. `request` is empty for somebody helped at a drop-in."""

    class Outcome(models.TextChoices):
        DONE = "done", "They can do it now"
        GOING_ON = "going-on", "Getting there: we will meet again"
        STUCK = "stuck", "It did not work out"

    request = models.ForeignKey(HelpRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    champion = models.ForeignKey("champions.Champion", on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.VENUE)
    topics = models.ManyToManyField("topics.Topic", blank=True, related_name="help_sessions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    next_on = models.DateField("when they meet next", null=True, blank=True)
    travel_miles = models.PositiveSmallIntegerField("miles there and back", null=True, blank=True)
    form_key = models.UUIDField(unique=True)
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=600), name="help_lasts_up_to_ten_hours"
            ),
            models.CheckConstraint(
                condition=models.Q(travel_miles=None) | models.Q(travel_miles__lte=200),
                name="help_is_within_200_miles",
            ),
        ]

    def __str__(self):
        return f"{self.held_on:%d/%m/%Y}, {self.minutes} minutes"
