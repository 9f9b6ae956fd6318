"""Concerns about somebody's safety. The safeguarding lead alone reads them."""

from django.conf import settings
from django.db import models

from champions.querysets import ConcernQuerySet
from people.models import ArrivedBy


class ConcernAbout(models.TextChoices):
    """What a concern is about, as whoever raises it sees it."""

    CHAMPION = "champion", "A digital champion"
    HELPED = "helped", "Somebody who is being helped"
    SESSION = "session", "A session or a place"
    OTHER = "other", "Something else"


class ConcernState(models.TextChoices):
    NEW = "new", "New"
    LOOKING = "looking", "Being looked into"
    CLOSED = "closed", "Closed"


class ConcernOutcome(models.TextChoices):
    PASSED_ON = "passed-on", "Passed on, to social care or the police"
    ENDED = "ended", "Somebody was removed, or a match was ended"
    ADVICE = "advice", "Advice or training was given"
    NOTHING = "nothing", "Nothing more to do"
    UNKNOWN = "unknown", "Too little is known to look into it"


class Concern(models.Model):
    """What somebody told us, in their own words, with or without their name.

    Whoever raised it is no Person of ours: they may not wish to be known, and nothing else is kept of them.
    """

    reference = models.CharField(max_length=6, unique=True)
    form_key = models.UUIDField(unique=True, help_text="Of its form, so that posting it twice makes one concern.")
    about = models.CharField(max_length=10, choices=ConcernAbout.choices)
    who = models.CharField("who or where", max_length=200, blank=True)
    words = models.TextField("in their own words")
    name = models.CharField("name of who raised it", max_length=255, blank=True)
    contact = models.CharField("how to reach them", max_length=255, blank=True)
    arrived_by = models.CharField(max_length=10, choices=ArrivedBy.choices, default=ArrivedBy.WEB)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    request = models.ForeignKey(
        "champions.HelpRequest", null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    champion = models.ForeignKey(
        "champions.Champion", null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    state = models.CharField(max_length=10, choices=ConcernState.choices, default=ConcernState.NEW, db_index=True)
    outcome = models.CharField(max_length=10, choices=ConcernOutcome.choices, blank=True)
    raised_at = models.DateTimeField()
    first_seen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at=None, outcome="")),
                name="concern_closed_with_a_date",
            )
        ]

    def __str__(self):
        return f"C-{self.reference}"


class ConcernNote(models.Model):
    """One line of a concern's log. It is never changed: what was thought then stays."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        DECISION = "decision", "Decision"
        DONE = "done", "Done"

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["written_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_kind_display()} on {self.concern}"


class Stop(models.Model):
    """That the safeguarding lead has stopped a champion. While it stands, nobody else can bring them back."""

    champion = models.ForeignKey("champions.Champion", on_delete=models.CASCADE, related_name="stops")
    concern = models.ForeignKey(Concern, null=True, on_delete=models.SET_NULL, related_name="stops")
    put_on_at = models.DateTimeField()
    put_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-put_on_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["champion"], condition=models.Q(lifted_at=None), name="one_standing_stop_per_champion"
            )
        ]

    def __str__(self):
        return f"Stopped on {self.put_on_at:%d/%m/%Y}"
