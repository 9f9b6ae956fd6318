"""RSS 2.0 of the next dates, for programs and websites that show news: each date an item, known by its UID."""

from django.utils.feedgenerator import Rss201rev2Feed

from core.site_address import absolute
from core.words import LONDON, as_day, full_day_words, midnight, time_range
from events.calendars.vevent import changes_words, clean, place
from events.querysets import EVENT_AND_PLACE_OF_ONE

MOST = 100
OF_A_DATE = ["uid", "starts_at", "ends_at", "address_day", "state", "reason", "moved_from_at", "changed_at"]


def rss(occurrences, *, address, now):
    """The text of the feed: what is on today until the day is over, then what comes next. In one query."""
    news = Rss201rev2Feed(
        title="What’s on",
        link=absolute("/events/"),
        description="Courses and sessions to come, the next first.",
        language="en-gb",
        feed_url=absolute(address),
    )
    for each in coming(occurrences, now):
        news.add_item(
            title=clean(f"{'CANCELLED: ' if each.is_cancelled else ''}{each.title}, {day_and_time(each)}"),
            link=absolute(each.get_absolute_url()),
            description=clean(" ".join(filter(None, [changes_words(each), each.event.summary, place(each)]))),
            unique_id=each.uid,
            unique_id_is_permalink=False,
            pubdate=each.changed_at,
        )
    return news.writeString("utf-8")


def coming(occurrences, now):
    rows = occurrences.select_related("event", "venue").only(*OF_A_DATE, *EVENT_AND_PLACE_OF_ONE)
    return rows.filter(starts_at__gte=midnight(as_day(now))).order_by("starts_at", "pk")[:MOST]


def day_and_time(occurrence):
    starts_at = occurrence.starts_at.astimezone(LONDON)
    return f"{full_day_words(starts_at)}, {time_range(starts_at, occurrence.ends_at)}"
