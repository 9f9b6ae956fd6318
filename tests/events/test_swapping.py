"""Another date: the booking goes over with its number and code, and nobody is oversold."""

from datetime import date, timedelta

import pytest

from core.actors import Actor
from core.codes import same_secret
from core.errors import Refused
from core.models import AuditLine
from events.actions import registers
from events.actions.bookings import book, cancel
from events.actions.changing import change
from events.actions.reminding import remind
from events.actions.swapping import swap
from events.booking_links import is_for, token_for
from events.models import Attendance, Booking, BookingState
from events.permissions.bookings import BookingRefused, Full
from events.permissions.swapping import dates_to_swap_to
from events.register_lines import register_of
from messaging.actions import send_due
from messaging.models import Message
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC, STAFF, SYSTEM = Actor.public(), Actor("staff"), Actor.system()


@pytest.fixture
def event():
    return make_event("Tablets", capacity=2, waiting_list_places=4)


@pytest.fixture
def old(event):
    return make_occurrence(event, day=date(2026, 11, 26))


@pytest.fixture
def new(event):
    return make_occurrence(event, day=date(2026, 12, 3))


def to(occurrence, booking, **more):
    return swap(booking=booking, to=occurrence, **{"by": PUBLIC, "now": NOW, **more})


def states(occurrence):
    return dict(Booking.objects.filter(occurrence=occurrence).values_list("person__name", "state"))


def test_the_place_goes_over_and_the_old_one_to_whoever_waits(old, new):
    booking = make_booking(old, make_person("Asha"), places=2)
    make_booking(old, make_person("Ben"), state="waiting")

    to(new, booking)

    assert states(new) == {"Asha": "confirmed"}
    assert states(old) == {"Asha": "cancelled", "Ben": "confirmed"}


def test_number_code_and_link_stay_the_same(old, new):
    booking = make_booking(old, reference="A0C1E8", secret="ACEFGHJK")
    token = token_for(booking)

    to(new, booking)

    there = Booking.objects.get(reference="A0C1E8")
    assert there.occurrence == new
    assert same_secret("ACEFGHJK", there.secret_hash)
    assert is_for(token, there)


def test_what_stays_behind_opens_with_nothing_and_leads_to_the_new(old, new):
    booking = make_booking(old, secret="ACEFGHJK", needs="Large print")

    to(new, booking)

    left = Booking.objects.get(occurrence=old)
    assert (left.state, left.changed_to, left.needs, left.cancelled_at) == ("cancelled", booking, "", NOW)
    assert not same_secret("ACEFGHJK", left.secret_hash)


def test_one_message_says_it_and_none_says_cancelled(old, new):
    person = make_person("Asha", contact_by="email", email="asha@example.org")
    booking = make_booking(old, person)

    to(new, booking)

    message = Message.objects.get()
    assert (message.kind, message.subject) == ("booking_swapped", "Your new date: Tablets, Thursday 3 December 2026")
    assert "It was to be on Thursday 26 November 2026, 10am. It is now for:" in message.body
    assert "METHOD:REQUEST" in message.calendar


def test_the_calendar_entry_is_the_same_one_with_a_higher_number(old, new):
    """A program takes only what has a higher SEQUENCE, and the old date may have been changed more often."""
    old.sequence = 3
    old.save()
    booking = make_booking(old, make_person("Asha", contact_by="email", email="asha@example.org"))

    to(new, booking)
    to(old, booking := Booking.objects.get(pk=booking.pk))

    entries = list(Message.objects.order_by("pk").values_list("calendar", flat=True))
    assert [f"UID:{booking.key}@digital-link" in entry for entry in entries] == [True, True]
    assert ["SEQUENCE:4" in entries[0], "SEQUENCE:8" in entries[1]] == [True, True]


