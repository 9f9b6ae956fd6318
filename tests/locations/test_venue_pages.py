from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from locations.models import Closure, OpeningHours, VenueIndexPage, VenuePage
from tests.factories.events import make_occurrence
from tests.factories.locations import make_area, make_index, make_postcode, make_postcode_group, make_venue

pytestmark = pytest.mark.django_db


def index_page():
    return make_index(VenueIndexPage, "venues", "Places")


def get(client, page, query=""):
    return client.get(page.url + query)


def words(response):
    return response.content.decode()


def names(response):
    return [row.name for district, rows in response.context["by_district"] for row in rows]


def test_a_venue_says_what_is_there_and_what_is_not(client):
    venue = make_venue(
        "Carlisle Library",
        hours=dict.fromkeys(range(7), ("00:00", "23:59")),
        summary="Someone at the desk can get you started.",
        public_computers=14,
        step_free=True,
        phone="01632 960 123",
    )

    response = get(client, venue)

    assert response.status_code == 200
    for said in (
        "<h1>Carlisle Library</h1>",
        "Open now until",
        "11 Globe Lane, Carlisle",
        "CA3 8NX",
        "<b>14 computers</b>",
        "<b>Step-free</b>",
        "No car park",
        "No free wifi",
        "No hearing loop",
        "tel:01632960123",
        "Someone at the desk can get you started.",
    ):
        assert said in words(response)


def test_a_place_of_which_nothing_is_known_is_not_said_to_lack_it(client):
    response = words(get(client, make_venue(free_wifi=True, public_computers=0)))

    assert "<b>Free wifi</b>" in response
    assert "We do not know yet. Please ask before you set out" in response
    assert "Not step-free" not in response


def test_a_closure_is_shown_before_it_comes(client):
    venue = make_venue(hours={0: ("09:00", "17:00")})
    today = timezone.localdate()
    venue.closures.add(
        Closure(first_on=today + timedelta(3), last_on=today + timedelta(4), reason="Stocktaking"),
        Closure(first_on=today - timedelta(9), last_on=today - timedelta(8), reason="Long over"),
    )
    venue.save()

    response = words(get(client, venue))

    assert "Stocktaking" in response
    assert "Long over" not in response


def test_a_venue_with_nothing_filled_in_is_still_a_page(client):
    venue = make_venue("New place", position=None, address="", town="", postcode="")

    response = get(client, venue)

    assert response.status_code == 200
    assert "We do not know the opening times." in words(response)


def test_a_half_typed_row_of_hours_does_not_break_a_preview(rf):
    venue = make_venue()
    venue.opening_hours.add(OpeningHours(weekday=None, opens=None, closes=None))
    venue.closures.add(Closure())
    venue.latitude = None

    context = venue.get_context(rf.get("/"))

    assert context["week"] == []
    assert venue.make_preview_request().status_code == 200


def test_places_are_listed_by_district(client):
    cumberland, westmorland = make_area("Cumberland", kind="district"), make_area("Westmorland", kind="district")
    make_venue("Kendal Library", district=westmorland)
    make_venue("Wigton Library", district=cumberland)
    make_venue("Aspatria Library", district=cumberland)
    make_venue("Somewhere")
    make_venue("Draft", live=False)

    response = get(client, index_page())

    assert [(name, [row.name for row in rows]) for name, rows in response.context["by_district"]] == [
        ("Cumberland", ["Aspatria Library", "Wigton Library"]),
        ("Westmorland", ["Kendal Library"]),
        ("Elsewhere", ["Somewhere"]),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=fire-station", ["Fire station"]),
        ("?has=wifi", ["Library"]),
        ("?has=wifi&has=computers", ["Library"]),
        ("?has=wifi&has=step-free", []),
        ("?has=step-free", ["Fire station"]),
        ("?q=fire", ["Fire station"]),
        ("?q=st+bees", ["Fire station"]),
        ("?q=saint+bees", ["Fire station"]),
        ("?q=Béés", ["Fire station"]),
        ("?q=library+carlisle", ["Library"]),
        ("?q=nothing", []),
        ("?kind=nonsense&has=nonsense&page=99", ["Fire station", "Library"]),
        ("?q=%00%25%27&page=x", ["Fire station", "Library"]),
        ("?district=E0000000", []),
    ],
)
def test_places_are_found_by_kind_what_is_there_and_name(client, query, found):
    make_venue("Library", free_wifi=True, public_computers=3)
    make_venue("Fire station", kind="fire-station", town="St. Bees", step_free=True)

    response = get(client, index_page(), query)

    assert response.status_code == 200
    assert names(response) == found


