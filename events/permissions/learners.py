"""Who may see what somebody learns, and how much of it.

Coordinators and managers, who see people, see all. A session lead sees the people on their own registers: what these
would like to learn and how sure they feel, so as to teach them, but neither what they do elsewhere nor referrals.
"""

from django.db.models import Q

from events.models import Attendance
from events.permissions.bookings import bookings_seen_by

SEES_ALL = "people.view_person"
MAY_REFER = "people.change_person"


def sees_all(user):
    return user.has_perm(SEES_ALL)


def may_refer(user):
    return user.has_perm(MAY_REFER)


def may_see_learner(user, person):
    if not user.is_authenticated:
        return False
    return sees_all(user) or any(
        rows.filter(person=person).exists() for rows in (bookings_seen_by(user), attendances_seen_by(user))
    )


def attendances_seen_by(user):
    if sees_all(user):
        return Attendance.objects.all()
    return Attendance.objects.filter(Q(occurrence__lead=user) | Q(occurrence__lead=None, occurrence__event__lead=user))
