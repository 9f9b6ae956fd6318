"""Bookings in the admin, for coordinators and for session leads."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from core.codes import same_secret
from events.models import Booking, BookingState
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def coordinator(client):
    client.force_login(make_staff("Coordinators"))
    return client


def listed(client, **query):
    words = client.get(reverse("booking:index"), query).content.decode()
    return {name for name in ("Asha", "Ben") if name in words}


def test_bookings_are_found_by_number_name_state_event_and_day(coordinator):
    asha = make_booking(make_occurrence(event=make_event("Tablets")), make_person("Asha"), reference="A0C1E8")
    make_booking(make_occurrence(day=NOW.date()), make_person("Ben"), state="cancelled")

    assert listed(coordinator) == {"Asha", "Ben"}
    assert listed(coordinator, q="A0C1E8") == {"Asha"}
    assert listed(coordinator, q="aOc 1e-b") == {"Asha"}
    assert listed(coordinator, q="ben") == {"Ben"}
    assert listed(coordinator, state="cancelled") == {"Ben"}
    assert listed(coordinator, event=asha.occurrence.event_id) == {"Asha"}
    assert listed(coordinator, day="2026-11-26") == {"Asha"}


def test_a_session_lead_sees_the_bookings_of_their_own_sessions(client):
    lead = make_staff("Session leads")
    make_booking(make_occurrence(lead=lead), make_person("Asha"))
    other = make_booking(make_occurrence(), make_person("Ben"))
    client.force_login(lead)

    assert listed(client) == {"Asha"}
    assert client.get(reverse("booking:inspect", args=[other.pk])).status_code == 404
    assert client.post(reverse("booking:new_code", args=[other.pk])).url == reverse("wagtailadmin_home")


def test_a_coordinator_cancels_for_somebody(coordinator):
    booking = make_booking(make_occurrence(), make_person("Asha"))
    page = coordinator.get(reverse("booking:inspect", args=[booking.pk])).content.decode()

    coordinator.post(reverse("booking:cancel", args=[booking.pk]))

    assert "Cancel this booking" in page
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED


@pytest.mark.parametrize(("said", "state"), [({"said": "yes"}, "done"), ({}, "to-do")])
def test_somebody_who_rang_to_cancel_is_not_rung_back(coordinator, said, state):
    booking = make_booking(make_occurrence(), make_person("Asha", contact_by="phone", phone="01632 960 123"))

    coordinator.post(reverse("booking:cancel", args=[booking.pk]), said)

    message = Message.objects.get(kind="booking_cancelled")
    assert (message.state, message.subject) == (state, "Ring to say: their booking is cancelled")


def test_a_booking_that_is_over_cannot_be_cancelled(coordinator):
    booking = make_booking(make_occurrence(day=NOW.date() - timedelta(days=1)))

    page = coordinator.post(reverse("booking:cancel", args=[booking.pk]), follow=True).content.decode()

    assert "has started" in page
    booking.refresh_from_db()
    assert booking.is_live


def test_a_new_code_is_shown_once_and_opens_the_booking(coordinator):
    booking = make_booking(make_occurrence(), make_person("Asha"), secret="ACEFGHJK")

    page = coordinator.post(reverse("booking:new_code", args=[booking.pk]))

    secret = re.search(r"Secret code: <strong>([A-Z0-9 ]+)</strong>", page.content.decode()).group(1)
    booking.refresh_from_db()
    assert same_secret(secret, booking.secret_hash)
    assert secret not in coordinator.get(reverse("booking:inspect", args=[booking.pk])).content.decode()


def test_a_new_code_is_not_given_by_looking(coordinator):
    booking = make_booking(make_occurrence())

    assert coordinator.get(reverse("booking:new_code", args=[booking.pk])).status_code == 405


@pytest.mark.parametrize("group", ["Editors", "Partner editors", "Elected members", "Safeguarding leads"])
def test_others_see_no_bookings(client, group):
    make_booking(make_occurrence(), make_person("Asha"))
    client.force_login(make_staff(group))

    assert listed(client) == set()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(coordinator, number, django_assert_max_num_queries):
    for place in range(number):
        make_booking(make_occurrence(), make_person(f"Person {place}"))
    coordinator.get(reverse("booking:index"))

    with django_assert_max_num_queries(20):
        coordinator.get(reverse("booking:index"))

    assert Booking.objects.count() == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_person_leads_to_their_bookings_and_back(coordinator, number, django_assert_max_num_queries):
    person = make_person("Asha")
    bookings = [make_booking(make_occurrence(event=make_event("Tablets")), person) for _ in range(number)]
    page = reverse("person:inspect", args=[person.pk])

    with django_assert_max_num_queries(25):
        words = coordinator.get(page).content.decode()

    assert words.count("Tablets, Thursday 26 November 2026, 10am to 12 noon: booked") == number
    booking = reverse("booking:inspect", args=[bookings[0].pk])
    assert booking in words
    assert page in coordinator.get(booking).content.decode()
