"""Two at once: on whichever database, no more champions come than are wanted, and nobody waits for ever."""

import pytest

from champions.actions import profile
from champions.models import Champion
from core.actors import Actor
from events.actions import rota
from events.models import RotaPlace
from tests.events.rota.conftest import TUESDAY, states
from tests.factories.champions import make_helper
from tests.factories.events import make_event, make_occurrence, make_rota_need, make_rota_place
from tests.factories.people import NOW
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
BY = Actor.system()


def signing_up(champion, occurrence):
    return lambda: rota.sign_up(occurrence=occurrence, champion=champion, by=BY, now=NOW)


def test_four_who_sign_up_for_the_last_place_at_once_make_one_place():
    session = make_occurrence(make_event("Drop-in"), day=TUESDAY)
    make_rota_need(session, wanted=1)
    champions = [make_helper(f"Rowan{number}") for number in range(4)]

    outcomes = at_once(*(signing_up(champion, session) for champion in champions))

    assert sorted(outcomes) == ["Refused", "Refused", "Refused", "RotaPlace"]
    assert RotaPlace.objects.confirmed().count() == 1


def test_one_who_signs_up_for_two_sessions_of_one_hour_at_once_has_one():
    rowan, sessions = (
        make_helper("Rowan"),
        [make_occurrence(make_event(f"Drop-in {each}"), day=TUESDAY) for each in "ab"],
    )
    for session in sessions:
        make_rota_need(session)

    assert sorted(at_once(*(signing_up(rowan, session) for session in sessions))) == ["Refused", "RotaPlace"]


def test_signing_up_while_leaving_leaves_nobody_on_the_rota():
    session, rowan = make_occurrence(make_event("Drop-in"), day=TUESDAY), make_helper("Rowan")
    make_rota_need(session)

    at_once(signing_up(rowan, session), lambda: profile.leave(champion=rowan, by=BY, now=NOW))

    assert Champion.objects.get().state == "left"
    assert not RotaPlace.objects.confirmed().exists()


def test_two_who_take_one_offered_place_at_once_do_not_both_have_it():
    session = make_occurrence(make_event("Drop-in"), day=TUESDAY)
    make_rota_need(session, wanted=1)
    place = make_rota_place(session, make_helper("Rowan"), offered_at=NOW)
    others = [make_helper("Tansy"), make_helper("Asha")]

    outcomes = at_once(
        *(lambda each=each: rota.take_over(place=place, champion=each, by=BY, now=NOW) for each in others)
    )

    assert sorted(outcomes) == ["Refused", "RotaPlace"]
    assert sorted(states().values()) == ["confirmed", "dropped"]
