"""How many champions each session wants and has: asked for many sessions at once."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from events.models import Occurrence, OccurrenceState, RotaNeed, RotaPlace

DAYS_AHEAD = timedelta(days=60)
# Whoever drops out later than this leaves no time to find another.
SHORT_NOTICE = timedelta(hours=48)


@dataclass(frozen=True)
class Wanted:
    """What one session asks: its own need, or that of its event."""

    wanted: int = 0
    minimum: int = 0
    warn_days_before: int = 3
    is_own: bool = False


def wanted_at(occurrence):
    rows = RotaNeed.objects.filter(Q(occurrence=occurrence.pk) | Q(event=occurrence.event_id, occurrence=None))
    # Its own first: nulls come last on neither database by themselves.
    found = sorted(rows, key=lambda need: need.occurrence_id is None)
    if not found:
        return Wanted()
    need = found[0]
    return Wanted(need.wanted, need.minimum, need.warn_days_before, need.occurrence_id is not None)


def with_champions(occurrences):
    """Each with `champions_wanted`, `fewest_champions`, `warn_days`, and `champions_coming`."""
    own = RotaNeed.objects.filter(occurrence=OuterRef("pk"))
    of_event = RotaNeed.objects.filter(event=OuterRef("event"), occurrence=None)

    def needed(column):
        return Coalesce(Subquery(own.values(column)), Subquery(of_event.values(column)), 0)

    coming = RotaPlace.objects.confirmed().filter(occurrence=OuterRef("pk")).order_by()
    counted = coming.values("occurrence").annotate(number=Count("pk")).values("number")
    return occurrences.annotate(
        champions_wanted=needed("wanted"),
        fewest_champions=needed("minimum"),
        warn_days=needed("warn_days_before"),
        champions_coming=Coalesce(Subquery(counted), 0),
    )


def rota_sessions(now):
    """Sessions of the next two months that want champions, in the order of time."""
    coming = Occurrence.objects.published().filter(
        state=OccurrenceState.ON, starts_at__gt=now, starts_at__lte=now + DAYS_AHEAD
    )
    return with_champions(coming).filter(champions_wanted__gt=0).order_by("starts_at", "pk")


def with_room(now):
    return rota_sessions(now).filter(champions_coming__lt=F("champions_wanted"))
