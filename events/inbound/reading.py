"""What a partner's calendar says: each event with its dates, in London time. Pure.

What cannot be taken in is left out and counted, in words for staff; a file that is no calendar is refused whole.
"""

import hashlib
import re
import time
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, field
from datetime import UTC, date, datetime, timedelta

import recurrence
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from icalendar import Calendar
from recurrence import Recurrence
from recurrence.exceptions import RecurrenceError

from core.errors import Refused
from core.words import LONDON, count_words
from events import schedule_checks
from events.calendars.vevent import CONTROL_CHARACTERS
from events.schedule import as_moment, first_lies_on_rule, is_over, meeting_days

MOST_EVENTS = 5000
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY, LONGEST_UID = 200, 250, 10_000, 500
LONGEST_LINK = 200
IS_LINK = URLValidator(schemes=["http", "https"])
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
USUAL_LENGTH = timedelta(hours=1)
YEARS = range(2000, 2200)
LOOKED_AHEAD = timedelta(days=2 * 366)
SECONDS = 30
TOO_HARD = "Its rules are too hard to follow. Ask the partner for a calendar with plain rules."
NO_CALENDAR = "This is not an iCalendar file (.ics), or it is damaged. Nothing was changed."
LEFT_OUT = {
    "uid": "without a UID, by which it would be known again",
    "twice": "with the same UID as another: the newer one was taken",
    "title": "without a title",
    "start": "without a start that can be read",
    "all-day": "without a time of day",
    "over": "over already",
    "rule": "with a rule that cannot be followed",
    "refused": "that cannot be kept as an event",
}


@dataclass(frozen=True)
class Dates:
    """One schedule: its first date, its times, and how it repeats (the text of a recurrence).

    `made_for`: the date that it stands for, by which it is known again; that of its rule where it was changed alone.
    """

    first_on: date
    starts: object
    ends: object
    pattern: str = ""
    made_for: date | None = None


