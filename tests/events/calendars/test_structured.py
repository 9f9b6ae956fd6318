"""What search engines and those who share a link are told of an event."""

import json
import re
from datetime import date, timedelta

import pytest

from core.actors import Actor
from events.actions import occurrences as acts
from events.models import Occurrence
from tests.factories.events import make_booking, make_course, make_event, make_occurrence
from tests.factories.locations import make_venue

pytestmark = pytest.mark.django_db
STAFF = Actor.system()


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def data_of(client, address):
    html = client.get(address).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(text)


def one(client, row):
    (found,) = data_of(client, row.get_absolute_url())["@graph"]
    return found


def test_a_date_is_an_event_with_londons_offset(client, london):
    event = make_event("Silver Surfers", slug="surfers", summary="Tea.", kind="course")
    row = make_occurrence(event, venue=make_venue("Carlisle Library", position=(54.8951, -2.9382)))

    found = one(client, row)

    assert found["@type"] == "EducationEvent"
    assert (found["startDate"], found["endDate"]) == ("2026-11-26T10:00:00+00:00", "2026-11-26T12:00:00+00:00")
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert found["location"] == {
        "@type": "Place",
        "name": "Carlisle Library",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "11 Globe Lane",
            "addressLocality": "Carlisle",
            "postalCode": "CA3 8NX",
            "addressCountry": "GB",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 54.8951, "longitude": -2.9382},
    }
    assert found["url"] == "http://127.0.0.1:8000/events/surfers/2026-11-26/"
    assert (found["isAccessibleForFree"], found["offers"]["price"]) == (True, 0)
    assert "previousStartDate" not in found


def test_in_summer_the_offset_is_an_hour(client):
    assert one(client, make_occurrence(day=date(2027, 6, 3)))["startDate"] == "2027-06-03T10:00:00+01:00"


def test_one_that_is_off_is_cancelled(client, now):
    row = acts.cancel(make_occurrence(), reason="Snow", by=STAFF, now=now)

    assert one(client, row)["eventStatus"] == "https://schema.org/EventCancelled"


def test_another_day_is_rescheduled_with_the_date_before(client, now):
    row = make_occurrence()
    at = row.starts_at + timedelta(days=2)
    row = acts.move(row, starts_at=at, ends_at=at + timedelta(hours=2), venue=row.venue, by=STAFF, now=now)

    found = one(client, Occurrence.objects.get())

    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert found["previousStartDate"] == "2026-11-26T10:00:00+00:00"
    assert found["startDate"] == "2026-11-28T10:00:00+00:00"


def test_another_place_alone_is_not_another_date(client, now):
    row = make_occurrence()
    acts.move(row, starts_at=row.starts_at, ends_at=row.ends_at, venue=make_venue("Keswick"), by=STAFF, now=now)

    found = one(client, Occurrence.objects.get())

    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert "previousStartDate" not in found
    assert found["location"]["name"] == "Keswick"


def test_one_that_went_online_says_so_and_gives_no_link_to_the_room(client, now):
    event = make_event(delivery="both", joining_link="https://meet.example.org/room")
    row = make_occurrence(event)
    acts.move(row, starts_at=row.starts_at, ends_at=row.ends_at, venue=None, by=STAFF, now=now)

    found = one(client, Occurrence.objects.get())

    assert found["eventStatus"] == "https://schema.org/EventMovedOnline"
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"] == {"@type": "VirtualLocation", "url": found["url"]}


def test_a_full_one_is_sold_out_and_one_that_costs_is_not_called_free(client):
    full = make_occurrence(make_event(capacity=1))
    make_booking(full)
    paid = make_occurrence(make_event(cost="£3"))

    assert one(client, full)["offers"]["availability"] == "https://schema.org/SoldOut"
    assert "offers" not in one(client, paid)
    assert "isAccessibleForFree" not in one(client, paid)


def test_an_events_page_has_the_dates_that_it_shows_and_a_course_its_instances(client):
    course = make_course("Getting online", slug="online", outcomes="Send an e-mail\nJoin a call")
    event = make_event(course=course, slug="surfers")
    for day in range(1, 12):
        make_occurrence(event, day=date(2026, 12, day))

    assert len(data_of(client, "/events/surfers/")["@graph"]) == 8
    found = data_of(client, "/courses/online/")
    assert (found["@type"], found["teaches"]) == ("Course", ["Send an e-mail", "Join a call"])
    assert found["provider"]["@type"] == "Organization"
    assert found["hasCourseInstance"][0]["startDate"] == "2026-12-01T10:00:00+00:00"
    assert found["hasCourseInstance"][0]["courseMode"] == "Onsite"
    assert found["offers"] == {"@type": "Offer", "category": "Free"}


def test_a_title_cannot_end_the_element(client):
    row = make_occurrence(make_event("</script><script>alert(1)</script>&", slug="x"))

    assert one(client, row)["name"] == "</script><script>alert(1)</script>&"


def test_a_shared_link_has_a_card(client):
    row = make_occurrence(make_event("Silver & grey", slug="surfers", summary="Tea."))

    html = client.get(row.get_absolute_url()).content.decode()

    assert '<meta property="og:title" content="Silver &amp; grey">' in html
    assert '<meta property="og:description" content="Tea.">' in html
    assert '<meta property="og:url" content="http://127.0.0.1:8000/events/surfers/2026-11-26/">' in html


def test_an_unlisted_event_tells_search_engines_nothing(client):
    row = make_occurrence(make_event(audience="staff"))

    html = client.get(row.get_absolute_url()).content.decode()

    assert "ld+json" not in html
    assert '<meta name="robots" content="noindex">' in html
