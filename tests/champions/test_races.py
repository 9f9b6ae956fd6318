"""Two at once: on whichever database, a request has one champion and a champion no more people than they said."""

from uuid import uuid4

import pytest

from champions.actions import applications, offers, profile, requests, sessions
from champions.models import Champion, HelpRequest, HelpSession, Offer
from core.actors import Actor
from locations.whereabouts import Whereabouts
from people.models import Person
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_offer, make_request, make_role
from tests.factories.people import NOW
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def accepting(offer, champion):
    return lambda: offers.accept(offer=offer, by=Actor.of(champion.user), now=NOW)


def test_coordinators_who_offer_one_request_at_once_make_one_offer():
    request, by = make_request(), Actor.of(make_staff("Coordinators"))
    champions = [make_champion(f"Rowan{number}") for number in range(4)]

    outcomes = at_once(
        *(
            lambda champion=champion: offers.offer(request=request, champion=champion, by=by, now=NOW)
            for champion in champions
        )
    )

    assert sorted(outcomes) == ["Offer", "Refused", "Refused", "Refused"]
    assert Offer.objects.filter(state="open").count() == 1


def test_a_champion_with_room_for_one_who_says_yes_to_four_at_once_gets_one():
    champion = make_champion(user=make_user(), max_people=1)
    made = [make_offer(make_request(state="offered"), champion, now=NOW) for _ in range(4)]

    outcomes = at_once(*(accepting(offer, champion) for offer in made))

    assert sorted(outcomes) == ["Offer", "Refused", "Refused", "Refused"]
    assert HelpRequest.objects.filter(state="found").count() == 1


def test_saying_yes_while_the_resident_cancels_ends_one_way_or_the_other():
    champion, request = make_champion(user=make_user()), make_request(state="offered")
    offer = make_offer(request, champion, now=NOW)

    at_once(
        accepting(offer, champion),
        lambda: requests.cancel_request(request=request, by=Actor.public(), now=NOW),
    )

    request.refresh_from_db()
    offer.refresh_from_db()
    assert request.state == "cancelled"
    assert offer.state in ("withdrawn", "accepted")


def test_saying_yes_while_taking_a_break_leaves_no_offer_open_and_no_lock_behind():
    champion, request = make_champion(user=make_user()), make_request(state="offered")
    offer = make_offer(request, champion, now=NOW)

    at_once(
        accepting(offer, champion),
        lambda: profile.pause(champion=champion, by=Actor.of(champion.user), now=NOW),
    )

    request.refresh_from_db()
    offer.refresh_from_db()
    champion.refresh_from_db()
    assert champion.state == "paused"
    assert (request.state, offer.state) == ("waiting", "withdrawn")


HERE = Whereabouts("found", "CA1 1AA", latitude=54.89, longitude=-2.94)


def asking(form_key):
    said = {"person": {"name": "Arthur"}, "words": "My phone", "topics": [], "setting": "phone", "where": "CA1 1AA"}
    return lambda: requests.ask_for_help(**said, whereabouts=HERE, form_key=form_key, by=Actor.public(), now=NOW)


def applying(role, form_key):
    said = {"name": "Tansy", "email": "tansy@example.org", "phone": "", "birth_year": 1961, "why": ""}
    profile = {"topics": [], "languages": [], "settings": ["venue"], "slots": (), "travel_miles": 5, "max_people": 2}
    return lambda: applications.apply(
        **said, role=role, home=("CA1 1AA", HERE), profile=profile, form_key=form_key, by=Actor.public(), now=NOW
    )


def test_a_request_for_help_posted_four_times_at_once_is_one():
    asking(uuid4())()  # what is imported when first needed is not imported by four threads at once

    assert at_once(*[asking(uuid4())] * 4) == ["HelpRequest"] * 4
    assert HelpRequest.objects.count() == Person.objects.count() == 2


def test_an_application_posted_four_times_at_once_is_one():
    role = make_role()
    applying(role, uuid4())()

    assert at_once(*[applying(role, uuid4())] * 4) == ["Champion"] * 4
    assert Champion.objects.count() == Person.objects.count() == 2


def test_four_who_apply_at_once_with_one_address_share_one_account():
    role = make_role()

    outcomes = at_once(*[applying(role, uuid4()) for _ in range(4)])

    assert outcomes == ["Champion"] * 4
    assert sorted(champion.user is None for champion in Champion.objects.all()) == [False, True, True, True]


def test_help_written_down_four_times_at_once_is_counted_once():
    champion = make_champion(user=make_user())
    given = {"held_on": NOW.date(), "minutes": 60, "setting": "venue", "outcome": "done", "form_key": uuid4()}

    at_once(*[lambda: sessions.log_help(champion=champion, **given, by=Actor.of(champion.user), now=NOW)] * 4)

    assert HelpSession.objects.count() == 1
