from django.db import models
from wagtail.models import PageQuerySet


class EventQuerySet(PageQuerySet):
    pass


class OccurrenceQuerySet(models.QuerySet):
    def public(self):
        """On a live, listed event: what anybody may see in a list. Cancelled ones included."""
        return self.filter(event__live=True, event__audience="everyone")

    def upcoming(self, now):
        """Not yet ended."""
        return self.filter(ends_at__gt=now)
