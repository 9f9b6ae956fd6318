"""Where and when a date is to be, where it was, and the addresses that lead there."""

from core.words import LONDON
from events.addresses import address_day
from events.models import Occurrence, OldAddress


def put_at(row, starts_at, ends_at, venue_id, *, say_so=True):
    """Set a date's time and place. `say_so`: the public reads from when and where it was moved, until that day is over.

    Moved again it still says where it was first; moved back there it says nothing any more.
    """
    if say_so and row.moved_from_at is None:
        row.moved_from_at, row.moved_from_venue_id = row.starts_at, row.venue_id
    row.starts_at, row.ends_at, row.venue_id = starts_at, ends_at, venue_id
    row.closed_why, row.although_closed = "", False
    if (row.moved_from_at, row.moved_from_venue_id) == (starts_at, venue_id):
        row.moved_from_at = row.moved_from_venue_id = None


def is_on_another_day(row):
    """Whether its address names a day that it is no longer on."""
    return not row.address_day.startswith(f"{row.starts_at.astimezone(LONDON):%Y-%m-%d}")


def lead_on(event_id, rows):
    """Give each of these that is on another day an address there; the old one leads on to it. In four queries."""
    rows = [row for row in rows if is_on_another_day(row)]
    if not rows:
        return
    old = dict(OldAddress.objects.filter(event_id=event_id).values_list("address_day", "occurrence_id"))
    taken = set(Occurrence.objects.filter(event_id=event_id).order_by().values_list("address_day", flat=True))
    left = []
    for row in sorted(rows, key=lambda row: row.starts_at):
        left.append(OldAddress(event_id=event_id, address_day=row.address_day, occurrence=row))
        others = taken | {day for day, pk in old.items() if pk != row.pk}
        row.address_day = address_day(row.starts_at, others)
        taken.add(row.address_day)
    # One that came back to where it was before is no old address any more.
    OldAddress.objects.filter(event_id=event_id, address_day__in=[row.address_day for row in rows]).delete()
    OldAddress.objects.bulk_create(left, ignore_conflicts=False)
