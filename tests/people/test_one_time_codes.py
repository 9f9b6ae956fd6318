"""A code for a name and a contact: whom it opens, whom it never opens, and that nobody learns whom we know."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.actions import send_due
from messaging.models import Message, MessageState
from people.actions.one_time_codes import OVER, WRONG, ask_for_code, forget_codes, use_code
from people.claims import Claim
from people.models import OneTimeCode
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()
EMAIL, MOBILE = "Zoe@Example.org", "07700 900 123"


def make_known(name="Zoë Braithwick", email=EMAIL, phone=MOBILE, **kwargs):
    return make_person(
        name, email=email, email_compared=email.lower(), phone=phone, phone_compared=phone.replace(" ", ""), **kwargs
    )


def ask(name="Zoë Braithwick", contact=EMAIL, form_key=None, now=NOW):
    claim, form_key = Claim(name, contact), form_key or uuid4()
    ask_for_code(claim=claim, form_key=form_key, by=PUBLIC, now=now)
    return claim, form_key


def code_sent():
    return re.search(r"code is ([A-Z0-9]{3} [A-Z0-9]{3})\.", Message.objects.first().body).group(1)


def use(claim, form_key, typed, now=NOW):
    return use_code(claim=claim, form_key=form_key, typed=typed, by=PUBLIC, now=now)


def refusal_of(claim, form_key, typed, now=NOW):
    with pytest.raises(Refused) as refused:
        use(claim, form_key, typed, now=now)
    return refused.value.sentence


def test_the_code_opens_everybody_of_that_name_and_contact():
    """Each booking on the site makes a person of its own."""
    first, second = make_known(), make_known()
    claim, form_key = ask()

    assert set(use(claim, form_key, code_sent())) == {first, second}
    message = Message.objects.get()
    assert (message.channel, message.to, message.to_name) == ("email", EMAIL, "Zoë Braithwick")
    assert "It works until 11:15am." in message.body


@pytest.mark.parametrize(
    "typed", ["zoe braithwick", "  BRAITHWICK,  Zoë ", "Zoe\u0308 Braithwick", "braithwick zoe", "Zoë Braithwick."]
)
@pytest.mark.parametrize("contact", ["zoe@example.org", " ZOE@EXAMPLE.ORG ", "+44 7700 900123", "(07700) 900-123"])
def test_name_and_contact_may_be_typed_in_any_way(typed, contact):
    person = make_known()

    assert Claim(typed, contact).people() == [person]


@pytest.mark.parametrize("typed", ["Zoë", "Z Braithwick", "Zoë Braithwick-Bell", "Wilf Braithwick", "", "🙂"])
def test_another_name_at_the_same_contact_opens_nothing(typed):
    make_known()

    assert Claim(typed, EMAIL).people() == []


def test_a_couple_shares_a_telephone_and_nothing_else():
    zoe, wilf = make_known(email="", phone=MOBILE), make_known("Wilf Braithwick", email="", phone=MOBILE)

    assert Claim("Zoe Braithwick", MOBILE).people() == [zoe]
    assert Claim("Wilf Braithwick", MOBILE).people() == [wilf]


@pytest.mark.parametrize("why", [{"do_not_contact": True}, {"erased_at": NOW}])
def test_nothing_opens_for_somebody_who_asked_for_that_or_was_erased(why):
    make_known(**why)
    ask()

    assert Claim("Zoë Braithwick", EMAIL).people() == []
    assert not Message.objects.exists()


def test_one_record_that_says_do_not_show_here_counts_for_all_of_theirs():
    make_known(do_not_contact=True)
    make_known()

    assert Claim("Zoë Braithwick", EMAIL).people() == []


def test_a_record_merged_into_another_opens_by_the_one_that_is_left():
    kept = make_known()
    make_known(merged_into=kept)

    assert Claim("Zoë Braithwick", EMAIL).people() == [kept]


def test_the_same_is_done_for_a_name_that_nobody_has_and_nothing_is_sent():
    make_known()

    def asked(name):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(name)
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in queries]

    asked("Warm up")
    known, unknown = asked("Zoë Braithwick"), asked("Nobody Known")

    assert [sql for sql in unknown if "SAVEPOINT" not in sql] == [sql for sql in known if "SAVEPOINT" not in sql]
    assert len(known) > 10
    assert OneTimeCode.objects.count() == 3
    assert [message.to_name for message in Message.objects.all()] == ["Zoë Braithwick"]


def test_the_row_says_of_nobody_that_we_know_them():
    make_known()
    ask()
    row = OneTimeCode.objects.values().get()

    assert not [
        value for value in row.values() if "zoe" in str(value).lower() or code_sent().replace(" ", "") in str(value)
    ]
    assert [line.detail for line in AuditLine.objects.filter(action="one_time_code_asked")] == [{"found": 1}]


def test_a_form_posted_twice_sends_one_code():
    make_known()
    form_key = uuid4()
    ask(form_key=form_key)
    claim, _ = ask(form_key=form_key)

    assert Message.objects.count() == 1
    assert use(claim, form_key, code_sent())


def test_a_newer_code_ends_the_one_before_and_takes_back_what_was_not_sent():
    make_known()
    claim, first = ask()
    old = code_sent()
    _, second = ask()

    assert refusal_of(claim, first, old) == OVER
    assert refusal_of(claim, second, old) == WRONG
    assert use(claim, second, code_sent())
    assert sorted(Message.objects.values_list("state", flat=True)) == ["queued", "withdrawn"]


def test_the_form_sent_again_with_another_name_asks_for_that_name():
    make_known()
    make_known("Wilf Braithwick")
    form_key = uuid4()
    ask("Zoë Braithwick", form_key=form_key)
    ask("Wilf Braithwick", form_key=form_key)

    assert Message.objects.count() == 2


def test_a_code_works_nowhere_but_where_it_was_asked_for():
    make_known()
    claim, _ = ask()

    assert refusal_of(claim, uuid4(), code_sent()) == OVER


def test_five_wrong_tries_end_it():
    make_known()
    claim, form_key = ask()

    said = [refusal_of(claim, form_key, "AAAAAA") for _ in range(5)]

    assert said == [WRONG] * 4 + [OVER]
    assert refusal_of(claim, form_key, code_sent()) == OVER


@pytest.mark.parametrize(("minutes", "works"), [(14.9, True), (15, False)])
def test_it_works_for_15_minutes(minutes, works):
    make_known()
    claim, form_key = ask()
    later = NOW + timedelta(minutes=minutes)

    if works:
        assert use(claim, form_key, code_sent(), now=later)
    else:
        assert refusal_of(claim, form_key, code_sent(), now=later) == OVER


def test_a_code_typed_with_look_alikes_is_understood():
    make_known()
    claim, form_key = ask()
    typed = code_sent().lower().replace("0", "o").replace("1", "l").replace("8", "b")

    assert use(claim, form_key, typed)


def test_a_text_that_somebody_waits_for_is_sent_at_night(london, monkeypatch):
    monkeypatch.setattr("messaging.actions.queueing.backend_for", lambda channel: channel)
    sent = []
    monkeypatch.setattr(
        "messaging.actions.sending.backend_for",
        lambda channel: type("Sends", (), {"deliver": lambda self, message: sent.append(message.kind)})(),
    )
    make_known()
    midnight = london(2026, 11, 20, 23, 30)
    ask(contact=MOBILE, now=midnight)
    message = Message.objects.get()
    Message.objects.create(
        cause="x", kind="booking_confirmed", channel="sms", person_key=uuid4(), to=MOBILE, body="x", about_type="x",
        about_id="1", created_at=midnight, send_at=midnight,
    )  # fmt: skip

    assert (message.state, message.send_at) == (MessageState.QUEUED, midnight)
    send_due(midnight)
    assert sent == ["one_time_code"]


def test_what_ended_a_day_ago_is_forgotten():
    ask("Old", now=NOW - timedelta(days=1, minutes=16))
    ask("New", now=NOW - timedelta(hours=23))

    forget_codes(NOW)

    assert OneTimeCode.objects.count() == 1
