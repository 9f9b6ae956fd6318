"""What happens when an event is published, by whichever way: and what calendars then show."""

from django.utils import timezone

from core.actors import Actor
from events.actions.closures import note_closed_days
from events.actions.schedules import apply_schedule
from events.actions.waiting import promote
from events.calendars.keeping import follow, touch
from events.models import Occurrence


def venue_published(sender, instance, revision=None, **kwargs):
    """Perhaps it closes on days on which sessions are planned; and calendars name it, and where it is."""
    now = timezone.now()
    note_closed_days(Occurrence.objects.at(instance), about=instance, by=actor_of(revision), now=now)
    follow(Occurrence.objects.filter(venue=instance.pk), now=now)


def bank_holidays_changed(sender, days, by, now, **kwargs):
    """Sessions may be planned on a day that has become a bank holiday. One that is none any longer asks for nothing."""
    note_closed_days(Occurrence.objects.filter(starts_at__date__in=days), about=sender(), by=by, now=now)


def event_unpublished(sender, instance, **kwargs):
    """By whichever way, and before it is deleted: calendars show it no longer."""
    touch(timezone.now())


def event_published(sender, instance, revision=None, **kwargs):
    now = timezone.now()
    apply_schedule(instance, by=actor_of(revision), now=now)
    promote_waiting(instance, now=now)
    follow(Occurrence.objects.filter(event=instance.pk), now=now)


def actor_of(revision):
    user = revision.user if revision else None
    return Actor.of(user) if user else Actor.system()


def promote_waiting(event, *, now):
    """The event may have more places than before."""
    waiting = Occurrence.objects.filter(event=event.pk, starts_at__gt=now, bookings__state="waiting").distinct()
    for occurrence in waiting:
        promote(occurrence=occurrence, now=now)
