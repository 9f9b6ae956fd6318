"""The links in messages to those who are no Person of ours: a referee, and somebody who has left their application.

Signed, and in the query string, which access logs leave out. They open nothing once their row is gone.
"""

from django.core import signing
from django.urls import reverse

from core.site_address import absolute

REFERENCE_SALT = "champions.reference"
DRAFT_SALT = "champions.draft"


def reference_link(reference):
    return absolute(f"{reverse('champions:reference')}?r={signing.dumps(reference.pk, salt=REFERENCE_SALT)}")


def draft_link(draft):
    return absolute(f"{reverse('champions:apply_resume')}?d={signing.dumps(draft.pk, salt=DRAFT_SALT)}")


def reference_in(token):
    return number_in(token, REFERENCE_SALT)


def draft_in(token):
    return number_in(token, DRAFT_SALT)


def number_in(token, salt):
    """The number of a row; None for what is no such link."""
    try:
        number = signing.loads(token, salt=salt)
    except signing.BadSignature:
        return None
    return number if isinstance(number, int) else None
