"""A weekly event with people booked on its second date, all well ahead of the machine's own clock."""

from datetime import time, timedelta

import pytest
import recurrence
from django.utils import timezone

from core.actors import Actor
from events.actions.schedules import apply_schedule
from events.models import EventPage, Occurrence, Schedule
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event
from tests.factories.locations import make_venue
from tests.factories.people import make_person


@pytest.fixture
def admin(client):
    client.force_login(make_superuser())
    return client


@pytest.fixture
def coming():
    """A Wednesday of next week or the week after."""
    today = timezone.localdate()
    return today + timedelta(days=7 + (2 - today.weekday()) % 7)


@pytest.fixture
def weekly(coming):
    """Five dates, ten to twelve at Carlisle Library, published."""
    event = make_event("Silver Surfers", live=False, slug="surfers")
    schedule = Schedule(first_on=coming, start_time=time(10), end_time=time(12), venue=make_venue("Carlisle Library"))
    schedule.recurrence = recurrence.deserialize("RRULE:FREQ=WEEKLY;COUNT=5", False)
    event.schedules.add(schedule)
    event.save_revision().publish()
    apply_schedule(event, by=Actor.system(), now=timezone.now())
    assert Occurrence.objects.count() == 5
    return EventPage.objects.get(pk=event.pk)


@pytest.fixture
def booked(weekly):
    """The second date, with somebody who has an e-mail address and somebody who has nothing."""
    row = list(Occurrence.objects.order_by("starts_at"))[1]
    make_booking(row, make_person("Betty", email="betty@example.org", contact_by="email"))
    make_booking(row, make_person("Arthur"))
    return row
