"""When people are told something because the time has come. Pure; every clock is London's."""

from datetime import datetime, time, timedelta

from core.words import LONDON, as_day, local

REMIND_DAYS_BEFORE, REMIND_AT = 2, time(10)
MORNING, EARLY = time(8), time(9)  # before a session that starts earlier, the evening before
EVENING = time(18)
JOINING_BEFORE = timedelta(hours=1)
THANKS_AT = time(10)
DIGEST_AT = time(16)  # of the day before
# A worker that was away tells what it missed if it was not away for longer; after that it would only confuse.
LATE = timedelta(hours=12)
# Who booked, was given a place or was told of a change this shortly before needs no telling again.
FRESH = {"reminder": timedelta(hours=24), "today": timedelta(hours=12), "joining": timedelta()}


def at(day, clock):
    return datetime.combine(day, clock, tzinfo=LONDON)


def reminder_at(starts_at):
    """Ten in the morning, two days before."""
    return at(as_day(starts_at) - timedelta(days=REMIND_DAYS_BEFORE), REMIND_AT)


def today_at(starts_at):
    """Eight in the morning of the day; for what starts before nine, six in the evening before."""
    day = as_day(starts_at)
    return at(day, MORNING) if local(starts_at).time() >= EARLY else at(day - timedelta(days=1), EVENING)


def joining_at(starts_at):
    """An hour before, but in the waking hours: texts are not sent at night."""
    wanted = local(starts_at) - JOINING_BEFORE
    if wanted.time() < MORNING:
        return at(wanted.date() - timedelta(days=1), EVENING)
    return min(wanted, at(wanted.date(), EVENING)) if wanted.time() >= time(20) else wanted


def thanks_at(ends_at, marked_at):
    """Ten in the morning of the day after it was over and somebody had marked them present."""
    return at(max(as_day(ends_at), as_day(marked_at)) + timedelta(days=1), THANKS_AT)


def last_at(clock, now):
    """The latest moment, up to now, at which the clock showed this."""
    today = at(as_day(now), clock)
    return today if today <= now else at(as_day(now) - timedelta(days=1), clock)


MOMENTS = {"reminder": reminder_at, "today": today_at, "joining": joining_at}
# No moment lies farther before its session.
AHEAD = timedelta(days=REMIND_DAYS_BEFORE + 1)


def due(what, starts_at, *, since, now):
    """Whether this is the time to tell people of a session that starts then."""
    return since < MOMENTS[what](starts_at) <= now < starts_at


def told_lately(what, starts_at, moments):
    """Whether any of these moments (None among them counts for nothing) is so late that they know already."""
    latest = MOMENTS[what](starts_at) - FRESH[what]
    return any(moment is not None and moment > latest for moment in moments)
