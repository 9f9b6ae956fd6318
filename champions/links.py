"""The link in a message that opens one request for help.

Its key stands in the query string, which access logs leave out, and nowhere else: the champion who helps knows the
request by its number alone.
"""

from uuid import UUID

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
