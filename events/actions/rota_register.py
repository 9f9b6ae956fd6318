"""Champions on the register: who of the rota was there, and for how long."""

from dataclasses import dataclass

from django.db import transaction

from core.audit import record
from core.errors import Refused
from events.actions.waiting import lock
from events.models import RotaPlace
from events.models.rota import MOST_MINUTES
from events.permissions.registers import check_can_mark


@dataclass(frozen=True)
class Was:
    """Whether a champion was there; for how many minutes, the whole session unless said."""

    attended: bool
    minutes: int | None = None


@transaction.atomic
def mark_rota(*, occurrence, marks, by, now):
    """{place's number: Was}. Returns how many are new or different."""
    occurrence = lock(occurrence)
    check_can_mark(occurrence, by=by, now=now)
    length = int((occurrence.ends_at - occurrence.starts_at).total_seconds() // 60)
    changed = 0
    for place in RotaPlace.objects.confirmed().filter(occurrence=occurrence, pk__in=marks):
        was = marks[place.pk]
        minutes = minutes_of(was, length)
        if (place.attended, place.minutes) != (was.attended, minutes):
            place.attended, place.minutes = was.attended, minutes
            place.save(update_fields=["attended", "minutes"])
            changed += 1
    if changed:
        record("register_rota_marked", occurrence, by=by, now=now, marks=changed)
    return changed


def minutes_of(was, length):
    if not was.attended:
        return None
    minutes = min(length, MOST_MINUTES) if was.minutes is None else was.minutes
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused(f"A champion helps between 1 and {MOST_MINUTES} minutes. An hour is 60.")
    return minutes
