import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import getaddresses
from threading import Barrier

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from messaging.actions import send_due
from messaging.actions.sending import WAITS, claim
from messaging.backends import EmailBackend
from messaging.failures import DeliveryFailed
from messaging.models import Message
from messaging.querysets import CLAIM_LASTS
from tests.factories.messaging import make_message

pytestmark = pytest.mark.django_db


def fail_with(monkeypatch, error):
    def deliver(self, message):
        raise error

    monkeypatch.setattr(EmailBackend, "deliver", deliver)


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_send_due_sends_what_is_due_with_its_plain_twin(now):
    message = make_message(
        to="asha@example.org", to_name="Asha Patel", body="It is on.", body_html="<p>It is on.</p>", now=now
    )

    assert send_due(now) == 1

    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts, message.claimed_at) == ("sent", now, 1, None)
    sent = mail.outbox[0]
    assert sent.to == ["Asha Patel <asha@example.org>"]
    assert (sent.body, sent.alternatives[0].content) == ("It is on.", "<p>It is on.</p>")
    assert sent.message()["Message-ID"] == f"<{message.key}@example.org>"


def test_send_due_leaves_alone_what_is_not_due(now):
    make_message(send_at=now + timedelta(seconds=1), now=now)
    make_message(state="to-do", now=now)
    make_message(state="sent", now=now)
    make_message(state="sending", claimed_at=now - CLAIM_LASTS + timedelta(seconds=1), now=now)

    assert send_due(now) == 0
    assert (mail.outbox, states()) == ([], ["queued", "to-do", "sent", "sending"])


def test_a_message_left_by_a_worker_that_died_is_taken_again_in_time(now):
    make_message(state="sending", attempts=1, claimed_at=now - CLAIM_LASTS, now=now)

    assert send_due(now) == 1
    assert states() == ["sent"]


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(now, monkeypatch):
    fail_with(monkeypatch, ConnectionRefusedError("mail.example.org said no to asha@example.org"))
    message = make_message(now=now)
    waits = []

    for _ in WAITS:
        send_due(now)
        message.refresh_from_db()
        waits.append(message.send_at - now)
        assert message.state == "queued"
        now = message.send_at
    send_due(now)

    message.refresh_from_db()
    assert waits == WAITS
    assert (message.state, message.attempts, message.last_error) == ("given-up", 6, "ConnectionRefusedError")


def test_an_address_refused_for_good_is_given_up_at_once_with_a_reason_for_staff(now, monkeypatch):
    fail_with(monkeypatch, DeliveryFailed("The address was refused by its mail server.", for_good=True))
    message = make_message(now=now)

    send_due(now)

    message.refresh_from_db()
    assert (message.state, message.last_error) == ("given-up", "The address was refused by its mail server.")


@pytest.mark.parametrize(("code", "state"), [(550, "given-up"), (450, "queued")])
def test_a_mail_servers_refusal_is_for_good_or_for_now_as_it_says(now, monkeypatch, code, state):
    def send(self, fail_silently=False):
        raise smtplib.SMTPRecipientsRefused({"asha@example.org": (code, b"no")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)
    make_message(now=now)

    send_due(now)

    assert states() == [state]


def test_one_that_fails_keeps_no_other_from_going(now):
    make_message(to="not an address", now=now)
    make_message(to="ben@example.org", now=now)

    assert send_due(now) == 1
    assert states() == ["given-up", "sent"]


@pytest.mark.parametrize(
    ("to", "to_name"),
    [
        ("asha@example.org", "Asha\r\nBcc: everyone@example.org"),
        ("asha@example.org\r\nBcc: everyone@example.org", "Asha"),
        ("asha@example.org, everyone@example.org", "Asha"),
    ],
)
def test_nothing_in_a_name_or_address_adds_a_header_or_a_recipient(now, to, to_name):
    make_message(to=to, to_name=to_name, now=now)

    send_due(now)

    for sent in mail.outbox:
        headers = sent.message()
        assert headers["Bcc"] is None
        assert [address for _, address in getaddresses([headers["To"]])] == ["asha@example.org"]
    assert len(mail.outbox) == (1 if to == "asha@example.org" else 0)


@pytest.mark.parametrize("name", ["O'Brien", "فاطمة", 'Ann "Annie" Day', "Zoë", "🙂", ""])
def test_any_name_can_be_written_to(now, name):
    make_message(to="asha@example.org", to_name=name, now=now)

    assert send_due(now) == 1
    assert mail.outbox[0].message().as_bytes()


def test_a_subject_with_a_line_break_is_one_line(now):
    make_message(subject="About\nBcc: everyone@example.org", now=now)

    send_due(now)

    assert mail.outbox == []
    assert Message.objects.get().last_error == "The address cannot be written to."


def test_send_due_stops_when_it_is_told_to(now):
    make_message(now=now)

    assert send_due(now, stop=lambda: True) == 0


def test_send_messages_sends_all_that_is_due_and_says_how_many(capsys, now):
    for _ in range(23):
        make_message(now=now)
    make_message(to="not an address", now=now)

    call_command("send_messages")

    assert capsys.readouterr().out == "23 messages were sent.\n"


def in_threads(count, work):
    """Run `work` in several threads at once, each with a connection of its own."""
    together = Barrier(count)

    def one(_):
        try:
            together.wait(timeout=20)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_each_message_once(now):
    for _ in range(20):
        make_message(now=now)

    sent = in_threads(4, lambda: send_due(now))

    assert sum(sent) == 20
    assert len(mail.outbox) == 20
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_claim_one_message_once_where_reading_first_would_not(now):
    message = make_message(now=now)
    together = Barrier(4)

    def without_a_lock():
        found = Message.objects.due(now).first()
        together.wait(timeout=20)
        return found

    assert in_threads(4, without_a_lock) == [message] * 4
    assert sorted(in_threads(4, lambda: claim(now) is not None)) == [False, False, False, True]
