"""Two members of staff, on whichever database, never ring the same person."""

import pytest

from core.actors import Actor
from messaging.actions import calling
from messaging.models import CallTry, Message
from tests.factories.accounts import make_staff
from tests.factories.messaging import make_message
from tests.factories.people import NOW
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_who_take_one_call_at_once_one_has_it():
    message = make_message("call", state="to-do", to="01228 496 0999")
    staff = [Actor.of(make_staff("Coordinators")) for _ in range(4)]

    outcomes = at_once(*(lambda by=by: calling.take_call(message.pk, by=by, now=NOW) for by in staff))

    assert sorted(outcomes) == ["Call", "Refused", "Refused", "Refused"]
    assert Message.objects.get().taken_by in [by.user for by in staff]


def test_told_four_times_at_once_is_noted_once():
    message = make_message("call", state="to-do", to="01228 496 0999")
    by = Actor.of(make_staff("Coordinators"))
    calling.take_call(message.pk, by=by, now=NOW)

    outcomes = at_once(*(lambda: calling.told_by_telephone(message.pk, {message.pk}, by=by, now=NOW) for _ in range(4)))

    assert outcomes == ["list"] * 4
    assert CallTry.objects.count() == 1
