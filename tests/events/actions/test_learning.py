"""Goals, and passing somebody on: each with its consent, each once however often it is sent."""

from datetime import timedelta

import pytest

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions import learning
from events.models import Goal, Referral
from people.models import Consent
from tests.factories.accounts import make_user
from tests.factories.events import make_goal, make_referral, make_topic
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def add_goal(person, words="See my grandson", **kwargs):
    return learning.add_goal(person, words=words, by=Actor.system(), now=NOW, **kwargs)


def refer(person, **kwargs):
    kwargs = {"organisation": "Citizens Advice", "why": "A blue badge", "agreed": True, "arrived_by": "face"} | kwargs
    return learning.refer(person, by=Actor("staff", make_user()), now=NOW, **kwargs)


def test_a_goal_is_kept_in_their_own_words():
    topic = make_topic()

    goal = add_goal(make_person(), "  I want to “see”\r\nmy grandson\x00 ", topic=topic)

    assert (goal.words, goal.topic, goal.said_on, goal.reached_on) == (
        "I want to “see”\nmy grandson",
        topic,
        TODAY,
        None,
    )


def test_a_goal_sent_twice_is_one():
    person = make_person()

    assert add_goal(person) == add_goal(person)
    assert AuditLine.objects.filter(action="goal_added").count() == 1


@pytest.mark.parametrize("details", [{"words": " \n "}, {"said_on": TODAY + timedelta(days=1)}])
def test_a_goal_without_words_or_of_a_day_to_come_is_refused(details):
    with pytest.raises(Refused):
        add_goal(make_person(), **details)


def test_a_goal_is_reached_once_opened_again_and_removed():
    goal = make_goal(make_person())
    for act in (learning.reach_goal, learning.reach_goal):
        act(goal, by=Actor.system(), now=NOW)
    goal.refresh_from_db()
    assert goal.reached_on == TODAY

    learning.reopen_goal(goal, by=Actor.system(), now=NOW)
    goal.refresh_from_db()
    assert goal.reached_on is None

    learning.remove_goal(goal, by=Actor.system(), now=NOW)
    assert not Goal.objects.exists()
    lines = AuditLine.objects.filter(about_type="events.goal").order_by("pk")
    assert list(lines.values_list("action", flat=True)) == ["goal_reached", "goal_reopened", "goal_removed"]


def test_passing_somebody_on_keeps_their_consent_in_the_words_they_were_read():
    person = make_person()

    referral = refer(person, organisation="Citizens\r\nAdvice ")

    consent = Consent.objects.get(person=person)
    assert referral.consent == consent
    assert consent.purpose == "pass-on"
    assert consent.wording == (
        "You may pass my name, how to reach me, and why I would like their help, on to Citizens Advice."
    )
    assert (consent.arrived_by, consent.given_at, consent.taken_by) == ("face", NOW, referral.made_by)
    assert (referral.state, referral.made_on, referral.state_on) == ("made", TODAY, TODAY)


def test_nobody_is_passed_on_without_consent():
    with pytest.raises(Refused, match="without their consent"):
        refer(make_person(), agreed=False)

    assert not Referral.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize("blank", ["organisation", "why"])
def test_a_referral_says_to_whom_and_why(blank):
    with pytest.raises(Refused, match="which organisation"):
        refer(make_person(), **{blank: " "})


def test_a_referral_sent_twice_is_one_with_one_consent():
    person = make_person()

    assert refer(person) == refer(person)
    assert (Referral.objects.count(), Consent.objects.count()) == (1, 1)


def test_nothing_is_written_on_a_closed_record():
    closed = make_person(merged_into=make_person())

    for act in (add_goal, refer):
        with pytest.raises(Refused, match="closed"):
            act(closed)
    assert not Consent.objects.exists()


def test_what_came_of_it_is_dated():
    referral = make_referral(make_person(), made_on=TODAY - timedelta(days=10))
    on = TODAY - timedelta(days=2)

    for _ in range(2):
        learning.follow_referral(referral, state="taken-up", on=on, by=Actor.system(), now=NOW)

    referral.refresh_from_db()
    assert (referral.state, referral.state_on) == ("taken-up", on)
    line = AuditLine.objects.get(action="referral_followed")
    assert line.detail == {"state": "taken-up"}


@pytest.mark.parametrize(("state", "days"), [("lost", 0), ("taken-up", 1), ("taken-up", -1)])
def test_what_cannot_have_come_of_it_is_refused(state, days):
    referral = make_referral(make_person())

    with pytest.raises(Refused):
        learning.follow_referral(referral, state=state, on=TODAY + timedelta(days=days), by=Actor.system(), now=NOW)


def test_consent_taken_back_is_dated_and_the_referral_stays():
    referral = make_referral(make_person())

    learning.take_back_consent(referral, by=Actor.system(), now=NOW)

    referral.refresh_from_db()
    assert referral.consent.withdrawn_at == NOW


def test_no_audit_line_holds_what_somebody_said():
    person = make_person("Wilhelmina")
    add_goal(person, "See my grandson Tobias")
    refer(person, organisation="The Harbour", why="Debt")

    said = " ".join(str(line.detail) for line in AuditLine.objects.all())

    assert not [word for word in ("Wilhelmina", "Tobias", "Harbour", "Debt") if word in said]
