"""/find/ as a visitor meets it, whatever they typed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from core.models import ProgrammeSettings
from tests.factories.champions import make_champion, make_role
from tests.factories.events import make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_place, make_postcode, make_postcode_group, make_venue

pytestmark = pytest.mark.django_db
PHONE = "0808 157 0142"


@pytest.fixture(autouse=True)
def town(db):
    programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    programme.phone = PHONE
    programme.save()
    make_postcode()
    make_postcode_group("LA9", (54.3280, -2.7460))
    make_place("Dalton", "near Kendal", (54.1860, -2.7040))
    make_place("Dalton", "in Furness", (54.1560, -3.1790))


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize("typed", ["CA1 1AA", "ca11aa", " ca1-1aa. ", "CA1 1AA "])
def test_a_postcode_is_found_however_it_is_typed(client, typed):
    page = client.get("/find/", {"q": typed})

    assert page.status_code == 200
    assert '<h1>Help near <span class="nb">CA1 1AA</span></h1>' in page.text


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("", "Find help near you"),
        ("   ", "Find help near you"),
        ("Dalton", "Which place do you mean?"),
        ("Nowhere at all", "We do not know where that is"),
        ("EC1A 1BB", "That is outside our area"),
        ("%", None),
        ("%%%'_", None),
        ("' OR 1=1--", None),
        ("<script>alert(1)</script>", None),
        ("1" * 10_240, None),
        ("a b " * 3_000, None),
        ("CA1\x001AA", None),
        ("\r\nSet-Cookie: a=b", None),
        ("😀🏔️", None),
        ("‮‎", None),
        ("CA99 9ZZ", None),
    ],
)
def test_whatever_is_typed_gets_a_helpful_page(client, typed, heading):
    page = client.get("/find/", {"q": typed})

    assert page.status_code == 200
    if heading:
        assert f"<h1>{heading}</h1>" in page.text
    assert PHONE in page.text
    assert 'name="q"' in page.text
    assert "<script>alert" not in page.text
    assert "\x00" not in page.text
    assert len(page.content) < 100_000


@pytest.mark.parametrize(
    "query",
    [
        "within=abc", "within=99999999999", "within=0.5", "when=%25", "when=yesterday", "topic=unknown", "topic=%00",
        "kind=castle", "access=%F0%9F%98%80", "online=no", "booking=1", "page=0", "page=-1", "page=10000000000000000",
        "page=abc", "q=CA1+1AA&q=LA9", "%FF%FE=1", "nobody=knows",
    ],
)  # fmt: skip
def test_filters_that_make_no_sense_are_never_an_error(client, query):
    make_occurrence(make_event("Computer drop-in"), tomorrow())

    page = client.get(f"/find/?q=CA1+1AA&{query}")

    assert page.status_code == 200
    assert "<h1>Help near" in page.text


def test_what_was_not_understood_is_said(client):
    page = client.get("/find/?q=CA1+1AA&within=abc&topic=unknown")

    assert (
        "We did not understand what was asked about how far and what you would like to do, so we left that out."
        in page.text
    )


def test_the_answer_is_for_visitors_and_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/find/?q=CA1+1AA").text
    assert "noindex" not in client.get("/find/").text


def test_a_joining_link_is_never_shown(client):
    make_occurrence(make_event("Online", delivery="online", joining_link="https://meet.example/secret"), tomorrow())

    for address in ("/find/?q=CA1+1AA", "/find/?q=CA1+1AA&online=yes", "/find/", "/"):
        page = client.get(address)
        assert "Online" in page.text
        assert "secret" not in page.text


def test_people_are_an_area_and_a_band_and_nothing_more(client):
    role, area = make_role(), make_area("Castle")
    for name in ("Rowan Pettifer", "Wilfred Tansy", "Maud Larkspur"):
        make_champion(name, role=role, area=area, home_postcode="CA3 9QQ", home=(54.901234, -2.951234))

    text = client.get("/find/?q=CA1+1AA").text

    assert "Yes. 3 people can meet you nearby" in text
    assert "<b>3 people</b> in Castle" in text
    for secret in ("Pettifer", "Tansy", "CA3 9QQ", "54.90", "-2.95", "01632 960 145"):
        assert secret not in text


def test_the_whole_page_asks_at_most_twelve_things_of_the_database(client, django_assert_max_num_queries):
    role, area = make_role(), make_area("Castle")

    def fill(title):
        topic = make_topic(title)
        for _ in range(6):
            venue = make_venue(free_wifi=True, hours=dict.fromkeys(range(7), ("09:00", "17:30")))
            make_occurrence(make_event("Near", topics=[topic]), tomorrow(), venue=venue)
            make_occurrence(make_event("Online", delivery="online"), tomorrow(), venue=venue)
            make_champion(role=role, area=area, topics=[topic])

    fill("Shop online")
    with django_assert_max_num_queries(12) as few:
        client.get("/find/?q=CA1+1AA")
    fill("Look for work")
    with django_assert_max_num_queries(12) as many:
        client.get("/find/?q=CA1+1AA")

    assert len(few) == len(many)


def test_a_page_that_has_to_look_far_asks_no_more(client, django_assert_max_num_queries):
    venue = make_venue("Penrith Library", (54.6641, -2.7527), free_wifi=True, hours={4: ("09:00", "17:30")})
    make_occurrence(make_event("Far"), tomorrow(), venue=venue)

    with django_assert_max_num_queries(12):
        page = client.get("/find/?q=CA1+1AA")

    assert "So we looked within 25 miles." in page.text