def test_a_confirmation_not_sent_yet_is_taken_back_and_its_code_told_with_the_new_date(old, new):
    person = make_person("Asha", contact_by="letter", address="1 High Street")
    booking, secret = book(occurrence=old, person=person, by=PUBLIC, now=NOW)

    to(new, booking)

    told = dict(Message.objects.values_list("kind", "state"))
    assert told == {"booking_confirmed": "withdrawn", "booking_swapped": "to-do"}
    assert f"{secret[:4]} {secret[4:]}" in Message.objects.get(kind="booking_swapped").body


def test_a_code_that_was_told_is_not_told_again(old, new):
    person = make_person("Asha", contact_by="email", email="asha@example.org")
    booking, secret = book(occurrence=old, person=person, by=PUBLIC, now=NOW)
    send_due(NOW)

    to(new, booking)

    assert secret[:4] not in Message.objects.get(kind="booking_swapped").body


def test_reminders_are_of_the_new_date_alone(old, new, london):
    person = make_person("Asha", contact_by="email", email="asha@example.org")
    booking = make_booking(old, person, now=NOW - timedelta(days=9))
    remind(london(2026, 11, 24, 10, 1))
    to(new, booking, now=london(2026, 11, 24, 10, 2))
    remind(london(2026, 12, 1, 10, 1))

    told = Message.objects.filter(kind="booking_reminder").order_by("pk")
    assert [message.state for message in told] == ["withdrawn", "queued"]
    assert "3 December" in told.last().body


@pytest.mark.parametrize(
    ("said", "by", "state"), [(False, STAFF, "to-do"), (True, STAFF, "done"), (False, PUBLIC, "done")]
)
def test_somebody_who_was_there_is_not_rung(old, new, said, by, state):
    booking = make_booking(old, make_person("Asha", contact_by="phone", phone="01632 960 123"))

    to(new, booking, said=said, by=by)

    assert Message.objects.get().state == state


def test_twice_is_the_same_as_once(old, new):
    booking = make_booking(old, make_person("Asha", contact_by="email", email="asha@example.org"))

    to(new, booking)
    to(new, booking)
    to(new, Booking.objects.get(pk=booking.pk))

    assert Booking.objects.count() == 2
    assert Message.objects.count() == 1
    assert AuditLine.objects.filter(action="booking_swapped").count() == 1


def test_there_and_back_again_takes_the_place_if_it_is_still_free(old, new):
    booking = make_booking(old, make_person("Asha"))
    to(new, booking)

    to(old, Booking.objects.get(pk=booking.pk))

    assert Booking.objects.live().get().occurrence == old
    assert Booking.objects.filter(state="cancelled").count() == 2


@pytest.mark.parametrize(("taken", "places"), [(2, 1), (1, 2)])
def test_a_date_without_room_is_refused_and_the_old_place_kept(old, new, taken, places):
    make_booking(new, places=taken)
    booking = make_booking(old, make_person("Asha"), places=places)

    with pytest.raises(Full):
        to(new, booking)

    assert states(old) == {"Asha": "confirmed"}


def test_places_held_for_those_who_wait_are_not_taken_by_changing(old, new):
    make_booking(new, places=1)
    make_booking(new, make_person("Ben"), state="waiting", places=1)
    booking = make_booking(old, make_person("Asha"))

    with pytest.raises(Full):
        to(new, booking)

    # Undone with the refusal: whoever waits is given it by the next who asks.
    assert states(old) == {"Asha": "confirmed"}


def test_somebody_waiting_may_take_a_place_on_another_date(old, new):
    make_booking(old, places=2)
    booking = make_booking(old, make_person("Asha"), state="waiting")

    to(new, booking)

    assert Booking.objects.get(pk=booking.pk).state == BookingState.CONFIRMED


def test_from_a_session_that_is_off_to_one_that_is_on(old, new):
    old.state = "cancelled"
    old.save()
    booking = make_booking(old, make_person("Asha"))

    assert to(new, booking).occurrence == new


def refusal_of(booking, occurrence, now=NOW):
    with pytest.raises(BookingRefused) as refused:
        to(occurrence, booking, now=now)
    return refused.value.sentence


