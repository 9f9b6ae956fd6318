"""A drop-in on Tuesday 24 November 2026, 10am to 12 noon at Carlisle Library, that wants two champions."""

from datetime import date

import pytest

from core.actors import Actor
from events.actions import rota
from events.models import RotaPlace
from tests.factories.champions import make_helper
from tests.factories.events import make_event, make_occurrence, make_rota_need
from tests.factories.people import NOW
from tests.factories.programme import make_programme

TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _programme(db):
    make_programme()


@pytest.fixture
def by():
    return Actor.system()


@pytest.fixture
def session():
    occurrence = make_occurrence(make_event("Tuesday drop-in"), day=TUESDAY)
    make_rota_need(occurrence, wanted=2, minimum=1)
    return occurrence


@pytest.fixture
def rowan():
    return make_helper("Rowan Pettifer")


@pytest.fixture
def tansy():
    return make_helper("Tansy Wrigglesworth")


@pytest.fixture
def sign_up(by):
    def act(champion, occurrence, now=NOW, **kwargs):
        return rota.sign_up(occurrence=occurrence, champion=champion, by=by, now=now, **kwargs)

    return act


def states():
    """{first name: state} of everybody on any rota."""
    return {place.champion.person.name.split()[0]: str(place.state) for place in RotaPlace.objects.all()}
