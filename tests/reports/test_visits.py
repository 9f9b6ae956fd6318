"""Who came to each session, and who of them for the first time, against the same told mark by mark."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from events.models import Attendance, Mark, Occurrence
from reports.counts import Where, first_visits, present
from reports.periods import between
from reports.visits import visits_in
from tests.factories.events import make_attendance, make_event, make_occurrence
from tests.factories.locations import make_area, make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
SPANS = between(date(2026, 9, 1), date(2026, 11, 30)).months()


def draw_a_programme(seed):
    """Sessions of which some begin at once, and people of whom some were merged, or had been before."""
    draw = random.Random(seed)
    districts = [make_area(f"District {number}", kind="district") for number in range(2)]
    venues = [make_venue(f"Place in {district}", district=district) for district in districts]
    events = [make_event(f"Course at {venue}") for venue in venues]
    days = [date(2026, 8, 20) + timedelta(weeks=draw.randrange(16)) for _ in range(6)]
    sessions = [
        make_occurrence(event, day, venue=venue)
        for day in sorted(set(days))
        for event, venue in zip(events, venues, strict=True)
    ]
    stayed = [make_person(f"Person {number}") for number in range(5)]
    records = stayed + [make_person(f"Again {number}", merged_into=stayed[number]) for number in range(3)]
    for session in sessions:
        for person in draw.sample(records, draw.randrange(len(records))):
            mark = draw.choice([Mark.PRESENT, Mark.PRESENT, Mark.ABSENT])
            make_attendance(session, person, mark=mark, been_before=draw.random() < 0.3, people=draw.choice([1, 2]))
    return venues


def told_mark_by_mark(where=None):
    """{session: (how many came, learners, who of them for the first time)}"""
    first = set(first_visits(present()).values_list("pk", flat=True))
    found = defaultdict(lambda: [0, set(), set()])
    limits = {"occurrence__starts_at__gte": SPANS[0].starts_at, "occurrence__starts_at__lt": SPANS[-1].ends_at}
    for mark in (where or Where()).narrow(present().filter(**limits), "occurrence__"):
        told = found[mark.occurrence_id]
        told[0] += mark.people
        told[1].add(mark.learner)
        told[2] |= {mark.learner} if mark.pk in first else set()
    return dict(found)


def read_once(where=None):
    """The same, by what visits_in gives: the sessions in the order in which it gives them."""
    sessions = Occurrence.objects.filter(attendances__mark=Mark.PRESENT).distinct()
    limits = {"starts_at__gte": SPANS[0].starts_at, "starts_at__lt": SPANS[-1].ends_at}
    order = (
        (where or Where()).narrow(sessions.filter(**limits)).order_by("starts_at", "pk").values_list("pk", flat=True)
    )
    visits = visits_in(SPANS, where=where or Where())
    return {
        session: [each.people, set(each.learners), set(each.first)] for session, each in zip(order, visits, strict=True)
    }


@pytest.mark.parametrize("seed", range(8))
def test_who_came_is_the_same_session_by_session_as_mark_by_mark(seed):
    draw_a_programme(seed)

    assert Attendance.objects.filter(mark=Mark.PRESENT).exists()
    assert read_once() == told_mark_by_mark()


def test_a_visit_elsewhere_before_makes_nobody_new_where_a_place_is_chosen():
    _, place = draw_a_programme(seed=3)
    where = Where(place=place.district)

    assert read_once(where) == told_mark_by_mark(where)


def test_each_visit_says_where_and_in_which_month_it_was():
    venue = make_venue("Library", district=make_area("Eden", code="E07000030", kind="district"))
    event = make_event()
    make_attendance(make_occurrence(event, date(2026, 10, 31), venue=venue), make_person())

    (visits,) = visits_in(SPANS)

    assert (visits.span, visits.ward, visits.district, visits.event) == (1, "?", "E07000030", event.pk)
    assert visits.hours == pytest.approx(2)


def test_whoever_came_takes_as_many_queries_however_many_sessions(django_assert_num_queries):
    draw_a_programme(seed=1)
    with django_assert_num_queries(4):
        few = len(list(visits_in(SPANS)))
    for number in range(6):
        make_attendance(make_occurrence(make_event(f"More {number}"), date(2026, 9, 9)), make_person(f"New {number}"))

    with django_assert_num_queries(4):
        assert len(list(visits_in(SPANS))) == few + 6
