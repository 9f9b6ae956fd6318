from django.db import models


class HowWasIt(models.TextChoices):
    """The five answers of GOV.UK's own feedback pages, so that figures can be compared."""

    VERY_GOOD = "5", "Very good"
    GOOD = "4", "Good"
    NEITHER = "3", "Neither good nor poor"
    POOR = "2", "Poor"
    VERY_POOR = "1", "Very poor"


class DidYouLearn(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class Feedback(models.Model):
    """What somebody said of a session that they came to. Nothing here says who: their attendance has that they did."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="feedback")
    how_was_it = models.CharField(max_length=1, choices=HowWasIt.choices)
    did_you_learn = models.CharField("learned what they came for", max_length=6, choices=DidYouLearn.choices)
    words = models.TextField("in their words", blank=True)
    said_on = models.DateField(help_text="A day and no time: it is not to be told apart by the minute.")

    class Meta:
        ordering = ["-said_on", "-pk"]
        verbose_name_plural = "feedback"

    def __str__(self):
        return f"{self.occurrence}: {self.get_how_was_it_display()}"
