"""A register as its page and its sheets show it."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef

from core.cards import Tag
from events.models import Attendance, Booking, BookingState, Mark, RotaPlace
from people.models import AgeBand

LATE = "late"
BLANK_ROWS = 5  # on paper, and to type them back in
# Each tick on the page and on paper: its value, its words and its drawing.
TICKS = [
    (Mark.PRESENT.value, "Present", "tick"),
    (LATE, "Late", "clock"),
    (Mark.ABSENT.value, "Absent", "cross"),
    (Mark.EXCUSED.value, "Excused", "minus"),
]


@dataclass
class Line:
    """Somebody booked, waiting or cancelled, or a walk-in (without a booking)."""

    person: object
    booking: object = None
    attendance: object = None
    first_visit: bool = False
    # What was sent and not kept, since something else on the page would not do.
    sent_tick: str = ""
    sent_people: int | None = None

    @property
    def mark(self):
        """What is ticked: late is a tick of its own, and present all the same."""
        if self.attendance is None:
            return ""
        return LATE if self.attendance.late else self.attendance.mark

    @property
    def is_here(self):
        return self.attendance is not None and self.attendance.mark == Mark.PRESENT

    @property
    def people(self):
        """How many of the party came; all, until somebody says otherwise."""
        if self.is_here:
            return self.attendance.people
        return self.booking.places if self.booking else 1

    @property
    def ticked(self):
        return self.sent_tick or self.mark

    @property
    def people_chosen(self):
        return self.sent_people or self.people

    @property
    def party(self):
        return range(1, self.booking.places + 1)

    @property
    def tags(self):
        tags = [Tag("First visit", "who")] if self.first_visit else []
        if self.booking and self.booking.tell_at_door:
            tags.append(Tag("Tell at the door: has a place", "few"))
        elif self.booking and self.booking.promoted_at:
            tags.append(Tag("From the waiting list"))
        if self.attendance and self.attendance.marked_by_kind == "public":
            tags.append(Tag("Checked in", "ok"))
        return tags

    @property
    def good_to_know(self):
        """What would help, a language, a party, a carer. Never a condition: nobody was asked for one."""
        if self.booking is None:
            return []
        return [
            # Somebody's first booking is often where their record has it from.
            *dict.fromkeys(filter(None, [self.booking.needs, self.person.adjustments])),
            *(f"{each['question']} {each['answer']}" for each in self.booking.answers),
            *([f"Speaks {self.person.language}"] if self.person.language else []),
            *([f"Party of {self.booking.places}"] if self.booking.places > 1 else []),
            *(["A carer comes too"] if self.booking.carer else []),
        ]

    @property
    def telephone(self):
        """The number to ring if they do not come; a helper's with the helper's name."""
        if self.person.phone:
            return self.person.phone
        return f"{self.person.helper_contact} ({self.person.helper_name})" if self.person.helper_contact else ""


@dataclass
class Register:
    occurrence: object
    booked: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    cancelled: list = field(default_factory=list)
    walk_ins: list = field(default_factory=list)
    sent_counts: dict = field(default_factory=dict)

    @cached_property
    def counts(self):
        """{age band: people}, asked for when it is shown: saving marks has no need of it."""
        return dict(self.occurrence.headcounts.values_list("age_band", "people"))

    @property
    def marked(self):
        return [*self.booked, *self.waiting, *self.cancelled]

    @property
    def present(self):
        """People, those who came late among them."""
        return sum(line.attendance.people for line in self.marked if line.is_here)

    @property
    def late(self):
        return sum(line.attendance.people for line in self.marked if line.mark == LATE)

    @property
    def absent(self):
        """Parties: nobody of them came."""
        return sum(line.mark == Mark.ABSENT for line in self.marked)

    @property
    def excused(self):
        return sum(line.mark == Mark.EXCUSED for line in self.marked)

    @property
    def turned_up(self):
        return sum(line.attendance.people for line in self.walk_ins) + sum(self.counts.values())

    @property
    def in_the_room(self):
        return self.present + self.turned_up

    @property
    def to_mark(self):
        return sum(not line.mark for line in self.booked)

    @property
    def expected(self):
        return sum(line.booking.places for line in self.booked)

    @property
    def age_bands(self):
        """(number, label, people, what the box shows) of each."""
        bands = [(number, label, self.counts.get(band, 0)) for number, (band, label) in enumerate(AgeBand.choices)]
        return [(number, label, people, self.sent_counts.get(number, people)) for number, label, people in bands]


def register_of(occurrence):
    """Two questions, and a third for the counts, however many people."""
    been_before = Attendance.objects.filter(
        person=OuterRef("person"), mark=Mark.PRESENT, occurrence__starts_at__lt=occurrence.starts_at
    )
    bookings = Booking.objects.filter(occurrence=occurrence).select_related("person")
    attendances = Attendance.objects.filter(occurrence=occurrence).select_related("person")
    attendances = attendances.annotate(came_before=Exists(been_before))
    by_person = {attendance.person_id: attendance for attendance in attendances}
    register = Register(occurrence)
    places = {
        BookingState.CONFIRMED: register.booked,
        BookingState.WAITING: register.waiting,
        BookingState.CANCELLED: register.cancelled,
    }
    latest = {}
    for booking in bookings.annotate(been_before=Exists(been_before)).order_by("created_at", "pk"):
        # Somebody who cancelled and booked again stands on the register once.
        latest[booking.person_id] = booking
    for booking in sorted(latest.values(), key=lambda booking: booking.person.name.casefold()):
        line = Line(booking.person, booking, by_person.pop(booking.person_id, None), not booking.been_before)
        places[booking.state].append(line)
    register.waiting.sort(key=lambda line: (line.booking.created_at, line.booking.pk))
    register.walk_ins = [
        Line(attendance.person, attendance=attendance, first_visit=is_first_visit(attendance))
        for attendance in by_person.values()
    ]
    return register


def rota_lines(occurrence):
    """Champions on the rota, those who said that they come: each with what is ticked and the minutes."""
    places = RotaPlace.objects.confirmed().filter(occurrence=occurrence).select_related("champion__person")
    return [RotaLine(place) for place in sorted(places, key=lambda place: place.champion.person.name.casefold())]


@dataclass
class RotaLine:
    place: object
    sent_tick: str = ""
    sent_minutes: str | None = None

    @property
    def mark(self):
        return {None: "", True: Mark.PRESENT.value, False: Mark.ABSENT.value}[self.place.attended]

    @property
    def minutes(self):
        return str(self.place.minutes or "")

    @property
    def ticked(self):
        return self.sent_tick or self.mark

    @property
    def minutes_shown(self):
        return self.minutes if self.sent_minutes is None else self.sent_minutes


def is_first_visit(attendance):
    """Of a walk-in: nothing is known of an earlier one, and they did not say so."""
    return not (attendance.came_before or attendance.been_before)
