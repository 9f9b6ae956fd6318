"""What one champion sees of the others, and of residents before saying yes: every page of theirs is walked."""

import re
from datetime import timedelta

import pytest
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from champions.actions.agreeing import agree
from champions.models import HelpRequest
from core.actors import Actor
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_offer, make_request
from tests.factories.events import make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
RESIDENT = {"name": "Wilhelmina Braithwick", "phone": "01632 960 177", "email": "wilma@example.net"}
RESIDENT |= {"address": "9 Larch Row", "contact_by": "phone", "adjustments": "Hearing loop"}
# Of the other champion and of the resident, whom they are asked to help and have not answered.
SECRETS = {
    "another's surname": ["Quillfeather"],
    "another's contact": ["01632 960 777", "01632960777", "quill@example.net"],
    "another's home": ["CA1 9ZQ", "54.8732", "2.9178"],
    "resident's name": ["Wilhelmina", "Braithwick"],
    "resident's contact": ["01632 960 177", "01632960177", "wilma@example.net", "Larch Row"],
    "resident's place": ["CA3 9QZ", "54.8911"],
    "resident's words": ["my late husband", "Hearing loop"],
}


@pytest.fixture
def rowan():
    """Asked about a resident, beside another champion who has everything in common with them."""
    area, topic, venue = make_area("Harraby"), make_topic(), make_venue()
    rowan = make_champion("Rowan Pettifer", user=make_user(), area=area, topics=[topic], calendar_key="H4RDT0GVESS")
    other = make_champion(
        person=make_person("Peregrine Quillfeather", phone="01632 960 777", email="quill@example.net"),
        home=(54.8732, -2.9178),
        home_postcode="CA1 9ZQ",
        area=area,
        topics=[topic],
        user=make_user(first_name="Peregrine", last_name="Quillfeather"),
    )
    now = timezone.now()
    for champion in (rowan, other):
        champion.venues.add(venue)
    make_occurrence(make_event(lead=other.user), venue=venue, day=(now + timedelta(days=7)).date(), lead=rowan.user)
    asked = make_request(
        make_person(**RESIDENT),
        topics=[topic],
        position=(54.8911, -2.9),
        where="CA3 9QZ",
        words="As my late husband did it all",
        area=area,
        state="offered",
    )
    make_offer(asked, rowan, now=now)
    helped = make_request(make_person("Arthur Fernley"), state="matched", champion=rowan, matched_at=now)
    make_request(make_person("Another"), state="matched", champion=other, matched_at=now, reference="MANYFY")
    return rowan, {"pk": [asked.offers.get().pk], "reference": [helped.reference, asked.reference, "MANYFY"]}


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif route.startswith("champions/me/"):
            yield route


def filled(route, parts):
    found = re.search(r"<(?:\w+:)?(\w+)>", route)
    if not found:
        return [f"/{route}"]
    values = parts.get(found[1], ["1"])
    return [each for value in values for each in filled(route.replace(found[0], str(value), 1), parts)]


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace").replace("\u00a0", " ") + str(dict(answer.headers))


def leaks(text):
    return sorted(what for what, ways in SECRETS.items() if any(way.casefold() in text.casefold() for way in ways))


def test_a_champion_sees_no_other_champion_and_no_resident_before_saying_yes(rowan, client):
    champion, parts = rowan
    client.force_login(champion.user)
    asked = [address for route in routes() for address in filled(route, parts)]
    asked += ["/champions/me/calendar.ics?key=H4RDT0GVESS", "/register/", "/account/", "/my/", "/"]

    seen = {address: client.get(address, follow=True) for address in asked}

    assert {address: leaks(body(answer)) for address, answer in seen.items() if leaks(body(answer))} == {}
    assert sum(answer.status_code == 200 for answer in seen.values()) > 10, "hardly a page was seen"
    home = body(seen["/champions/me/"])
    assert "in Harraby" in home
    assert "Arthur Fernley" in home


def test_the_walk_sees_the_resident_once_both_have_said_yes_and_not_before(rowan, client):
    """The control: the same pages, and the same search."""
    champion, parts = rowan
    client.force_login(champion.user)
    client.post(f"/champions/me/offers/{parts['pk'][0]}/", {"answer": "yes"})
    asked = [address for route in routes() for address in filled(route, parts)]

    assert seen_at(asked, client) == set()

    request = HelpRequest.objects.get(state="found")
    agree(request=request, by=Actor.system(), now=timezone.now())
    seen = seen_at(asked, client)

    assert seen >= {"resident's name", "resident's contact", "resident's words"}
    assert not any(what.startswith("another's") for what in seen)


def seen_at(addresses, client):
    return {what for address in addresses for what in leaks(body(client.get(address, follow=True)))}
