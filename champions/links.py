"""The links in messages: one opens a request for help, one asks whether the help did any good.

What they open stands in the query string, which access logs leave out, and nowhere else: the champion who helps knows
the request by its number alone.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.http import urlencode


def link_of(request):
    return f"{reverse('champions:help_link')}?{urlencode({'r': request.key})}"


def key_in(text):
    """The key in a link; None for anything else that may stand there."""
    try:
        return UUID(text)
    except ValueError:
        return None


HOW_WAS_IT = "champions.how-was-it"
ASKED_FOR = timedelta(days=92)


def how_was_it_link(request):
    """Of a request that is not saved it opens nothing."""
    return f"{reverse('champions:how_was_it')}?{urlencode({'f': signing.dumps(request.pk, salt=HOW_WAS_IT)})}"


def request_in(token):
    """The number of the request; None for what is no such link, or too old."""
    try:
        number = signing.loads(token, salt=HOW_WAS_IT, max_age=ASKED_FOR)
    except signing.BadSignature:
        return None
    return number if isinstance(number, int) else None
