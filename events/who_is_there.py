"""Who is booked on the dates to come, and how each could be told: numbers alone, for plans that staff read."""

from collections import Counter, defaultdict

from events.models import Attendance, Booking, Headcount, RotaPlace
from events.models.bookings import LIVE
from events.notifications import reachable_address
from events.plan import People


def who_is_there(event_pks, *, now, occurrences=None):
    """{an occurrence's number: People} of the dates still to start, of these events or these occurrences."""
    to_come = {"occurrence__starts_at__gt": now}
    to_come |= {"occurrence__in": occurrences} if occurrences is not None else {"occurrence__event__in": event_pks}
    bookings = defaultdict(list)
    rows = Booking.objects.filter(**to_come).select_related("person", "occurrence").defer("occurrence__calendar_text")
    for booking in rows.order_by("pk"):
        bookings[booking.occurrence_id].append(booking)
    came = set(Attendance.objects.filter(**to_come).values_list("occurrence_id", flat=True))
    came |= set(Headcount.objects.filter(**to_come).values_list("occurrence_id", flat=True))
    # Champions on the rota ask for no decision, but their row is kept, and they are told what becomes of it.
    on_rota = set(RotaPlace.objects.filter(**to_come).values_list("occurrence_id", flat=True))
    return {
        pk: people(bookings[pk], came=pk in came, on_rota=pk in on_rota, now=now) for pk in {*bookings, *came, *on_rota}
    }


def people(bookings, *, now, came=False, on_rota=False):
    """The People of one date, from all its bookings, those given up included."""
    live = [booking for booking in bookings if booking.state in LIVE]
    return People(
        bookings=tuple((booking.pk, booking.state) for booking in live),
        booked=sum(booking.places for booking in live if booking.state == "confirmed"),
        waiting=sum(booking.places for booking in live if booking.state == "waiting"),
        reached=dict(Counter(channel_of(booking, now=now) for booking in live)),
        came=came,
        once=bool(bookings) or came or on_rota,
    )


def channel_of(booking, *, now):
    """How they would be told in time; None when nobody can."""
    person = booking.person.merged_into or booking.person
    where = reachable_address(person, starts_at=booking.occurrence.starts_at, now=now)
    return str(where[0]) if where else None
