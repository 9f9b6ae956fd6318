"""Champions are reminded of the rota two days before, as people are of their bookings (reminding.py)."""

from django.db import transaction

from core.done import mark_done
from events import reminders, rota_notifications
from events.actions.reminding import coming_sessions, one_by_one, run_from
from events.models import RotaPlace


def remind_champions(now):
    since = run_from("rota", now)
    due = [row.pk for row in coming_sessions(now) if reminders.due("reminder", row.starts_at, since=since, now=now)]
    places = RotaPlace.objects.confirmed().filter(occurrence__in=due) if due else []
    one_by_one(lambda place: remind_one(place, now=now), places)
    mark_done("rota", now)


@transaction.atomic
def remind_one(place, *, now):
    """As it is now: they may have dropped out, or the session moved, since it was found."""
    rows = RotaPlace.objects.confirmed().filter(pk=place.pk).select_for_update(of=("self",))
    related = ("occurrence__event", "occurrence__venue", "champion__person", "champion__role")
    place = rows.select_related(*related).first()
    if place is None or place.occurrence.is_cancelled:
        return
    starts_at = place.occurrence.starts_at
    is_due = reminders.MOMENTS["reminder"](starts_at) <= now < starts_at
    if is_due and not reminders.told_lately("reminder", starts_at, [place.changed_at]):
        rota_notifications.reminded(place, now=now)
