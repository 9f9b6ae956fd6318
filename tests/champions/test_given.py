"""Help that champions wrote down: what may be in it, putting it right, and what it adds up to."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from champions import given
from champions.actions import sessions
from champions.actions.profile import hand_over
from champions.own_page import helped_cards, people_helped
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_help, make_request
from tests.factories.events import make_topic
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
BY = Actor.system()
LONG_AGO = NOW - timedelta(days=400)
TODAY = NOW.date()


@pytest.fixture
def champion():
    return make_champion(user=make_user(), now=LONG_AGO)


def matched(champion, name="Jean Askew"):
    person = make_person(name, contact_by="phone", phone="01632 960 178")
    return make_request(person=person, state="matched", champion=champion, matched_at=LONG_AGO)


def log(champion, request=None, **said):
    said = {"held_on": TODAY, "minutes": 60, "setting": "venue", "outcome": "going-on"} | said
    return sessions.log_help(champion=champion, request=request, **said, form_key=uuid4(), by=BY, now=NOW)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"travel_miles": 201}, "Enter up to 200 miles"),
        ({"next_on": TODAY}, "must be after the day when you helped"),
        ({"next_on": date(2028, 1, 1)}, "more than a year ahead"),
        ({"next_on": date(2026, 12, 1), "finished": True}, "If you have finished, there is no next time"),
        ({"minutes": 1800}, "Enter between 1 and 600 minutes"),
        ({"held_on": date(2025, 1, 1)}, "That is before you were matched with this person"),
    ],
)
def test_what_cannot_be_is_refused(champion, said, sentence):
    with pytest.raises(Refused, match=sentence):
        log(champion, matched(champion), **said)


def test_at_a_drop_in_nobody_is_met_again(champion):
    with pytest.raises(Refused, match="At a drop-in there is no next time"):
        log(champion, next_on=TODAY + timedelta(days=7))


def test_thirty_hours_in_one_day_are_refused_though_each_is_short(champion):
    log(champion, minutes=600)

    with pytest.raises(Refused, match="That would make 15 hours"):
        log(champion, minutes=300)


@pytest.mark.parametrize(
    ("in_days", "words"),
    [
        (1, "You meet Jean tomorrow."),
        (4, "You meet Jean on Tuesday."),
        (11, "You meet Jean on Tuesday 1 December."),
    ],
)
def test_the_page_says_when_they_meet_next(champion, in_days, words):
    log(champion, matched(champion), next_on=TODAY + timedelta(days=in_days))

    [card] = helped_cards(people_helped(champion), NOW)

    assert card.next == words


def test_what_another_champion_had_agreed_is_not_shown_to_the_next(champion):
    request = matched(champion)
    make_help(make_champion("Before"), request, next_on=TODAY + timedelta(days=3))

    [card] = helped_cards(people_helped(champion), NOW)

    assert card.next == ""


# Putting it right


def correct(champion, session, now=NOW, **said):
    said = {"held_on": session.held_on, "minutes": 60, "setting": "phone", "outcome": "done"} | said
    return sessions.correct_help(champion=champion, session=session, **said, by=BY, now=now)


def test_a_slip_is_put_right_and_the_audit_says_what_it_was(champion):
    session = log(champion, matched(champion), minutes=600)

    correct(champion, session, minutes=90, travel_miles=4)

    session.refresh_from_db()
    assert (session.minutes, session.setting, session.travel_miles) == (90, "phone", 4)
    assert AuditLine.objects.get(action="help_corrected").detail == {"was": 600, "minutes": 90}


def test_its_own_minutes_do_not_stand_in_the_way_of_putting_it_right(champion):
    session = log(champion, minutes=600)

    assert correct(champion, session, minutes=590).minutes == 590


@pytest.mark.parametrize(
    "act",
    [correct, lambda champion, session, now: sessions.delete_help(champion=champion, session=session, by=BY, now=now)],
)
def test_after_a_fortnight_it_stands(champion, act):
    session = log(champion)

    with pytest.raises(Refused, match="more than 14 days ago"):
        act(champion, session, now=NOW + timedelta(days=14, seconds=1))

    assert champion.sessions.get() == session


def test_it_can_be_put_right_when_the_person_has_gone_to_another_champion(client, champion):
    session = entry_of(client, champion)
    hand_over(session.request, by=BY, now=timezone.now())

    assert "Jean" not in client.get(f"/champions/me/log/{session.pk}/").content.decode()
    assert correct(champion, session, now=timezone.now(), minutes=30).minutes == 30


def entry_of(client, champion):
    client.force_login(champion.user)
    return make_help(champion, matched(champion), held_on=timezone.localdate(), now=timezone.now())


def test_it_is_changed_and_taken_away_on_its_page(client, champion):
    session = entry_of(client, champion)
    page = f"/champions/me/log/{session.pk}/"
    day = {"held_on_day": session.held_on.day, "held_on_month": session.held_on.month}
    said = day | {"held_on_year": session.held_on.year, "minutes": "45", "setting": "venue", "outcome": "done"}

    assert "Jean Askew" in client.get(page).content.decode()
    assert "Enter 600 minutes or fewer" in client.post(page, said | {"minutes": "1800"}).content.decode()
    client.post(page, said)
    session.refresh_from_db()
    assert session.minutes == 45

    client.post(f"{page}delete/")
    assert not champion.sessions.exists()
    assert AuditLine.objects.filter(action="help_deleted").count() == 1


def test_a_topic_removed_meanwhile_is_met_with_a_sentence(client, champion):
    session = entry_of(client, champion)

    page = client.post(f"/champions/me/log/{session.pk}/", {"topics": ["gone"]})

    assert page.status_code == 422
    assert "One of these topics is no longer on our list" in page.content.decode()


def test_what_somebody_else_wrote_down_is_not_there(client, champion):
    session = make_help(make_champion("Other"))
    client.force_login(champion.user)

    assert client.get(f"/champions/me/log/{session.pk}/").status_code == 404
    assert client.post(f"/champions/me/log/{session.pk}/delete/").status_code == 404


# What it adds up to


def test_hours_are_added_up_by_year_with_people_topics_and_miles(champion):
    scams, calls = make_topic("Scams"), make_topic("Video calls")
    jean, arthur = matched(champion), matched(champion, "Arthur Fernley")
    make_help(champion, jean, date(2025, 12, 1), 30, topics=[scams])
    make_help(champion, jean, date(2026, 1, 5), 45, topics=[scams, calls], travel_miles=6)
    make_help(champion, arthur, date(2026, 1, 6), 60, topics=[calls], travel_miles=2)
    make_help(champion, None, date(2026, 1, 7), 120)

    this, last = given.by_year(given.given_by(champion))

    assert this == given.Total(
        people=2, sessions=3, minutes=225, miles=8, topics=(("Video calls", 2), ("Scams", 1)), year=2026
    )
    assert last == given.Total(people=1, sessions=1, minutes=30, miles=0, topics=(("Scams", 1),), year=2025)
    assert given.total(given.given_by(champion)).people == 2


def test_the_certificate_names_the_champion_and_nobody_else(client, champion):
    make_help(champion, matched(champion), minutes=90)
    client.force_login(champion.user)

    page = client.get("/champions/me/certificate/").content.decode()

    assert "Rowan Pettifer" in page
    assert "1 hour 30 minutes" in page
    assert "Digital champion since Thursday 16 October 2025" in page
    assert "Jean" not in page


def test_who_is_not_cleared_yet_has_no_certificate(client):
    applied = make_champion(state="applied", user=make_user())
    client.force_login(applied.user)

    assert client.get("/champions/me/certificate/").url == "/champions/me/"
