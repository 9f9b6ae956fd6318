"""The report on the programme: the figures of the autumn in tests/factories/reports.py, worked out by hand."""

from datetime import date, time

import pytest

from reports.periods import between, period_of
from reports.programme import ProgrammeReport
from reports.programme_fixed import PROGRAMME, VENUES
from tests.factories.accounts import make_user
from tests.factories.events import make_attendance, make_booking, make_course, make_event, make_occurrence, make_topic
from tests.factories.people import NOW, make_person
from tests.factories.reaching import come_again, make_frozen, make_help_of_autumn, make_yardstick
from tests.factories.reports import make_autumn

pytestmark = pytest.mark.django_db
QUARTER = {"kind": "quarter", "on": "2026-11-20"}


def report(**choices):
    form = ProgrammeReport.filters(QUARTER | choices, today=NOW.date())
    assert form.is_valid(), form.errors
    return ProgrammeReport().answer(form.cleaned_data, now=NOW)


def whole(**choices):
    """{measure: (this quarter, the one before)}"""
    return {row[0]: row[1:3] for row in report(**choices).table("whole").rows}


def test_the_programme_is_counted_against_the_time_before():
    make_autumn()

    assert whole() == {
        "Learners": (4, 1),
        "First visits": (3, 1),
        "Enrolments": (0, 0),
        "Classes": (1, 1),
        "Sessions held": (4, 1),
        "Sessions cancelled": (1, 0),
        "Attendances": (12, 1),
        "Learning hours": (24, 2),
        "Tutors": (0, 0),
        "Champions": (0, 0),
        "Help requests": (0, 0),
        "Matched": (0, 0),
        "Sessions of help": (0, 0),
        "Days to match, median": (None, None),
    }


def test_the_answer_comes_first_in_one_sentence():
    make_autumn()

    assert report().sentence == (
        "12 attendances at 4 sessions, by 4 people whom we know by name; 3 of them had never been before. "
        "That is 1100% more attendances than in the time before (1)."
    )


def test_each_month_counts_a_learner_once_and_the_months_add_up_to_more():
    make_autumn()

    table = report().table("months")

    assert table.rows == (
        ("October 2026", 2, 1, 9, 2, 1),
        ("November 2026", 2, 0, 3, 3, 2),
        ("December 2026", 0, 0, 0, 0, 0),
    )
    assert [(bar.label, bar.shown, bar.kind) for bar in table.chart.bars] == [
        ("Jul", "0", "b3"),
        ("Aug", "0", "b3"),
        ("Sep", "1", "b3"),
        ("Oct", "9", "b1"),
        ("Nov", "3", "b1"),
        ("Dec", "0", "b1"),
    ]


def test_each_district_is_shown_with_the_time_before_and_what_is_online_last():
    make_autumn()

    table = report().table("districts")

    # held, cancelled, attendances, first visits, learners, attendances before, change
    assert table.rows == (
        ("Carlisle", 2, 0, 9, 1, 3, 1, 8.0),
        ("Eden", 1, 1, 2, 1, 2, 0, None),
        ("Online, or not known", 1, 0, 1, 1, 1, 0, None),
    )
    assert [bar.mark is not None for bar in table.chart.bars] == [True] * 3


def test_nothing_held_is_a_calm_page_with_every_month():
    answer = report()

    assert answer.sentence == "No sessions were held in this time."
    assert [row[0] for row in answer.table("months").rows] == ["October 2026", "November 2026", "December 2026"]
    assert answer.table("months").chart is None
    assert answer.table("districts").rows == ()


def test_a_merged_person_is_one_learner_with_one_first_visit():
    kept, merged = make_person("Asha"), make_person("Asha Q")
    make_attendance(make_occurrence(day=date(2026, 10, 8)), merged)
    make_attendance(make_occurrence(day=date(2026, 11, 8)), kept)
    merged.merged_into = kept
    merged.save()

    numbers = whole()

    assert [numbers[name][0] for name in ("Attendances", "Learners", "First visits")] == [2, 1, 1]


