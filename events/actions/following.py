"""Changing a schedule from one date on: the old one ends, another takes over at the same web address."""

from core.errors import Refused
from core.words import full_day_words
from events.models import Schedule
from events.schedule import meeting_days
from events.splitting import split

GONE = "That schedule is no longer there. Look at the event's schedules again."
NOTHING_LEFT = "This schedule has no dates from then on. To add some, change it in the page editor."


def halves(schedule, day):
    """What `events.splitting.split` makes of a schedule. Raises Refused where nothing is left to change."""
    before, after = split(schedule.recurrence, first_on=schedule.first_on, day=day)
    if after is None:
        raise Refused(NOTHING_LEFT)
    return before, after


def changed_from(day, *, key, new_key, answers):
    """`change(event)` for approving.change_schedules: the schedule `key` is as `answers` say from `day` on.

    `answers`: first_on, start_time, end_time, venue, recurrence. Where nothing lies before that day the schedule itself
    is changed; otherwise one with `new_key` continues it.
    """

    def change(event):
        schedules = list(event.schedules.all())
        if any(each.key == new_key for each in schedules):
            raise Refused("This change is made already.")
        old = next((each for each in schedules if each.key == key), None)
        if old is None:
            raise Refused(GONE)
        before, _ = halves(old, day)
        if before is None:
            changed = old
        else:
            check_begins_after(before, answers["first_on"], day)
            old.recurrence = before.pattern
            changed = Schedule(key=new_key, continues=key, sort_order=len(schedules))
            schedules.append(changed)
        for name, value in answers.items():
            setattr(changed, name, value)
        event.schedules = schedules
        return event

    return change


def check_begins_after(before, first_on, day):
    """What was goes on until the day before, so that the two would both be held from an earlier first date on."""
    both = meeting_days(before.pattern, first_on=before.first_on, from_on=max(first_on, before.first_on), last_on=day)
    if both:
        raise Refused(
            f"Until then the schedule stays as it is, and has {full_day_words(both[-1])}. Choose a first date after "
            "that, or change the schedule from an earlier date on."
        )
