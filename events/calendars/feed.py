"""Feeds: many occurrences as one calendar to subscribe to. Each VEVENT's text is kept on its row and joined here.

A feed shows from 60 days back to 6 months ahead, so that one that was cancelled is taken out of people's calendars, and
nothing that tells one person from another (no ATTENDEE).
"""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from icalendar import vDuration, vText

from core.words import as_day, midnight
from events.calendars.vevent import clean, new_calendar, vevent_text
from events.models import Occurrence
from events.querysets import EVENT_AND_PLACE_OF_ONE

DAYS_BACK = timedelta(days=60)
MONTHS_AHEAD = 6
# So that nobody pulls a hundred thousand dates in one go: the nearest to come are sent, then what is just over.
MOST = 5000
REFRESH = timedelta(hours=6)
END = "END:VCALENDAR\r\n"


def window(now):
    """(first moment, moment after the last): whole days in London, so that a feed is the same all day."""
    today = as_day(now)
    last_on = today + relativedelta(months=MONTHS_AHEAD)
    return midnight(today - DAYS_BACK), midnight(last_on + timedelta(days=1))


def feed(occurrences, *, title, now, more=()):
    """The bytes of a calendar with these occurrences, those in the window, and `more` texts of entries. In three
    queries, however many.
    """
    texts = texts_of(occurrences, now)
    words = f"The nearest {MOST:,} dates." if len(texts) == MOST else ""
    head = head_of(title, words).removesuffix(END)
    return "".join([head, *texts, *more, END]).encode()


def texts_of(occurrences, now):
    """Each VEVENT's text, in order of time."""
    first, last = window(now)
    today = midnight(as_day(now))
    rows = occurrences.order_by().values_list("starts_at", "pk", "calendar_text")
    coming = list(rows.filter(starts_at__gte=today, starts_at__lt=last).order_by("starts_at", "pk")[:MOST])
    over = rows.filter(starts_at__gte=first, starts_at__lt=today).order_by("-starts_at", "-pk")
    found = [*reversed(over[: MOST - len(coming)]), *coming] if len(coming) < MOST else coming
    made = make_texts([pk for _, pk, text in found if not text])
    return [text or made[pk] for _, pk, text in found if text or pk in made]


def make_texts(pks):
    """{number: text} of rows whose text is to be made again. Nothing is written: a GET changes nothing."""
    return {row.pk: vevent_text(row) for row in rows_to_write(Occurrence.objects.filter(pk__in=pks))} if pks else {}


def rows_to_write(occurrences, *more):
    """Rows with what their text is made of, and no more than is asked for besides."""
    own = ["uid", "sequence", "changed_at", "starts_at", "ends_at", "address_day", "state", "reason", "moved_from_at"]
    return occurrences.select_related("event", "venue").only(*own, *more, *EVENT_AND_PLACE_OF_ONE)


def head_of(title, words):
    calendar = new_calendar("PUBLISH")
    calendar.add("name", vText(clean(title)))
    calendar.add("x-wr-calname", vText(clean(title)))
    calendar.add("x-wr-timezone", "Europe/London")
    if words:
        calendar.add("x-wr-caldesc", words)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar.to_ical().decode()
