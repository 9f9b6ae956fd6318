from datetime import timedelta

from django.db import models

from reports.models.made_apart import MadeApart


class LongAnswer(MadeApart):
    """What a report answers to one choice, where counting it takes long: once for all who may see it."""

    KEPT_FOR = timedelta(days=1)
    NOT_BEGUN = {"steps_done": 0, "step": ""}

    report = models.CharField(max_length=50, help_text="Its slug.")
    chosen = models.CharField(max_length=500, help_text="As it may lie in an address, in one way for each choice.")
    steps_done = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=80, blank=True, help_text="What is done now, in words.")
    text = models.TextField(blank=True, help_text="The answer, as reports/keeping.py writes it.")

    class Meta(MadeApart.Meta):
        constraints = [models.UniqueConstraint(fields=["report", "chosen"], name="one_long_answer_to_a_choice")]

    def __str__(self):
        return f"{self.report}: {self.chosen}"
