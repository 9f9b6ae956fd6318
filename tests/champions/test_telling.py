"""Every message, by every way in which somebody may want to be told."""

import pytest

from champions import telling
from messaging.models import Message
from tests.factories.champions import make_champion, make_request
from tests.factories.locations import make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

WAYS = {
    "email": {"email": "arthur@example.org"},
    "phone": {"phone": "01632 960 178"},
    "sms": {"phone": "07700 900 123"},
    "letter": {"address": "1 High Street\nCarlisle"},
    "helper": {"helper_name": "Ada", "helper_contact": "ada@example.org"},
}
MORE = {"champion_name": "Rowan", "role": "Digital champion", "times": "Tuesday morning"}
MORE |= {"answer_by": "Wednesday 25 November 2026", "news": "We look up to 5 miles from you."}
STEPS = ["asked", "found", "matched", "news", "place", "handed_over", "closed", "cancelled"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", STEPS)
def test_a_resident_is_told_at_each_step_in_their_own_way(what, way, now):
    person = make_person("Arthur Fernley", contact_by=way, **WAYS[way])
    request = make_request(
        person=person, reference="K7M4PX", venue=make_venue("Harraby Library"), promised_on=now.date()
    )

    telling.resident_told(request, what, now=now, **MORE)

    message = Message.objects.get()
    assert "H-K7M 4PX" in message.subject + message.body
    assert "{{" not in message.body + message.body_html
    assert "01632 960 145" not in message.body
    if way != "phone":
        assert "We never ask for passwords or bank details." in message.body
    if way == "sms":
        assert len(message.body) < 420
    if way == "letter":
        assert "http" not in message.body or what in ("closed", "cancelled")
    if way == "helper":
        assert "This is about the help that Arthur Fernley asked for." in message.body


@pytest.mark.parametrize(
    "what", ["applied", "active", "declined", "offer_over", "match_over", "agreed", "not_this_time", "place"]
)
def test_a_champion_is_told_by_email(what, now):
    champion = make_champion("Rowan Pettifer")
    champion.person.email = "rowan@example.org"

    telling.champion_told(champion, what, now=now, contact_by="Wednesday", request=make_request())

    message = Message.objects.get()
    assert (message.channel, message.to) == ("email", "rowan@example.org")
    assert "Dear Rowan," in message.body


def test_somebody_not_to_be_contacted_is_not(now):
    champion = make_champion(person=make_person("Rowan", email="rowan@example.org", do_not_contact=True))

    assert telling.champion_told(champion, "active", now=now) is None


def test_the_same_thing_is_told_once(now):
    request = make_request(person=make_person(contact_by="phone", phone="01632 960 178"))

    telling.resident_told(request, "asked", now=now)
    telling.resident_told(request, "asked", now=now)

    assert Message.objects.count() == 1
