"""A place on a whole course: one number for all of its dates, all of them or none."""

from datetime import date, time, timedelta

import pytest

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions import occurrences
from events.actions.bookings import book, book_newcomer, cancel, give_new_code, leave_course
from events.actions.courses import follow_dates
from events.actions.schedules import apply_schedule
from events.models import Booking, Occurrence
from events.permissions.bookings import BookingRefused, Full
from messaging.models import Message
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event, make_occurrence, make_schedule
from tests.factories.locations import make_venue
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()
FIRST = date(2026, 11, 26)


def make_course(dates=3, first_on=FIRST, **event):
    """An event booked as a whole, and its dates: a week apart, from Thursday 26 November."""
    event = make_event("Getting online", booking_scope="course", **{"capacity": 2} | event)
    venue = make_venue()
    return [make_occurrence(event, first_on + timedelta(weeks=week), venue=venue) for week in range(dates)]


def take(occurrence, name="Asha", *, now=NOW, by=PUBLIC, **more):
    person = make_person(name, **{key: more.pop(key) for key in ("contact_by", "email", "phone") if key in more})
    booking, _ = book(occurrence=occurrence, person=person, by=by, now=now, **more)
    return booking


def dates_of(booking, **where):
    return list(Booking.objects.of_place(booking).filter(**where).values_list("occurrence", "state"))


def test_booking_a_course_takes_a_place_on_each_of_its_dates():
    first, second, third = make_course()

    booking = take(second, places=2)

    assert dates_of(booking) == [(first.pk, "confirmed"), (second.pk, "confirmed"), (third.pk, "confirmed")]
    assert booking.occurrence == first
    assert {each.places for each in Booking.objects.of_place(booking)} == {2}


def test_all_dates_have_one_number_and_one_code():
    first, *_ = make_course()

    booking = take(first)

    numbers = set(Booking.objects.values_list("reference", "secret_hash"))
    assert numbers == {(booking.reference, booking.secret_hash)}


def test_a_new_code_is_good_for_all_dates():
    first, *_ = make_course()
    booking = take(first)

    changed, _ = give_new_code(booking=booking, by=PUBLIC, now=NOW)

    assert set(Booking.objects.values_list("secret_hash", flat=True)) == {changed.secret_hash}


def test_the_confirmation_is_one_message_with_all_dates():
    first, *_ = make_course()

    take(first, contact_by="email", email="asha@example.org")

    message = Message.objects.get()
    assert "3 dates, the first on Thursday 26 November 2026" in message.subject
    for day in ("Thursday 26 November 2026, 10am", "Thursday 3 December 2026, 10am", "Thursday 10 December 2026, 10am"):
        assert day in message.body
    assert message.calendar == ""
    assert "/my/calendar.ics" in message.body


def test_a_course_that_is_full_on_one_date_is_full():
    first, second, _ = make_course()
    make_booking(second, places=2)

    booking = take(first)

    assert {state for _, state in dates_of(booking)} == {"waiting"}


def test_a_party_too_big_for_one_date_is_told_how_many_would_fit():
    first, second, _ = make_course()
    second.capacity = 1
    second.save()

    with pytest.raises(Full) as refusal:
        take(first, places=2, or_wait=False)

    assert refusal.value.fewer == 1


def test_leaving_gives_all_dates_to_the_first_who_waits_and_tells_each_once():
    first, *_ = make_course(capacity=1)
    leaving = take(first, "Leaving", contact_by="email", email="l@example.org")
    waiting = take(first, "Waiting", contact_by="email", email="w@example.org")
    Message.objects.all().delete()

    leave_course(booking=leaving, by=PUBLIC, now=NOW)

    assert {state for _, state in dates_of(leaving)} == {"cancelled"}
    assert [state for _, state in dates_of(waiting)] == ["confirmed"] * 3
    assert sorted(Message.objects.values_list("kind", "to")) == [
        ("booking_cancelled", "l@example.org"),
        ("booking_promoted", "w@example.org"),
    ]


def test_giving_up_one_date_keeps_the_others_and_promotes_nobody_who_would_miss_some():
    first, second, third = make_course(capacity=1)
    booking = take(first, "Asha")
    waiting = take(first, "Waiting")

    cancel(booking=Booking.objects.get(occurrence=second, reference=booking.reference), by=PUBLIC, now=NOW)

    assert dates_of(booking) == [(first.pk, "confirmed"), (second.pk, "cancelled"), (third.pk, "confirmed")]
    assert {state for _, state in dates_of(waiting)} == {"waiting"}


def test_leaving_half_way_leaves_what_was_as_it_was():
    first, second, third = make_course(late_joining=2)
    booking = take(first)
    later = first.ends_at + timedelta(hours=1)

    leave_course(booking=booking, by=PUBLIC, now=later)

    assert dates_of(booking) == [(first.pk, "confirmed"), (second.pk, "cancelled"), (third.pk, "cancelled")]


def test_leaving_twice_is_the_same_as_once():
    first, *_ = make_course()
    booking = take(first, contact_by="email", email="a@example.org")

    leave_course(booking=booking, by=PUBLIC, now=NOW)
    leave_course(booking=booking, by=PUBLIC, now=NOW + timedelta(minutes=1))

    assert Message.objects.filter(kind="booking_cancelled").count() == 1
    assert AuditLine.objects.filter(action="booking_left_course").count() == 1


