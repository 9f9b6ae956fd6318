"""What people said of themselves for equality monitoring: numbers by month and question, never anybody's answers."""

from django.db import models


class Through(models.TextChoices):
    SELF = "self", "Filled in by themselves"
    STAFF = "staff", "Typed in by staff"


class EqualityCount(models.Model):
    """How many gave one answer to one question in one month.

    There is no row for a person: what one and the same person answered to two questions is not known, nor in which
    order they came, nor when. Of a form that was sent each question has an answer; the empty one was left out.
    """

    month = models.DateField(help_text="The first day of it.")
    through = models.CharField(max_length=10, choices=Through.choices)
    question = models.CharField(max_length=20)
    answer = models.CharField(max_length=20, blank=True)
    condition = models.CharField(
        max_length=160,
        help_text="The condition of UK GDPR article 9 that it rests on, and the wording it was asked with.",
    )
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["month", "question", "answer"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["month", "through", "question", "answer", "condition"], name="one_count_per_equality_answer"
            )
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}, {self.question}"


class UsedEqualityForm(models.Model):
    """That a form was sent, so that sending it twice counts once. Gone after a day; it leads to no answer."""

    key = models.UUIDField(primary_key=True)
    used_on = models.DateField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.used_on:%d/%m/%Y}"