def test_two_sessions_at_one_moment_make_one_first_visit():
    person = make_person("Asha")
    for _ in range(2):
        make_attendance(make_occurrence(day=date(2026, 10, 8)), person)

    assert whole()["First visits"] == (1, 0)


def test_who_came_late_came_and_who_said_that_they_had_been_before_is_on_no_first_visit():
    occurrence = make_occurrence(day=date(2026, 10, 1))
    make_attendance(occurrence, make_person("Late"), late=True)
    make_attendance(occurrence, make_person("Been"), walk_in=True, been_before=True)

    numbers = whole()

    assert [numbers[name][0] for name in ("Attendances", "Learners", "First visits")] == [2, 2, 1]


def test_a_session_just_after_midnight_is_in_its_london_month_while_the_clocks_are_forward():
    make_occurrence(day=date(2026, 10, 1), starts=time(0, 30))  # half past eleven of 30 September in UTC
    make_occurrence(day=date(2026, 9, 30), starts=time(23, 45))

    assert whole()["Sessions held"] == (1, 1)


def test_hours_are_those_of_each_session_times_the_people_and_halves_are_rounded_up():
    occurrence = make_occurrence(day=date(2026, 10, 8), minutes=50)
    make_attendance(occurrence, people=3)
    make_attendance(make_occurrence(day=date(2026, 10, 25), starts=time(0, 30), minutes=120))  # the clocks go back

    assert whole()["Learning hours"] == (6, 0)  # 2½ and 3


def test_enrolments_count_the_party_and_a_place_on_a_whole_course_once_when_it_begins():
    occurrence = make_occurrence(day=date(2026, 12, 3))
    make_booking(occurrence, places=3)
    make_booking(occurrence, make_person(), state="waiting")
    make_booking(occurrence, make_person(), state="cancelled")
    make_booking(make_occurrence(day=date(2026, 12, 4), state="cancelled"))
    course, learner = make_event(booking_scope="course"), make_person()
    for day in (date(2026, 9, 24), date(2026, 10, 1), date(2026, 10, 8)):
        make_booking(make_occurrence(course, day), learner, reference="ABC234", whole_course=True, places=2)

    assert whole()["Enrolments"] == (3, 2)


def test_tutors_are_different_leads_of_what_was_held_and_who_leads_the_event_leads_what_names_nobody():
    ann, bob = make_user(), make_user()
    event = make_event(lead=ann)
    make_occurrence(event, date(2026, 10, 1))
    make_occurrence(event, date(2026, 10, 8), lead=bob)
    make_occurrence(make_event(), date(2026, 10, 9), lead=ann)
    make_occurrence(make_event(), date(2026, 12, 9), lead=make_user())

    numbers = whole()

    assert (numbers["Tutors"][0], numbers["Classes"][0]) == (2, 2)


def test_one_to_one_help_is_counted_by_when_it_was_asked_matched_and_given():
    make_help_of_autumn()

    numbers = whole()

    assert [numbers[name] for name in ("Champions", "Help requests", "Matched", "Sessions of help")] == [
        (1, 1), (3, 0), (2, 0), (2, 1),
    ]  # fmt: skip
    assert numbers["Days to match, median"] == (2.5, None)


def test_a_part_of_the_sessions_can_be_chosen_by_place_kind_and_topic():
    make_autumn()
    scams = make_topic(slug="scams")
    course = make_event(course=make_course(topics=[scams]), kind="course")  # it names no topic: its course's count
    make_attendance(make_occurrence(course, date(2026, 10, 7)))
    make_attendance(make_occurrence(make_event(topics=[scams]), date(2026, 10, 8)))

    assert whole(place="eden")["Attendances"] == (2, 0)
    assert whole(kind_of_event="course")["Attendances"] == (1, 0)
    assert whole(topic="scams")["Attendances"] == (2, 0)
    assert whole(place="Eden", topic="scams")["Attendances"] == (0, 0)


def test_help_and_targets_are_left_out_where_a_part_of_the_sessions_is_chosen():
    make_help_of_autumn()
    make_yardstick()

    answer = report(kind_of_event="course")

    assert [column.title for column in answer.table("whole").columns][-1] == "Change"
    assert "Help requests" not in answer.table("whole").column("measure")
    assert "You chose some of the sessions." in " ".join(answer.notes)


