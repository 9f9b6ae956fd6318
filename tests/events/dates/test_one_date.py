"""Moving one date, a date of its own, and deciding: shown first, then done, and everybody booked is told."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from core.words import LONDON, full_day_words
from events.actions import occurrences
from events.models import EventPage, Occurrence
from locations.models import BankHoliday
from messaging.models import Message
from tests.events.dates.test_plan_page import draft, text_of
from tests.events.test_publishing import messages_of
from tests.factories.events import make_booking
from tests.factories.locations import make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def move_answers(row, **changed):
    starts = row.starts_at.astimezone(LONDON)
    answers = {
        "on": f"{starts + timedelta(days=1):%Y-%m-%d}",
        "starts": "14:00",
        "ends": "16:00",
        "venue": "Carlisle Library",
        "reason": "The room is taken",
    }
    return answers | changed


def move_url(row):
    return reverse("event_dates:move", args=[row.pk])


def test_a_move_is_shown_first_and_then_done(admin, booked, client):
    old_url, answers = booked.get_absolute_url(), move_answers(booked)
    shown = admin.post(move_url(booked), answers)
    assert shown.status_code == 200
    assert "2 booked: 1 will be told by e-mail; 1 cannot be told" in text_of(shown)
    assert Occurrence.objects.get(pk=booked.pk).starts_at == booked.starts_at

    confirm = {"confirm": "yes", "fingerprint": shown.context["shown"]["fingerprint"]}
    admin.post(move_url(booked), answers | confirm)

    moved = Occurrence.objects.get(pk=booked.pk)
    assert moved.starts_at == booked.starts_at + timedelta(days=1, hours=4)
    assert moved.reason == "The room is taken."
    assert moved.sequence == booked.sequence + 1
    assert moved.uid == booked.uid
    assert client.get(old_url)["Location"] == moved.get_absolute_url()
    message = Message.objects.get(kind="booking_session_moved")
    # From, to, and why.
    assert f"It was to be on {full_day_words(booked.starts_at)}, 10am. The room is taken." in message.body
    assert f"{full_day_words(moved.starts_at)}, 2pm to 4pm" in message.body


def test_somebody_who_booked_since_is_shown_before_the_move(admin, booked):
    answers = move_answers(booked)
    shown = admin.post(move_url(booked), answers)
    make_booking(booked, make_person("Winnie"))

    confirm = {"confirm": "yes", "fingerprint": shown.context["shown"]["fingerprint"]}
    again = admin.post(move_url(booked), answers | confirm)

    assert "something has changed since you last looked" in messages_of(again)
    assert "3 booked" in text_of(again)
    assert Occurrence.objects.get(pk=booked.pk).starts_at == booked.starts_at


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": "2020-01-01"}, "Choose a time that is still to come."),
        ({"on": "2126-01-01"}, "That is more than three years ahead. Look at the year."),
        ({"on": "31/02/2027"}, "Enter a valid date."),
        ({"on": ""}, "Enter the date."),
        ({"starts": ""}, "Enter when it starts."),
        ({"ends": "14:00"}, "It ends at the same time as it starts."),
        ({"starts": "16:00", "ends": "14:00"}, "It ends before it starts."),
        ({"venue": ""}, "Choose the place: it is not online."),
        ({"venue": "Atlantis"}, "There is no published venue called Atlantis."),
        ({"same": True}, "This is when and where it is already."),
    ],
)
def test_a_move_that_cannot_be_is_a_sentence_and_keeps_what_was_written(admin, booked, changed, sentence):
    starts = booked.starts_at.astimezone(LONDON)
    if changed.pop("same", False):
        changed = {"on": f"{starts:%Y-%m-%d}", "starts": "10:00", "ends": "12:00"}

    response = admin.post(move_url(booked), move_answers(booked, **changed))

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert 'value="The room is taken"' in text_of(response)


def test_what_speaks_against_a_move_is_said(admin, booked, weekly):
    other = Occurrence.objects.order_by("starts_at")[2]
    day = timezone.localdate(other.starts_at)
    BankHoliday.objects.create(nation="england-and-wales", on=day, title="Early May bank holiday")

    shown = text_of(admin.post(move_url(booked), move_answers(booked, on=f"{day}", starts="11:00", ends="13:00")))

    assert "It is a bank holiday: Early May bank holiday." in shown
    assert "The event has another date then:" in shown


def clocks_change_next(month):
    """The last Sunday of March or October that is still to come."""
    last_days = [date(timezone.localdate().year + more, month, 31) for more in (0, 1)]
    sundays = [day - timedelta(days=(day.weekday() + 1) % 7) for day in last_days]
    return next(day for day in sundays if day > timezone.localdate())


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        (3, "the clocks go forward, and there is no 1:30am: it starts at 2:30am."),
        (10, "the clocks go back, and 1:30am comes twice: the first one is meant."),
    ],
)
def test_a_time_that_the_clocks_leave_out_or_give_twice_is_said(admin, booked, month, sentence):
    on = f"{clocks_change_next(month)}"
    shown = text_of(admin.post(move_url(booked), move_answers(booked, on=on, starts="01:30", ends="03:30")))

    assert sentence in shown


def one_off(coming, **changed):
    day = coming + timedelta(days=1)
    return {
        "on": f"{day}",
        "starts": "10:00",
        "ends": "11:00",
        "venue": "carlisle library",
        "key": str(uuid4()),
    } | changed


def test_a_date_of_its_own_is_made_once_however_often_it_is_sent(admin, weekly, coming):
    url, answers = reverse("event_dates:add", args=[weekly.pk]), one_off(coming, capacity="4")

    admin.post(url, answers)
    admin.post(url, answers)

    made = Occurrence.objects.get(schedule_key=answers["key"])
    assert (made.capacity, made.changed_by_hand, Occurrence.objects.count()) == (4, True, 6)


def test_a_date_of_its_own_on_a_bank_holiday_is_made_when_somebody_says_so(admin, weekly, coming):
    url, answers = reverse("event_dates:add", args=[weekly.pk]), one_off(coming)
    BankHoliday.objects.create(nation="england-and-wales", on=coming + timedelta(days=1), title="May Day")

    asked = admin.post(url, answers)
    assert asked.status_code == 422
    assert "It is a bank holiday: May Day." in text_of(asked)
    assert Occurrence.objects.count() == 5

    admin.post(url, answers | {"anyway": "on"})
    assert Occurrence.objects.count() == 6


def follows(shown, **answers):
    return {"choice": "follow", "fingerprint": shown.context["fingerprint"]} | answers


def test_a_decision_names_the_place_and_is_shown_again_when_the_schedule_has_changed_since(admin, booked, weekly):
    draft(weekly, venue=make_venue("Penrith Library", slug="penrith"))
    EventPage.objects.get(pk=weekly.pk).get_latest_revision().publish()
    url = reverse("event_dates:decide", args=[booked.pk])
    shown = admin.get(url)
    assert "10am to 12 noon, Penrith Library, and tell them" in text_of(shown)

    draft(weekly, venue=make_venue("Kendal Library", slug="kendal"))
    EventPage.objects.get(pk=weekly.pk).get_latest_revision().publish()
    again = admin.post(url, follows(shown))

    assert again.status_code == 422
    assert "Since you looked, something has changed" in text_of(again)
    assert "Kendal Library, and tell them" in text_of(again)
    assert not Message.objects.exists()


def test_two_who_decide_at_once_tell_people_once(booked, weekly):
    draft(weekly, start_time=time(14), end_time=time(16))
    EventPage.objects.get(pk=weekly.pk).get_latest_revision().publish()
    one, other = Occurrence.objects.get(pk=booked.pk), Occurrence.objects.get(pk=booked.pk)
    occurrences.follow_schedule(one, by=Actor.system(), now=timezone.now())

    with pytest.raises(Refused, match="nothing to decide"):
        occurrences.follow_schedule(other, by=Actor.system(), now=timezone.now())

    assert Message.objects.filter(kind="booking_session_moved").count() == 1


def test_a_draft_that_moved_a_date_leaves_a_decision_that_staff_take(admin, booked, weekly):
    """Published with nobody there to approve: from the list, by workflow, at a set time."""
    draft(weekly, start_time=datetime.min.time().replace(hour=14), end_time=datetime.min.time().replace(hour=16))
    EventPage.objects.get(pk=weekly.pk).get_latest_revision().publish()
    url = reverse("event_dates:decide", args=[booked.pk])
    shown = admin.get(url)
    assert "2pm to 4pm" in text_of(shown)

    admin.post(url, follows(shown, reason="The library opens late"))

    moved = Occurrence.objects.get(pk=booked.pk)
    assert moved.starts_at == booked.starts_at + timedelta(hours=4)
    assert not moved.needs_decision
    assert not moved.changed_by_hand
    assert Message.objects.filter(kind="booking_session_moved").count() == 1


def test_a_date_dropped_needs_a_reason_or_is_kept(admin, booked, weekly):
    draft(weekly, first_on=booked.original_on + timedelta(days=70))
    EventPage.objects.get(pk=weekly.pk).get_latest_revision().publish()
    url = reverse("event_dates:decide", args=[booked.pk])

    refused = admin.post(url, follows(admin.get(url), reason=""))
    assert refused.status_code == 422
    assert "Say why it is not on" in text_of(refused)

    admin.post(url, {"choice": "keep"})
    assert not Occurrence.objects.get(pk=booked.pk).needs_decision


def test_the_dates_of_an_event_are_on_one_page(admin, booked, weekly, coming, django_assert_max_num_queries):
    BankHoliday.objects.create(nation="england-and-wales", on=coming + timedelta(days=35), title="May Day")
    [schedule] = weekly.schedules.all()
    schedule.recurrence.rrules[0].count = 6
    schedule.save()

    with django_assert_max_num_queries(40):
        shown = text_of(admin.get(reverse("event_dates:dates", args=[weekly.pk])))

    assert "To come: 5 dates" in shown
    assert "2 of 10" in shown
    assert "Left out: 1 date" in shown
    assert "It is a bank holiday: May Day." in shown


def test_a_date_left_out_is_held_after_all(admin, weekly, coming):
    day = coming + timedelta(days=35)
    BankHoliday.objects.create(nation="england-and-wales", on=day, title="May Day")
    [schedule] = weekly.schedules.all()
    schedule.recurrence.rrules[0].count = 6
    schedule.save()
    url = reverse("event_dates:hold", args=[weekly.pk])
    name = f"{schedule.key}_{day:%Y%m%d}"

    admin.post(url, {"date": name})
    again = admin.post(url, {"date": name}, follow=True)

    assert Occurrence.objects.filter(original_on=day).count() == 1
    assert "no longer among those left out" in messages_of(again)


def test_staff_of_a_place_named_twice_say_which(admin, booked):
    make_venue("Carlisle Library", slug="other", town="Dalston")

    response = admin.post(move_url(booked), move_answers(booked))

    assert "Several venues are called that. Write" in text_of(response)


@pytest.mark.parametrize("on", ["9999-12-31", "0206-11-26"])
def test_a_year_that_was_mistyped_is_met_with_a_sentence(admin, weekly, on):
    url = reverse("event_dates:add", args=[weekly.pk])
    night = {"on": on, "starts": "23:00", "ends": "01:00", "venue": "Carlisle Library"}

    response = admin.post(url, night)

    assert response.status_code == 422
    assert f"This is in the year {int(on[:4])}. Look at the year." in response.content.decode()
