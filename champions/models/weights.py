from django.core.validators import MaxValueValidator
from django.db import models

from champions.matching import Weights

HEAVIEST = 100


def weight(what, default):
    return models.PositiveSmallIntegerField(what, default=default, validators=[MaxValueValidator(HEAVIEST)])


class MatchWeights(models.Model):
    """How much each thing counts towards the order of champions. One row; none until somebody changes it."""

    distance = weight("how near they are", Weights.distance)
    topics = weight("that they know the topics", Weights.topics)
    time = weight("how much time both have", Weights.time)
    room = weight("how few people they help already", Weights.room)
    known = weight("that they have helped this person before", Weights.known)

    class Meta:
        verbose_name_plural = "match weights"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_match_weights"),
            models.CheckConstraint(
                condition=models.Q(distance__gt=0)
                | models.Q(topics__gt=0)
                | models.Q(time__gt=0)
                | models.Q(room__gt=0)
                | models.Q(known__gt=0),
                name="something_decides_the_order",
            ),
        ]

    def __str__(self):
        return "How champions are ranked"

    @classmethod
    def current(cls):
        """The weights that matching understands."""
        row = cls.objects.filter(pk=1).first() or cls()
        return Weights(row.distance, row.topics, row.time, row.room, row.known)
