from django.db import models


class DidItHelp(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class HelpFeedback(models.Model):
    """What somebody said of the help they had. Nothing here says who: their request has that they did."""

    did_it_help = models.CharField(max_length=6, choices=DidItHelp.choices)
    words = models.TextField("in their words", blank=True)
    said_on = models.DateField(help_text="A day and no time: it is not to be told apart by the minute.")

    class Meta:
        ordering = ["-said_on", "-pk"]
        verbose_name = "answer about help"
        verbose_name_plural = "answers about help"

    def __str__(self):
        return self.get_did_it_help_display()
