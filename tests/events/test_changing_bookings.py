"""Changing a booking: fewer or more places, a carer, what would help."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.actors import Actor
from core.models import AuditLine
from events.actions.bookings import book, cancel
from events.actions.changing import change
from events.models import Booking
from events.permissions.bookings import BookingRefused
from messaging.models import Message
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()


def change_to(booking, *, places=1, carer=False, needs="", now=NOW, by=PUBLIC, **more):
    return change(booking=booking, places=places, carer=carer, needs=needs, by=by, now=now, **more)


def test_fewer_places_go_to_whoever_waits():
    occurrence = make_occurrence(capacity=3)
    booking = make_booking(occurrence, places=3)
    waiting = make_booking(occurrence, state="waiting", places=2)

    change_to(booking, places=1)

    booking.refresh_from_db()
    waiting.refresh_from_db()
    assert (booking.places, waiting.state) == (1, "confirmed")


def test_more_places_are_given_while_there_are_some():
    occurrence = make_occurrence(capacity=3)
    booking = make_booking(occurrence, places=1)

    change_to(booking, places=3)

    booking.refresh_from_db()
    assert booking.places == 3


def test_more_places_than_are_left_are_refused_and_nothing_is_lost():
    occurrence = make_occurrence(capacity=3)
    booking = make_booking(occurrence, places=1)
    make_booking(occurrence, places=1)

    with pytest.raises(BookingRefused) as refusal:
        change_to(booking, places=4)

    assert refusal.value.sentence == (
        "There is only 1 more left. You still have your 1 place. You can ask for 2 places."
    )
    booking.refresh_from_db()
    assert booking.places == 1


def test_a_place_held_for_somebody_waiting_is_not_taken_by_growing():
    occurrence = make_occurrence(capacity=2)
    booking = make_booking(occurrence, places=1)
    waiting = make_booking(occurrence, state="waiting")

    with pytest.raises(BookingRefused, match="There are no more places left"):
        change_to(booking, places=2)

    waiting.refresh_from_db()
    # The refusal undoes the promotion as well: it is for the next who asks.
    assert waiting.state == "waiting"
    assert Booking.objects.get(pk=booking.pk).places == 1


def test_a_party_that_waits_keeps_its_place_in_the_line():
    occurrence = make_occurrence(event=make_event(waiting_list_places=4), capacity=2)
    leaving = make_booking(occurrence, places=2)
    first = make_booking(occurrence, make_person("First"), state="waiting")
    second = make_booking(occurrence, make_person("Second"), state="waiting", now=NOW + timedelta(minutes=1))

    change_to(first, places=2)
    cancel(booking=leaving, by=PUBLIC, now=NOW)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.places, second.state) == ("confirmed", 2, "waiting")


def test_a_party_that_waits_cannot_outgrow_the_list():
    occurrence = make_occurrence(event=make_event(waiting_list_places=2), capacity=1)
    make_booking(occurrence)
    booking = make_booking(occurrence, state="waiting")

    with pytest.raises(BookingRefused, match="only 1 more on the waiting list"):
        change_to(booking, places=4)


@pytest.mark.parametrize(("state", "later"), [("cancelled", timedelta(0)), ("confirmed", timedelta(days=7))])
def test_what_is_cancelled_or_has_begun_stays_as_it_was(state, later):
    booking = make_booking(make_occurrence(), state=state)

    with pytest.raises(BookingRefused):
        change_to(booking, places=2, now=NOW + later)


def test_it_is_said_once_and_an_audit_line_has_no_words_of_theirs():
    person = make_person(contact_by="email", email="w@example.org")
    booking = make_booking(make_occurrence(), person)

    change_to(booking, places=2, needs="A seat near the door")
    change_to(booking, places=2, needs="A seat near the door", now=NOW + timedelta(minutes=1))

    message = Message.objects.get()
    assert message.kind == "booking_changed"
    assert "It is now for 2 places." in message.body
    line = AuditLine.objects.get(action="booking_changed")
    assert line.detail == {"fields": ["places", "needs"], "places": 2}
    assert "door" not in str(line.detail)
    booking.refresh_from_db()
    assert booking.needs_condition.startswith("Article 9(2)(g)")


def test_what_would_help_may_be_taken_back():
    booking = make_booking(make_occurrence(), needs="A seat near the door", needs_condition="Article 9(2)(g)")

    change_to(booking)

    booking.refresh_from_db()
    assert (booking.needs, booking.needs_condition) == ("", "")


def test_of_a_whole_course_all_dates_to_come_are_changed():
    event = make_event(booking_scope="course", capacity=5)
    for week in range(3):
        make_occurrence(event, date(2026, 11, 26) + timedelta(weeks=week))
    booking, _ = book(occurrence=event.occurrences.first(), person=make_person(), by=PUBLIC, now=NOW)

    change_to(booking, places=2)

    assert list(Booking.objects.of_place(booking).values_list("places", flat=True)) == [2, 2, 2]


@pytest.fixture
def opened(client, monkeypatch):
    """A booking that this visitor has opened with its number and code."""
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    booking = make_booking(make_occurrence(capacity=3), reference="K7M4PX", secret="ACEFGHJK")
    client.post(reverse("events:my"), {"reference": "K7M4PX", "secret": "ACEFGHJK"})
    return booking


def change_page(booking):
    return reverse("events:my_booking_change", args=[booking.reference])


def test_a_visitor_changes_their_booking(client, opened):
    response = client.post(change_page(opened), {"places": "2", "carer": "on", "needs": "Large print"}, follow=True)

    assert "Your booking is changed." in response.content.decode()
    opened.refresh_from_db()
    assert (opened.places, opened.carer, opened.needs) == (2, True, "Large print")


def test_too_many_places_are_refused_beside_the_question_with_the_answers_kept(client, opened):
    response = client.post(change_page(opened), {"places": "4", "needs": "Large print"})

    assert response.status_code == 422
    page = response.content.decode()
    assert "There are only 2 more left. You still have your 1 place." in page
    assert "Large print" in page


def test_nobody_changes_a_booking_that_they_have_not_opened(client, opened):
    other = make_booking(make_occurrence())

    response = client.post(change_page(other), {"places": "2"})

    assert response.url == reverse("events:my")
    other.refresh_from_db()
    assert other.places == 1


def test_a_booking_for_a_session_that_is_off_is_not_changed(client, opened):
    opened.occurrence.state = "cancelled"
    opened.occurrence.save()

    response = client.get(change_page(opened), follow=True)

    assert "This booking cannot be changed any more." in response.content.decode()


def test_staff_change_it_for_a_caller_and_need_not_ring_them(client, opened):
    opened.person.contact_by, opened.person.phone = "phone", "01632 960 123"
    opened.person.save()
    client.force_login(make_superuser())

    answers = {"places": "2", "needs": "", "said": "on"}
    response = client.post(reverse("booking:change", args=[opened.pk]), answers, follow=True)

    assert "It is changed." in response.content.decode()
    assert not Message.objects.filter(channel="call").exclude(state="done").exists()
    opened.refresh_from_db()
    assert opened.places == 2
