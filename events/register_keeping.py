"""Who was on duty, and which day codes were given out, goes once nobody needs to know who could open a register."""

from core.holdings import Holding
from events.models import DayCode, Duty

MONTHS = 6
WHY = "To answer who could open a register on a day. What was changed in it stays in the audit trail."
HOLDINGS = [Holding(Duty.objects.all, "on"), Holding(DayCode.objects.all, "issued_at")]