@dataclass(frozen=True)
class Entry:
    """One event of the calendar."""

    uid: str
    title: str
    summary: str
    body: str
    place: str
    url: str
    is_cancelled: bool
    dates: tuple = ()

    @property
    def fingerprint(self):
        """Another as soon as anything is another that we take from it."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:32]


@dataclass
class Read:
    """`uids`: all that the file has, those left out included, so that none of them is taken for gone."""

    entries: list = field(default_factory=list)
    uids: set = field(default_factory=set)
    left_out: Counter = field(default_factory=Counter)

    def words(self):
        """2 were left out without a UID, by which they would be known again; or ""."""
        return " ".join(
            f"{count_words(number, 'entry', 'entries')} left out: {LEFT_OUT[why]}."
            for why, number in sorted(self.left_out.items())
        )


def read(data, *, now, clock=time.monotonic):
    """The events in the bytes of an iCalendar file. Raises Refused where it is none, or has too many.

    Rules can be made that take long to find without a date: all together they have so many seconds.
    """
    ends_at = clock() + SECONDS
    # Lines are put together as bytes: a character may be folded in two.
    data = re.sub(rb"\r?\n[ \t]", b"", data.removeprefix(BYTE_ORDER_MARK))
    begun, ended = (lines_of(data, word + b":VEVENT") for word in (b"BEGIN", b"END"))
    if begun > MOST_EVENTS:
        raise Refused(f"The calendar has more than {MOST_EVENTS:,} events. Ask the partner for a shorter one.")
    # One that was cut short on its way would look as if the rest had been taken off.
    is_whole = begun == ended and data.rstrip().upper().endswith(b"END:VCALENDAR")
    if not is_whole or not lines_of(data, b"BEGIN:VCALENDAR"):
        raise Refused(NO_CALENDAR)
    try:
        components = [part for calendar in Calendar.from_ical(data, multiple=True) for part in calendar.walk("VEVENT")]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise Refused(NO_CALENDAR) from None
    found = Read()
    for uid, parts in by_uid(components, found).items():
        if clock() > ends_at:
            raise Refused(TOO_HARD)
        found.uids.add(uid)
        if entry := entry_of(uid, parts, found, now):
            found.entries.append(entry)
    return found


def lines_of(data, line):
    return len(re.findall(rb"^" + line + rb"\s*?$", data, re.MULTILINE | re.IGNORECASE))


def by_uid(components, found):
    """{uid: its components, the main one first}."""
    grouped = defaultdict(list)
    for part in components:
        uid = clean(part.get("uid", ""))[:LONGEST_UID]
        if uid:
            grouped[uid].append(part)
        else:
            found.left_out["uid"] += 1
    for uid, parts in grouped.items():
        mains = [part for part in parts if "recurrence-id" not in part]
        if len(mains) > 1:
            found.left_out["twice"] += len(mains) - 1
        # Of two, the one that was changed later.
        mains.sort(key=newness, reverse=True)
        grouped[uid] = [*mains[:1], *(part for part in parts if "recurrence-id" in part)]
    return grouped


def newness(part):
    stamps = [moment_of(part, name) for name in ("last-modified", "dtstamp")]
    return (int_of(part.get("sequence", 0)), *(stamp.timestamp() if stamp else 0 for stamp in stamps))


def int_of(value):
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def entry_of(uid, parts, found, now):
    """The Entry of one UID, or None, counted as left out."""
    main, changed = parts[0], [part for part in parts[1:] if "recurrence-id" in part]
    title = clean(main.get("summary", ""))[:LONGEST_TITLE]
    why = "" if title else "title"
    dates = ()
    if not why:
        dates, why = dates_of(main, changed, now)
    if why:
        found.left_out[why] += 1
        return None
    text = plain(main.get("description", ""))
    return Entry(
        uid=uid,
        title=title,
        summary=first_sentence(text),
        body=text[:LONGEST_BODY],
        place=clean(main.get("location", ""))[:200],
        url=link_of(main),
        is_cancelled=clean(main.get("status", "")).upper() == "CANCELLED",
        dates=dates,
    )


def dates_of(main, changed, now):
    """(the Dates of an event, ""), or ((), why it is left out)."""
    starts_at, why = start_of(main)
    if why:
        return (), why
    length = length_of(main, starts_at)
    if not timedelta(0) < length <= schedule_checks.LONGEST_PAST_MIDNIGHT:
        length = USUAL_LENGTH
    try:
        pattern = pattern_of(main, changed)
    except (RecurrenceError, ValueError, TypeError, AttributeError, OverflowError):
        return (), "rule"
    first_on = starts_at.date()
    if any(schedule_checks.rule_problem(rule, first_on) or has_several_times(rule) for rule in pattern.rrules):
        return (), "rule"
    found = [
        Dates(first, starts_at.time(), end_of(starts_at, length), text, first)
        for first, text in split(pattern, first_on)
    ]
    # Of two that stand for one date, the one that was changed later.
    moved = [moved_date(part, length) for part in sorted(changed, key=newness)]
    found += {each.made_for: each for each in moved if each}.values()
    today = now.astimezone(LONDON).date()
    coming = [each for each in found if not is_over(as_pattern(each.pattern), first_on=each.first_on, today=today)]
    return (tuple(found), "") if coming else ((), "over")


def has_several_times(rule):
    """Or a day that there is not: what dateutil makes of these is not what the partner meant."""
    return 0 in rule.bymonthday or any(len(times) > 1 for times in (rule.byhour, rule.byminute, rule.bysecond))


def split(pattern, first_on):
    """[(first date, text of the pattern)]: a first date that is off its own rule stands alone, before the others."""
    if first_lies_on_rule(pattern, first_on):
        return [(first_on, recurrence.serialize(pattern) if pattern else "")]
    coming = meeting_days(pattern, first_on=first_on, from_on=first_on, last_on=first_on + LOOKED_AHEAD)
    return [(first_on, ""), *((day, recurrence.serialize(pattern)) for day in coming[:1])]


def as_pattern(text):
    return recurrence.deserialize(text, False) if text else None


def moved_date(part, usual):
    """One date that was changed on its own: held at another time, or not at all."""
    starts_at, why = start_of(part)
    if why or clean(part.get("status", "")).upper() == "CANCELLED":
        return None
    length = length_of(part, starts_at)
    length = length if timedelta(0) < length <= schedule_checks.LONGEST_PAST_MIDNIGHT else usual
    day = starts_at.date()
    stands_for = moment_of(part, "recurrence-id")
    return Dates(day, starts_at.time(), end_of(starts_at, length), made_for=stands_for.date() if stands_for else day)


def end_of(starts_at, length):
    return (starts_at.replace(tzinfo=None) + length).time()


def pattern_of(main, changed):
    """How it repeats, without the dates that were changed on their own."""
    rules = main.get("rrule", [])
    rules = rules if isinstance(rules, list) else [rules]
    text = "\n".join(f"RRULE:{rule.to_ical().decode()}" for rule in rules)
    made = recurrence.deserialize(text, False) if text else Recurrence(include_dtstart=False)
    made.dtstart = made.dtend = None
    off = days_in(main, "exdate") | {moment.date() for part in changed if (moment := moment_of(part, "recurrence-id"))}
    made.exdates = [as_moment(day) for day in sorted(off)]
    made.rdates = [as_moment(day) for day in sorted(days_in(main, "rdate"))]
    return recurrence.deserialize(recurrence.serialize(made), False)


def days_in(part, name):
    lists = part.get(name, [])
    lists = lists if isinstance(lists, list) else [lists]
    return {
        in_london(each.dt).date()
        for dates in lists
        for each in dates.dts
        if isinstance(each.dt, date) and each.dt.year in YEARS
    }


def start_of(part):
    """(its start in London, ""), or (None, why it has none)."""
    try:
        value = part.decoded("dtstart")
    except (KeyError, ValueError, TypeError, AttributeError):
        return None, "start"
    if not isinstance(value, datetime):
        return None, "all-day" if isinstance(value, date) else "start"
    return (in_london(value), "") if value.year in YEARS else (None, "start")


def length_of(part, starts_at):
    try:
        if "dtend" in part:
            ends = part.decoded("dtend")
            is_near = isinstance(ends, datetime) and ends.year in YEARS
            return in_london(ends) - starts_at if is_near else timedelta(0)
        return part.decoded("duration") if "duration" in part else USUAL_LENGTH
    except (KeyError, ValueError, TypeError, AttributeError):
        return timedelta(0)


def moment_of(part, name):
    try:
        value = part.decoded(name)
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    return in_london(value) if isinstance(value, date) and value.year in YEARS else None


def in_london(value):
    """A time without a zone is meant by the clock on the wall."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, 12, tzinfo=LONDON)
    return value.astimezone(UTC).astimezone(LONDON) if value.tzinfo else value.replace(tzinfo=LONDON)


def link_of(part):
    """Its address, if the event's page can lead there."""
    url = clean(part.get("url", ""))
    try:
        IS_LINK(url)
    except ValidationError:
        return ""
    return url if len(url) <= LONGEST_LINK else ""


def first_sentence(text):
    line = text.partition("\n")[0].strip()
    if len(line) <= LONGEST_SUMMARY:
        return line
    cut = line[:LONGEST_SUMMARY].rpartition(". ")[0]
    return f"{cut}." if cut else f"{line[: LONGEST_SUMMARY - 1].rpartition(' ')[0]}…"


def clean(value):
    """One line of text, whatever a list or a control character stands for."""
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(CONTROL_CHARACTERS.sub(" ", str(value).replace("\n", " ")).split())


def plain(value):
    """Lines of text, without markup: some programs write web pages into a description."""
    value = value[0] if isinstance(value, list) and value else value
    text = re.sub(r"<br\s*/?>|</p>|</li>", "\n", str(value).replace("\r\n", "\n"), flags=re.IGNORECASE)
    text = CONTROL_CHARACTERS.sub(" ", re.sub(r"<[^<>]{1,200}>", "", text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
