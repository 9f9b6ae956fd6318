from django.db import models


class ChampionQuerySet(models.QuerySet):
    def active(self):
        """Cleared and not on a break."""
        return self.filter(state="active")
