"""Who was on duty, and which day codes were given out, goes once nobody needs to know who could open a register."""

from core.words import as_day
from events.models import DayCode, Duty

MONTHS = 6
WHY = "To answer who could open a register on a day. What was changed in it stays in the audit trail."


def delete_old(before, now):
    duties, _ = Duty.objects.filter(on__lt=as_day(before)).delete()
    codes, _ = DayCode.objects.filter(issued_at__lt=before).delete()
    return duties + codes
