"""What runs out: champions are told three times, and the coordinator sees who is helped meanwhile."""

from datetime import date, timedelta

import pytest

from champions import renewals
from champions.actions.offers import offer
from core.actors import Actor
from core.errors import Refused
from core.worklist import waiting_for
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_request, make_requirement, make_role
from tests.factories.joining import make_conduct

pytestmark = pytest.mark.django_db
ENDS = date(2027, 1, 31)


@pytest.fixture
def check():
    return make_requirement()


def champion_with(check, expires_on, name="Rowan Pettifer", **kwargs):
    champion = make_champion(name, role=make_role(requirements=[check]), **kwargs)
    champion.met.create(requirement=check, met_on=date(2026, 1, 1), expires_on=expires_on)
    return champion


def test_notice_is_given_60_30_and_7_days_before_once_each_whatever_night_it_is(check, now):
    champion_with(check, ENDS)
    days_left = {}
    for night in range((ENDS - now.date()).days + 3):
        moment = now + timedelta(days=night)
        before = Message.objects.count()
        for _ in range(2):
            renewals.give_notice(moment)
        if Message.objects.count() > before:
            days_left[(ENDS - moment.date()).days] = Message.objects.count() - before

    assert days_left == {60: 1, 30: 1, 7: 1}
    assert "runs out on Sunday 31 January 2027" in Message.objects.first().subject


def test_only_what_the_role_asks_of_active_champions_is_told(check, now):
    champion_with(check, now.date() + timedelta(days=5), state="left")
    idle = champion_with(make_requirement("Driving"), now.date() + timedelta(days=5), "Una")
    idle.role.requirements.clear()

    renewals.give_notice(now)

    assert not Message.objects.exists()


def test_a_code_of_conduct_put_forward_by_a_new_version_is_told_again_a_week_before_alone(now):
    code = make_requirement("Code", "agreement")
    champion_with(code, now.date() + timedelta(days=28))
    make_conduct()

    renewals.give_notice(now)
    assert not Message.objects.exists()
    renewals.give_notice(now + timedelta(days=21))

    assert "/champions/me/code-of-conduct/" in Message.objects.get().body


def test_the_list_shows_who_runs_out_first_and_whom_a_lapsed_one_helps(check, now, client):
    champion_with(check, now.date() + timedelta(days=40), "Later")
    lapsed = champion_with(check, now.date() - timedelta(days=1), "Sooner")
    champion_with(check, now.date() + timedelta(days=400), "Fine")
    request = make_request(champion=lapsed, state="matched", matched_at=now)

    found = renewals.to_renew(now.date())

    assert [renewal.champion.person.name for renewal in found] == ["Sooner", "Later"]
    assert (found[0].has_lapsed, found[0].matches, found[1].has_lapsed) == (True, [request], False)
    coordinator = make_staff("Coordinators")
    [(number, words, url)] = [row for row in waiting_for(coordinator, now) if "run out" in row[1]]
    assert (number, words) == (1, "person helped by a champion whose checks have run out")
    client.force_login(coordinator)
    assert str(request) in client.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(count, check, now, django_assert_num_queries):
    for number in range(count):
        champion = champion_with(check, now.date() - timedelta(days=1), f"Champion {number}")
        make_request(champion=champion, state="matched", matched_at=now)

    with django_assert_num_queries(4):
        renewals.to_renew(now.date())


def test_a_lapse_stops_offers_at_once(check, now):
    champion = champion_with(check, now.date() - timedelta(days=1))

    with pytest.raises(Refused, match="ran out on Thursday 19 November 2026"):
        offer(request=make_request(), champion=champion, by=Actor.system(), now=now)
