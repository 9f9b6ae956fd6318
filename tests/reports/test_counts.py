"""The figures of the autumn in tests/factories/reports.py, worked out by hand."""

from datetime import date, time

import pytest

from reports.attendance import ALL, NO_DISTRICT, Line
from reports.counts import who_came
from tests.factories.events import make_attendance, make_occurrence
from tests.factories.people import NOW, make_person
from tests.factories.reports import make_autumn

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def autumn():
    return who_came(OCTOBER, date(2026, 11, 30), now=NOW)


def test_who_came_in_each_month_and_district():
    make_autumn()

    assert autumn().lines == [
        Line(OCTOBER, "Carlisle", held=1, cancelled=0, attendances=7, learners=1, first_visits=0),
        Line(OCTOBER, "Eden", held=1, cancelled=1, attendances=2, learners=2, first_visits=1),
        Line(NOVEMBER, "Carlisle", held=1, cancelled=0, attendances=2, learners=2, first_visits=1),
        Line(NOVEMBER, NO_DISTRICT, held=1, cancelled=0, attendances=1, learners=1, first_visits=1),
    ]


def test_who_came_counts_each_learner_once_in_every_total():
    make_autumn()

    report = autumn()

    assert report.months == [
        Line(OCTOBER, ALL, held=2, cancelled=1, attendances=9, learners=2, first_visits=1),
        Line(NOVEMBER, ALL, held=2, cancelled=0, attendances=3, learners=3, first_visits=2),
    ]
    assert report.districts == [
        Line(ALL, "Carlisle", held=2, cancelled=0, attendances=9, learners=3, first_visits=1),
        Line(ALL, "Eden", held=1, cancelled=1, attendances=2, learners=2, first_visits=1),
        Line(ALL, NO_DISTRICT, held=1, cancelled=0, attendances=1, learners=1, first_visits=1),
    ]
    assert report.total == Line(ALL, ALL, held=4, cancelled=1, attendances=12, learners=4, first_visits=3)


def test_who_came_says_the_answer_first():
    make_autumn()

    assert autumn().sentence == (
        "12 attendances at 4 sessions, by 4 people whom we know by name; 3 of them had never been before."
    )


def test_nothing_held_is_said_in_words_and_every_month_still_has_its_line():
    report = autumn()

    assert report.sentence == "No sessions were held in this time."
    assert report.months == [Line(OCTOBER, ALL), Line(NOVEMBER, ALL)]
    assert report.lines == report.districts == []


def test_a_merged_person_is_one_learner_with_one_first_visit():
    kept, merged = make_person("Asha"), make_person("Asha Q")
    make_attendance(make_occurrence(day=date(2026, 10, 8)), merged)
    make_attendance(make_occurrence(day=date(2026, 11, 8)), kept)
    merged.merged_into = kept
    merged.save()

    total = autumn().total

    assert (total.attendances, total.learners, total.first_visits) == (2, 1, 1)


def test_two_sessions_at_one_moment_make_one_first_visit():
    person = make_person("Asha")
    for _ in range(2):
        make_attendance(make_occurrence(day=date(2026, 10, 8)), person)

    assert autumn().total.first_visits == 1


def test_a_session_just_after_midnight_is_in_its_london_month_while_the_clocks_are_forward():
    make_occurrence(day=OCTOBER, starts=time(0, 30))  # half past eleven on 30 September by the clock that never changes
    make_occurrence(day=date(2026, 9, 30), starts=time(23, 45))

    assert [(line.month, line.held) for line in autumn().months] == [(OCTOBER, 1), (NOVEMBER, 0)]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    make_autumn()
    with django_assert_num_queries(7):
        autumn()
    for number in range(3):
        make_attendance(make_occurrence(day=date(2026, 10, 8 + number)), make_person())

    with django_assert_num_queries(7):
        autumn()


def test_who_came_late_came_and_who_said_that_they_had_been_before_is_on_no_first_visit():
    occurrence = make_occurrence(day=date(2026, 10, 1))
    make_attendance(occurrence, make_person("Late"), late=True)
    make_attendance(occurrence, make_person("Been"), walk_in=True, been_before=True)

    total = autumn().total

    assert (total.attendances, total.learners, total.first_visits) == (2, 2, 1)
