"""Who came: marked by name, added at the door, or counted. What is sent twice counts once."""

import uuid
from dataclasses import dataclass, field

from django.db import transaction

from core.audit import record
from core.errors import Refused
from events.actions.waiting import lock
from events.models import Attendance, Booking, BookingState, Headcount, Mark
from events.permissions.registers import check_can_mark
from people.actions import create_person
from people.models import AgeBand

MOST_IN_A_HEADCOUNT = 999


@dataclass(frozen=True)
class Marked:
    """One mark on the register. `key` is of this very mark; `people` how many of a party came, all unless said."""

    mark: str
    people: int | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def mark(*, occurrence, marks, by, now):
    """Mark bookings, {booking id: Marked}. Returns how many marks were new or different."""
    occurrence = lock(occurrence)
    check_can_mark(occurrence, now=now)
    rows = new_rows(occurrence, marks, by=by, now=now)
    if rows:
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["occurrence", "person"],
            update_fields=["booking", "mark", "people", "walk_in", "marked_at", "marked_by", "mark_key"],
        )
        record("register_marked", occurrence, by=by, now=now, marks=len(rows))
    return len(rows)


def new_rows(occurrence, marks, *, by, now):
    sent_before = Attendance.objects.order_by().filter(mark_key__in=[given.key for given in marks.values()])
    known = set(sent_before.values_list("mark_key", flat=True))
    bookings = Booking.objects.filter(occurrence=occurrence, pk__in=marks).order_by("pk")
    rows = {}
    for booking in bookings:
        given = marks[booking.pk]
        if given.key in known:
            continue
        check_mark_fits(booking, given)
        # By person: somebody who cancelled and booked again has two bookings and comes once.
        rows[booking.person_id] = Attendance(
            occurrence=occurrence,
            person_id=booking.person_id,
            booking=booking,
            mark=given.mark,
            people=people_of(booking, given),
            marked_at=now,
            marked_by=by.user,
            mark_key=given.key,
        )
    return list(rows.values())


def check_mark_fits(booking, given):
    if given.mark not in Mark.values:
        raise Refused("Mark people as present, absent or excused.")
    if booking.state != BookingState.CONFIRMED and given.mark != Mark.PRESENT:
        raise Refused("Only people who are booked can be absent. Somebody not booked who came is present.")


def people_of(booking, given):
    """Nobody of a party that stayed away, and never more than it booked."""
    if given.mark != Mark.PRESENT:
        return 0
    return min(max(given.people or booking.places, 1), booking.places)


@transaction.atomic
def walk_in(*, occurrence, name, by, now, people=1, mark_key=None):
    """Somebody who just turned up and gave a name: a new, unverified person. None when this was sent before."""
    mark_key = mark_key or uuid.uuid4()
    occurrence = lock(occurrence)
    check_can_mark(occurrence, now=now)
    if Attendance.objects.filter(mark_key=mark_key).exists():
        return None
    attendance = Attendance.objects.create(
        occurrence=occurrence,
        person=create_person(name=name, by=by, now=now),
        mark=Mark.PRESENT,
        people=people,
        walk_in=True,
        marked_at=now,
        marked_by=by.user,
        mark_key=mark_key,
    )
    record("register_walk_in", occurrence, by=by, now=now, attendance=attendance.pk)
    return attendance


@transaction.atomic
def headcount(*, occurrence, counts, by, now):
    """How many came whose names nobody took, {age band: number}. The numbers stand as given: sent twice is the same."""
    occurrence = lock(occurrence)
    check_can_mark(occurrence, now=now)
    before = dict(occurrence.headcounts.values_list("age_band", "people"))
    changed = {band: people for band, people in counts.items() if people != before.get(band, 0)}
    for band, people in changed.items():
        if band not in AgeBand.values or not 0 <= people <= MOST_IN_A_HEADCOUNT:
            raise Refused(f"Count from 0 to {MOST_IN_A_HEADCOUNT} people.")
    if changed:
        Headcount.objects.bulk_create(
            [Headcount(occurrence=occurrence, age_band=band, people=people) for band, people in changed.items()],
            update_conflicts=True,
            unique_fields=["occurrence", "age_band"],
            update_fields=["people"],
        )
        record("register_counted", occurrence, by=by, now=now, counts=changed)
    return len(changed)


@transaction.atomic
def write_note(*, occurrence, note, by, now):
    """About the session, not about a person. Anybody who runs the session may write it, at any time."""
    occurrence = lock(occurrence)
    if note == occurrence.register_note:
        return
    occurrence.register_note = note
    occurrence.save(update_fields=["register_note"])
    record("register_note_written", occurrence, by=by, now=now)


@transaction.atomic
def finish(*, occurrence, by, now, rest_absent=False):
    """Nobody else came. Refused while somebody is not marked, unless the rest are to be absent."""
    occurrence = lock(occurrence)
    check_can_mark(occurrence, now=now)
    unmarked = list(still_to_mark(occurrence))
    if unmarked and not rest_absent:
        number = len(unmarked)
        raise Refused(f"{number} {'person is' if number == 1 else 'people are'} not marked yet.")
    mark(occurrence=occurrence, marks={pk: Marked(Mark.ABSENT) for pk in unmarked}, by=by, now=now)
    if occurrence.register_closed_at is None:
        occurrence.register_closed_at = now
        occurrence.save(update_fields=["register_closed_at"])
        record("register_finished", occurrence, by=by, now=now)


def still_to_mark(occurrence):
    """The numbers of the confirmed bookings of people who have no mark."""
    marked = Attendance.objects.filter(occurrence=occurrence).values("person")
    confirmed = Booking.objects.confirmed().filter(occurrence=occurrence)
    return confirmed.exclude(person__in=marked).values_list("pk", flat=True)
