"""Whether a place can be booked, cancelled or given now. The page that shows the button asks the same check."""

from django.db.models import Q

from core.errors import Refused, refusal_of
from core.words import count_words, full_day_words, time_words
from events.models.bookings import Booking, BookingState
from events.models.occurrences import OccurrenceState
from events.models.pages import BookingMode

CHANGE = "events.change_booking"
NOT_BOOKED_HERE = {
    BookingMode.DROP_IN: "You do not need to book this session. Just turn up.",
    BookingMode.RING: "This session is booked by telephone. Ring us and we will find you a place.",
    BookingMode.ELSEWHERE: "This session is booked somewhere else. Its page says where.",
}


class BookingRefused(Refused):
    """No place, and no place on the waiting list either."""


class Full(BookingRefused):
    """No place for a party of this size. `fewer` places or the waiting list may do; when not, it `is_final`."""

    def __init__(self, sentence, *, fewer=0, can_wait=False, is_final=False):
        super().__init__(sentence)
        self.fewer = fewer
        self.can_wait = can_wait
        self.is_final = is_final


def check_open(occurrence, *, now, by_staff=False):
    """Whether this meeting takes bookings at all, however full it is.

    Staff may book for whoever rings, also where people are asked to ring and when the website no longer may.
    """
    event = occurrence.event
    if not event.live:
        raise BookingRefused("This session is not open for booking at the moment.")
    if occurrence.state == OccurrenceState.CANCELLED:
        because = f" {occurrence.reason.rstrip('.')}." if occurrence.reason else ""
        raise BookingRefused(f"This session is not on.{because} Please choose another date.")
    if occurrence.ends_at <= now:
        raise BookingRefused("This session is over. Please choose another date.")
    if occurrence.starts_at <= now:
        raise BookingRefused("This session has started, so it cannot be booked any more. Please ask at the desk.")
    is_for_us = event.booking_mode == BookingMode.RING and by_staff
    if event.booking_mode in NOT_BOOKED_HERE and not is_for_us:
        raise BookingRefused(NOT_BOOKED_HERE[event.booking_mode])
    check_window(occurrence, now=now, by_staff=by_staff)


def check_window(occurrence, *, now, by_staff):
    window, what = occurrence.window, "course" if occurrence.books_whole_course else "session"
    if window.is_open(now, by_staff=by_staff):
        return
    if window.is_early(now):
        raise BookingRefused(f"You can book this {what} from {full_day_words(window.opens_on)}.")
    if not window.is_open(now, by_staff=True):
        raise BookingRefused("This course has begun, and it is too late to join it. Please choose another, or ring us.")
    closed = f"{full_day_words(window.closes_at)}, {time_words(window.closes_at)}"
    raise BookingRefused(f"Booking on the website closed on {closed}. Please ring us: there may still be room.")


def check_party(places):
    if not 1 <= places <= 4:
        raise BookingRefused("You can book from 1 to 4 places. For a bigger group, please ring us.")


def check_can_book(occurrence, room, *, places, now, or_wait=False, by_staff=False):
    """Refuse with a sentence; otherwise True for a place and False for a place on the waiting list."""
    check_open(occurrence, now=now, by_staff=by_staff)
    check_party(places)
    if room.fits(places):
        return True
    check_can_wait(room, places, or_wait=or_wait)
    return False


def check_at_once(*, occurrence, form_key, places, or_wait, by, now):
    """What booking would refuse, without waiting for the lock: of hundreds who press at once, only those who may still
    get a place queue for it. What this form made the first time is shown again, however full it is by now.
    """
    try:
        room = Booking.objects.room_for(occurrence, now=now)
        check_can_book(occurrence, room, places=places, now=now, or_wait=or_wait, by_staff=by.is_staff)
    except BookingRefused:
        if not Booking.objects.filter(form_key=form_key).exists():
            raise


def check_can_wait(room, places, *, or_wait):
    fewer, can_wait = room.left_for_newcomers, places <= room.waiting_left
    if can_wait and or_wait:
        return
    if fewer:
        left = f"There {'is' if fewer == 1 else 'are'} only {count_words(fewer, 'place')} left"
        ending = f", or join the waiting list for {places}" if can_wait else ""
        raise Full(f"{left}, and you asked for {places}. You can book {fewer}{ending}.", fewer=fewer, can_wait=can_wait)
    if can_wait:
        raise Full("This session is full. You can join the waiting list.", can_wait=True)
    if room.waiting_left:
        raise Full(
            f"This session is full, and the waiting list has room for {room.waiting_left}, not for {places}. "
            "Please choose another date, or come with fewer people."
        )
    if room.may_wait:
        full = "This session is full, and so is its waiting list."
    else:
        full = "This session is full."
    raise Full(f"{full} Please choose another date, or ring us.", is_final=True)


def can_book(occurrence, room, *, places=1, now):
    return not refusal_of(check_can_book, occurrence, room, places=places, now=now, or_wait=True)


def check_can_cancel(booking, *, now):
    if booking.occurrence.starts_at <= now:
        raise BookingRefused("This session has started, so it cannot be cancelled here. Please ring us.")


def can_cancel(booking, *, now):
    return booking.is_live and booking.occurrence.starts_at > now


def check_can_change(booking, room, *, places, now):
    """Whether it may be for so many places instead: refuse with what could be done, and the booking stays as it is."""
    if not booking.is_live:
        raise BookingRefused("This booking is cancelled, so it cannot be changed.")
    if booking.occurrence.starts_at <= now:
        raise BookingRefused("This session has started, so it cannot be changed here. Please ring us.")
    check_party(places)
    more = places - booking.places
    is_booked = booking.state == BookingState.CONFIRMED
    if more <= 0 or (room.fits(more) if is_booked else more <= room.waiting_left):
        return
    keeps = f"You still have your {count_words(booking.places, 'place')}"
    left = room.left_for_newcomers if is_booked else room.waiting_left
    where = "left" if is_booked else "on the waiting list"
    if not left:
        raise BookingRefused(f"There are no more places {where}. {keeps}.")
    only = f"There {'is' if left == 1 else 'are'} only {left} more {where}"
    raise BookingRefused(f"{only}. {keeps}. You can ask for {count_words(booking.places + left, 'place')}.")


def can_change(booking, *, now):
    return booking.is_live and booking.occurrence.starts_at > now and not booking.occurrence.is_cancelled


def bookings_seen_by(user):
    """Of their own sessions for a session lead; all for whoever may change bookings."""
    if user.has_perm(CHANGE):
        return Booking.objects.all()
    return Booking.objects.filter(Q(occurrence__lead=user) | Q(occurrence__lead=None, occurrence__event__lead=user))
