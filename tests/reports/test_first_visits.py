"""Who is here for the first time ever."""

from datetime import date, time

import pytest

from core.words import midnight
from events.models import Attendance
from reports.counts import first_visits, present
from tests.factories.events import make_attendance, make_event, make_occurrence
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def found(**of):
    """The keys of the marks that are a first visit, of the marks asked for."""
    return set(first_visits(present().filter(**of)).values_list("pk", flat=True))


@pytest.fixture
def firsts():
    """Who came first when, in a programme with everything that makes it hard. The keys of their marks."""
    event = make_event()
    september, october, november = (make_occurrence(event, date(2026, month, 1)) for month in (9, 10, 11))
    same_moment = make_occurrence(day=date(2026, 9, 1), starts=time(10))
    asha, ben, chloe, dev, eve = (make_person(name) for name in ("Asha", "Ben", "Chloe", "Dev", "Eve"))
    once, later = make_person("A.", merged_into=asha), make_person("B.", merged_into=ben)
    # Asha came twice, first under the record that was merged into hers; Ben the other way round.
    firsts = [make_attendance(september, once), make_attendance(october, ben)]
    make_attendance(november, asha)
    make_attendance(november, later)
    # Chloe was away at first, and Dev had been before; Eve was at two sessions at once.
    make_attendance(september, chloe, mark="absent")
    firsts += [make_attendance(october, chloe), make_attendance(september, eve)]
    make_attendance(same_moment, eve)
    make_attendance(september, dev, been_before=True)
    make_attendance(october, dev)
    return {mark.pk for mark in firsts}


def test_a_first_visit_is_the_first_of_any_record_of_a_person(firsts):
    assert found() == firsts


def test_a_first_visit_before_the_marks_that_are_asked_for_counts(firsts):
    assert found(occurrence__starts_at__month=11) == set()


def test_whoever_came_before_the_marks_begin_is_not_new(firsts):
    new = found(occurrence__starts_at__gte=midnight(date(2026, 10, 1)))

    assert {mark.person.name for mark in Attendance.objects.filter(pk__in=new)} == {"Ben", "Chloe"}
