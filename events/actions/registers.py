"""Who came: marked by name, added at the door, or counted. What is sent twice counts once."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from core.audit import record
from core.errors import Refused
from core.words import as_day, midnight
from events.actions.training import follow_register
from events.actions.waiting import lock
from events.models import Attendance, Booking, BookingState, Headcount, Mark
from events.permissions.registers import SEES_ALL, check_can_mark, check_not_locked, is_locked
from people.actions import create_person
from people.models import AgeBand

MOST_IN_A_HEADCOUNT = 999
LONGEST_REASON = 200
MARKED = "booking mark late people walk_in marked_at marked_by marked_by_kind mark_key".split()


@dataclass(frozen=True)
class Marked:
    """One mark on the register. `key` is of this very mark; `people` how many of a party came, all unless said.

    `at` is when it was made, where it waited on a tablet before it was sent: of two the later one stands.
    """

    mark: str
    people: int | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    late: bool = False
    at: datetime | None = None


@transaction.atomic
def mark(*, occurrence, marks, by, now):
    """Mark bookings, {booking id: Marked}. Returns how many marks were new or different."""
    occurrence = lock(occurrence)
    check_can_mark(occurrence, by=by, now=now)
    rows = new_rows(occurrence, marks, by=by, now=now)
    if rows:
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["occurrence", "person"],
            update_fields=MARKED,
        )
        record("register_marked", occurrence, by=by, now=now, marks=len(rows))
        follow_register(occurrence, [row.person_id for row in rows], by=by, now=now)
    return len(rows)


def new_rows(occurrence, marks, *, by, now):
    keys = [given.key for given in marks.values()]
    marked = Attendance.objects.order_by().filter(Q(occurrence=occurrence) | Q(mark_key__in=keys))
    marked = list(marked.values_list("occurrence_id", "person_id", "mark_key", "marked_at"))
    known = {key for _, _, key, _ in marked}
    last = {person: at for where, person, _, at in marked if where == occurrence.pk}
    bookings = Booking.objects.filter(occurrence=occurrence, pk__in=marks).order_by("pk")
    rows = {}
    for booking in bookings:
        given = marks[booking.pk]
        at = made_at(given, occurrence, now=now)
        if given.key in known or at < last.get(booking.person_id, at):
            continue
        check_mark_fits(booking, given)
        # By person: somebody who cancelled and booked again has two bookings and comes once.
        rows[booking.person_id] = Attendance(
            occurrence=occurrence,
            person_id=booking.person_id,
            booking=booking,
            mark=given.mark,
            late=given.late and given.mark == Mark.PRESENT,
            people=people_of(booking, given),
            marked_at=at,
            marked_by=by.user,
            marked_by_kind=by.kind,
            mark_key=given.key,
        )
    return list(rows.values())


def made_at(given, occurrence, *, now):
    """Within the day of the session and now, whatever a tablet's clock says."""
    if given.at is None:
        return now
    return min(max(given.at, midnight(as_day(occurrence.starts_at))), now)


def check_mark_fits(booking, given):
    if given.mark not in Mark.values:
        raise Refused("Mark people as present, late, absent or excused.")
    if booking.state != BookingState.CONFIRMED and given.mark != Mark.PRESENT:
        raise Refused("Only people who are booked can be absent. Somebody not booked who came is present.")


def people_of(booking, given):
    """Nobody of a party that stayed away, and never more than it booked."""
    if given.mark != Mark.PRESENT:
        return 0
    return min(max(given.people or booking.places, 1), booking.places)


@transaction.atomic
def walk_in(*, occurrence, name, by, now, people=1, been_before=False, mark_key=None):
    """Somebody who just turned up and gave a name: a new, unverified person. None when this was sent before."""
    mark_key = mark_key or uuid.uuid4()
    occurrence = lock(occurrence)
    check_can_mark(occurrence, by=by, now=now)
    if Attendance.objects.filter(mark_key=mark_key).exists():
        return None
    attendance = Attendance.objects.create(
        occurrence=occurrence,
        person=create_person(name=name, by=by, now=now),
        mark=Mark.PRESENT,
        people=people,
        walk_in=True,
        been_before=been_before,
        marked_at=now,
        marked_by=by.user,
        marked_by_kind=by.kind,
        mark_key=mark_key,
    )
    record("register_walk_in", occurrence, by=by, now=now, attendance=attendance.pk)
    return attendance


@transaction.atomic
def walk_ins(*, occurrence, people, by, now):
    """A sheet's walk-ins, [(name, been before)]: whoever types the same sheet again adds nobody. Returns how many.

    Two of one name on a sheet are two people.
    """
    occurrence = lock(occurrence)
    check_can_mark(occurrence, by=by, now=now)
    known = Attendance.objects.filter(occurrence=occurrence, walk_in=True).values_list("person__name", flat=True)
    left = Counter(same_name(name) for name in known)
    added = 0
    for name, been_before in people:
        if left[same_name(name)]:
            left[same_name(name)] -= 1
            continue
        walk_in(occurrence=occurrence, name=name, been_before=been_before, by=by, now=now)
        added += 1
    return added


def same_name(name):
    return " ".join(name.split()).casefold()


@transaction.atomic
def headcount(*, occurrence, counts, by, now):
    """How many came whose names nobody took, {age band: number}. The numbers stand as given: sent twice is the same."""
    occurrence = lock(occurrence)
    check_can_mark(occurrence, by=by, now=now)
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
    """About the session, not about a person. Anybody who runs the session may write it, until it is locked."""
    occurrence = lock(occurrence)
    check_not_locked(occurrence, by=by, now=now)
    if note == occurrence.register_note:
        return
    occurrence.register_note = note
    occurrence.save(update_fields=["register_note"])
    record("register_note_written", occurrence, by=by, now=now)


@transaction.atomic
def finish(*, occurrence, by, now, rest_absent=False):
    """Nobody else came. Refused while somebody is not marked, unless the rest are to be absent."""
    occurrence = lock(occurrence)
    check_can_mark(occurrence, by=by, now=now)
    unmarked = list(still_to_mark(occurrence))
    if unmarked and not rest_absent:
        number = len(unmarked)
        raise Refused(f"{number} {'person is' if number == 1 else 'people are'} not marked yet.")
    mark(occurrence=occurrence, marks={pk: Marked(Mark.ABSENT) for pk in unmarked}, by=by, now=now)
    if occurrence.register_closed_at is None:
        occurrence.register_closed_at = now
        occurrence.save(update_fields=["register_closed_at"])
        record("register_finished", occurrence, by=by, now=now)


@transaction.atomic
def reopen(*, occurrence, reason, by, now):
    """Let a coordinator change a locked register for a while. The reason stands on the register."""
    occurrence = lock(occurrence)
    if by.user is None or not by.user.has_perm(SEES_ALL):
        raise Refused("Only a coordinator can open a locked register again.")
    if not is_locked(occurrence, now=now):
        raise Refused("This register is not locked. You can change it without a reason.")
    reason = " ".join(reason.replace("\x00", "").split())
    if not reason:
        raise Refused("Say why the register is changed so late.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Say it in {LONGEST_REASON} characters or fewer. You have used {len(reason)}.")
    occurrence.reopenings.create(reason=reason, user=by.user, at=now)
    record("register_reopened", occurrence, by=by, now=now)


def still_to_mark(occurrence):
    """The numbers of the confirmed bookings of people who have no mark."""
    marked = Attendance.objects.filter(occurrence=occurrence).values("person")
    confirmed = Booking.objects.confirmed().filter(occurrence=occurrence)
    return confirmed.exclude(person__in=marked).values_list("pk", flat=True)