def test_a_target_is_shown_with_how_much_of_it_is_reached():
    make_autumn()
    make_yardstick(48)
    make_yardstick(5, measure="learners", kind="month")  # of another length

    rows = {row[0]: row[4:] for row in report().table("whole").rows}

    assert rows["Attendances"] == (48, 0.25)
    assert rows["Learners"] == (None, None)


def test_an_earlier_year_is_shown_beside_a_year_and_named_beside_a_quarter():
    make_autumn()
    make_yardstick(1135, sort="known", measure="learners", kind="academic", first_on=date(2013, 8, 1), source="Report")

    of_year, of_quarter = report(kind="academic").table("earlier"), report().table("earlier")

    assert of_year.rows == (("Academic year 2013/14", "Learners", 1135, 4, "Report"),)
    assert of_quarter.rows == (("Academic year 2013/14", "Learners", 1135, None, "Report"),)
    assert of_quarter.note == "Choose an academic year to see it beside these."


def test_a_frozen_period_is_shown_as_it_was_frozen_unless_a_part_of_it_is_chosen():
    make_autumn()
    make_frozen("programme", {("attendances",): 99, ("sessions_held",): 7})
    make_frozen("programme", {("attendances",): 33}, kind="month")
    cells = {("attendances", "", "E1"): 99, ("attendances", "", ""): 99}
    make_frozen("venues", cells, {"venue_district": {"E1": "Old District"}})

    answer = report()

    assert (
        dict(zip(answer.table("whole").column("measure"), answer.table("whole").column("these"), strict=True))[
            "Attendances"
        ]
        == 99
    )
    assert answer.table("months").column("attendances") == [33, 3, 0]
    assert answer.table("districts").rows[1][:4] == ("Old District", 0, 0, 99)
    assert "frozen" in " ".join(answer.notes)
    assert whole(place="Eden")["Attendances"] == (2, 0)


def test_days_of_ones_own_have_months_no_longer_than_the_days():
    make_autumn()

    table = report(kind="dates", first_on="2026-10-10", last_on="2026-11-05").table("months")

    assert table.rows == (
        ("Saturday 10 October 2026 to Saturday 31 October 2026", 1, 1, 2, 2, 1),
        ("Sunday 1 November 2026 to Thursday 5 November 2026", 1, 0, 2, 2, 1),
    )


def test_sixty_months_are_told_apart():
    for year in range(2022, 2027):
        make_occurrence(day=date(year, 1, 31))
        make_occurrence(day=date(year, 11, 1))

    rows = report(kind="dates", first_on="2022-01-01", last_on="2026-12-31").table("months").rows

    assert [number for number, row in enumerate(rows) if row[1]] == [
        year * 12 + month for year in range(5) for month in (0, 10)
    ]
    assert sum(row[1] for row in rows) == 10


def test_the_fixed_tables_have_every_total():
    make_autumn()
    quarter = period_of("quarter", NOW.date())

    scalars, places = PROGRAMME.count(quarter, NOW), VENUES.count(quarter, NOW)

    assert (scalars.number("attendances"), scalars.number("learners"), scalars.number("classes")) == (12, 4, 1)
    districts = {name: code for code, name in places.labels["venue_district"].items()}
    assert list(districts) == ["Carlisle", "Eden", "Online, or not known"]
    assert places.number("attendances", "?", districts["Carlisle"]) == 9
    assert places.number("attendances", "", districts["Carlisle"]) == 9
    assert places.number("attendances", "", "") == 12
    assert scalars.number("first_visits") == places.number("first_visits", "", "") == 3


def test_the_number_of_queries_does_not_grow(django_assert_num_queries, django_assert_max_num_queries):
    make_autumn()
    with django_assert_max_num_queries(20) as asked:
        report()
    come_again()

    with django_assert_num_queries(len(asked)):
        report(kind="dates", first_on="2024-01-01", last_on="2026-12-31")


def test_a_period_is_compared_with_the_one_right_before():
    assert between(date(2026, 10, 10), date(2026, 10, 19)).before() == between(date(2026, 9, 30), date(2026, 10, 9))