def test_what_cannot_be_changed_says_why(old, new, event):
    booking = make_booking(old, make_person("Asha"))
    off = make_occurrence(event, day=date(2026, 12, 10), state="cancelled")

    assert "is not on" in refusal_of(booking, off)
    assert "another event" in refusal_of(booking, make_occurrence())
    assert "has started" in refusal_of(booking, new, now=old.starts_at)
    make_booking(new, booking.person)
    assert "on that date already" in refusal_of(booking, new)
    cancel(booking=booking, by=PUBLIC, now=NOW)
    assert "is cancelled" in refusal_of(booking, new)


def test_what_was_changed_meanwhile_is_cancelled_nowhere(old, new):
    """Somebody else's window still has it at the old date."""
    booking = make_booking(old, make_person("Asha"))
    stale = Booking.objects.select_related("occurrence").get(pk=booking.pk)
    to(new, booking)

    with pytest.raises(Refused, match="just been changed to another date"):
        cancel(booking=stale, by=PUBLIC, now=NOW)

    assert states(new) == {"Asha": "confirmed"}


def test_the_register_of_both_dates_is_right(old, new):
    booking = make_booking(old, make_person("Asha"))

    to(new, booking)

    assert [line.person.name for line in register_of(old).cancelled] == ["Asha"]
    assert [line.person.name for line in register_of(new).booked] == ["Asha"]


def test_a_mark_of_the_morning_stays_at_the_date_it_was_made_for(event, london):
    today = make_occurrence(event, day=NOW.date(), starts=london(2026, 11, 20, 14, 0).time())
    new = make_occurrence(event, day=date(2026, 12, 3))
    booking = make_booking(today, make_person("Asha"))
    registers.mark(occurrence=today, marks={booking.pk: registers.Marked("excused")}, by=SYSTEM, now=NOW)

    to(new, booking)

    mark = Attendance.objects.get()
    assert (mark.booking.occurrence, mark.booking.changed_to) == (today, booking)


@pytest.mark.parametrize("dates", [1, 4])
def test_the_dates_offered_have_room_for_the_party(event, old, dates, django_assert_num_queries):
    booking = make_booking(old, make_person("Asha"), places=2)
    for number in range(dates):
        day = date(2026, 12, 3) + timedelta(days=number)
        make_booking(make_occurrence(event, day=day), places=1)
        make_booking(make_occurrence(event, day=day, starts=old.starts_at.time()), make_person(), state="waiting")
    make_occurrence(event, day=date(2027, 1, 7), state="cancelled")
    make_occurrence(event, day=NOW.date() - timedelta(days=1))
    mine = make_occurrence(event, day=date(2027, 1, 14))
    make_booking(mine, booking.person)
    free = make_occurrence(event, day=date(2027, 1, 21))

    with django_assert_num_queries(2):
        offered = dates_to_swap_to(booking, now=NOW)

    assert offered == [free]


def test_a_party_too_big_for_what_is_free_is_no_reason_to_hold_it(event, old, new):
    """As booking has it: the place is held for those waiting who fit."""
    make_booking(new, places=1)
    make_booking(new, make_person("Three"), state="waiting", places=3)
    booking = make_booking(old, make_person("Asha"))

    assert dates_to_swap_to(booking, now=NOW) == [new]
    assert to(new, booking).occurrence == new


def test_one_date_of_a_whole_course_has_no_other_in_its_place(old, new):
    booking = make_booking(old, make_person("Asha"), whole_course=True)

    assert "one date of a whole course" in refusal_of(booking, new)


def test_fewer_places_and_changed_dates_are_both_given_on(old, new):
    """The first of a party stays, the others' places go to those who wait."""
    booking = make_booking(old, make_person("Asha"), places=2)
    make_booking(old, make_person("Ben"), state="waiting")
    change(booking=booking, places=1, carer=False, needs="", by=PUBLIC, now=NOW)

    to(new, booking)

    assert states(old) == {"Asha": "cancelled", "Ben": "confirmed"}
    assert Booking.objects.get(pk=booking.pk).places == 1
