"""An elected member of the demonstration, with the ward that has most sessions to come."""

from django.db.models import Count

from core.actors import Actor
from events.models import Occurrence
from reports.actions.members import set_areas
from reports.grounds import known_by_code


def load_member(user, now):
    busiest = (
        Occurrence.objects.filter(starts_at__gte=now, venue__ward__isnull=False)
        .order_by()
        .values("venue__ward")
        .annotate(number=Count("pk"))
        .order_by("-number", "venue__ward")
    )[0]["venue__ward"]
    set_areas(user=user, areas=[known_by_code(busiest)], by=Actor.system(), now=now)
