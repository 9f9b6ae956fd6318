"""My bookings: what opens one, what does not, and that looking changes nothing."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.actors import Actor
from core.codes import keyed_hash
from events.actions.bookings import book, give_new_code
from events.booking_links import key_in, link_for, token_for
from events.models import BookingState
from people.models import Person
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
MY = "/my/"
CODE = "K7M4PX8A"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    cache.clear()
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])

    def move(by):
        moment[0] += by

    return move


@pytest.fixture
def booking():
    person = make_person("Wilhelmina Braithwick", contact_by="phone", phone="01632 960 123")
    return make_booking(make_occurrence(capacity=1), person, reference="A0C1E8", secret=CODE)


def open_by_code(client, reference="A0C1E8", secret=CODE):
    return client.post(MY, {"reference": reference, "secret": secret})


def page_of(booking, name="my_booking"):
    return reverse(f"events:{name}", args=[booking.reference])


def test_number_and_code_open_a_booking(client, booking):
    response = open_by_code(client)

    assert response.url == page_of(booking)
    page = client.get(response.url)
    assert "Wilhelmina Braithwick" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("reference", "secret"), [("a0c 1e8", "k7m4-px8a"), ("AOCIEB", "K7M4PXBA"), (" AoC.lE8 ", "k7m4 px8a")]
)
def test_codes_typed_in_any_way_and_with_look_alikes_open_it(client, booking, reference, secret):
    assert open_by_code(client, reference, secret).url == page_of(booking)


def test_no_such_booking_and_a_wrong_code_get_the_same_answer(client, booking):
    wrong_code = open_by_code(client, secret="AAAAAAAA")
    no_booking = open_by_code(client, reference="QQQQQQ")

    def words(response):
        return re.sub(r"QQQQQQ|A0C1E8|AAAAAAAA|" + CODE + r'|value="[^"]*"', "", response.content.decode())

    assert wrong_code.status_code == no_booking.status_code == 422
    assert words(wrong_code) == words(no_booking)
    assert "We cannot find a booking with this number and code." in words(no_booking)


def test_no_code_opens_a_number_that_nobody_has(client):
    """The stand-in for a missing booking is the hash of nothing: no code of 8 characters is nothing."""
    assert open_by_code(client, reference="QQQQQQ", secret="........").status_code == 422
    assert keyed_hash("") != keyed_hash("AAAAAAAA")


@pytest.mark.parametrize(
    ("reference", "secret", "sentence"),
    [
        ("", CODE, "Enter the booking number"),
        ("A0C1E8", "", "Enter the secret code"),
        ("A0C1", CODE, "The booking number has 6 letters and numbers"),
        ("A0C1E8", "K7M4", "The secret code has 8 letters and numbers"),
    ],
)
def test_a_slip_is_met_with_a_sentence(client, booking, reference, secret, sentence):
    response = open_by_code(client, reference, secret)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_guessing_stops_after_10_tries_even_with_the_right_code(client, booking):
    for _ in range(10):
        open_by_code(client, secret="AAAAAAAA")

    response = open_by_code(client)

    assert response.status_code == 422
    assert "tried too many times" in response.content.decode()


def test_somebody_elses_guessing_does_not_keep_a_library_out(client, booking):
    other = make_booking(booking.occurrence, reference="Q0C1E8", secret=CODE, state="waiting")
    for _ in range(11):
        open_by_code(client, secret="AAAAAAAA")

    assert open_by_code(client, reference="Q0C1E8").url == page_of(other)


@pytest.mark.parametrize("name", ["my_booking", "my_booking_cancel", "my_booking_calendar"])
def test_a_booking_number_alone_opens_nothing(client, booking, name):
    assert client.get(page_of(booking, name)).url == MY
    assert client.post(page_of(booking, "my_booking_cancel")).url == MY
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def test_a_link_opens_its_booking_and_changes_nothing_however_often_it_is_fetched(client, booking):
    link = link_for(booking).partition("8000")[2]

    for _ in range(2):
        assert client.get(link).url == page_of(booking)

    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
    client.get(page_of(booking, "my_booking_cancel"))
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


@pytest.mark.parametrize("token", ["", "nonsense", "é", "A" * 38, "=" * 40, "A" * 3000])
def test_a_wrong_link_says_so(client, booking, token):
    response = client.get(reverse("events:booking_link"), {"b": token}, follow=True)

    assert "This link does not work any more." in response.content.decode()


def test_a_link_is_signed_and_the_key_alone_is_not_enough(client, booking):
    forged = token_for(booking)[:-3] + "AAA"

    assert key_in(forged) == booking.key
    assert client.get(reverse("events:booking_link"), {"b": forged}).url == MY


def test_a_new_code_makes_old_links_useless(client, booking):
    old = token_for(booking)
    give_new_code(booking=booking, by=Actor.system(), now=NOW)

    assert client.get(reverse("events:booking_link"), {"b": old}).url == MY


@pytest.mark.parametrize("why", [{"do_not_contact": True}, {"erased_at": NOW}])
def test_nothing_is_shown_of_somebody_who_asked_for_that_or_was_erased(client, booking, why):
    """Whoever holds the code."""
    open_by_code(client)
    Person.objects.update(**why)

    assert client.get(page_of(booking)).url == MY
    assert "Silver Surfer Thursday" not in client.get(MY).content.decode()
    assert client.get(reverse("events:booking_link"), {"b": token_for(booking)}).url == MY
    assert "We cannot find a booking" in open_by_code(client).content.decode()


def test_cancelling_asks_and_then_acts_on_post(client, booking):
    open_by_code(client)

    asked = client.get(page_of(booking, "my_booking_cancel"))
    done = client.post(page_of(booking, "my_booking_cancel"), follow=True)

    assert "Do you want to cancel this booking?" in asked.content.decode()
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED
    assert "This booking is cancelled." in done.content.decode()
    assert client.get(page_of(booking, "my_booking_cancel")).url == page_of(booking)


def test_cancelling_after_the_start_is_refused_with_a_sentence(client, booking, clock):
    clock(booking.occurrence.starts_at - timedelta(minutes=1) - NOW)
    open_by_code(client)
    clock(timedelta(minutes=1))

    response = client.post(page_of(booking, "my_booking_cancel"), follow=True)

    assert "This session has started, so it cannot be cancelled here. Please ring us." in response.content.decode()


def test_a_booking_closes_after_15_idle_minutes(client, booking, clock):
    open_by_code(client)
    clock(timedelta(minutes=16))

    response = client.get(page_of(booking), follow=True)

    assert "We closed your booking, so that nobody else sees it." in response.content.decode()
    assert "Wilhelmina" not in response.content.decode()


def test_somebody_waiting_sees_how_many_are_in_front(client, booking):
    make_booking(booking.occurrence, make_person("First"), state="waiting")
    waiting = make_booking(
        booking.occurrence, make_person("Second"), state="waiting", reference="Q0C1E8", secret=CODE, now=NOW
    )

    words = client.get(open_by_code(client, "Q0C1E8").url).content.decode()

    assert "1 booking is in front of you." in words
    assert "Leave the waiting list" in words
    assert waiting.places_in_front() == 1


def test_a_session_that_is_not_on_says_why_and_is_still_there(client, booking):
    booking.occurrence.state, booking.occurrence.reason = "cancelled", "The tutor is away."
    booking.occurrence.save()

    words = client.get(open_by_code(client).url).content.decode()

    assert "This session is not on." in words
    assert "The tutor is away." in words


@pytest.mark.parametrize(("state", "shown"), [("confirmed", True), ("waiting", False), ("cancelled", False)])
def test_a_joining_link_is_shown_to_those_booked_alone(client, state, shown):
    occurrence = make_occurrence(event=make_event(joining_link="https://meet.example.org/room", delivery="online"))
    booking = make_booking(occurrence, state=state, reference="A0C1E8", secret=CODE)
    page = client.get(open_by_code(client).url)

    assert ("meet.example.org" in page.content.decode()) is shown
    dates = client.get(page_of(booking, "my_booking_calendar")).content.decode()
    assert ("meet.example.org" in dates) is shown


def test_the_calendar_file_is_of_this_session(client, booking):
    open_by_code(client)

    response = client.get(page_of(booking, "my_booking_calendar"))

    assert response.headers["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;TZID=Europe/London:20261126T100000" in response.content
    assert b"Wilhelmina" not in response.content


def test_a_code_made_by_booking_opens_the_booking(client):
    booking, secret = book(occurrence=make_occurrence(), person=make_person(), by=Actor.public(), now=NOW)

    assert open_by_code(client, booking.reference, secret).url == page_of(booking)


@pytest.mark.parametrize("number", [1, 3])
def test_my_bookings_takes_the_same_queries_however_many_are_open(client, number, django_assert_num_queries):
    for place in range(number):
        booking = make_booking(make_occurrence(), make_person(f"Person {place}"))
        client.get(reverse("events:booking_link"), {"b": token_for(booking)})
    client.get(MY)

    with django_assert_num_queries(3):
        client.get(MY)
