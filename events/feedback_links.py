"""The link in the thanks for coming, with which somebody says how it was. It works for three months, and once."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from core.site_address import absolute

SALT = "events.feedback"
WORKS_FOR = timedelta(days=92)


def feedback_link_for(attendance):
    """In the query string, which access logs leave out. Of one that is not saved it opens nothing."""
    return absolute(f"{reverse('events:feedback')}?f={signing.dumps(attendance.pk, salt=SALT)}")


def attendance_in(token):
    """The number of the attendance; None for what is no such link, or too old."""
    try:
        number = signing.loads(token, salt=SALT, max_age=WORKS_FOR)
    except signing.BadSignature:
        return None
    return number if isinstance(number, int) else None
