"""GOV.UK Notify tells us how a message fared."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from messaging.actions import mark_done, send_due, try_again
from messaging.actions.receipts import WHY_NOT
from messaging.models import Message
from tests.factories.messaging import make_message

pytestmark = pytest.mark.django_db
URL = "/messages/receipts/"
TOKEN = "Bearer a-token-for-callbacks"


@pytest.fixture
def message(notify, now):
    """A text that Notify has taken."""
    message = make_message("sms", to="07700 900 123", now=now)
    send_due(now)
    message.refresh_from_db()
    return message


@pytest.fixture
def tell(client, notify):
    """Post the receipt of what Notify took last, as Notify does."""

    def post(status, number=-1, token=TOKEN, **more):
        body = notify.receipt(notify.sent[number], status) | more
        return client.post(URL, json.dumps(body), content_type="application/json", headers={"Authorization": token})

    return post


def outcome(message):
    message.refresh_from_db()
    return message.state, bool(message.delivered_at), message.last_error


def test_what_arrived_is_marked_so(message, tell):
    assert tell("delivered").status_code == 204
    assert outcome(message) == ("sent", True, "")


@pytest.mark.parametrize("status", WHY_NOT)
def test_what_did_not_arrive_is_given_up_with_the_reason(message, tell, status):
    assert tell(status).status_code == 204
    assert outcome(message) == ("given-up", False, WHY_NOT[status])


def test_a_receipt_twice_or_out_of_turn_undoes_nothing(message, tell):
    for status in ("delivered", "delivered", "permanent-failure", "sending"):
        assert tell(status).status_code == 204
    assert outcome(message) == ("sent", True, "")


def test_what_arrives_after_all_is_no_longer_given_up(message, tell):
    tell("temporary-failure")
    tell("delivered")
    assert outcome(message) == ("sent", True, "")


def test_a_receipt_may_be_quicker_than_our_own_note_that_it_was_sent(message, tell, now):
    Message.objects.filter(pk=message.pk).update(state="sending", carrier_id="", sent_at=None, claimed_at=now)
    tell("delivered")
    message.refresh_from_db()
    assert (message.state, message.carrier_id != "", message.sent_at is not None) == ("sent", True, True)


def test_what_arrived_although_we_thought_it_lost_is_not_sent_again(notify, tell, now):
    message = make_message("sms", to="07700 900 123", now=now)
    notify.fail("silence")
    send_due(now)
    tell("delivered")

    assert outcome(message) == ("sent", True, "")
    assert send_due(now + timedelta(hours=1)) == 0
    assert len(notify.sent) == 1


def test_the_receipt_of_an_earlier_try_says_nothing_of_a_later_one(message, tell, now, coordinator):
    tell("permanent-failure")
    try_again(message, by=coordinator, now=now)
    send_due(now)
    tell("permanent-failure", number=0)
    assert outcome(message)[0] == "sent"
    tell("delivered", number=1)
    assert outcome(message) == ("sent", True, "")


def test_what_staff_have_settled_stays_so(message, tell, now, coordinator):
    tell("permanent-failure")
    mark_done(message, by=coordinator, now=now)
    tell("delivered")
    assert outcome(message)[0] == "done"


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer wrong", "a-token-for-callbacks"])
def test_whoever_has_not_the_token_is_refused(message, tell, token):
    assert tell("permanent-failure", token=token).status_code == 403
    assert outcome(message)[0] == "sent"


def test_without_a_token_of_ours_there_is_no_such_address(message, tell, settings):
    settings.NOTIFY_CALLBACK_TOKEN = ""
    assert tell("permanent-failure", token="Bearer ").status_code == 404
    assert outcome(message)[0] == "sent"


def test_a_receipt_for_what_is_not_ours_is_taken_and_forgotten(message, tell):
    assert tell("permanent-failure", reference=str(uuid4())).status_code == 204
    assert tell("permanent-failure", id=str(uuid4())).status_code == 204
    assert outcome(message)[0] == "sent"


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", "7", "{}", '{"reference": null, "id": 7, "status": "delivered"}', "\x00", '"delivered"'],
)
def test_what_is_no_receipt_is_refused(client, notify, body):
    answer = client.post(URL, body, content_type="application/json", headers={"Authorization": TOKEN})
    assert answer.status_code == 400


def test_a_reference_that_is_none_of_ours_in_form_is_refused(message, tell):
    assert tell("delivered", reference="Betty").status_code == 400
    assert tell("delivered", completed_at="yesterday").status_code == 204


def test_the_address_is_posted_to_alone(client, notify):
    assert client.get(URL).status_code == 405
