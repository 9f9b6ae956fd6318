"""When a champion is away."""

from datetime import timedelta

from django.db import transaction

from champions.actions.states import locked
from core.audit import record
from core.errors import Refused
from core.words import as_day, full_day_words

LONGEST = timedelta(days=183)
FARTHEST_AHEAD = timedelta(days=730)
MOST = 30


@transaction.atomic
def add_holiday(*, champion, from_on, until_on, by, now):
    """Away from one day until another, both included. The same days twice are one holiday."""
    champion = locked(champion)
    check_days(from_on, until_on, today=as_day(now))
    if known := champion.holidays.filter(from_on=from_on, until_on=until_on).first():
        return known
    if champion.holidays.filter(until_on__gte=as_day(now)).count() >= MOST:
        raise Refused(f"You have told us of {MOST} holidays. Take one away first, or take a break instead.")
    holiday = champion.holidays.create(from_on=from_on, until_on=until_on)
    record("holiday_added", champion, by=by, now=now, days=(until_on - from_on).days + 1)
    return holiday


def check_days(from_on, until_on, *, today):
    if until_on < from_on:
        raise Refused("The last day is before the first. Check both dates.")
    if until_on < today:
        raise Refused("That holiday is over. Enter days that are still to come.")
    if from_on > today + FARTHEST_AHEAD:
        raise Refused(f"{full_day_words(from_on)} is more than two years ahead. Check the year.")
    if until_on - from_on > LONGEST:
        raise Refused("That is more than half a year. Take a break instead: you can come back at any time.")


@transaction.atomic
def remove_holiday(*, champion, holiday, by, now):
    champion = locked(champion)
    champion.holidays.filter(pk=holiday.pk).delete()
    record("holiday_removed", champion, by=by, now=now)
