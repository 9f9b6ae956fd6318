from math import inf

import pytest

from reports.coverage.gaps import BANDS, SmallArea, Trial, average_miles, band_of, by_band, by_ward, far, trials


def area(people, miles, ward="Hill", name="Hill 1", district="Northland"):
    return SmallArea(name, name, "", ward, district, 54.9, -2.9, people, {"session": miles})


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (0, "Up to 2 miles"),
        (2, "Up to 2 miles"),
        (2.01, "2 to 5 miles"),
        (5, "2 to 5 miles"),
        (5.01, "5 to 10 miles"),
        (10.01, "Over 10 miles"),
        (inf, "Over 10 miles"),
    ],
)
def test_the_farther_end_of_a_band_is_in_it(miles, words):
    assert band_of(miles).words == words


def test_every_band_is_there_even_if_nobody_lives_in_it():
    assert by_band([area(10, 1), area(20, 1.5), area(5, 7)], "session") == [
        (BANDS[0], 30, 2),
        (BANDS[1], 0, 0),
        (BANDS[2], 5, 1),
        (BANDS[3], 0, 0),
    ]


def test_exactly_five_miles_is_not_far():
    assert far([area(10, 5), area(20, 5.1), area(40, inf)], "session") == 60


def test_the_average_is_of_each_person():
    assert average_miles([area(30, 2), area(10, 6)], "session") == 3


def test_where_nobody_lives_the_average_is_of_each_area():
    assert average_miles([area(0, 2), area(0, 6)], "session") == 4


def test_there_is_no_average_where_somebody_has_nowhere_to_go():
    assert average_miles([area(30, 2), area(10, inf)], "session") is None
    assert average_miles([area(30, 2), area(0, inf)], "session") == 2


def test_wards_of_one_name_in_two_districts_are_two():
    wards = by_ward([area(1, 1, "Castle", district="North"), area(2, 1, "Castle", district="South")])

    assert [[each.people for each in ward] for ward in wards] == [[1], [2]]


def test_a_trial_counts_who_comes_near_and_how_far_they_go():
    areas = [area(100, 8), area(50, 14), area(30, 4)]

    found = trials(areas, [(0, 7, 2.0), (1, 7, 6.0), (2, 7, 1.0), (2, 9, 3.0)], "session")

    assert found == {
        7: Trial(brought_near=100, nearest_for=180, trip_now=9, trip_then=(200 + 300 + 30) / 180),
        9: Trial(brought_near=0, nearest_for=30, trip_now=4, trip_then=3),
    }


def test_a_trial_where_there_is_nothing_now_has_no_trip_now():
    assert trials([area(100, inf)], [(0, 1, 3.0)], "session") == {1: Trial(100, 100, None, 3)}
