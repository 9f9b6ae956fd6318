"""The land that the reference data of `make bench` lies in."""

import random

from bench.land import make_land, postcodes_of
from locations.postcode_forms import parse_postcode


def test_land_is_the_same_for_the_same_seed():
    assert make_land(random.Random(1), 20_000) == make_land(random.Random(1), 20_000)


def test_land_has_postcodes_that_people_could_type_each_once():
    rng = random.Random(1)
    land = make_land(rng, 20_000)

    keys = [key for sector in land.sectors for key, _, _ in postcodes_of(rng, sector, 3)]

    assert len(set(keys)) == len(keys) == 3 * len(land.sectors)
    assert [key for key in keys if parse_postcode(key) is None or parse_postcode(key).key != key] == []


def test_land_lies_where_great_britain_does():
    land = make_land(random.Random(1), 1_750_000)

    assert min(sector.latitude for sector in land.sectors) > 49
    assert max(sector.latitude for sector in land.sectors) < 61
    assert min(sector.longitude for sector in land.sectors) > -9
    assert max(sector.longitude for sector in land.sectors) < 2.5
    assert len({sector.label for sector in land.sectors}) == len(land.sectors)


def test_land_has_a_town_to_find_and_a_place_far_from_one():
    land = make_land(random.Random(1), 20_000)

    assert land.city.is_town
    assert not land.country.is_town
