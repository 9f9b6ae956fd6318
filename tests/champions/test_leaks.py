"""Nothing public finds a champion: every public address is fetched and what comes back is searched."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.html import escape

from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_request, make_role
from tests.factories.events import make_course, make_event, make_occurrence, make_topic
from tests.factories.locations import CARLISLE, make_area, make_home, make_place, make_postcode, make_venue

pytestmark = pytest.mark.django_db

HOME = (54.873219, -2.917846)
POSTCODE = "CA1 9ZQ"
SURNAME = "Quillfeather"
# Addresses that never answer a visitor with a page of ours, and the admin, which has tests of its own.
NOT_PUBLIC = re.compile(r"^(admin|account|documents|static|media)/|^champions/me/")
# Something for each kind of part in an address.
PARTS = {
    "slug": ["carlisle-library", "silver-surfers", "first-steps", "scams", "who", "role", "privacy"],
    "day": ["2026-11-26"],
    "code": ["AAAAAA"],
    "reference": ["AAAAAA"],
    "name": ["who"],
    "key": ["00000000-0000-4000-8000-000000000000"],
    "token": ["x"],
}
QUESTIONS = ["CA1 9ZQ", "CA1", "CA1 1AA", "Carlisle", "Harraby"]


@pytest.fixture
def secrets():
    """Four champions of one ward whose every personal detail is unlike anything else on the site."""
    make_home()
    ward = make_area("Harraby", parent=make_area("Carlisle", kind="district"))
    make_postcode(POSTCODE, position=HOME, ward=ward)
    make_postcode("CA1 1AA", position=CARLISLE, ward=ward)
    make_place("Carlisle", position=CARLISLE)
    make_place("Harraby", position=(54.8790, -2.9060))
    library = make_venue("Carlisle Library", position=CARLISLE, slug="carlisle-library", free_wifi=True)
    topic = make_topic("Stay safe from scams", slug="scams")
    make_course("First steps", slug="first-steps", topics=[topic])
    make_occurrence(make_event("Silver Surfers", slug="silver-surfers", topics=[topic]), venue=library)
    for number in range(4):
        champion = make_champion(
            f"Peregrine{number} {SURNAME}",
            home=HOME,
            home_postcode=POSTCODE,
            area=ward,
            topics=[topic],
            role=make_role(),
            travel_miles=20,
        )
        champion.person.phone, champion.person.email = "01632 960 777", f"quill{number}@example.net"
        champion.person.postcode = POSTCODE
        champion.person.save()
        champion.venues.add(library)
    return champion


def leaks(text):
    """Which of a champion's secrets stand in a text, however they are written."""
    text = text.replace("&nbsp;", " ").replace("\u00a0", " ")
    latitude, longitude = HOME
    forms = {
        "surname": [SURNAME],
        "first name": ["Peregrine"],
        "postcode": [POSTCODE, POSTCODE.replace(" ", ""), POSTCODE.replace(" ", "+"), POSTCODE.replace(" ", "%20")],
        "phone": ["01632 960 777", "01632960777", "+441632960777"],
        "e-mail": ["@example.net"],
        "latitude": [f"{latitude:.{places}f}" for places in (3, 4, 5, 6)],
        "longitude": [f"{abs(longitude):.{places}f}" for places in (3, 4, 5, 6)],
    }
    lowered = text.casefold()
    return sorted(what for what, ways in forms.items() if any(escape(way).casefold() in lowered for way in ways))


def addresses(patterns=None, before=""):
    """Every address of the site that a visitor can ask for, each part filled in with something that exists."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if NOT_PUBLIC.match(route):
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and "(" not in route:
            yield from filled(route)


def filled(route):
    part = re.search(r"<(?:\w+:)?(\w+)>", route)
    if not part:
        yield "/" + route.rstrip("$")
        return
    for value in PARTS.get(part.group(1), ["1"]):
        yield from filled(route[: part.start()] + value + route[part.end() :])


def pages_in_the_sitemap(client):
    answer = client.get("/sitemap.xml")
    if answer.status_code != 200:
        return []
    return [re.sub(r"^https?://[^/]+", "", url) for url in re.findall(r"<loc>([^<]+)</loc>", answer.content.decode())]


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace") + str(dict(answer.headers))


def test_no_public_address_says_who_or_where_a_champion_is(secrets, client):
    asked = {*addresses(), *pages_in_the_sitemap(client), "/venues/carlisle-library/", "/events/silver-surfers/"}
    found, pages = {}, 0
    for address in sorted(asked):
        answer = client.get(address)
        pages += answer.status_code == 200
        if leaked := leaks(body(answer)):
            found[address] = leaked

    assert found == {}
    assert pages >= 5, "the walk found hardly a page: it proves nothing"


@pytest.mark.parametrize("address", ["/champions/", "/find/"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_asking_where_people_are_gives_areas_and_bands_alone(secrets, client, address, question):
    for more in ({}, {"topic": "scams"}):
        answer = client.get(address, {"q": question, **more})
        # What the visitor typed may be said back to them; the rest of the answer is searched.
        text = body(answer)
        for typed in {question, question.replace(" ", ""), question.replace(" ", "+"), question.replace(" ", "%20")}:
            text = re.sub(re.escape(typed), "", text, flags=re.IGNORECASE)
        assert leaks(text) == []


def test_the_champions_page_does_show_that_they_are_there(secrets, client):
    text = body(client.get("/champions/", {"q": "CA1 1AA"}))

    assert "4 people" in text
    assert "in Harraby" in text


def test_the_search_would_find_what_it_looks_for(secrets, client):
    """The control: a coordinator's page holds these secrets, and the same search sees them."""
    client.force_login(make_staff("Coordinators"))

    text = body(client.get(f"/admin/champion/inspect/{secrets.pk}/"))

    assert set(leaks(text)) >= {"surname", "postcode", "phone", "e-mail"}
    assert leaks(f"at {HOME[0]:.4f} and {HOME[1]:.4f}") == ["latitude", "longitude"]


def test_a_residents_link_shows_a_first_name_and_nothing_else(secrets, client, now):
    asked = make_request(state="matched", champion=secrets, matched_at=now)

    text = body(client.get(f"/help/request/?r={asked.key}", follow=True))

    assert leaks(text) == ["first name"]
    assert "Arthur" not in text
