"""Who came, row by row: what is in a row, and that any number of them takes as many queries."""

from datetime import date

import pytest

from people.models import Person
from reports.periods import between
from reports.rows import HEADER, months_of, person_key, rows_of
from tests.factories.events import make_attendance, make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_venue
from tests.factories.people import make_person
from tests.factories.rows import OCTOBER, TO_NOVEMBER, make_registers

pytestmark = pytest.mark.django_db
AUTUMN = between(date(2026, 10, 1), date(2026, 11, 30))


def test_a_row_says_all_of_a_mark_but_who_it_is():
    make_registers()
    asha, ben = Person.objects.get(name="Asha"), Person.objects.get(name="Ben")

    rows = list(rows_of(OCTOBER))

    session = ["Tablet time", "Drop-in", "Carlisle Library", "Castle", "Carlisle", "Get online; Stay safe"]
    assert rows == [
        [
            *(date(2026, 10, 1), "10:00", *session, person_key(asha.pk)),
            *("75 or over", "Castle", "Bengali", "Here", 2, "yes", "yes", "yes", ""),
        ],
        [
            *(date(2026, 10, 1), "10:00", *session, person_key(ben.pk)),
            *("", "", "", "Not here", 1, "", "", "", "Telephone"),
        ],
    ]
    assert len(HEADER) == len(rows[0])


def test_rows_hold_no_name_no_contact_and_no_number_of_ours():
    make_registers()
    asha = Person.objects.get(name="Asha")

    words = str(list(rows_of(AUTUMN)))

    assert [each for each in ("Asha", "Khan", "960001", str(asha.key)) if each in words] == []


def test_two_records_of_one_person_have_one_key_and_one_first_visit():
    make_registers()

    first, _, second = rows_of(AUTUMN)

    assert first[8] == second[8]
    assert (first[16], second[16]) == ("yes", "")


def test_the_clock_is_londons_in_summer_and_winter():
    make_registers()

    assert [row[1] for row in rows_of(AUTUMN)] == ["10:00", "10:00", "14:30"]


def test_a_session_online_has_no_place():
    online = make_occurrence(day=date(2026, 10, 1))
    online.venue = None
    online.save()
    make_attendance(online)

    (row,) = rows_of(OCTOBER)

    assert row[4:7] == ["Online", "", ""]


def test_places_are_those_of_the_venue():
    library = make_registers()
    elsewhere = make_venue("Penrith Library", district=make_area("Eden", kind="district"))
    make_attendance(make_occurrence(day=date(2026, 10, 2), venue=elsewhere))
    county = make_area("Cumbria", kind="county")
    library.district.parent = county
    library.district.save()

    found = {
        place.name: {row[4] for row in rows_of(AUTUMN, place)}
        for place in (library.ward, library.district, elsewhere.district, county)
    }

    assert found == {
        "Castle": {"Carlisle Library"},
        "Carlisle": {"Carlisle Library"},
        "Eden": {"Penrith Library"},
        "Cumbria": {"Carlisle Library"},
    }


def test_the_period_is_read_month_by_month_and_each_is_told():
    make_registers()
    told = []

    list(rows_of(AUTUMN, after_each=told.append))

    assert told == [2, 3]
    assert [(month.first_on, month.last_on) for month in months_of(TO_NOVEMBER)] == [
        (date(2026, 10, 15), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 10)),
    ]


def test_many_rows_take_as_many_queries_as_few(django_assert_num_queries):
    make_registers()
    with django_assert_num_queries(3):
        list(rows_of(OCTOBER))
    for number in range(5):
        event = make_event(topics=[make_topic(f"Topic {number}")])
        for day in (6, 7):
            make_attendance(make_occurrence(event, date(2026, 10, day)), make_person(f"Person {number}"))

    with django_assert_num_queries(3):
        assert len(list(rows_of(OCTOBER))) == 12
