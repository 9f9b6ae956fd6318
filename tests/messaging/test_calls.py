"""The call list: who must be told something by telephone, and that nobody is rung by two people."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.words import LONDON
from messaging.actions import calling
from messaging.calls import TAKEN_FOR, call_with, calls_to_make, times_to_ring_again
from messaging.hours import next_polite_moment
from messaging.models import CallTry, Message
from tests.factories.accounts import make_staff
from tests.factories.messaging import make_message
from tests.factories.people import NOW
from tests.factories.programme import make_programme

pytestmark = pytest.mark.django_db
NUMBER = "(01228) 496-0999"
ASHA = uuid4()


def call_to(name="Asha", **kwargs):
    return make_message("call", **{"state": "to-do", "to": NUMBER, "to_name": name, "person_key": ASHA} | kwargs)


@pytest.fixture
def ana():
    return make_staff("Coordinators", first_name="Ana", last_name="Bell")


@pytest.fixture
def ben():
    return make_staff("Coordinators", first_name="Ben", last_name="Cole")


@pytest.fixture
def desk(client, ana):
    make_programme()
    client.force_login(ana)
    return client


def take(client, message):
    return client.post(reverse("take_call", args=[message.pk]), follow=True).text


def say(client, message, outcome, *said):
    data = {"outcome": outcome, "said": [each.pk for each in said or [message]]}
    return client.post(reverse("call", args=[message.pk]), data, follow=True)


def state_of(message):
    message.refresh_from_db()
    return message.state


# The list


def test_what_is_needed_soonest_stands_first_and_one_person_is_one_call(db):
    call_to("Later", person_key=uuid4(), needed_by=NOW + timedelta(days=3))
    call_to("Any time", person_key=uuid4())
    first = call_to(subject="One thing", needed_by=NOW + timedelta(days=5))
    call_to(subject="Another", needed_by=NOW + timedelta(days=1))
    call_to("Not yet", person_key=uuid4(), send_at=NOW + timedelta(hours=1))
    make_message("letter", state="to-do", to_name="By post")

    found = calls_to_make(NOW)

    assert [call.first.to_name for call in found] == ["Asha", "Later", "Any time"]
    assert [message.subject for message in found[0].messages] == ["Another", "One thing"]
    assert found[0].pk == first.pk


def test_a_couple_that_shares_a_telephone_is_two_calls(db):
    call_to()
    call_to("Bob", person_key=uuid4())
    assert len(calls_to_make(NOW)) == 2


def test_the_list_says_who_why_and_before_when_and_no_number(desk):
    call_to(subject="A place came free", needed_by=datetime(2030, 11, 28, 10, tzinfo=LONDON))
    page = desk.get(reverse("calls")).text
    assert "Asha" in page
    assert "A place came free" in page
    assert "Thursday 28 November 2030, 10am" in page
    assert NUMBER not in page


def test_the_list_takes_the_same_queries_for_one_call_as_for_many(desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse("calls"))
        return len(captured)

    call_to()
    queries()
    one = queries()
    for _ in range(60):
        call_to(person_key=uuid4())
    assert queries() == one
    assert "11 more calls will be here when these are made." in desk.get(reverse("calls")).text


def test_the_first_page_of_the_admin_counts_calls_and_not_messages(desk):
    call_to()
    call_to()
    page = desk.get("/admin/").text
    assert f'href="{reverse("calls")}"' in page
    assert "call to make" in page


def test_an_editor_has_no_call_list(client):
    client.force_login(make_staff("Editors"))
    message = call_to()
    for address in (reverse("calls"), reverse("call", args=[message.pk])):
        assert client.get(address).status_code in (302, 403)
    assert client.post(reverse("take_call", args=[message.pk])).status_code in (302, 403)


# Taking


def test_whoever_takes_a_call_has_the_number_and_the_words(desk):
    message = call_to(body="You have a place.\n\nThursday, 10am")
    before = desk.get(reverse("call", args=[message.pk])).text
    assert NUMBER not in before
    page = take(desk, message)
    assert NUMBER in page
    assert "<p>You have a place.</p>" in page


def test_nobody_else_is_given_a_call_that_somebody_is_making(desk, client, ben):
    message = call_to()
    take(desk, message)
    client.force_login(ben)

    assert "Ana Bell is ringing them, since" in client.get(reverse("calls")).text
    assert "Ana Bell is ringing them, since" in take(client, message)
    page = client.get(reverse("call", args=[message.pk])).text
    assert "Ana Bell is ringing them, since" in page
    assert NUMBER not in page
    assert "Ana Bell is ringing them, since" in say(client, message, "told").text
    assert state_of(message) == "to-do"


def test_a_call_that_was_forgotten_is_free_again_after_twenty_minutes(ana, ben):
    message = call_to()
    calling.take_call(message.pk, by=Actor.of(ana), now=NOW)
    with pytest.raises(Refused, match="Ana Bell is ringing them"):
        calling.take_call(message.pk, by=Actor.of(ben), now=NOW + TAKEN_FOR - timedelta(seconds=1))
    calling.take_call(message.pk, by=Actor.of(ben), now=NOW + TAKEN_FOR)
    with pytest.raises(Refused, match="Ben Cole is ringing them"):
        calling.told_by_telephone(message.pk, {message.pk}, by=Actor.of(ana), now=NOW + TAKEN_FOR)


def test_what_comes_to_a_person_who_is_being_rung_belongs_to_that_call(ana, ben):
    message = call_to()
    calling.take_call(message.pk, by=Actor.of(ana), now=NOW)
    newer = call_to()
    with pytest.raises(Refused):
        calling.take_call(newer.pk, by=Actor.of(ben), now=NOW)


def test_a_call_that_nobody_needs_any_more_says_so(desk):
    message = call_to(state="withdrawn")
    assert calling.NO_LONGER in take(desk, message)
    assert calling.NO_LONGER in desk.get(reverse("call", args=[message.pk]), follow=True).text
    assert calling.NO_LONGER in desk.get(reverse("call", args=[999999]), follow=True).text


# How it went


def test_told_is_noted_once_however_often_it_is_sent(desk):
    message = call_to()
    take(desk, message)
    assert "Marked as told." in say(desk, message, "told").text
    say(desk, message, "told")
    assert state_of(message) == "done"
    assert [each.outcome for each in CallTry.objects.all()] == ["told"]
    assert AuditLine.objects.filter(action="message_done").count() == 1


def test_what_was_not_said_waits_on(desk):
    first, second = call_to(subject="First"), call_to(subject="Second")
    take(desk, first)
    say(desk, first, "told", first)
    assert (state_of(first), state_of(second)) == ("done", "to-do")
    assert len(calls_to_make(second.send_at)) == 1
    assert calls_to_make(second.send_at)[0].taken_by is None


def test_told_nothing_is_asked_about_and_keeps_the_call(desk):
    first = call_to()
    call_to()
    take(desk, first)
    response = desk.post(reverse("call", args=[first.pk]), {"outcome": "told"})
    assert response.status_code == 422
    assert "Tick what you told them." in response.text
    assert "checked" not in response.text.split("How did it go?")[0]


@pytest.mark.parametrize("outcome", ["", "sung"])
def test_an_answer_is_needed(desk, outcome):
    message = call_to()
    take(desk, message)
    response = desk.post(reverse("call", args=[message.pk]), {"outcome": outcome, "said": [message.pk, "x", "9" * 40]})
    assert response.status_code == 422
    assert "Choose" in response.text
    assert state_of(message) == "to-do"


def test_what_was_taken_back_while_they_were_rung_is_named(desk):
    gone, stays = call_to(subject="You have a place"), call_to()
    take(desk, gone)
    Message.objects.filter(pk=gone.pk).update(state="withdrawn")
    page = say(desk, gone, "told", gone, stays).text
    assert "While you were ringing, this was taken back: You have a place." in page
    assert (state_of(gone), state_of(stays)) == ("withdrawn", "done")


def test_all_taken_back_while_they_were_rung_is_named_too(desk):
    gone = call_to(subject="You have a place")
    take(desk, gone)
    Message.objects.filter(pk=gone.pk).update(state="withdrawn")
    assert "this was taken back: You have a place." in say(desk, gone, "told").text


def test_nobody_answered_puts_it_back_for_later_and_is_counted(desk, ana):
    message = call_to()
    take(desk, message)
    assert "They are on the list again on" in say(desk, message, "tomorrow").text
    message.refresh_from_db()
    assert message.state == "to-do"
    assert message.taken_by is None
    assert message.send_at > message.created_at
    assert call_with(message.pk, NOW) is None
    again = call_with(message.pk, message.send_at)
    assert len(again.no_answer) == 1
    assert not again.needs_another_way


def test_after_three_tries_another_way_is_suggested(desk):
    message = call_to()
    for number in range(3):
        CallTry.objects.create(message=message, at=NOW + timedelta(hours=number), outcome="no-answer")
    page = take(desk, message)
    assert "Nobody answered 3 times. Is there another way?" in page


def test_a_wrong_number_is_given_up_where_everybody_sees_it(desk):
    message = call_to()
    take(desk, message)
    say(desk, message, "wrong-number")
    assert state_of(message) == "given-up"
    assert message.last_error == "It is the wrong number."
    assert "message that could not be sent" in desk.get("/admin/").text


def test_who_did_not_ring_after_all_leaves_it_to_others(desk, ben):
    message = call_to()
    take(desk, message)
    say(desk, message, "left")
    message.refresh_from_db()
    assert message.taken_by is None
    assert not CallTry.objects.exists()
    calling.take_call(message.pk, by=Actor.of(ben), now=NOW)


def test_it_says_when_ringing_again_would_be_too_late(desk):
    message = call_to(needed_by=NOW)
    assert "Too late: they need to know before" in take(desk, message)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(LONDON)))
def test_nobody_is_rung_again_at_night_or_in_the_past(now):
    times = times_to_ring_again(now)
    assert "tomorrow" in times
    for at in times.values():
        assert at > now
        assert next_polite_moment(at) == at
