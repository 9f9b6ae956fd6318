"""What publishing would change, date by date, before anything is changed. Pure: no database, no clock.

Told what the schedules want and which dates there are, it says of each date whether it is added, moved, taken off or
stays, and who is booked on it. Staff read this, and approve it by its fingerprint.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

# A date that a changed schedule no longer has, and a new one as near as this, are one meeting that moved.
SAME_MEETING = timedelta(days=6)


class What(StrEnum):
    """What happens to one date."""

    ADDED = "added"
    MOVED = "moved"
    BACK = "back"  # taken off once, and in the schedule again
    DROPPED = "dropped"  # nobody ever booked it: its row goes
    RETIRED = "retired"  # somebody once booked it and gave it up: its row stays, cancelled
    SKIPPED = "skipped"  # the place is closed, or it is a bank holiday: not made
    KEPT = "kept"
    CONTINUED = "continued"  # stays as it is, now made by the schedule that took over from its own


QUIET = (What.KEPT, What.CONTINUED)


@dataclass(frozen=True)
class Wanted:
    """A meeting that a schedule wants. `key` is (the schedule's key, the date it is made for)."""

    key: tuple
    starts_at: object
    ends_at: object
    venue_id: int | None
    clash: object = None

    @property
    def on(self):
        return self.key[1]

    @property
    def when_and_where(self):
        return self.starts_at, self.ends_at, self.venue_id


@dataclass(frozen=True)
class People:
    """Who is on a date: parties booked and waiting, and how they would be told.

    `reached` is {channel: how many}, None standing for those who cannot be told; `came`: the register has marks.
    """

    bookings: tuple = ()
    booked: int = 0
    waiting: int = 0
    reached: dict = field(default_factory=dict)
    came: bool = False
    once: bool = False

    def __bool__(self):
        return bool(self.bookings or self.came)


NOBODY = People()


@dataclass
class Line:
    """One date and what happens to it. `row` is None for a date that is not made yet."""

    what: What
    row: object = None
    wanted: Wanted | None = None
    people: People = NOBODY
    note: str = ""

    @property
    def starts_at(self):
        return self.row.starts_at if self.row else self.wanted.starts_at

    @property
    def asks(self):
        """Whether somebody must decide: people are booked, and the schedule moves or drops their date."""
        return bool(self.people) and self.what in (What.MOVED, What.DROPPED, What.RETIRED)

    @property
    def clash(self):
        return self.wanted.clash if self.wanted else None

    @property
    def stands_at(self):
        """(start, end, venue number) once it is done; None for what will be off."""
        if self.what not in QUIET:
            return self.wanted.when_and_where
        return None if self.row.is_cancelled else (self.row.starts_at, self.row.ends_at, self.row.venue_id)

    @property
    def name(self):
        """Names the line in a form: the date's number, or what a date to come would be made for."""
        return str(self.row.pk) if self.row else f"{self.wanted.key[0]}_{self.wanted.on:%Y%m%d}"


@dataclass
class Plan:
    lines: list = field(default_factory=list)

    def of(self, *whats):
        """The lines of these kinds, in order of time."""
        return [line for line in self.lines if line.what in whats]

    @property
    def changes(self):
        return [line for line in self.lines if line.what not in (*QUIET, What.SKIPPED)]

    @property
    def asking(self):
        return [line for line in self.lines if line.asks]

    def __bool__(self):
        return bool(self.changes)

    def doubled(self):
        """A line of the first meeting that there would be twice, at one time and place; or None."""
        seen = set()
        for line in self.of(What.ADDED, What.MOVED, What.BACK, *QUIET):
            if (where := line.stands_at) in seen:
                return line
            if where:
                seen.add(where)
        return None

    def counts(self):
        """{kind: how many}, for the audit line. Those that stay are left out, those that ask a kind of their own."""
        kinds = Counter("asking" if line.asks else line.what.value for line in self.lines if line.what not in QUIET)
        return dict(sorted(kinds.items()))

    @property
    def fingerprint(self):
        """Another as soon as a date, a clash or a booking is another: what was approved is what is done."""
        told = sorted(repr((line.name, line.what.value, *facts_of(line))) for line in self.lines if counts_for(line))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def counts_for(line):
    """Who is booked on a date that stays as it is changes nothing about the plan."""
    return line.what not in QUIET


def facts_of(line):
    wanted, row = line.wanted, line.row
    says = (wanted.starts_at.timestamp(), wanted.ends_at.timestamp(), wanted.venue_id) if wanted else ()
    has = (row.starts_at.timestamp(), row.venue_id, row.state) if row else ()
    return says, has, sorted(line.people.bookings), line.people.came, str(line.clash or "")


def plan(*, wanted, rows, people, continued, now):
    """What happens to each date still to start.

    `wanted`: a Wanted for each meeting that the schedules have; `rows`: every occurrence of the event; `people`:
    {its number: People}; `continued`: {a schedule's key: the key of the one that it took over from}.
    """
    wanted = {each.key: each for each in wanted}
    existing = {(row.schedule_key, row.original_on): row for row in rows}
    gone = [row for key, row in existing.items() if key not in wanted and may_go(row, now)]
    new = [each for key, each in wanted.items() if key not in existing]
    paired = same_meetings(gone, new, continued)
    taken = {id(row) for row, _ in paired} | {id(each) for _, each in paired}
    left = [row for row in gone if id(row) not in taken and not row.changed_by_hand]
    lines = [
        kept_line(row, wanted.get(key))
        for key, row in existing.items()
        if id(row) not in taken and stays(key, wanted, row, now)
    ]
    lines += [paired_line(row, each) for row, each in paired]
    lines += [new_line(each) for each in new if id(each) not in taken]
    lines += [gone_line(row, people.get(row.pk, NOBODY)) for row in left]
    for line in lines:
        line.people = people.get(line.row.pk, NOBODY) if line.row else NOBODY
    return Plan(sorted(lines, key=lambda line: (line.starts_at, line.name)))


def may_go(row, now):
    """To come, or to have come before somebody moved it: it stands for the meeting that it was made for."""
    return row.starts_at > now or (row.changed_by_hand and row.original_on >= now.date())


def stays(key, wanted, row, now):
    """Dates in the schedule, and those to come that were changed on their own."""
    return row.starts_at > now and (key in wanted or row.changed_by_hand)


def skipped(each):
    return each.clash is not None and each.clash.skip


def kept_line(row, wanted):
    """A date that the schedule still has: only its times, place or state may differ."""
    if row.changed_by_hand:
        note = "Cancelled on its own." if row.is_cancelled else "Changed on its own."
        return Line(What.KEPT, row, wanted, note=note)
    if (row.starts_at, row.ends_at, row.venue_id) != wanted.when_and_where:
        return Line(What.MOVED, row, wanted)
    if row.is_cancelled:
        return Line(What.BACK, row, wanted)
    return Line(What.KEPT, row, wanted)


def paired_line(row, wanted):
    """A date whose schedule gave way to another, or to another day: the same meeting, with all who are booked."""
    line = kept_line(row, wanted)
    if line.what == What.KEPT:
        line.what = What.CONTINUED
    return line


def new_line(wanted):
    return Line(What.SKIPPED if skipped(wanted) else What.ADDED, None, wanted)


def gone_line(row, people):
    """A date that the schedule no longer has."""
    if people:
        return Line(What.DROPPED, row)
    if row.is_cancelled:
        return Line(What.KEPT, row, note="Cancelled.")
    return Line(What.RETIRED if people.once else What.DROPPED, row)


def same_meetings(gone, new, continued):
    """[(row, wanted)]: dates gone and new ones that are one meeting, of schedules that took over from one another.

    Those at the same time and place come first, whichever schedule they are of: it was written anew, and nothing is
    held twice. Then those made for the same day, held on a closed day or not, also of a schedule that is there no
    longer. Then the others in order, each pair within SAME_MEETING. A date that was cancelled because its schedule
    dropped it does not come back as another.
    """
    gone = sorted(gone, key=lambda row: (row.starts_at, row.pk))
    new = sorted(new, key=lambda each: (each.starts_at, str(each.key)))
    pairs, found = [], set()
    for of_row, of_new in (
        (lambda row: (row.starts_at, row.ends_at, row.venue_id), lambda each: each.when_and_where),
        (
            lambda row: (root_of(row.schedule_key, continued), row.original_on),
            lambda each: (root_of(each.key[0], continued), each.on),
        ),
        (lambda row: day_of_orphan(row, continued), lambda each: each.on),
    ):
        free = {}
        for each in new:
            if id(each) not in found:
                free.setdefault(of_new(each), []).append(each)
        for row in gone:
            if id(row) not in found and free.get(of_row(row)):
                pairs.append((row, free[of_row(row)].pop(0)))
                found |= {id(each) for each in pairs[-1]}
    roots = {}
    for row in gone:
        if id(row) not in found and (row.changed_by_hand or not row.is_cancelled):
            roots.setdefault(root_of(row.schedule_key, continued), ([], []))[0].append(row)
    for each in new:
        if id(each) not in found and not skipped(each):
            roots.setdefault(root_of(each.key[0], continued), ([], []))[1].append(each)
    return pairs + [pair for rows, meetings in roots.values() for pair in in_order(rows, meetings)]


def day_of_orphan(row, continued):
    """The day of a date whose schedule is there no longer; a date of its own never had one."""
    return None if row.schedule_key in continued or row.changed_by_hand else row.original_on


def root_of(key, continued):
    """The first schedule of those that took over from one another."""
    seen = set()
    while continued.get(key) and key not in seen:
        seen.add(key)
        key = continued[key]
    return key


def in_order(rows, meetings):
    rows = sorted(rows, key=lambda row: (row.original_on, row.starts_at))
    meetings = sorted(meetings, key=lambda each: (each.on, each.starts_at))
    pairs, row, meeting = [], 0, 0
    while row < len(rows) and meeting < len(meetings):
        apart = meetings[meeting].on - rows[row].original_on
        if abs(apart) <= SAME_MEETING:
            pairs.append((rows[row], meetings[meeting]))
            row, meeting = row + 1, meeting + 1
        elif apart < timedelta(0):
            meeting += 1
        else:
            row += 1
    return pairs
