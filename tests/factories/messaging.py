from itertools import count
from uuid import uuid4

from messaging.models import Message, Wording
from tests.factories.people import NOW

NUMBERS = count(1)


def make_message(channel="email", state="queued", to="asha@example.org", now=NOW, **kwargs):
    """A message, straight in the database, due at once."""
    message = message_of(channel=channel, state=state, to=to, now=now, **kwargs)
    message.save()
    return message


def make_messages(number, now):
    """So many e-mails, due at once."""
    Message.objects.bulk_create(message_of(to=f"p{each}@example.org", now=now) for each in range(number))


def message_of(channel="email", state="queued", *, to, now, **kwargs):
    kwargs.setdefault("cause", f"test:{next(NUMBERS)}")
    kwargs.setdefault("person_key", uuid4())
    kwargs.setdefault("send_at", now)
    return Message(
        channel=channel,
        state=state,
        to=to,
        kind=kwargs.pop("kind", "try_out"),
        subject=kwargs.pop("subject", "About Thursday"),
        body=kwargs.pop("body", "It is on."),
        about_type="events.booking",
        about_id="1",
        created_at=now,
        **kwargs,
    )


def make_wording(kind="booking_confirmed", way="written", subject="Yes", body="((name)) ((session))", **kwargs):
    kwargs.setdefault("changed_at", NOW)
    return Wording.objects.create(kind=kind, way=way, subject=subject, body=body, **kwargs)
