"""Who is on duty at a venue: a week at a time."""

from datetime import timedelta

from django.db import transaction

from core.audit import record
from events.models import Duty


def week_of(monday):
    return [monday + timedelta(days=day) for day in range(7)]


@transaction.atomic
def set_duties(*, venue, monday, users, wanted, by, now):
    """Make the week of these accounts as `wanted` says, {(day, user id)}; others' days stay. Returns (new, gone)."""
    week = week_of(monday)
    there = Duty.objects.filter(venue=venue, on__in=week, user__in=users)
    before = set(there.values_list("on", "user_id"))
    wanted = {(day, user) for day, user in wanted if day in week and user in users}
    for day, user in before - wanted:
        there.filter(on=day, user=user).delete()
    rows = [Duty(venue=venue, on=day, user_id=user) for day, user in sorted(wanted - before)]
    Duty.objects.bulk_create(rows, ignore_conflicts=True)
    new, gone = len(wanted - before), len(before - wanted)
    if new or gone:
        record("duties_changed", venue, by=by, now=now, new=new, gone=gone)
    return new, gone
