"""What happens when an event is published, by whichever way: the one signal of the house."""

from django.utils import timezone

from core.actors import Actor
from events.actions.schedules import apply_schedule
from events.actions.waiting import promote
from events.models import Occurrence


def event_published(sender, instance, revision=None, **kwargs):
    user = revision.user if revision else None
    by = Actor.of(user) if user else Actor.system()
    now = timezone.now()
    apply_schedule(instance, by=by, now=now)
    promote_waiting(instance, now=now)


def promote_waiting(event, *, now):
    """The event may have more places than before."""
    waiting = Occurrence.objects.filter(event=event.pk, starts_at__gt=now, bookings__state="waiting").distinct()
    for occurrence in waiting:
        promote(occurrence=occurrence, now=now)
