"""The address of the page that is handed to a learner: whom it asks about what, signed, and good for half an hour.

It holds keys and numbers, and no name. It lies in the query string, which access logs leave out.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.http import urlencode

SIGNER = Signer(salt="events.how_sure")
GOOD_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Asking:
    """`person` is Person.key. `areas` are asked one after another."""

    person: str
    occurrence: int | None
    moment: str
    areas: tuple


def token_for(asking, *, now):
    return SIGNER.sign_object(asdict(asking) | {"until": int((now + GOOD_FOR).timestamp())}, compress=True)


def address_of(token, number=0):
    """Of the question with this number, counted from 0."""
    return f"{reverse('events:how_sure')}?{urlencode({'k': token} | ({'q': number} if number else {}))}"


def read(token, *, now):
    """The Asking; None for what is no token of ours, or too old."""
    try:
        held = SIGNER.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    if now.timestamp() > held.pop("until"):
        return None
    return Asking(**held | {"areas": tuple(held["areas"])})
