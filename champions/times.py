"""Stretches of a week: when somebody is free, and when two people both are. Pure."""

from dataclasses import dataclass
from datetime import time

from core.words import list_words, time_range

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = {"morning": (time(9), time(12)), "afternoon": (time(12), time(17)), "evening": (time(17), time(20))}
# Less than this is not worth anybody's journey.
SHORTEST_MEETING_IN_MINUTES = 30


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """A stretch of one weekday (0 is Monday), in London time."""

    weekday: int
    starts: time
    ends: time

    @property
    def minutes(self):
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute

    def __str__(self):
        part = part_of(self)
        day = WEEKDAY_NAMES[self.weekday]
        return f"{day} {part}" if part else f"{day}, {time_range(self.starts, self.ends)}"


def part_of(slot):
    """morning, when the slot is exactly that part of the day."""
    return next((name for name, hours in PARTS.items() if hours == (slot.starts, slot.ends)), "")


def overlap(one, other):
    """What two slots share, or None when that is too short to meet in."""
    if one.weekday != other.weekday:
        return None
    starts, ends = max(one.starts, other.starts), min(one.ends, other.ends)
    if starts >= ends:
        return None
    shared = Slot(one.weekday, starts, ends)
    return shared if shared.minutes >= SHORTEST_MEETING_IN_MINUTES else None


def shared_slots(some, others):
    """When both are free, in the order of the week."""
    found = {overlap(one, other) for one in some for other in others if one.weekday == other.weekday}
    return tuple(sorted(found - {None}))


def slot_words(slots, last="and"):
    """Tuesday morning and Thursday, 10am to 11am. Several of one kind share it: Tuesday and Friday mornings."""
    slots = sorted(slots)
    by_part = {}
    for slot in slots:
        by_part.setdefault(part_of(slot), []).append(slot)
    words = []
    for part, same in by_part.items():
        if part and len(same) > 1:
            words.append(f"{list_words([WEEKDAY_NAMES[slot.weekday] for slot in same], last=last)} {part}s")
        else:
            words += [str(slot) for slot in same]
    return list_words(words, last=last)


def part_choices():
    """[("tuesday-morning", "Tuesday morning"), …]: the answers of a form that asks when."""
    return [(f"{day.lower()}-{part}", f"{day} {part}") for day in WEEKDAY_NAMES for part in PARTS]


def slots_of(chosen):
    """The slots behind a form's answers."""
    slots = []
    for answer in chosen:
        day, part = answer.rsplit("-", 1)
        weekday = [name.lower() for name in WEEKDAY_NAMES].index(day)
        slots.append(Slot(weekday, *PARTS[part]))
    return tuple(sorted(slots))


def parts_of(slots):
    """The answers that a form shows ticked: every part of a day that a slot reaches into."""
    return [
        answer
        for answer, _ in part_choices()
        if any(overlap(slot, whole) for slot in slots for whole in slots_of([answer]))
    ]


def keep_finer(chosen, slots):
    """The slots behind the answers, but a finer stretch that somebody gave earlier stays as it was."""
    kept = []
    for whole in slots_of(chosen):
        finer = [shared for shared in (overlap(slot, whole) for slot in slots) if shared]
        kept += finer or [whole]
    return join_up(kept)


def join_up(slots):
    """Slots that touch become one: 9am to 12 noon and 12 noon to 5pm are 9am to 5pm."""
    joined = []
    for slot in sorted(slots):
        if joined and joined[-1].weekday == slot.weekday and joined[-1].ends >= slot.starts:
            joined[-1] = Slot(slot.weekday, joined[-1].starts, max(joined[-1].ends, slot.ends))
        else:
            joined.append(slot)
    return tuple(joined)
