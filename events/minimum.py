"""How many must book for a session to be held, and the day on which staff decide."""

from datetime import timedelta

from core.words import as_day, full_day_words


def first_start(occurrence):
    """When what is booked with this date begins: it alone, or the whole course."""
    return occurrence.course_starts[0] if occurrence.books_whole_course else occurrence.starts_at


def decided_on(occurrence):
    """The day in London on which staff decide whether it is held."""
    return as_day(first_start(occurrence)) - timedelta(days=occurrence.event.decide_days_before)


def is_undecided(occurrence, *, now):
    """Whether it may still turn out that too few book: nobody has decided, and it has not begun."""
    asks = occurrence.event.minimum_places and not occurrence.although_few and not occurrence.is_cancelled
    return bool(asks) and first_start(occurrence) > now


def has_too_few(occurrence):
    return occurrence.counted("taken") < occurrence.event.minimum_places


def minimum_words(occurrence, *, now):
    """What people should know before they count on it; "" once enough have booked, or it is decided."""
    if not is_undecided(occurrence, now=now) or not has_too_few(occurrence):
        return ""
    what = "course" if occurrence.books_whole_course else "session"
    least = f"This {what} is held if at least {occurrence.event.minimum_places} people book."
    if as_day(now) >= decided_on(occurrence):
        return f"{least} We are deciding now, and tell you if it is not on."
    return f"{least} We decide on {full_day_words(decided_on(occurrence))}, and tell you if it is not on."


def waits_for_people(occurrence, *, now):
    """Whether staff should decide now: the day has come and too few are booked. Of a course its first date says so."""
    if occurrence.starts_at != first_start(occurrence):
        return False
    return is_undecided(occurrence, now=now) and as_day(now) >= decided_on(occurrence) and has_too_few(occurrence)
