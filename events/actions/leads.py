"""Who leads a session, when that changes with no page opened."""

from django.db import transaction

from core.audit import record
from events.calendars.keeping import touch
from events.models import EventPage, Occurrence


@transaction.atomic
def take_from_champion(champion, *, by, now):
    """Sessions to come that a champion was to lead are led by nobody yet, and their registers are closed to them.

    Staff who are champions as well go on leading as staff.
    """
    user = champion.user
    if user is None or user.has_perm("wagtailadmin.access_admin"):
        return 0
    EventPage.objects.filter(lead=user).update(lead=None)
    freed = Occurrence.objects.filter(lead=user, ends_at__gt=now).update(lead=None)
    if freed:
        touch(now)
    record("sessions_without_lead", champion, by=by, now=now, count=freed)
    return freed
