"""Who may see and mark a register, and when."""

from datetime import timedelta

from django.db.models import Q

from core.actors import Actor
from core.errors import Refused, refusal_of
from core.words import as_day, full_day_words, midnight
from events.models import DayCode, Duty, Occurrence, OccurrenceState

SEES_ALL = "events.change_attendance"
IS_STAFF = "wagtailadmin.access_admin"
DAY_CODE = "day code"  # the kind of actor, in audit lines and on marks
A_DAY_CODE_ENDS = timedelta(hours=4)  # after midnight: an evening session is written up at home
OPEN_FOR = timedelta(days=30)
REOPENED_FOR = timedelta(hours=2)
LOCKED = "This register was locked 30 days after the session. A coordinator can open it again, with a reason."


def leads(user, occurrence):
    """The lead of this meeting; the event's, where the meeting names nobody."""
    lead_id = occurrence.lead_id or occurrence.event.lead_id
    return lead_id is not None and lead_id == user.pk


def is_led_by(user):
    """The same of many meetings, as a condition; `user` may be an account's number."""
    return Q(lead=user) | Q(lead=None, event__lead=user)


def registers_of(user, *, now):
    """The meetings whose register this account may see."""
    if user.has_perm(SEES_ALL):
        return Occurrence.objects.filter(event__live=True)
    return Occurrence.objects.filter(is_led_by(user) | on_duty(user, now=now))


def on_duty(user, *, now):
    """What is on today where they are on duty today: neither yesterday's nor tomorrow's."""
    today = as_day(now)
    if not user.has_perm(IS_STAFF):
        return Q(pk=None)
    return Q(
        venue__in=Duty.objects.filter(user=user, on=today).values("venue"),
        starts_at__gte=midnight(today),
        starts_at__lt=midnight(today + timedelta(days=1)),
    )


def may_see_register(user, occurrence, *, now):
    if not user.is_authenticated:
        return False
    if leads(user, occurrence) or user.has_perm(SEES_ALL):
        return True
    return Occurrence.objects.filter(on_duty(user, now=now), pk=occurrence.pk).exists()


def day_codes_of(occurrence, *, now):
    """Those that open its register now: on its day, until they are taken back."""
    if occurrence is None or not is_day_of(occurrence, now=now):
        return DayCode.objects.none()
    return DayCode.objects.filter(occurrence=occurrence, ended_at=None)


def is_day_of(occurrence, *, now):
    ends = midnight(as_day(occurrence.ends_at) + timedelta(days=1)) + A_DAY_CODE_ENDS
    return midnight(as_day(occurrence.starts_at)) <= now < ends


def by_day_code(user):
    """Who marks a register that a day code opened, whether or not they have an account for something else."""
    return Actor(DAY_CODE, user if user.is_authenticated else None)


def locked_on(occurrence):
    """The first day on which its register is locked."""
    return as_day(occurrence.ends_at) + OPEN_FOR + timedelta(days=1)


def is_locked(occurrence, *, now):
    return as_day(now) >= locked_on(occurrence)


def reopened_until(occurrence, user, *, now):
    """Until when a locked register is open to somebody who may change it and has said why; None when it is not."""
    if user is None or not user.has_perm(SEES_ALL):
        return None
    last = occurrence.reopenings.filter(user=user, at__gt=now - REOPENED_FOR).last()
    return last.at + REOPENED_FOR if last else None


def check_not_locked(occurrence, *, by, now):
    if is_locked(occurrence, now=now) and reopened_until(occurrence, by.user, now=now) is None:
        raise Refused(LOCKED)


def check_can_mark(occurrence, *, by, now):
    if occurrence.state == OccurrenceState.CANCELLED:
        raise Refused("This session is not on, so nobody can be marked.")
    if as_day(now) < as_day(occurrence.starts_at):
        raise Refused(f"This register opens on the day: {full_day_words(occurrence.starts_at)}.")
    check_not_locked(occurrence, by=by, now=now)


def can_mark(occurrence, *, by, now):
    return not refusal_of(check_can_mark, occurrence, by=by, now=now)