def test_somebody_who_left_may_join_again():
    first, *_ = make_course(capacity=1)
    person = make_person()
    booking, _ = book(occurrence=first, person=person, by=PUBLIC, now=NOW)
    leave_course(booking=booking, by=PUBLIC, now=NOW)

    again, _ = book(occurrence=first, person=person, by=PUBLIC, now=NOW)

    assert again.reference != booking.reference
    assert [state for _, state in dates_of(again)] == ["confirmed"] * 3


def test_nobody_has_two_places_on_one_course():
    first, second, _ = make_course()
    person = make_person()
    book(occurrence=first, person=person, by=PUBLIC, now=NOW)

    with pytest.raises(Refused, match="already has a booking"):
        book(occurrence=second, person=person, by=PUBLIC, now=NOW)


def test_a_form_posted_twice_makes_one_place():
    first, *_ = make_course()
    details = {"name": "Asha", "contact_by": "none"}
    form_key = "9a8f6d60-51a5-4cc3-a0b9-3bd8f2c45a11"

    once, code = book_newcomer(occurrence=first, details=details, form_key=form_key, by=PUBLIC, now=NOW)
    twice, same = book_newcomer(occurrence=first, details=details, form_key=form_key, by=PUBLIC, now=NOW)

    assert (once.pk, code) == (twice.pk, same)
    assert Booking.objects.count() == 3


def test_late_joining_takes_the_dates_that_are_left():
    first, second, third = make_course(late_joining=1)

    booking = take(second, now=first.starts_at + timedelta(hours=1))

    assert dates_of(booking) == [(second.pk, "confirmed"), (third.pk, "confirmed")]


def test_too_late_to_join_says_so():
    first, second, _ = make_course(late_joining=0)

    with pytest.raises(BookingRefused, match="it is too late to join it"):
        take(second, now=first.starts_at + timedelta(hours=1))


def test_a_date_that_is_off_does_not_count_as_passed():
    first, second, third = make_course(late_joining=0)
    occurrences.cancel(first, reason="The tutor is ill.", by=Actor.of(make_superuser()), now=NOW)

    booking = take(second, now=first.starts_at + timedelta(hours=1))

    assert dates_of(booking) == [(second.pk, "confirmed"), (third.pk, "confirmed")]


def test_a_date_added_later_is_theirs_too_and_they_are_told():
    first, second, _ = make_course()
    staff = Actor.of(make_superuser())
    booking = take(first, contact_by="email", email="a@example.org")
    cancel(booking=Booking.objects.get(occurrence=second), by=PUBLIC, now=NOW)
    Message.objects.all().delete()
    starts_at = first.starts_at + timedelta(weeks=3)

    added = occurrences.add_one_off(
        first.event, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), venue=first.venue, by=staff, now=NOW
    )

    assert dates_of(booking, occurrence=added) == [(added.pk, "confirmed")]
    # Who cannot come on one date is not put on it again.
    assert dates_of(booking, occurrence=second) == [(second.pk, "cancelled")]
    message = Message.objects.get()
    assert message.kind == "course_more_dates"
    assert "Thursday 17 December 2026" in message.body


def test_a_date_that_a_changed_schedule_adds_is_theirs_too():
    event = make_event("Getting online", booking_scope="course", capacity=2)
    venue = make_venue()
    make_schedule(event, FIRST, venue=venue)
    apply_schedule(event, by=PUBLIC, now=NOW)
    booking = take(Occurrence.objects.get(event=event))
    make_schedule(event, FIRST + timedelta(weeks=1), starts=time(14), ends=time(16), venue=venue)

    apply_schedule(event, by=PUBLIC, now=NOW)

    assert len(dates_of(booking, state="confirmed")) == 2


def test_whoever_joined_while_a_date_was_off_is_on_it_once_it_is_on_again():
    first, second, third = make_course()
    staff = Actor.of(make_superuser())
    occurrences.cancel(second, reason="The tutor is ill.", by=staff, now=NOW)
    booking = take(first)

    occurrences.put_back_on(second, by=staff, now=NOW)

    assert [pk for pk, _ in dates_of(booking)] == [first.pk, second.pk, third.pk]


def test_whoever_has_a_place_on_the_new_date_already_is_not_booked_twice():
    first, *_ = make_course()
    person = make_person()
    book(occurrence=first, person=person, by=PUBLIC, now=NOW)
    added = make_occurrence(first.event, FIRST + timedelta(weeks=3), venue=first.venue)
    alone = make_booking(added, person)

    follow_dates(first.event, now=NOW)

    assert list(Booking.objects.filter(occurrence=added)) == [alone]


def test_raising_the_places_of_the_full_date_lets_the_waiting_in():
    first, *_ = make_course(capacity=1)
    take(first, "Has a place")
    waiting = take(first, "Waiting")
    staff = Actor.of(make_superuser())

    for meeting in Occurrence.objects.all():
        occurrences.change_details(meeting, capacity=2, lead=None, by=staff, now=NOW)

    assert [state for _, state in dates_of(waiting)] == ["confirmed"] * 3


def test_booking_a_course_asks_no_more_for_more_dates(django_assert_max_num_queries, monkeypatch):
    few, many = make_course(dates=2)[0], make_course(dates=12, first_on=FIRST)[0]
    person, other = make_person("Asha"), make_person("Ben")
    take(few, "Warm")

    with django_assert_max_num_queries(20):
        book(occurrence=few, person=person, by=PUBLIC, now=NOW)
    with django_assert_max_num_queries(20):
        book(occurrence=many, person=other, by=PUBLIC, now=NOW)
