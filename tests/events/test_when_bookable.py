"""Lists and pages of what cannot be booked yet, or any more: what they say, and that booking refuses the same."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.events.test_booking_pages import url
from tests.factories.accounts import make_superuser
from tests.factories.events import make_event, make_occurrence
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
# NOW is Friday 20 November; an occurrence is on Thursday 26 unless told otherwise.
THURSDAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def make_course(dates=2, first_on=THURSDAY, **event):
    event = make_event("Getting online", booking_scope="course", **event)
    return [make_occurrence(event, first_on + timedelta(weeks=week)) for week in range(dates)]


def words_of(client, address):
    return client.get(address).content.decode()


def test_what_is_not_open_yet_says_from_when(client):
    occurrence = make_occurrence(make_event(opens_days_before=3))

    assert "Book from 23 November" in words_of(client, "/events/")
    assert "You can book this session from Monday 23 November 2026." in words_of(client, occurrence.get_absolute_url())
    refused = client.get(url("booking_start", occurrence))
    assert refused.status_code == 409
    assert "You can book this session from Monday 23 November 2026." in refused.content.decode()
    assert url("booking_start", occurrence) not in words_of(client, "/events/")


def test_what_has_closed_is_booked_by_telephone_and_by_staff(client):
    occurrence = make_occurrence(make_event(closes_hours_before=24 * 7))

    assert "Ring us to book" in words_of(client, "/events/")
    assert client.get(url("booking_start", occurrence)).status_code == 409
    sentence = (
        "Booking on the website closed on Thursday 19 November 2026, 10am. Please ring us: there may still be room."
    )
    assert sentence in words_of(client, occurrence.get_absolute_url())

    client.force_login(make_superuser())
    assert client.get(url("booking_start", occurrence)).status_code == 200


def test_staff_do_not_book_before_it_opens_either(client):
    occurrence = make_occurrence(make_event(opens_days_before=3))
    client.force_login(make_superuser())

    assert client.get(url("booking_start", occurrence)).status_code == 409


def test_a_course_that_has_begun_says_that_it_is_too_late(client):
    _, second = make_course(first_on=date(2026, 11, 19))

    assert "Too late to join" in words_of(client, "/events/")
    assert "it is too late to join it" in words_of(client, second.get_absolute_url())


def test_a_course_that_can_still_be_joined_can_be_booked_from_its_next_date(client):
    _, second = make_course(first_on=date(2026, 11, 19), late_joining=1)

    page = words_of(client, second.get_absolute_url())

    assert "Book the course" in page
    assert url("booking_start", second) in page


def test_a_list_asks_no_more_for_more_courses(client):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/events/").status_code == 200
        return len(asked)

    make_course()
    queries()  # the site and its settings are looked up once
    one = queries()
    make_course(dates=4)
    make_course(dates=4)

    assert queries() == one
