"""What champions alone may read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion
from tests.factories.events import make_event, make_occurrence
from tests.factories.locations import make_area
from tests.factories.pages import make_for_champions

pytestmark = pytest.mark.django_db
AREA = "/champions/area/"


def champion_in(client, state="active", **kwargs):
    champion = make_champion(state=state, user=make_user(), **kwargs)
    client.force_login(champion.user)
    return champion


@pytest.mark.parametrize("path", [AREA, "/for-champions/", "/for-champions/guide/"])
def test_the_public_is_asked_to_sign_in(client, path):
    make_for_champions()

    assert client.get(path).url.startswith("/account/login/")


@pytest.mark.parametrize("state", ["applied", "in-checks", "left", "declined"])
def test_whoever_is_not_a_champion_or_not_any_more_reads_nothing(client, state):
    page = make_for_champions(summary="Said among us")
    champion_in(client, state)

    for path in (AREA, page.get_url()):
        answer = client.get(path)
        assert answer.status_code == 403
        assert b"Said among us" not in answer.content


@pytest.mark.parametrize("state", ["active", "paused"])
def test_champions_read_guides_news_and_meetings(client, state):
    soon = timezone.now() + timedelta(days=3)
    guide = make_for_champions("How to begin")
    make_for_champions("New tablets", "news", first_published_at=timezone.now())
    make_for_champions("Coffee morning", "meeting", meets_at=soon, where="Kendal Library")
    make_for_champions("Last month", "meeting", meets_at=timezone.now() - timedelta(days=30))
    make_for_champions("A draft", live=False)
    make_occurrence(make_event("Champion training", audience="champions"), day=soon.date())
    make_occurrence(make_event("For everyone"), day=soon.date())
    champion_in(client, state)

    page = client.get(AREA).content.decode()

    shown = ["How to begin", "New tablets", "Coffee morning", "Kendal Library", "Champion training"]
    assert [words for words in shown if words not in page] == []
    assert [words for words in ("Last month", "A draft", "For everyone") if words in page] == []
    read = client.get(guide.get_url())
    assert (read.status_code, read["Cache-Control"]) == (200, "no-store")


def test_staff_read_it_too(client):
    make_for_champions()
    client.force_login(make_staff("Editors"))

    assert client.get(AREA).status_code == 200


def test_others_are_shown_by_first_name_and_district_if_they_agreed(client):
    district = make_area("Eden", kind="district")
    ward = make_area("Alston Moor", parent=district)
    make_champion("Marigold Thwaite", area=ward, shown_to_others=True)
    make_champion("Linnet Fell", area=ward)
    make_champion("Bramble Beck", area=ward, shown_to_others=True, state="left")
    champion_in(client)

    page = client.get(AREA).content.decode()

    assert "Marigold, Eden" in page
    assert [words for words in ("Thwaite", "Alston Moor", "Linnet", "Bramble") if words in page] == []


def test_nothing_of_it_is_in_the_sitemap(client):
    make_for_champions()

    assert b"for-champions" not in client.get("/sitemap.xml").content


@pytest.mark.parametrize("number", [1, 3])
def test_the_area_takes_as_many_queries_for_three_as_for_one(client, number, django_assert_max_num_queries):
    for each in range(number):
        make_for_champions(f"Guide {each}")
        make_champion(f"Other {each}", shown_to_others=True)
    champion_in(client)
    client.get(AREA)

    with django_assert_max_num_queries(16):
        client.get(AREA)
