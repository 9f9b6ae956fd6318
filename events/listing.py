"""An occurrence as lists show it: one row of sessions, with its place, its room and what to do next.

Hand over what `Occurrence.objects.rows()` gives: then nothing here asks anything of the database.
"""

from core.cards import Action, SessionCard, Tag
from core.words import as_day, count_words, day_words, time_words, when_words
from events.models import BookingMode, Delivery

# With so few places left, it is worth hurrying.
FEW = 3
ONLINE = "Online, from home"
MODE_TAGS = {
    BookingMode.DROP_IN: Tag("Just turn up", "ok", "tick"),
    BookingMode.RING: Tag("Ring us to book", "", "ring"),
    BookingMode.ELSEWHERE: Tag("Book elsewhere", "", "share"),
}


def session_card(occurrence, now, miles=None):
    url = occurrence.get_absolute_url()
    return SessionCard(
        title=occurrence.event.title,
        url=url,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        place=place_words(occurrence),
        miles=miles,
        tag=state_tag(occurrence, now),
        action=booking_action(occurrence, now, url=url),
        gone=occurrence.is_cancelled,
        note=occurrence.reason if occurrence.is_cancelled else moved_words(occurrence, now),
    )


def left_card(occurrence, now):
    """A session that was moved, on the day that it was moved away from: it leads to where it went."""
    length = occurrence.ends_at - occurrence.starts_at
    return SessionCard(
        title=occurrence.title,
        url=occurrence.get_absolute_url(),
        starts_at=occurrence.moved_from_at,
        ends_at=occurrence.moved_from_at + length,
        tag=Tag("Moved", "stop", "share"),
        gone=True,
        note=f"{moved_to_words(occurrence, now)}. {occurrence.reason}".strip(),
    )


def is_on_another_day(occurrence):
    """Whether it was moved to another day than it was to be on: of one moved within its day, its note says all."""
    return as_day(occurrence.moved_from_at) != as_day(occurrence.starts_at)


def moved_words(occurrence, now, *, from_place=""):
    """Moved from Thursday 26 November, 10am. The heating is off. Until the day that it was to be on is over."""
    before = occurrence.moved_from_at
    if before is None or as_day(before) < as_day(now):
        return ""
    place = f", {from_place}" if from_place else ""
    if before != occurrence.starts_at:
        words = f"Moved from {day_words(before, now).replace('Today', 'today')}, {time_words(before)}{place}."
    else:
        words = f"Moved from {from_place}." if from_place else "At another place than it was to be."
    return f"{words} {occurrence.reason}".strip()


def moved_to_words(occurrence, now):
    """Moved to Friday 27 November, 10am to 12 noon, Carlisle Library."""
    when = when_words(occurrence.starts_at, occurrence.ends_at, now).replace("Today", "today")
    return ", ".join(filter(None, [f"Moved to {when}", place_words(occurrence)]))


def place_words(occurrence):
    """Carlisle Library, Carlisle. Said once where the name has the town in it already."""
    venue, delivery = occurrence.venue, occurrence.event.delivery
    if venue is None or delivery == Delivery.ONLINE:
        return ONLINE if delivery != Delivery.IN_PERSON else ""
    town = f", {venue.town}" if venue.town and venue.town not in venue.title else ""
    return f"{venue.title}{town}{', or online' if delivery == Delivery.BOTH else ''}"


def state_tag(occurrence, now, *, say_of_all=False):
    """What a person needs to know first: not on, over, full, how many places."""
    if occurrence.is_cancelled:
        return Tag("Not on", "stop", "cancelled")
    if occurrence.ends_at <= now:
        return Tag("Over", "off")
    if occurrence.starts_at <= now:
        return Tag("On now", "ok", "clock")
    if occurrence.event.booking_mode in MODE_TAGS:
        return MODE_TAGS[occurrence.event.booking_mode]
    return window_tag(occurrence, now) or room_tag(occurrence, say_of_all=say_of_all)


def window_tag(occurrence, now):
    """That it cannot be booked on the website yet, or any more; None while it can."""
    window = occurrence.window
    if window.is_open(now):
        return None
    if window.is_early(now):
        return Tag(f"Book from {short_day(window.opens_on)}", "", "clock")
    if not window.is_open(now, by_staff=True):
        return Tag("Too late to join", "off")
    return MODE_TAGS[BookingMode.RING]


def short_day(day):
    return f"{day.day} {day:%B}"


def room_tag(occurrence, *, say_of_all=False):
    left, waiting = places_left(occurrence), occurrence.places_waiting
    if left is None:
        return Tag("Places left", "ok", "tick")
    if left == 0:
        return Tag(f"Full: {count_words(waiting, 'person', 'people')} waiting" if waiting else "Full", "off", "people")
    of_all = f" of {occurrence.places}" if say_of_all else ""
    return Tag(f"{count_words(left, 'place')} left{of_all}", "few" if left <= FEW else "ok", "tick")


def places_left(occurrence):
    """None for no limit. What is held for the people waiting is not left for anybody new."""
    room = occurrence.room()
    return None if room is None else max(room - occurrence.places_waiting, 0)


def can_wait(occurrence):
    return occurrence.places_waiting < occurrence.event.waiting_list_places


def booking_action(occurrence, now, *, url=None):
    """The one thing to do about it here and now, or None."""
    bookable = occurrence.event.booking_mode == BookingMode.BOOK and not occurrence.is_cancelled
    if not bookable or occurrence.starts_at <= now or not occurrence.window.is_open(now):
        return None
    url = f"{url or occurrence.get_absolute_url()}book/"
    if places_left(occurrence) == 0:
        return Action("Join the waiting list", url, quiet=True) if can_wait(occurrence) else None
    return Action("Book the course" if occurrence.books_whole_course else "Book a place", url)