def test_a_facility_chosen_can_be_dropped_again(client):
    make_venue(free_wifi=True)

    response = get(client, index_page(), "?has=wifi&kind=library")

    wifi, computers = response.context["groups"][1].choices[:2]
    assert (wifi.chosen, wifi.url) == (True, "?kind=library")
    assert (computers.chosen, computers.url) == (False, "?kind=library&has=wifi&has=computers")


def test_a_postcode_in_the_search_of_names_is_led_to_the_finder(client):
    assert '/find/?q=CA1%201AA"' in words(get(client, index_page(), "?q=ca1+1aa"))


def test_what_is_searched_for_is_kept_between_pages(client):
    for number in range(41):
        make_venue(f"Library {number:02}", free_wifi=True)

    response = get(client, index_page(), "?has=wifi")

    assert len(names(response)) == 40
    assert 'href="?has=wifi&amp;page=2"' in words(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_however_many(client, django_assert_num_queries, count):
    district = make_area("Cumberland", kind="district")
    index = index_page()
    for _ in range(count):
        make_venue(hours={0: ("09:00", "12:00")}, district=district)
    get(client, index)

    with django_assert_num_queries(11):
        get(client, index)


@pytest.mark.parametrize("count", [1, 3])
def test_a_venue_costs_the_same_queries_however_much_is_on(client, django_assert_num_queries, count):
    venue = make_venue(hours=dict.fromkeys(range(count), ("09:00", "12:00")))
    for days in range(count):
        make_occurrence(venue=venue, day=timezone.localdate() + timedelta(days + 1))
    get(client, venue)

    with django_assert_num_queries(11):
        assert words(get(client, venue)).count('class="session"') == count


def test_position_ward_and_district_come_from_the_postcode():
    ward, district = make_area("Castle"), make_area("Cumberland", kind="district")
    make_postcode("CA3 8NX", position=(54.8957, -2.9339), ward=ward, district=district)

    venue = make_venue(position=None)

    venue = VenuePage.objects.get(pk=venue.pk)
    assert (venue.latitude, venue.longitude, venue.position_source) == (54.8957, -2.9339, "postcode")
    assert (venue.ward, venue.district) == (ward, district)


def test_a_new_postcode_moves_the_place():
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))
    make_postcode("LA9 4DJ", position=(54.3270, -2.7470))
    venue = make_venue(position=None)

    venue.postcode = "la94dj"
    venue.save_revision().publish()

    assert VenuePage.objects.get(pk=venue.pk).latitude == 54.3270


def test_a_new_postcode_that_is_not_known_leaves_no_old_position():
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))
    venue = make_venue(position=None)

    venue.postcode = "ZE1 0AA"
    venue.save()

    assert (venue.latitude, venue.longitude) == (None, None)


def test_a_position_set_by_hand_is_kept():
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))
    venue = make_venue(position=(54.9, -2.9))

    venue.postcode = "CA3 8NX"
    venue.save()

    assert (venue.latitude, venue.position_source) == (54.9, "hand")


def test_an_emptied_position_is_filled_from_the_postcode_again():
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))
    venue = make_venue(position=(54.9, -2.9))

    venue.latitude = None
    venue.save()

    assert (venue.latitude, venue.position_source) == (54.8957, "postcode")


def test_a_postcode_that_is_not_in_the_table_is_put_roughly_and_says_so():
    district = make_area("Cumberland", kind="district")
    make_postcode_group("CA3 8", position=(54.89, -2.93), district_code=district.code)

    venue = make_venue(position=None)

    assert (venue.latitude, venue.get_position_source_display()) == (
        54.89,
        "Roughly, from the first part of the postcode",
    )
    assert (venue.ward, venue.district) == (None, district)


def test_a_copy_of_an_imported_place_is_not_the_imported_place():
    venue = make_venue(import_key="libraries:1", imported_values={"town": "Carlisle"})

    copy = Page.objects.get(pk=venue.pk).specific.copy(update_attrs={"slug": "another", "title": "Another"})

    assert (copy.import_key, copy.imported_values) == ("", {})
