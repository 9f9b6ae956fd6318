"""A day code opens one register, on its day, for somebody without an account: a tutor from outside."""

from django.db import transaction

from core.audit import record
from core.codes import keyed_hash, new_secret
from core.errors import Refused, refusal_of
from core.words import as_day
from events.models import DayCode
from events.permissions.registers import SEES_ALL


@transaction.atomic
def issue_day_code(occurrence, *, by, now):
    """Returns the code, which is nowhere to be read again."""
    check_can_issue(occurrence, by=by, now=now)
    secret = new_secret()
    code = DayCode.objects.create(occurrence=occurrence, code_hash=keyed_hash(secret), issued_at=now, issued_by=by.user)
    record("day_code_issued", occurrence, by=by, now=now, day_code=code.pk)
    return secret


def check_can_issue(occurrence, *, by, now):
    if by.user is None or not by.user.has_perm(SEES_ALL):
        raise Refused("Only a coordinator can give out a day code.")
    if occurrence.is_cancelled:
        raise Refused("This session is not on.")
    if as_day(occurrence.ends_at) < as_day(now):
        raise Refused("The day of this session is over.")


def can_issue(occurrence, *, by, now):
    return not refusal_of(check_can_issue, occurrence, by=by, now=now)


@transaction.atomic
def end_day_code(code, *, by, now):
    """It opens nothing any more, nor does the register stay open where it was typed. Twice is the same as once."""
    if DayCode.objects.filter(pk=code.pk, ended_at=None).update(ended_at=now):
        record("day_code_ended", code.occurrence, by=by, now=now, day_code=code.pk)
