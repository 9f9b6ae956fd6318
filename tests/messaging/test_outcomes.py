"""What became of a message, as staff read it on the booking and the person it is about."""

from datetime import timedelta

import pytest

from messaging.models import Message
from messaging.outcomes import outcome_words, told_about
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking
from tests.factories.messaging import make_message

pytestmark = pytest.mark.django_db
SENT = "sent on Friday 20 November 2026, 10am"


@pytest.mark.parametrize(
    ("channel", "known", "words"),
    [
        ("email", {"state": "queued"}, "E-mail, to be sent on Friday 20 November 2026, 10am"),
        ("email", {"state": "sending"}, "E-mail, being sent"),
        ("sms", {"state": "sent", "sent_at": 0}, f"Text message, {SENT}"),
        ("sms", {"state": "sent", "sent_at": 0, "delivered_at": 1}, f"Text message, {SENT}; it arrived"),
        ("call", {"state": "to-do"}, "Telephone call, to be rung"),
        ("letter", {"state": "to-do"}, "Letter, to be posted"),
        ("sms", {"state": "to-do"}, "Text message, to be sent by staff"),
        ("call", {"state": "done", "sent_at": 0}, "Telephone call, told on Friday 20 November 2026, 10am"),
        ("letter", {"state": "done", "sent_at": 0}, "Letter, posted on Friday 20 November 2026, 10am"),
        ("sms", {"state": "given-up", "last_error": "No such number."}, "Text message, given up: No such number."),
        ("sms", {"state": "given-up"}, "Text message, given up: it could not be sent."),
        ("email", {"state": "withdrawn"}, "E-mail, no longer needed"),
    ],
)
def test_the_outcome_is_said_in_words(now, channel, known, words):
    moments = {name: now + timedelta(minutes=known[name]) for name in known if name.endswith("_at")}
    assert outcome_words(make_message(channel, now=now, **known | moments)) == words


@pytest.fixture
def booking(db):
    return make_booking()


def test_a_bookings_page_says_what_they_were_told_and_how_it_fared(client, booking, now):
    make_message("sms", to="07700 900 123", subject="You are booked", now=now)
    Message.objects.update(about_id=booking.pk, state="given-up", last_error="No such number.")
    client.force_login(make_superuser())

    page = client.get(f"/admin/booking/inspect/{booking.pk}/")

    assert "You are booked" in page.text
    assert "Text message, given up: No such number." in page.text


def test_what_was_said_of_another_booking_is_not_shown(booking, now):
    make_message(now=now)
    Message.objects.update(about_id=booking.pk + 1)
    assert told_about(booking) == []
