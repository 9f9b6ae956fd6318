"""When a text message may arrive. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = time(8), time(20)
# Somebody asked for it a moment ago, at whatever hour, and waits for it.
AT_ANY_HOUR = ["one_time_code"]


def next_polite_moment(at):
    """`at` itself between eight in the morning and eight in the evening in London, else the next eight o'clock."""
    local = at.astimezone(LONDON)
    if EARLIEST <= local.time() < LATEST:
        return at
    day = local.date() if local.time() < EARLIEST else local.date() + timedelta(days=1)
    return datetime.combine(day, EARLIEST, tzinfo=LONDON)
