"""Addresses that work outside the site: in messages, calendars, feeds and on paper."""

from django.conf import settings


def absolute(path):
    """With the site's own address in front: /events/ becomes https://digital.example.gov.uk/events/."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
