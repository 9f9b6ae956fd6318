from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, LEADS
from events.actions.occurrences import cancel, change_details, keep_as_it_is, move, put_back_on
from events.actions.schedules import NOT_PUBLISHED, apply_schedule
from events.models import Occurrence
from events.who_is_there import who_is_there
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence, make_schedule
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
STAFF = Actor("staff")


def act(action, occurrence, **answers):
    return action(occurrence, by=STAFF, now=NOW, **answers)


def test_cancelling_a_date_tells_those_booked_and_keeps_their_bookings():
    occurrence = make_occurrence()
    booking = make_booking(occurrence, make_person(contact_by="email", email="w@example.org"))

    act(cancel, occurrence, reason="  The tutor\n is ill. ")

    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.reason, occurrence.changed_by_hand) == ("cancelled", "The tutor is ill.", True)
    booking.refresh_from_db()
    assert booking.state == "confirmed"
    assert Message.objects.filter(to="w@example.org").count() == 1
    assert "occurrence.cancelled" in AuditLine.objects.values_list("action", flat=True)


@pytest.mark.parametrize(
    ("row", "reason", "sentence"),
    [
        ({}, " ", "Say why it is not on"),
        ({"state": "cancelled"}, "Ill", "cancelled already"),
        ({"day": date(2026, 11, 12)}, "Ill", "is over"),
    ],
)
def test_what_cannot_be_cancelled_says_why(row, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        act(cancel, make_occurrence(**row), reason=reason)


def test_a_cancelled_date_survives_the_next_publishing_and_can_be_put_back_on():
    event = make_event()
    make_schedule(event)
    apply_schedule(event, by=STAFF, now=NOW)
    act(cancel, Occurrence.objects.get(), reason="Snow")
    apply_schedule(event, by=STAFF, now=NOW)
    assert Occurrence.objects.get().is_cancelled

    act(put_back_on, Occurrence.objects.get())

    occurrence = Occurrence.objects.get()
    assert (occurrence.state, occurrence.reason, occurrence.changed_by_hand) == ("on", "", False)
    with pytest.raises(Refused, match="on already"):
        act(put_back_on, occurrence)


def test_a_one_off_date_put_back_on_is_still_one_that_no_schedule_rules():
    occurrence = make_occurrence(state="cancelled", changed_by_hand=True)

    act(put_back_on, occurrence)

    assert Occurrence.objects.get().changed_by_hand


def test_a_date_that_the_schedule_has_lost_meanwhile_stays_on_once_it_is_put_back_on():
    event = make_event()
    schedule = make_schedule(event)
    apply_schedule(event, by=STAFF, now=NOW)
    act(cancel, Occurrence.objects.get(), reason="Snow")
    schedule.first_on += timedelta(days=70)
    schedule.save()

    act(put_back_on, Occurrence.objects.get())
    apply_schedule(event, by=STAFF, now=NOW)

    assert [row.state for row in Occurrence.objects.order_by("starts_at")] == ["on", "on"]


def test_a_date_that_its_schedule_moved_goes_on_with_it_after_it_was_off():
    event = make_event()
    schedule = make_schedule(event)
    apply_schedule(event, by=STAFF, now=NOW)
    schedule.start_time = time(11)
    schedule.save()
    apply_schedule(event, by=STAFF, now=NOW)
    act(cancel, Occurrence.objects.get(), reason="Snow")

    act(put_back_on, Occurrence.objects.get())

    assert not Occurrence.objects.get().changed_by_hand


def test_a_date_moved_by_mistake_and_back_goes_with_its_schedule_again():
    event = make_event(delivery="online")
    make_schedule(event)
    apply_schedule(event, by=STAFF, now=NOW)
    row, day = Occurrence.objects.get(), timedelta(days=1)
    starts_at, ends_at = row.starts_at, row.ends_at

    act(move, row, starts_at=starts_at + day, ends_at=ends_at + day, venue=None)
    assert Occurrence.objects.get().changed_by_hand

    act(move, row, starts_at=starts_at, ends_at=ends_at, venue=None)
    assert not Occurrence.objects.get().changed_by_hand


def move_by(row, **by):
    fresh, by = Occurrence.objects.get(pk=row.pk), timedelta(**by)
    act(move, fresh, starts_at=fresh.starts_at + by, ends_at=fresh.ends_at + by, venue=fresh.venue)


def told_of_moves():
    return list(Message.objects.filter(kind="booking_session_moved").exclude(state="withdrawn").order_by("pk"))


def test_who_is_told_of_a_second_move_is_told_from_where_they_know_it_to_be():
    row = make_occurrence()
    make_booking(row, make_person("Betty", contact_by="email", email="b@example.org"))
    move_by(row, days=1)
    Message.objects.update(state="sent")
    make_booking(row, make_person("Late", contact_by="sms", phone="07700 900123"))

    move_by(row, days=1)

    *_, betty, late = told_of_moves()
    assert "It was to be on Friday 27 November 2026, 10am." in betty.body
    assert "It was to be on Friday 27 November 2026, 10am. It is now Saturday 28 November 2026" in late.body


def test_who_was_not_yet_told_of_the_first_move_is_told_from_where_it_was_at_first():
    row = make_occurrence()
    make_booking(row, make_person("Betty", contact_by="email", email="b@example.org"))
    move_by(row, days=1)

    move_by(row, days=1)

    [message] = told_of_moves()
    assert "It was to be on Thursday 26 November 2026, 10am." in message.body


def test_a_move_far_ahead_is_told_in_time_for_the_day_that_it_leaves():
    """A letter would come after they had stood before a closed door."""
    row = make_occurrence(day=date(2026, 11, 21))
    make_booking(row, make_person("Asha", contact_by="letter", address="1 High Street", phone="01632 960123"))
    assert who_is_there([row.event_id], now=NOW)[row.pk].reached == {"call": 1}

    move_by(row, days=60)

    [message] = told_of_moves()
    assert message.channel == "call"


def test_a_past_date_is_not_put_back_on():
    with pytest.raises(Refused, match="has passed"):
        act(put_back_on, make_occurrence(day=date(2026, 11, 12), state="cancelled"))


def test_a_date_that_staff_keep_stays_when_the_schedule_is_applied_again():
    event = make_event()
    make_booking(make_occurrence(event))
    apply_schedule(event, by=STAFF, now=NOW)

    act(keep_as_it_is, Occurrence.objects.get())

    assert not apply_schedule(event, by=STAFF, now=NOW)
    assert Occurrence.objects.get().needs_decision == ""
    with pytest.raises(Refused, match="nothing to decide"):
        act(keep_as_it_is, Occurrence.objects.get())


def test_a_date_that_nobody_can_see_is_not_kept():
    occurrence = make_occurrence(make_event(live=False), needs_decision=NOT_PUBLISHED)

    with pytest.raises(Refused, match="Nobody can see this date"):
        act(keep_as_it_is, occurrence)


def test_more_places_go_to_those_who_wait_and_fewer_take_nobodys():
    occurrence = make_occurrence(make_event(capacity=1))
    first = make_booking(occurrence)
    waiting = make_booking(occurrence, state="waiting")

    act(change_details, occurrence, capacity=2, lead=None)
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"

    act(change_details, occurrence, capacity=1, lead=None)
    assert {first.occurrence.bookings.get(pk=pk).state for pk in (first.pk, waiting.pk)} == {"confirmed"}


@pytest.fixture
def coordinator(client):
    client.force_login(make_staff(COORDINATORS))
    return client


@pytest.fixture
def in_time(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_dates_are_listed_with_their_room_in_the_admin(coordinator, in_time, django_assert_max_num_queries):
    counts = []
    for rows in (1, 3):
        for _ in range(rows):
            make_booking(make_occurrence(make_event("Silver Surfers", capacity=10)), places=3)
        with django_assert_max_num_queries(40) as queries:
            html = text(coordinator.get(reverse("occurrence:index")))
        counts.append(len(queries))

    assert html.count("3 of 10") == 4
    assert html.count("Thu 26 Nov 2026, ") == 4
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?decide=true", "Decide"), ("?when=over", "Past"), ("?state=cancelled", "Off"), ("?q=surf", "Surfers")],
)
def test_dates_are_filtered(coordinator, in_time, query, shown):
    make_occurrence(make_event("Decide"), needs_decision="Why")
    make_occurrence(make_event("Past"), day=date(2026, 11, 12))
    make_occurrence(make_event("Off"), state="cancelled")
    make_occurrence(make_event("Surfers"))

    rows = coordinator.get(reverse("occurrence:index") + query).context["object_list"]

    assert [row.event.title for row in rows] == [shown]


def test_a_coordinator_cancels_puts_back_and_changes_a_date(coordinator, in_time):
    occurrence = make_occurrence(make_event(capacity=10))
    page = reverse("occurrence:inspect", args=[occurrence.pk])
    assert "Cancel this date" in text(coordinator.get(page))

    coordinator.post(reverse("occurrence:cancel", args=[occurrence.pk]), {"reason": "Snow"})
    html = text(coordinator.get(page))
    assert "Cancelled: Snow" in html
    assert "Put it back on" in html

    coordinator.post(reverse("occurrence:on-again", args=[occurrence.pk]))
    assert Occurrence.objects.get().state == "on"

    response = coordinator.post(reverse("occurrence:edit", args=[occurrence.pk]), {"capacity": "4", "lead": ""})
    assert response.url == page
    assert Occurrence.objects.get().capacity == 4


def test_fewer_places_than_are_booked_are_warned_of(coordinator, in_time):
    occurrence = make_occurrence(make_event(capacity=10))
    make_booking(occurrence, places=2)
    change = reverse("occurrence:edit", args=[occurrence.pk])

    enough = text(coordinator.post(change, {"capacity": "2", "lead": ""}, follow=True))
    too_few = text(coordinator.post(change, {"capacity": "1", "lead": ""}, follow=True))

    assert "More people are booked" not in enough
    assert "More people are booked than there are places on 1 date. They keep their bookings." in too_few


def test_the_menu_leads_to_the_dates_still_to_come(client, in_time):
    lead = make_staff(LEADS)
    client.force_login(lead)

    home = text(client.get(reverse("wagtailadmin_home")))

    assert "/admin/occurrence/?when=coming" in home
    assert reverse("events:registers") in home


def test_the_register_is_offered_to_those_who_may_open_it(client, coordinator, in_time):
    occurrence = make_occurrence()
    page = reverse("occurrence:inspect", args=[occurrence.pk])
    register = reverse("events:register", args=[occurrence.register_code])
    assert register in text(coordinator.get(page))

    client.force_login(make_staff(EDITORS))

    assert register not in text(client.get(page))
    assert reverse("events:registers") not in text(client.get(reverse("wagtailadmin_home")))


def test_a_refusal_is_said(coordinator, in_time):
    occurrence = make_occurrence()

    response = coordinator.post(reverse("occurrence:cancel", args=[occurrence.pk]), {"reason": ""}, follow=True)

    assert "Say why it is not on" in text(response)
    assert not Occurrence.objects.get().is_cancelled


def test_a_session_lead_sees_dates_and_changes_none(client, in_time):
    client.force_login(make_staff(LEADS))
    occurrence = make_occurrence()

    assert "Cancel this date" not in text(client.get(reverse("occurrence:inspect", args=[occurrence.pk])))
    client.post(reverse("occurrence:cancel", args=[occurrence.pk]), {"reason": "Snow"})
    client.post(reverse("event_dates:decide", args=[occurrence.pk]))
    client.post(reverse("occurrence:edit", args=[occurrence.pk]), {"capacity": "1"})

    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.capacity) == ("on", None)
