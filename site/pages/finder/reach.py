"""How far and how long to look, so that the answer is near if it can be, and never empty if it can be helped. Pure.

Near and soon comes first. Where that gives little, we look at more days, and then further and further away; whoever
said how far or when is widened only when there is nothing at all.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from core.words import LONDON, count_words
from pages.finder.asked import DAYS, RINGS

FARTHEST = RINGS[-1]
USUAL_MILES = 5
USUAL_WHEN = "week"
LONGEST_WHEN = "month"
FEW = 3

WHEN_WORDS = {"today": "today", "week": "in the next 7 days", "month": "in the next 4 weeks"}


@dataclass(frozen=True)
class Meeting:
    """An occurrence so far as choosing needs it. `miles` None: online."""

    pk: int
    starts_at: datetime
    miles: float | None = None
    venue: int | None = None


@dataclass(frozen=True)
class Reach:
    """What is shown: the meetings within so many miles and so many days, in the order of time.

    Widened, those nearer than that come first: the one in the next street is not lost among fifty in the next town.
    """

    miles: int
    when: str
    meetings: list[Meeting]
    asked_miles: int
    asked_when: str
    near: int = 0  # how many there were as asked, over four weeks
    when_chosen: bool = False
    more: tuple[int, int] | None = None  # (miles, how many more) a little further away
    from_home: bool = False

    @property
    def is_widened(self):
        return self.miles > self.asked_miles

    @property
    def is_nearest_first(self):
        return self.is_widened and bool(self.meetings) and ring_of(self.meetings[0].miles) < self.miles

    @property
    def heading(self):
        number = count_words(len(self.meetings), "session") if self.meetings else "No sessions"
        if self.from_home:
            return f"{number} from your own home {WHEN_WORDS[self.when]}"
        if not self.meetings:
            return f"No sessions within {miles_of(self.miles)} {WHEN_WORDS[self.when]}"
        return f"{number} {WHEN_WORDS[self.when]}"

    @property
    def sentence(self):
        """Why this is not what was asked for; nothing when it is."""
        if self.from_home:
            return "" if self.meetings else f"There is nothing online {WHEN_WORDS[self.when]}."
        if not self.meetings:
            return f"There is nothing within {miles_of(self.miles)} of you {WHEN_WORDS[self.when]}."
        if self.is_widened:
            there_is = f"There {'are only' if self.near > 1 else 'is only'} {count_words(self.near, 'session')}"
            there_is = there_is if self.near else "There is nothing"
            return f"{there_is} within {miles_of(self.asked_miles)} of you {WHEN_WORDS[LONGEST_WHEN]}."
        if self.when_chosen and self.when != self.asked_when:
            return f"There is nothing within {miles_of(self.miles)} of you {WHEN_WORDS[self.asked_when]}."
        return ""

    @property
    def promise(self):
        """What we did about it."""
        if not self.meetings:
            return "You can still get help. Here is what we can do."
        if self.is_widened:
            order = ", the nearest first" if self.is_nearest_first else ""
            looked = f"So we looked within {miles_of(self.miles)}{order}."
            return f"{looked} Ring us if getting there is hard: we may be able to help."
        return f"So here is what is on {WHEN_WORDS[self.when]}."


def miles_of(number):
    return count_words(number, "mile")


def ends(when, now):
    """The midnight in London with which `when` ends."""
    day = now.astimezone(LONDON).date() + timedelta(days=DAYS[when])
    return datetime.combine(day, time.min, tzinfo=LONDON)


def ring_of(miles):
    return next((ring for ring in RINGS if miles <= ring), FARTHEST)


def next_ring(miles):
    return next((ring for ring in RINGS if ring > miles), FARTHEST)


def first_ring(asked):
    """How far to read at first: as far as asked, and one ring on, so that the page can say what is there."""
    return next_ring(asked.within or USUAL_MILES)


def is_plenty(meetings, asked):
    """Whether what is within the first ring will do, so that nothing further away need be read."""
    return len(meetings) >= FEW or (bool(asked.within) and any(meeting.miles <= asked.within for meeting in meetings))


def choose(meetings, asked, now):
    """What to show of the meetings around somebody in the next four weeks."""
    asked_miles, asked_when = asked.within or USUAL_MILES, asked.when or USUAL_WHEN
    meetings = sorted(meetings, key=lambda meeting: (meeting.starts_at, meeting.miles, meeting.pk))
    until = {when: ends(when, now) for when in DAYS}

    def found(miles, when):
        return [each for each in meetings if each.miles <= miles and each.starts_at < until[when]]

    near = found(asked_miles, LONGEST_WHEN)
    miles, when = asked_miles, asked_when
    if len(found(miles, when)) < (1 if asked.when else FEW):
        when = LONGEST_WHEN
        if len(near) < (1 if asked.within else FEW):
            miles = wide_enough(asked_miles, found)
    return Reach(
        miles,
        when,
        sorted(found(miles, when), key=lambda meeting: max(ring_of(meeting.miles), asked_miles)),
        asked_miles,
        asked_when,
        near=len(near),
        when_chosen=bool(asked.when),
        more=more_beyond(miles, when, found),
    )


def choose_from_home(meetings, asked, now):
    """The same for sessions online, which are near everybody."""
    asked_when = asked.when or USUAL_WHEN
    soon = [meeting for meeting in meetings if meeting.starts_at < ends(asked_when, now)]
    when = asked_when if len(soon) >= (1 if asked.when else FEW) else LONGEST_WHEN
    found = [meeting for meeting in meetings if meeting.starts_at < ends(when, now)]
    return Reach(0, when, found, 0, asked_when, when_chosen=bool(asked.when), from_home=True)


def wide_enough(miles, found):
    """The first ring from here on with a few meetings; failing that, the first with as many as there are."""
    rings = [ring for ring in RINGS if ring >= miles]
    numbers = {ring: len(found(ring, LONGEST_WHEN)) for ring in rings}
    most = numbers[FARTHEST]
    return next(ring for ring in rings if numbers[ring] >= min(FEW, most)) if most else FARTHEST


def more_beyond(miles, when, found):
    """(5, 9): look within 5 miles for 9 more."""
    here = len(found(miles, when))
    for ring in RINGS:
        if ring > miles and len(found(ring, when)) > here:
            return ring, len(found(ring, when)) - here
    return None
