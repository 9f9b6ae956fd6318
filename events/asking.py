"""Whom a session asks how sure they feel, about what, and what they have said so far."""

from dataclasses import dataclass, field

from django.db.models import Q

from events.confidence import in_order
from events.models import Booking, Confidence, EventPage, Mark, Moment
from events.register_lines import register_of
from topics.models import SkillArea, Topic


@dataclass
class Asked:
    """Somebody of a session. `number` stands for their name on paper; `said` is {(area, moment): level}."""

    number: str
    person: object
    said: dict = field(default_factory=dict)

    def has_said(self, moment):
        return any(when == moment for _, when in self.said)

    @property
    def moments(self):
        return [(moment, self.has_said(moment)) for moment in Moment]


@dataclass
class AskedAtSession:
    occurrence: object
    areas: list
    people: list

    def person(self, pk):
        return next((asked.person for asked in self.people if str(asked.person.pk) == str(pk)), None)

    @property
    def titles(self):
        return [(area, SkillArea(area).label) for area in self.areas]


def asked_at(occurrence):
    """Those booked, and whoever came besides, by number. The same questions of the database however many they are."""
    register = register_of(occurrence)
    came_besides = [line for line in [*register.waiting, *register.cancelled] if line.mark == Mark.PRESENT]
    numbers = numbers_of(occurrence, register)
    people = [
        Asked(numbers[line.person.pk], line.person) for line in [*register.booked, *came_besides, *register.walk_ins]
    ]
    said = {}
    for row in Confidence.objects.filter(occurrence=occurrence).order_by("pk"):
        said.setdefault(row.person_id, {})[row.area, row.moment] = row.level
    for asked in people:
        asked.said = said.get(asked.person.pk, {})
    return AskedAtSession(occurrence, areas_of(occurrence.event), people)


def numbers_of(occurrence, register):
    """{person: number}: their booking's place among all that were ever made for this session. Who walked in is W1, W2.

    Those given up count too, so that a number on paper stays true when somebody books or cancels later.
    """
    numbers = {}
    booked = Booking.objects.filter(occurrence=occurrence).order_by("pk").values_list("person_id", flat=True)
    for number, person in enumerate(booked, start=1):
        numbers.setdefault(person, str(number))
    walked_in = sorted(register.walk_ins, key=lambda line: line.attendance.pk)
    for number, line in enumerate(walked_in, start=1):
        numbers.setdefault(line.person.pk, f"W{number}")
    return numbers


def areas_of(event):
    """The skill areas that this event's topics and its course's touch."""
    touched = Topic.objects.filter(Q(events=event) | Q(courses__events=event)).order_by()
    return in_order(touched.values_list("area", flat=True))


def areas_of_learner(person):
    """The skill areas of all that they booked or came to."""
    booked, came = ({f"occurrences__{rows}__person": person} for rows in ("bookings", "attendances"))
    events = EventPage.objects.filter(Q(**booked) | Q(**came))
    touched = Topic.objects.filter(Q(events__in=events) | Q(courses__events__in=events)).order_by()
    return in_order(touched.values_list("area", flat=True))
