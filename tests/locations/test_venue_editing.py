"""An editor's forms, posted as the Wagtail admin posts them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.roles import EDITORS, make_roles
from locations.models import Area, VenueIndexPage, VenuePage
from tests.factories.accounts import make_staff
from tests.factories.locations import make_index, make_postcode, make_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    make_roles()
    user = make_staff(EDITORS)
    client.force_login(user)
    return client


def form(action="action-publish", hours=(), closures=(), **fields):
    """The page editor's fields, with rows of (weekday, opens, closes) and (first, last, reason)."""
    data = {
        "title": "Globe Centre",
        "slug": "globe-centre",
        "kind": "community-centre",
        "summary": "",
        "photograph": "",
        "address": "1 Globe Lane",
        "town": "Carlisle",
        "postcode": "",
        "latitude": "",
        "longitude": "",
        "ward": "",
        "district": "",
        "phone": "",
        "email": "",
        "website": "",
        "public_computers": "0",
        "access_notes": "",
        "seo_title": "",
        "search_description": "",
        "opening_hours": inline_formset([dict(zip(("weekday", "opens", "closes"), row, strict=True)) for row in hours]),
        "closures": inline_formset(
            [dict(zip(("first_on", "last_on", "reason"), row, strict=True)) for row in closures]
        ),
        "comments": inline_formset([]),
        action: "1",
    }
    return nested_form_data(data | fields)


def add(client, **fields):
    index = make_index(VenueIndexPage, "venues", "Places")
    return client.post(reverse("wagtailadmin_pages:add", args=("locations", "venuepage", index.pk)), form(**fields))


def edit(client, venue, **fields):
    return client.post(reverse("wagtailadmin_pages:edit", args=[venue.pk]), form(**fields))


def errors(response):
    return response.context["form"].errors


def test_a_place_is_published_where_its_postcode_is(editor):
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))

    response = add(
        editor, postcode="ca38nx", hours=[("0", "09:00", "12:00")], closures=[("2026-12-24", "2026-12-28", "Christmas")]
    )

    venue = VenuePage.objects.get()
    assert response.status_code == 302
    assert (venue.live, venue.postcode, venue.latitude) == (True, "CA3 8NX", 54.8957)
    assert venue.opening_hours.count() == venue.closures.count() == 1


def test_a_draft_may_be_nearly_empty(editor):
    add(editor, action="action-save", address="", town="", postcode="CA", latitude="54.9")

    venue = VenuePage.objects.get()
    assert (venue.live, venue.postcode, venue.latitude) == (False, "CA", 54.9)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({}, "postcode", "Give a postcode, or the latitude and longitude, so that people can find the place."),
        ({"postcode": "CA"}, "postcode", "This is not a whole UK postcode. Give one like CA1 1AA, or leave it empty."),
        (
            {"postcode": "CA1 9ZZ"},
            "postcode",
            "We do not know where this postcode is. Check it, or give the latitude and longitude.",
        ),
        ({"latitude": "54.9"}, "longitude", "Give both, or leave both empty."),
        ({"latitude": "154.9", "longitude": "-2"}, "latitude", "A latitude is between -90 and 90."),
    ],
)
def test_publishing_asks_for_what_is_needed_to_find_the_place(editor, fields, field, sentence):
    response = add(editor, **fields)

    assert errors(response) == {field: [sentence]}
    assert not VenuePage.objects.filter(live=True).exists()


def test_hours_that_close_before_they_open_are_refused_in_words(editor):
    make_postcode("CA3 8NX")

    response = add(editor, postcode="CA3 8NX", hours=[("0", "12:00", "09:00")])

    assert "It has to open before it closes." in response.content.decode()
    assert not VenuePage.objects.exists()


def test_a_position_corrected_by_hand_stays_when_the_page_is_saved_again(editor):
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))
    add(editor, postcode="CA3 8NX")
    venue = VenuePage.objects.get()

    edit(editor, venue, postcode="CA3 8NX", latitude="54.9000", longitude="-2.9339")
    edit(editor, venue, postcode="CA3 8NX", latitude="54.9000", longitude="-2.9339", town="Botcherby")

    venue.refresh_from_db()
    assert (venue.latitude, venue.position_source, venue.town) == (54.9, "hand", "Botcherby")


def test_a_new_postcode_in_the_form_moves_the_place_though_the_old_position_stands_in_it(editor):
    make_postcode("CA3 8NX", position=(54.8957, -2.9339))
    make_postcode("LA9 4DJ", position=(54.327, -2.747))
    add(editor, postcode="CA3 8NX")
    venue = VenuePage.objects.get()

    edit(editor, venue, postcode="LA9 4DJ", latitude=str(venue.latitude), longitude=str(venue.longitude))

    venue.refresh_from_db()
    assert (venue.latitude, venue.position_source) == (54.327, "postcode")


def test_the_editing_page_opens_for_an_editor(editor):
    venue = make_venue(hours={0: ("09:00", "12:00")})

    response = editor.get(reverse("wagtailadmin_pages:edit", args=[venue.pk]))

    assert "Correct it by hand if the pin is wrong" in response.content.decode()


@pytest.mark.parametrize("name", ["areas", "gazetteer"])
def test_an_editor_keeps_the_areas_and_the_gazetteer(editor, name):
    assert editor.get(reverse(f"{name}:index")).status_code == 200
    assert editor.get(reverse(f"{name}:add")).status_code == 200


def test_an_area_is_added_by_hand(editor):
    response = editor.post(reverse("areas:add"), {"code": "E05000001", "name": "Castle", "kind": "ward"})

    assert response.status_code == 302
    assert Area.objects.get().name == "Castle"


def test_somebody_without_the_permission_may_not_change_areas(client):
    user = make_staff()
    group = Group.objects.create(name="Nobody in particular")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)

    response = client.get(reverse("areas:index"))

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
