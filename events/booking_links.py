"""The link in a message that opens one booking.

It carries the booking's random key and a signature over the key and the secret code's hash: giving out a new code makes
older links useless. The key alone opens nothing.
"""

import base64
import binascii
import uuid

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from core.site_address import absolute

SIGNATURE_BYTES = 12


def token_for(booking):
    return to_text(booking.key.bytes + signature(booking))


def link_for(booking):
    """In the query string, which access logs leave out."""
    return absolute(f"{reverse('events:booking_link')}?b={token_for(booking)}")


def calendar_link_for(booking):
    """Its calendar entry, for a calendar program: which has no session and follows no other link."""
    return absolute(f"{reverse('events:booking_calendar')}?b={token_for(booking)}")


def key_in(token):
    """The booking's key, which still has to be checked with `is_for`; None for anything that is not a token."""
    try:
        return uuid.UUID(bytes=from_text(token)[:16])
    except (ValueError, binascii.Error):
        return None


def is_for(token, booking):
    return constant_time_compare(token, token_for(booking))


def signature(booking):
    signed = f"{booking.key}:{booking.secret_hash}"
    return salted_hmac("events.booking_links", signed, algorithm="sha256").digest()[:SIGNATURE_BYTES]


def to_text(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_text(text):
    if not text.isascii():
        raise ValueError("not a token")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
