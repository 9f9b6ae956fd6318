import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from locations.models import Place, VenuePage
from tests.factories.locations import make_place, make_venue

CARLISLE = (54.8926, -2.9330)


def place_at(latitude, longitude, number=0):
    return Place(name=f"Place {number}", latitude=latitude, longitude=longitude, source_id=f"p{number}")


def titles(rows):
    return [row.title for row in rows]


class NearestIsBruteForce(TestCase):
    """Whatever lies where, the growing box answers as if every distance had been measured."""

    @settings(max_examples=40)
    @given(
        positions=st.lists(st.tuples(st.floats(50, 60), st.floats(-8, 2)), max_size=40),
        here=st.tuples(st.floats(50, 60), st.floats(-8, 2)),
        limit=st.integers(1, 12),
    )
    def test_spread_over_the_country(self, positions, here, limit):
        self.compare(positions, here, limit)

    @settings(max_examples=40)
    @given(
        positions=st.lists(st.tuples(st.floats(54.7, 55.1), st.floats(-3.3, -2.6)), max_size=40),
        limit=st.integers(1, 12),
    )
    def test_around_one_town(self, positions, limit):
        self.compare(positions, CARLISLE, limit)

    def compare(self, positions, here, limit):
        Place.objects.all().delete()
        Place.objects.bulk_create(place_at(*position, number) for number, position in enumerate(positions))

        found = [place.miles for place in Place.objects.nearest(*here, limit=limit)]

        brute = sorted(geodesic(here, position).miles for position in positions)[:limit]
        assert found == pytest.approx(brute, abs=1e-6)

    @settings(max_examples=40)
    @given(
        positions=st.lists(st.tuples(st.floats(54.7, 55.1), st.floats(-3.3, -2.6)), max_size=40),
        miles=st.floats(0, 20),
    )
    def test_within_is_brute_force(self, positions, miles):
        Place.objects.all().delete()
        Place.objects.bulk_create(place_at(*position, number) for number, position in enumerate(positions))

        found = [place.miles for place in Place.objects.within(*CARLISLE, miles)]

        distances = sorted(geodesic(CARLISLE, position).miles for position in positions)
        assert found == pytest.approx([distance for distance in distances if distance <= miles], abs=1e-6)


@pytest.mark.django_db
def test_nearest_takes_the_nearer_beyond_the_edge_before_the_farther_in_the_corner():
    """Two miles past the side of a square, against its corner: only the circle inside the box may be trusted."""
    corner = place_at(CARLISLE[0] + 3.9 / 69, CARLISLE[1] + 3.9 / 40, 1)
    beyond = place_at(CARLISLE[0] + 4.5 / 69, CARLISLE[1], 2)
    Place.objects.bulk_create([corner, beyond])

    assert [place.name for place in Place.objects.nearest(*CARLISLE, limit=1)] == ["Place 2"]


@pytest.mark.django_db
def test_nearest_keeps_the_filters_before_it():
    make_venue("Steps", position=CARLISLE)
    make_venue("Draft", position=CARLISLE, step_free=True, live=False)
    make_venue("Ramp", position=(54.66, -2.75), step_free=True)
    make_venue("Nowhere yet", position=None, step_free=True)

    assert titles(VenuePage.objects.live().filter(step_free=True).nearest(*CARLISLE)) == ["Ramp"]


@pytest.mark.django_db
def test_rows_at_one_distance_keep_the_order_they_were_asked_in():
    for title in ("Beta", "Alpha", "Gamma"):
        make_venue(title, position=CARLISLE)

    assert titles(VenuePage.objects.order_by("title").nearest(*CARLISLE)) == ["Alpha", "Beta", "Gamma"]
    assert titles(VenuePage.objects.order_by("-title").within(*CARLISLE, 1, limit=2)) == ["Gamma", "Beta"]


@pytest.mark.django_db
def test_nobody_near_is_an_empty_list():
    make_place("Penzance", position=(50.1186, -5.5371))

    assert Place.objects.within(*CARLISLE, 50) == []
    assert Place.objects.none().nearest(*CARLISLE) == []


@pytest.mark.django_db
def test_a_full_answer_takes_two_queries_however_many_rows(django_assert_num_queries):
    Place.objects.bulk_create(place_at(CARLISLE[0] + number / 10_000, CARLISLE[1], number) for number in range(100))

    for limit in (1, 3, 50):
        with django_assert_num_queries(2):
            assert len(Place.objects.nearest(*CARLISLE, limit=limit)) == limit


@pytest.mark.django_db
def test_an_empty_land_is_searched_in_few_queries(django_assert_max_num_queries):
    Place.objects.bulk_create([place_at(50.1, -5.5, 1)])

    with django_assert_max_num_queries(4):
        assert len(Place.objects.nearest(*CARLISLE, limit=10)) == 1
