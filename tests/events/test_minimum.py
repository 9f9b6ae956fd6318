"""Sessions that are held only if enough people book: who is told what, and when staff must decide."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions import occurrences
from events.actions.bookings import book
from events.minimum import minimum_words
from events.models import Occurrence
from messaging.models import Message
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()
# It begins on Thursday 26 November at ten and is decided on Monday 23.
THE_DAY = NOW + timedelta(days=3)


def make_meeting(minimum=4, **event):
    return make_occurrence(make_event(minimum_places=minimum, decide_days_before=3, **event))


def waiting_for_people(now):
    return list(Occurrence.objects.with_too_few(now))


def test_people_are_told_before_they_count_on_it():
    occurrence = make_meeting()

    assert minimum_words(occurrence, now=NOW) == (
        "This session is held if at least 4 people book. We decide on Monday 23 November 2026, "
        "and tell you if it is not on."
    )


def test_nothing_is_said_once_enough_have_booked():
    occurrence = make_meeting(minimum=2)
    make_booking(occurrence, places=2)

    assert minimum_words(occurrence, now=NOW) == ""


def test_people_who_wait_do_not_count():
    occurrence = make_meeting(minimum=2)
    make_booking(occurrence, places=2, state="waiting")

    assert minimum_words(occurrence, now=NOW) != ""


def test_the_confirmation_says_so():
    person = make_person(contact_by="email", email="w@example.org")

    book(occurrence=make_meeting(), person=person, by=PUBLIC, now=NOW)

    assert "This session is held if at least 4 people book." in Message.objects.get().body


def test_staff_decide_from_the_day_that_the_event_says():
    occurrence = make_meeting()

    assert waiting_for_people(THE_DAY - timedelta(days=1)) == []
    assert waiting_for_people(THE_DAY) == [occurrence]


@pytest.mark.parametrize(
    "changed",
    [{"state": "cancelled"}, {"although_few": True}, {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1)}],
)
def test_nothing_is_to_be_decided_once_it_is_off_held_or_begun(changed):
    occurrence = make_meeting()
    Occurrence.objects.filter(pk=occurrence.pk).update(**changed)

    assert waiting_for_people(THE_DAY) == []


def test_holding_it_all_the_same_settles_it():
    occurrence = make_meeting()

    occurrences.hold_although_few(occurrence, by=Actor.of(make_superuser()), now=THE_DAY)

    assert waiting_for_people(THE_DAY) == []
    occurrence.refresh_from_db()
    assert minimum_words(occurrence, now=THE_DAY) == ""
    assert AuditLine.objects.filter(action="occurrence.held_although_few").count() == 1


def test_where_there_is_nothing_to_decide_it_says_so():
    with pytest.raises(Refused, match="nothing to decide"):
        occurrences.hold_although_few(make_occurrence(), by=Actor.of(make_superuser()), now=NOW)


def test_a_whole_course_is_decided_once_with_its_first_date():
    event = make_event(minimum_places=4, decide_days_before=3, booking_scope="course")
    first = make_occurrence(event)
    second = make_occurrence(event, date(2026, 12, 3))

    assert waiting_for_people(THE_DAY) == [first]
    occurrences.hold_although_few(first, by=Actor.of(make_superuser()), now=THE_DAY)
    second.refresh_from_db()

    assert second.although_few
    assert waiting_for_people(THE_DAY + timedelta(days=7)) == []


def test_finding_them_asks_no_more_for_more_dates(django_assert_num_queries):
    for number in range(3):
        event = make_event(minimum_places=4, booking_scope="course")
        for week in range(number + 1):
            make_occurrence(event, date(2026, 11, 26) + timedelta(weeks=week))

    with django_assert_num_queries(3):
        assert len(waiting_for_people(THE_DAY)) == 3


def test_the_page_of_the_date_offers_to_hold_it(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: THE_DAY)
    occurrence = make_meeting()
    make_booking(occurrence)
    client.force_login(make_superuser())

    page = client.get(reverse("occurrence:inspect", args=[occurrence.pk])).content.decode()

    assert "1 place is booked, and it needs 4." in page
    done = client.post(reverse("occurrence:hold", args=[occurrence.pk]), follow=True)
    assert "It is held although fewer than 4 have booked." in done.content.decode()


def test_the_public_page_says_what_it_depends_on(client):
    occurrence = make_meeting()
    Occurrence.objects.filter(pk=occurrence.pk).update(
        starts_at=NOW + timedelta(days=6000), ends_at=NOW + timedelta(days=6000, hours=2)
    )

    page = client.get(occurrence.get_absolute_url()).content.decode()

    assert "This session is held if at least 4 people book." in page
