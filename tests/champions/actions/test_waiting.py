"""What is done for those who wait: several asked in turn, nobody fits, and how champions are ranked."""

from datetime import date, timedelta

import pytest

from champions.actions import nobody_fits, offers, requests, turns
from champions.actions.weights import change_weights
from champions.matching import Weights
from champions.models import HelpRequest, MatchWeights, Offer, Turn
from champions.sessions_near import SessionNearby
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.models import Message
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_request
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators"))


@pytest.fixture
def request_(now):
    return make_request(make_person("Arthur Fernley", contact_by="email", email="arthur@example.org"), now=now)


def champions(number):
    return [make_champion(f"Rowan{each} Pettifer", user=make_user(), birth_year=1961) for each in range(number)]


def asked(request):
    """[(who was asked, what became of it)], the first first."""
    return list(request.offers.order_by("made_at", "pk").values_list("champion", "state"))


def test_the_first_is_asked_and_the_next_when_nobody_answers_or_somebody_says_no(coordinator, request_, now):
    one, two, three = champions(3)
    turns.ask_in_turn(request=request_, champions=[one, two, three], by=coordinator, now=now)
    assert turns.lapse_and_ask_next(now) == 0
    later = now + timedelta(days=3)

    assert turns.lapse_and_ask_next(later) == 1
    offers.decline_offer(offer=request_.offers.get(champion=two), by=Actor.of(two.user), now=later)
    assert turns.lapse_and_ask_next(later) == 1
    assert turns.lapse_and_ask_next(later) == 0

    assert asked(request_) == [(one.pk, "lapsed"), (two.pk, "declined"), (three.pk, "open")]
    lines = AuditLine.objects.filter(action="offer_made").order_by("pk")
    assert [line.actor_kind for line in lines] == ["staff", "system", "system"]


def test_who_cannot_be_asked_any_more_is_passed_over(coordinator, request_, now):
    one, two, three = champions(3)
    turns.ask_in_turn(request=request_, champions=[one, two, three], by=coordinator, now=now)
    type(two).objects.filter(pk=two.pk).update(state="paused")

    turns.lapse_and_ask_next(now + timedelta(days=3))

    assert asked(request_) == [(one.pk, "lapsed"), (three.pk, "open")]


def test_nobody_is_asked_in_turn_once_it_is_over_or_taken_back(coordinator, request_, now):
    turns.ask_in_turn(request=request_, champions=champions(2), by=coordinator, now=now)
    offers.withdraw(offer=request_.offers.get(), by=coordinator, now=now)
    assert turns.lapse_and_ask_next(now) == 0

    turns.ask_in_turn(request=request_, champions=champions(2), by=coordinator, now=now)
    requests.cancel_request(request=request_, by=coordinator, now=now)

    assert turns.lapse_and_ask_next(now + timedelta(days=3)) == 0
    assert not Turn.objects.exists()


@pytest.mark.parametrize(("number", "sentence"), [(0, "Choose whom to ask"), (6, "Choose 5 champions at most")])
def test_too_few_or_too_many_in_turn_are_refused(coordinator, request_, now, number, sentence):
    with pytest.raises(Refused, match=sentence):
        turns.ask_in_turn(request=request_, champions=champions(number), by=coordinator, now=now)
    assert not Offer.objects.exists()


# Nobody fits

SESSION = SessionNearby(
    "7", "Tablets for beginners", "Tuesday 24 November, 10am", "Carlisle Library", 2.0, "/events/x/"
)


@pytest.mark.parametrize(
    ("act", "said", "news"),
    [
        (nobody_fits.wait, {"promised_on": date(2026, 12, 4)}, "We have not found anybody for you yet"),
        (nobody_fits.widen, {"travel_miles": 5}, "we now look up to 5 miles from you"),
        (nobody_fits.by_telephone, {}, "somebody who helps by telephone"),
        (nobody_fits.tell_of_session, {"session": SESSION}, "Tablets for beginners, Tuesday 24 November, 10am"),
    ],
)
def test_each_way_out_tells_the_person_and_leaves_a_line(coordinator, request_, now, act, said, news):
    act(request=request_, **said, by=coordinator, now=now)

    message = Message.objects.get(kind="help_news")
    assert news in message.body
    assert AuditLine.objects.filter(about_id=str(request_.pk), user=coordinator.user).count() == 1


def test_the_day_that_was_promised_is_said_and_kept(coordinator, request_, now):
    nobody_fits.wait(request=request_, promised_on=date(2026, 12, 4), by=coordinator, now=now)

    assert HelpRequest.objects.get().promised_on == date(2026, 12, 4)
    assert "You hear from us again by Friday 4 December 2026" in Message.objects.get().body


def test_a_champion_who_goes_farther_does_so_from_now_on(coordinator, request_, now):
    champion = make_champion(travel_miles=5)

    nobody_fits.champion_goes_farther(request=request_, champion=champion, miles=6.2, by=coordinator, now=now)

    champion.refresh_from_db()
    assert champion.travel_miles == 7
    type(champion).objects.update(travels_by="foot")
    with pytest.raises(Refused, match="a long way on foot"):
        nobody_fits.champion_goes_farther(request=request_, champion=champion, miles=8, by=coordinator, now=now)


@pytest.mark.parametrize(
    ("act", "said", "sentence"),
    [
        (nobody_fits.wait, {"promised_on": date(2026, 11, 20)}, "tomorrow or later"),
        (nobody_fits.wait, {"promised_on": date(2027, 11, 20)}, "nobody should wait for longer"),
        (nobody_fits.widen, {"travel_miles": 2}, "more than 2 miles"),
        (nobody_fits.widen, {"travel_miles": 61}, "more than 2 miles"),
    ],
)
def test_what_makes_no_sense_is_refused_and_tells_nobody(coordinator, request_, now, act, said, sentence):
    with pytest.raises(Refused, match=sentence):
        act(request=request_, **said, by=coordinator, now=now)
    assert not Message.objects.exists()


def test_nothing_is_changed_about_a_request_that_does_not_wait(coordinator, now):
    with pytest.raises(Refused, match="not waiting: it is “closed”"):
        nobody_fits.by_telephone(request=make_request(state="closed"), by=coordinator, now=now)


# Weights


def test_weights_are_changed_with_what_they_were(coordinator, now):
    change_weights(weights=Weights(20, 20, 20, 20, 20), by=coordinator, now=now)

    assert MatchWeights.current() == Weights(20, 20, 20, 20, 20)
    assert AuditLine.objects.get(action="match_weights_changed").detail["distance"] == [40, 20]


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        (Weights(0, 0, 0, 0, 0), "with all at 0 nothing would decide"),
        (Weights(101, 0, 0, 0, 0), "from 0 to 100"),
        (Weights(-1, 5, 0, 0, 0), "from 0 to 100"),
    ],
)
def test_weights_that_decide_nothing_are_refused(coordinator, now, weights, sentence):
    with pytest.raises(Refused, match=sentence):
        change_weights(weights=weights, by=coordinator, now=now)


def test_weights_need_not_add_up_to_a_hundred():
    assert Weights(8, 5, 3, 2, 2).shares() == Weights(40, 25, 15, 10, 10).shares()
