import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locations.models import PlaceKind
from locations.whereabouts import find_place
from tests.factories.locations import make_area, make_place, make_postcode, make_postcode_group

pytestmark = pytest.mark.django_db


def make_daltons():
    make_place("Dalton-in-Furness", kind=PlaceKind.TOWN, position=(54.1558, -3.1849))
    make_place("Dalton", "near Burton-in-Kendal", kind=PlaceKind.HAMLET, position=(54.1770, -2.6960))


@pytest.mark.parametrize("typed", ["CA1 1AA", "ca11aa", "ca1-1aa", " C.A.1 1 A A ", "CA1\n1AA", "Cal 1AA", "CA1 IAA"])
def test_a_postcode_is_found_in_any_punctuation_or_case(typed):
    ward, district = make_area("Denton Holme"), make_area("Cumberland", kind="district")
    make_postcode("CA1 1AA", ward=ward, district=district)
    make_place("Carlisle", kind=PlaceKind.CITY, position=(54.8926, -2.9330))

    found = find_place(typed)

    assert (found.kind, found.label, found.sentence) == ("found", "CA1 1AA, Carlisle", "")
    assert (found.latitude, found.longitude) == (54.890559, -2.943791)
    assert (found.ward_code, found.district_code) == (ward.code, district.code)


def test_a_postcode_is_found_inside_an_address():
    make_postcode("CA1 1AA")

    assert find_place("11 Globe Lane, Carlisle CA1 1AA").label == "CA1 1AA"


def test_a_terminated_postcode_still_says_where_it_was(now):
    make_postcode("CA1 1AA", terminated_on=now.date())

    assert find_place("CA1 1AA").is_found


def test_a_postcode_is_called_by_the_town_it_belongs_to_not_by_a_farther_city_or_a_nearer_hamlet():
    make_postcode("LA8 8AA", position=(54.29, -2.74))
    make_place("Carlisle", kind=PlaceKind.CITY, position=(54.8926, -2.9330))
    make_place("Kendal", kind=PlaceKind.TOWN, position=(54.33, -2.7474))
    make_place("Row End", kind=PlaceKind.HAMLET, position=(54.29, -2.74))

    assert find_place("LA8 8AA").label == "LA8 8AA, Kendal"


def test_an_unknown_postcode_is_taken_for_the_middle_of_its_sector_and_says_so():
    make_postcode_group("CA1 1", position=(54.89, -2.94))
    make_postcode_group("CA1", position=(54.88, -2.90))

    found = find_place("CA1 1ZZ")

    assert (found.kind, found.label, found.latitude) == ("found", "near CA1 1ZZ", 54.89)
    assert found.sentence == "We do not have CA1 1ZZ itself, so distances are from the middle of CA1 1."


def test_an_unknown_sector_is_taken_for_its_outward_code():
    make_postcode_group("CA1", position=(54.88, -2.90))

    assert find_place("CA1 9ZZ").sentence == "We do not have CA1 9ZZ itself, so distances are from the middle of CA1."
    assert find_place("CA1 9").latitude == 54.88


def test_part_of_a_postcode_is_the_sector_or_outward_code_it_names():
    make_postcode_group("CA1", position=(1, 1))
    make_postcode_group("CA1 1", position=(2, 2))
    make_postcode_group("CA11", position=(3, 3))
    make_postcode_group("LA9 4", position=(4, 4))

    assert [find_place(typed).latitude for typed in ("ca1", "CA1 1", "ca11", "CA1 1A", "la94", "LA9 4")] == [
        1,
        2,
        3,
        2,
        4,
        4,
    ]
    assert find_place("LA94").label == "LA9 4"


def test_a_postcode_of_elsewhere_in_the_country_is_outside():
    make_postcode_group("CA1")

    found = find_place("SW1A 1AA")

    assert (found.kind, found.label) == ("outside", "SW1A 1AA")
    assert found.sentence.startswith("SW1A 1AA is outside the area that we know.")


@pytest.mark.parametrize("typed", ["CA99 1AA", "MA1 1AA"])
def test_a_postcode_that_is_none_of_ours_and_nobodys_is_unknown(typed):
    make_postcode_group("CA1")

    found = find_place(typed)

    assert found.kind == "unknown"
    assert found.sentence == f"We cannot find {typed}. Check it, or type the name of a town or village."


@pytest.mark.parametrize("typed", ["Saint Bees", "st. bees", "ST BEES", "  st   bees ", "St Bees, Cumbria", "St. Bées"])
def test_a_name_is_found_without_case_accents_or_punctuation(typed):
    make_place("St Bees")
    make_place("St Johns")

    assert find_place(typed).label == "St Bees"


