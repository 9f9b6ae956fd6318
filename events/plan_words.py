"""A plan in the words that staff read. Pure."""

from core.words import count_words, full_when_words, list_words
from events.plan import QUIET, What

NOT_IN_SCHEDULE = "The schedule no longer has this date, and people are booked or came."
LONGEST = 200
TOLD_BY = {"email": "by e-mail", "sms": "by text message", "letter": "by letter", "call": "by telephone call"}
HEADINGS = {
    What.ADDED: "Added",
    What.BACK: "Back on",
    What.MOVED: "Moved",
    What.DROPPED: "Taken off",
    What.RETIRED: "Taken off",
    What.SKIPPED: "Skipped",
    What.KEPT: "Stay as they are",
    What.CONTINUED: "Stay as they are",
}


def undecided_words(line):
    """Why a date with people on it waits for staff."""
    if line.wanted is None:
        return NOT_IN_SCHEDULE
    return f"The schedule now says {meeting_words(line.wanted, line.row)}, and people are booked."


def meeting_words(wanted, row):
    words = when_words(wanted)
    return words if wanted.venue_id == row.venue_id else f"{words}, at another place"


def when_words(meeting):
    """Thursday 26 November 2026, 10am to 12 noon. Takes anything with starts_at and ends_at."""
    return full_when_words(meeting.starts_at, meeting.ends_at)


def people_words(people):
    """6 booked, 1 waiting: 4 will be told by e-mail and 2 by telephone call; 1 cannot be told. Or ""."""
    if not people:
        return ""
    booked = [f"{people.booked} booked"] if people.booked else []
    waiting = [f"{people.waiting} waiting"] if people.waiting else []
    came = ["its register has been begun"] if people.came else []
    told = [(number, TOLD_BY[channel]) for channel, number in sorted_channels(people) if channel]
    words = ", ".join([*booked, *waiting, *came])
    if told:
        (number, by), *more = told
        words += f": {list_words([f'{number} will be told {by}', *(f'{number} {by}' for number, by in more)])}"
    if untold := people.reached.get(None):
        words += f"; {untold} cannot be told"
    return words


def doubled_words(found):
    """What is wrong where two schedules, perhaps by a slip, hold one meeting twice; or ""."""
    line = found.doubled()
    if line is None:
        return ""
    meeting = line.row if line.what in QUIET else line.wanted
    return f"It would be held twice at the same time and place, first on {when_words(meeting)}."


def sorted_channels(people):
    order = list(TOLD_BY)
    return sorted(people.reached.items(), key=lambda each: order.index(each[0]) if each[0] else len(order))


def plan_words(found):
    """12 dates added, 3 moved, 1 taken off, 2 skipped; or Nothing changes."""
    numbers = [
        (len(found.of(What.ADDED)), "added"),
        (len(found.of(What.BACK)), "back on"),
        (len(found.of(What.MOVED)), "moved"),
        (len(found.of(What.DROPPED, What.RETIRED)), "taken off"),
        (len(found.of(What.SKIPPED)), "skipped"),
    ]
    said = [(number, word) for number, word in numbers if number]
    if not said:
        return "Nothing changes."
    first, word = said[0]
    rest = [f"{number} {word}" for number, word in said[1:]]
    words = list_words([f"{count_words(first, 'date')} {word}", *rest])
    return f"{words}."
