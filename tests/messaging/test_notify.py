"""Texts, letters and e-mails by GOV.UK Notify, through its real client, against a stand-in that speaks its API."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from hypothesis import assume, given
from hypothesis import strategies as st

from messaging import notify as carrier
from messaging.actions import queue, send_due, try_again
from messaging.actions.sending import WAITS
from messaging.failures import DeliveryFailed
from messaging.models import Channel, Message
from tests.factories.messaging import make_message
from tests.factories.people import make_person
from tests.notify import TEMPLATES

pytestmark = pytest.mark.django_db
ADDRESS = "4 Mill Lane\nKendal\nLA9 4PX"


def text(**kwargs):
    return make_message(**{"channel": "sms", "to": "07700 900 123", "body": "You are booked."} | kwargs)


def state_of(message):
    message.refresh_from_db()
    return message.state, message.last_error


def test_a_text_goes_out_with_our_own_words(notify, now):
    message = text(now=now)

    assert send_due(now) == 1

    [sent] = notify.sent
    assert (sent["type"], sent["to"], sent["personalisation"]) == ("sms", "07700 900 123", {"body": "You are booked."})
    assert sent["reference"] == str(message.key)
    message.refresh_from_db()
    assert (message.state, message.carrier_id, message.attempts) == ("sent", sent["id"], 1)


def test_a_letter_has_its_name_its_heading_and_its_address(notify, now):
    make_message("letter", to=ADDRESS, to_name="Betty Moss", subject="About Thursday", body="It is on.", now=now)

    send_due(now)

    [sent] = notify.sent
    assert sent["to"] == "Betty Moss\n4 Mill Lane\nKendal\nLA9 4PX"
    assert (sent["personalisation"]["subject"], sent["personalisation"]["body"]) == ("About Thursday", "It is on.")


def test_an_e_mail_goes_by_notify_where_it_has_a_template_and_else_by_our_own_mail_server(notify, settings, now):
    make_message(to="asha@example.org", now=now)
    send_due(now)
    settings.NOTIFY_TEMPLATES = {"sms": TEMPLATES["sms"]}
    make_message(to="betty@example.org", now=now)
    send_due(now)

    assert [each["to"] for each in notify.sent] == ["asha@example.org"]
    assert [each.to for each in mail.outbox] == [["betty@example.org"]]


def test_without_a_key_or_a_template_texts_and_letters_are_for_staff(settings, now):
    def queued(channel):
        return queue(
            cause=f"test:{channel}:{Message.objects.count()}",
            kind="try_out",
            channel=channel,
            person_key=make_person().key,
            to="07700 900 123",
            subject="About Thursday",
            body="It is on.",
            about=make_person(),
            now=now,
        ).state

    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATES = "", TEMPLATES
    assert [queued("sms"), queued("letter")] == ["to-do", "to-do"]
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATES = "key", {"sms": TEMPLATES["sms"], "letter": ""}
    assert [queued("sms"), queued("letter"), queued("call")] == ["queued", "to-do", "to-do"]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (403, "GOV.UK Notify does not take our key, or the clock of this machine is wrong."),
        (429, "GOV.UK Notify takes no more from us just now."),
        (500, "GOV.UK Notify could not be reached, or had an error."),
    ],
)
def test_what_may_pass_is_tried_again_in_a_minute(notify, now, fault, why):
    message = text(now=now)
    notify.fail(fault)

    assert send_due(now) == 0
    assert state_of(message) == ("queued", why)
    assert message.send_at == now + WAITS[0]

    assert send_due(now + WAITS[0]) == 1
    assert state_of(message) == ("sent", "")
    assert len(notify.sent) == 1


@pytest.mark.parametrize(
    ("channel", "to", "why"),
    [
        ("sms", "0770", "GOV.UK Notify does not take this telephone number."),
        ("email", "asha@example", "GOV.UK Notify does not take this e-mail address."),
        ("letter", "4 Mill Lane, Kendal", "GOV.UK Notify does not take this postal address."),
        ("letter", "Kendal", carrier.NO_ADDRESS),
    ],
)
def test_what_is_wrong_with_an_address_is_said_at_once(notify, now, channel, to, why):
    message = make_message(channel, to=to, to_name="Betty Moss", now=now)

    send_due(now)

    assert state_of(message) == ("given-up", why)


def test_a_text_that_is_too_long_is_given_up(notify, now):
    message = text(body="x" * 919, now=now)
    send_due(now)
    assert state_of(message) == ("given-up", "It is longer than GOV.UK Notify takes.")


def test_a_service_on_trial_says_so(notify, now):
    message = text(now=now)
    notify.fail("trial")
    send_due(now)
    assert state_of(message) == ("given-up", "GOV.UK Notify is in trial mode, and sends to its own team alone.")


def test_a_wrong_template_is_not_the_messages_fault(notify, settings, now):
    message = text(now=now)
    settings.NOTIFY_TEMPLATES = {"sms": TEMPLATES["letter"]}
    send_due(now)
    assert state_of(message)[0] == "queued"
    assert "does not take our template" in message.last_error


@pytest.mark.parametrize("fault", ["silence", "garbage"])
def test_what_notify_took_without_our_hearing_so_is_not_sent_twice(notify, now, fault):
    message = text(now=now)
    notify.fail(fault)

    assert send_due(now) == 0
    assert state_of(message) == ("queued", "GOV.UK Notify could not be reached, or had an error.")
    assert send_due(now + WAITS[0]) == 1

    assert len(notify.sent) == 1
    message.refresh_from_db()
    assert (message.state, message.carrier_id) == ("sent", notify.sent[0]["id"])


def test_what_a_worker_sent_before_it_died_is_not_sent_twice(notify, now):
    message = text(now=now)
    send_due(now)
    Message.objects.filter(pk=message.pk).update(state="sending", claimed_at=now, sent_at=None, carrier_id="")

    assert send_due(now + timedelta(minutes=16)) == 1

    assert len(notify.sent) == 1
    assert state_of(message) == ("sent", "")


def test_a_notify_that_is_not_there_is_tried_again(notify, settings, now):
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    message = text(now=now)
    send_due(now)
    assert state_of(message) == ("queued", "GOV.UK Notify could not be reached, or had an error.")


def test_it_is_given_up_after_the_last_try_and_staff_can_try_again(notify, now, coordinator):
    message, at = text(now=now), now
    notify.fail(*[500] * (len(WAITS) + 1))
    for _ in range(len(WAITS) + 1):
        send_due(at)
        at += timedelta(days=1)
    assert state_of(message) == ("given-up", "GOV.UK Notify could not be reached, or had an error.")

    try_again(message, by=coordinator, now=at)
    send_due(at)
    assert state_of(message) == ("sent", "")


def test_no_text_goes_out_at_night_however_it_came_to_be_late(notify, london):
    late = london(2026, 11, 20, 21, 0)
    text(send_at=london(2026, 11, 20, 19, 59), now=late)
    text(state="sending", attempts=1, claimed_at=london(2026, 11, 20, 19, 59), now=late)
    make_message(to="asha@example.org", now=late)

    assert send_due(late) == 1
    assert [each["type"] for each in notify.sent] == ["email"]
    assert send_due(london(2026, 11, 21, 8, 0)) == 2


def test_nothing_that_notify_says_reaches_the_logs(notify, now, caplog):
    make_message("sms", to="0770", now=now)
    logger = logging.getLogger("notifications_python_client.base")
    assert not logger.isEnabledFor(logging.WARNING)
    send_due(now)
    assert "0770" not in caplog.text


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)


@given(name=WORDS, lines=st.lists(WORDS, min_size=2, max_size=12))
def test_an_address_is_seven_lines_at_most_and_keeps_all_its_words_in_order(name, lines):
    told = [line.strip(" ,") for line in lines if line.strip(" ,")]
    assume(len(told) > 1)

    kept = carrier.address_lines(Message(channel=Channel.LETTER, to="\n".join(lines), to_name=name))

    assert 2 <= len(kept) <= 7
    assert kept[-1] == told[-1]
    assert ", ".join(kept).endswith(", ".join(told))


@pytest.mark.parametrize("to", ["", "Kendal", "\n , \n"])
def test_an_address_of_one_line_is_none(to):
    with pytest.raises(DeliveryFailed, match="two lines or more"):
        carrier.address_lines(Message(channel=Channel.LETTER, to=to))