def test_a_name_is_found_with_the_district_it_lies_in():
    district = make_area("Westmorland and Furness", kind="district")
    make_place("Alston", district=district)

    assert find_place("alston").district_code == district.code


def test_dalton_is_two_places_and_each_choice_leads_to_one():
    make_daltons()

    found = find_place("Dalton")

    assert found.kind == "choice"
    assert [label for label, query in found.choices] == ["Dalton, near Burton-in-Kendal", "Dalton-in-Furness"]
    assert [find_place(query).label for label, query in found.choices] == [label for label, query in found.choices]


@pytest.mark.parametrize("typed", ["Dalton in Furness", "dalton-in-furness"])
def test_a_whole_name_needs_no_choice(typed):
    make_daltons()

    assert find_place(typed).label == "Dalton-in-Furness"


def test_a_town_is_meant_before_the_hamlets_that_begin_with_its_name():
    make_place("Kendal", kind=PlaceKind.TOWN)
    make_place("Kendal Parks", kind=PlaceKind.SUBURB)

    assert find_place("Kendal").label == "Kendal"


def test_places_of_one_name_are_told_apart_by_qualifier_or_district():
    cumberland = make_area("Cumberland", kind="district")
    make_place("Hayton", "near Brampton", district=cumberland, position=(54.9, -2.77))
    make_place("Hayton", "near Aspatria", position=(54.76, -3.38))

    assert find_place("Hayton").kind == "choice"
    assert find_place("Hayton, near Aspatria").latitude == 54.76
    assert find_place("Hayton, Brampton").latitude == 54.9
    assert find_place("hayton, cumberland").latitude == 54.9
    assert find_place("Hayton, Australia").kind == "choice"


def test_a_town_that_shares_its_name_with_a_hamlet_is_told_by_being_a_town():
    make_place("Brampton", kind=PlaceKind.TOWN, position=(54.94, -2.74))
    make_place("Brampton", "near Appleby", kind=PlaceKind.HAMLET, position=(54.6, -2.5))

    assert find_place("Brampton").choices == [
        ("Brampton, town", "Brampton, town"),
        ("Brampton, near Appleby", "Brampton, near Appleby"),
    ]
    assert find_place("Brampton, town").latitude == 54.94


def test_a_village_whose_name_begins_a_towns_can_be_chosen():
    make_place("Cleator", kind=PlaceKind.VILLAGE, position=(54.51, -3.51))
    make_place("Cleator Moor", kind=PlaceKind.TOWN, position=(54.52, -3.52))

    assert find_place("Cleator").choices == [
        ("Cleator, village", "Cleator, village"),
        ("Cleator Moor", "Cleator Moor"),
    ]
    assert find_place("Cleator, village").label == "Cleator"


def test_the_beginning_or_a_word_of_a_name_is_enough():
    make_place("Barrow-in-Furness")
    make_place("Kirkby Stephen")

    assert find_place("barrow").label == "Barrow-in-Furness"
    assert find_place("stephen").label == "Kirkby Stephen"
    assert find_place("Barrow in Fur").label == "Barrow-in-Furness"


def test_what_is_typed_after_a_place_does_not_hide_it():
    make_place("Kendal")

    assert find_place("Kendal library").label == "Kendal"


def test_a_slip_of_spelling_is_asked_about():
    make_place("Kendal")
    make_place("Penrith")

    found = find_place("Kendall")

    assert (found.kind, found.choices) == ("choice", [("Kendal", "Kendal")])
    assert found.sentence == "We do not know that name. Did you mean this one?"


@pytest.mark.parametrize("typed", ["", "   ", "%", "'", "--", "\0", "\n", None, "🙂"])
def test_nothing_to_go_by_is_asked_for_again(typed):
    make_place("Alston")

    assert find_place(typed).kind == "nothing"


@pytest.mark.parametrize(
    "typed", ["1" * 10_000, "' OR 1=1--", "%%%a", "x" * 10_000, "SW1A", "Al\0zheim", "🙂 nowhere", "‮ desrever"]
)
def test_nonsense_gets_a_sentence(typed):
    make_place("Alston")
    make_postcode_group("CA1")

    found = find_place(typed)

    assert found.kind in ("unknown", "outside")
    assert 20 < len(found.sentence) < 200
    assert found.sentence.isprintable()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_whatever_is_typed_never_fails(text):
    assert find_place(text).kind in ("found", "choice", "unknown", "outside", "nothing")


def test_a_postcode_costs_two_queries_and_a_name_one(django_assert_num_queries):
    make_postcode("CA1 1AA")
    make_place("Alston")

    with django_assert_num_queries(2):
        find_place("CA1 1AA")
    with django_assert_num_queries(1):
        find_place("Alston")
