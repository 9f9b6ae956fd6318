"""A place that closes after dates there were planned: which they are, and doing with all of them what was decided."""

from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction

from core.audit import record
from core.errors import Refused
from core.words import as_day
from events.actions import occurrences
from events.actions.approving import PlanChangedError
from events.clashes import closed_why
from events.known_days import known_days
from events.models import Occurrence
from events.plan import NOBODY, Line, Plan, What
from events.who_is_there import who_is_there
from locations.models import VenuePage


@dataclass(frozen=True)
class Decision:
    """What a person decided. Dates are named as Line.name.

    `hold`: those held although it is closed. `move`: {name: (starts_at, ends_at, venue)}. All others are cancelled, for
    `reason`, which is public.
    """

    fingerprint: str
    reason: str = ""
    hold: frozenset = frozenset()
    move: dict = field(default_factory=dict)


@transaction.atomic
def note_closed_days(venue, *, by, now):
    """The place was published, perhaps with other closures: mark the dates there that fall on one, and clear the rest.

    Dates that staff said are held all the same stay unmarked. Returns how many are marked now.
    """
    today = as_day(now)
    last_on = today + relativedelta(months=settings.OCCURRENCE_MONTHS_AHEAD)
    days = known_days([venue.pk], from_on=today, last_on=last_on)
    coming = Occurrence.objects.filter(venue=venue.pk, starts_at__gt=now, state="on", although_closed=False)
    rows = list(coming.select_for_update().order_by("pk"))
    changed = [row for row in rows if mark(row, days.clash(venue.pk, row.starts_at, row.ends_at))]
    if changed:
        Occurrence.objects.bulk_update(changed, ["closed_why"], batch_size=200)
        record("venue.closed_days_noted", venue, by=by, now=now, dates=len(changed))
    return sum(1 for row in rows if row.closed_why)


def mark(row, clash):
    """Whether the mark differs from what is written."""
    why = closed_why(clash)
    differs, row.closed_why = row.closed_why != why, why
    return differs


def plan_of_closing(venue, *, now, rows=None):
    """The Plan that staff decide about: a line for each date there on a day for which it has closed."""
    if rows is None:
        rows = Occurrence.objects.at(venue.pk).on_closed_days().filter(starts_at__gt=now).select_related("event")
        rows = list(rows.order_by("starts_at", "pk"))
    people = who_is_there([], now=now, occurrences=[row.pk for row in rows])
    return Plan([Line(What.DROPPED, row, people=people.get(row.pk, NOBODY), note=row.closed_why) for row in rows])


@transaction.atomic
def settle(venue, *, decision, by, now):
    """Cancel, move or hold each date on a closed day, as was decided, and tell everybody booked. Returns the plan.

    Raises PlanChangedError when other dates, or other people, are concerned than those that were shown.
    """
    VenuePage.objects.select_for_update().get(pk=venue.pk)
    rows = Occurrence.objects.at(venue.pk).on_closed_days().filter(starts_at__gt=now)
    rows = list(rows.select_for_update(of=("self",)).select_related("event", "venue").order_by("starts_at", "pk"))
    found = plan_of_closing(venue, now=now, rows=rows)
    if found.fingerprint != decision.fingerprint:
        raise PlanChangedError(found)
    check_reason(found, decision)
    for line in found.lines:
        settle_one(line, decision, by=by, now=now)
    record("venue.closed_days_settled", venue, by=by, now=now, dates=len(found.lines))
    return found


def check_reason(found, decision):
    if not decision.reason.strip() and any(line.name not in decision.hold for line in found.lines):
        raise Refused("Say why dates are off or moved, in words for the public.")


def settle_one(line, decision, *, by, now):
    row = line.row
    if line.name in decision.hold:
        hold(row, by=by, now=now)
    elif line.name in decision.move:
        starts_at, ends_at, venue = decision.move[line.name]
        occurrences.move(row, starts_at=starts_at, ends_at=ends_at, venue=venue, reason=decision.reason, by=by, now=now)
    else:
        occurrences.cancel(row, reason=decision.reason, by=by, now=now)


@transaction.atomic
def hold(occurrence, *, by, now):
    """It takes place although the place is closed that day."""
    occurrence.closed_why, occurrence.although_closed = "", True
    occurrence.save(update_fields=["closed_why", "although_closed"])
    record("occurrence.held_although_closed", occurrence, by=by, now=now)
