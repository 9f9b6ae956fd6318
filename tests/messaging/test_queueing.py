from uuid import uuid4

import pytest
from django.db import transaction

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.actions import mark_done, queue, try_again, withdraw
from messaging.models import Message
from tests.factories.accounts import make_user
from tests.factories.messaging import make_message

pytestmark = pytest.mark.django_db


def queue_one(about, now, cause="test:1", channel="email", **kwargs):
    return queue(
        cause=cause,
        kind="try_out",
        channel=channel,
        person_key=uuid4(),
        to="asha@example.org",
        subject=kwargs.pop("subject", "About Thursday"),
        body="It is on.",
        about=about,
        now=now,
        **kwargs,
    )


@pytest.mark.parametrize(
    ("channel", "state"), [("email", "queued"), ("sms", "to-do"), ("letter", "to-do"), ("call", "to-do")]
)
def test_queue_leaves_to_staff_what_no_backend_can_send(channel, state, now):
    assert queue_one(make_user(), now, channel=channel).state == state


def test_queue_of_a_cause_told_before_returns_the_first_and_changes_nothing(now):
    user = make_user()
    first = queue_one(user, now)
    Message.objects.update(state="sent")

    second = queue_one(user, now, subject="Another")

    assert (second.pk, second.subject, second.state) == (first.pk, "About Thursday", "sent")


def test_queue_goes_with_the_transaction_it_is_in(now):
    user = make_user()

    with transaction.atomic():
        queue_one(user, now)
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


def test_queue_takes_two_queries(django_assert_num_queries, now):
    user = make_user()

    with django_assert_num_queries(2):
        queue_one(user, now)


def test_queue_holds_a_text_until_the_morning(london):
    message = queue_one(make_user(), london(2026, 11, 20, 22, 15), channel="sms")

    assert message.send_at == london(2026, 11, 21, 8, 0)


def test_queue_writes_a_subject_on_one_line(now):
    assert queue_one(make_user(), now, subject="About\r\nBcc: all@example.org").subject == "About Bcc: all@example.org"


def test_withdraw_takes_back_what_was_not_told_yet(now):
    user = make_user()
    for number, state in enumerate(["queued", "to-do", "sent"]):
        message = queue_one(user, now, cause=f"test:{number}")
        Message.objects.filter(pk=message.pk).update(state=state)
    queue_one(make_user(), now, cause="another")

    assert withdraw(about=user) == 2
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
        "withdrawn",
        "withdrawn",
        "sent",
        "queued",
    ]


def test_mark_done_says_who_rang_and_when(now):
    staff = Actor("staff", make_user())
    message = make_message(channel="call", state="to-do")

    mark_done(message, by=staff, now=now)
    mark_done(message, by=staff, now=now)

    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("done", now)
    line = AuditLine.objects.get()
    assert (line.action, line.user, line.detail) == ("message_done", staff.user, {"channel": "call", "kind": "try_out"})


@pytest.mark.parametrize("state", ["queued", "sending", "sent", "withdrawn"])
def test_mark_done_refuses_what_does_not_wait_for_staff(state, now):
    with pytest.raises(Refused, match="Only a message that waits for staff"):
        mark_done(make_message(state=state), by=Actor.system(), now=now)


def test_try_again_starts_over_with_a_message_that_was_given_up(now):
    message = make_message(state="given-up", attempts=6)

    try_again(message, by=Actor.system(), now=now)

    message.refresh_from_db()
    assert (message.state, message.attempts, message.send_at) == ("queued", 0, now)
    with pytest.raises(Refused, match="Only a message that was given up"):
        try_again(message, by=Actor.system(), now=now)
