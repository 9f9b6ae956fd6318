"""Days that close after dates on them were planned: which dates those are, and doing with all what was decided.

A place closes for a day, or it becomes a bank holiday. Staff decide place by place; None stands for what is online.
"""

from dataclasses import dataclass, field

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
from locations.models import BankHoliday, VenuePage


@dataclass(frozen=True)
class Decision:
    """What a person decided. Dates are named as Line.name.

    `hold`: those held all the same. `move`: {name: (starts_at, ends_at, venue)}. All others are cancelled, for
    `reason`, which is public.
    """

    fingerprint: str
    reason: str = ""
    hold: frozenset = frozenset()
    move: dict = field(default_factory=dict)


@transaction.atomic
def note_closed_days(occurrences, *, about, by, now):
    """Closures or bank holidays may have changed: mark those of these dates that are on a closed day, clear the rest.

    Dates that staff said are held all the same stay unmarked. `about`: what has changed, for the audit line.
    """
    coming = occurrences.filter(starts_at__gt=now, state="on", although_closed=False)
    rows = list(coming.select_for_update().order_by("pk"))
    if not rows:
        return
    last_on = max(as_day(row.starts_at) for row in rows)
    days = known_days({row.venue_id for row in rows}, from_on=as_day(now), last_on=last_on)
    changed = [row for row in rows if mark(row, days.clash(row.venue_id, row.starts_at, row.ends_at))]
    if changed:
        Occurrence.objects.bulk_update(changed, ["closed_why"], batch_size=200)
        record("occurrences.closed_days_noted", about, by=by, now=now, dates=len(changed))


def mark(row, clash):
    """Whether the mark differs from what is written."""
    why = closed_why(clash)
    differs, row.closed_why = row.closed_why != why, why
    return differs


def plan_of_closing(venue, *, now, rows=None):
    """The Plan that staff decide about: a line for each date there on a closed day."""
    if rows is None:
        rows = Occurrence.objects.at(venue).on_closed_days().filter(starts_at__gt=now).select_related("event")
        rows = list(rows.order_by("starts_at", "pk"))
    people = who_is_there([], now=now, occurrences=[row.pk for row in rows])
    return Plan([Line(What.DROPPED, row, people=people.get(row.pk, NOBODY), note=row.closed_why) for row in rows])


@transaction.atomic
def settle(venue, *, decision, by, now):
    """Cancel, move or hold each date on a closed day, as was decided, and tell everybody booked. Returns the plan.

    Raises PlanChangedError when other dates, or other people, are concerned than those that were shown.
    """
    if venue:
        VenuePage.objects.select_for_update().get(pk=venue.pk)
    rows = Occurrence.objects.at(venue).on_closed_days().filter(starts_at__gt=now)
    rows = list(rows.select_for_update(of=("self",)).select_related("event", "venue").order_by("starts_at", "pk"))
    found = plan_of_closing(venue, now=now, rows=rows)
    if found.fingerprint != decision.fingerprint:
        raise PlanChangedError(found)
    check_reason(found, decision)
    for line in found.lines:
        settle_one(line, decision, by=by, now=now)
    record("occurrences.closed_days_settled", venue or BankHoliday(), by=by, now=now, dates=len(found.lines))
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
    """It takes place although it is a closed day."""
    occurrence.closed_why, occurrence.although_closed = "", True
    occurrence.save(update_fields=["closed_why", "although_closed"])
    record("occurrence.held_although_closed", occurrence, by=by, now=now)
