import pytest

from core.actors import Actor
from core.roles import COORDINATORS
from tests import notify as stand_in
from tests.factories.accounts import make_staff


@pytest.fixture
def notify(settings):
    """A stand-in for GOV.UK Notify that takes e-mails, texts and letters: see tests/notify.py."""
    with stand_in.running() as server:
        for name, value in server.settings().items():
            setattr(settings, name, value)
        settings.NOTIFY_CALLBACK_TOKEN = "a-token-for-callbacks"
        yield server


@pytest.fixture
def coordinator(db):
    return Actor.of(make_staff(COORDINATORS))
