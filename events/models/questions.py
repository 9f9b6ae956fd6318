from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from events.question_kinds import MOST_CHOICES, choices_in, question_problems

MOST_QUESTIONS = 3


class AnswerKind(models.TextChoices):
    WORDS = "words", "A few words"
    YES_NO = "yes-no", "Yes or no"
    CHOICE = "choice", "One of several"
    NUMBER = "number", "A number"


class EventQuestion(Orderable):
    """Something that this event needs to know of whoever books it, and why."""

    event = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(
        "question",
        max_length=120,
        help_text="Public. For example: Which kind of phone do you have? Never about health, or anything we could not "
        "put on a sheet for the session lead.",
    )
    reason = models.CharField("why we ask", max_length=160, help_text="Public. For example: So that we bring cables.")
    kind = models.CharField("answered with", max_length=10, choices=AnswerKind.choices, default=AnswerKind.WORDS)
    choices = models.TextField(blank=True, help_text=f"For one of several: each on a line, {MOST_CHOICES} at most.")
    required = models.BooleanField(
        "must be answered", default=False, help_text="Only if nobody can come without: people may not know the answer."
    )

    def __str__(self):
        return self.text

    @property
    def name(self):
        """What its answer is called in a form."""
        return f"question-{self.pk}"

    @property
    def offered(self):
        return choices_in(self.choices)

    def problems(self):
        """(name of the field, sentence) for each thing to put right before it is published."""
        return list(question_problems(text=self.text, reason=self.reason, kind=self.kind, choices=self.choices))
