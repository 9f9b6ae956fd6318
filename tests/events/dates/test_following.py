"""This and following: the old schedule ends, another takes over, and everybody booked goes along."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.words import full_day_words
from events.models import EventPage, Occurrence
from messaging.models import Message
from tests.events.dates.test_plan_page import draft, text_of
from tests.events.test_publishing import answers_of, messages_of

pytestmark = pytest.mark.django_db


def url_from(event, row):
    return reverse("event_dates:following", args=[event.pk, row.schedule_key, f"{row.original_on}"])


def form_answers(response, **changed):
    """What the browser sends of the schedule's form, its widget included."""
    form = response.context["form"]
    sent = {name: form[name].value() for name in ("first_on", "start_time", "end_time", "new_key")}
    sent |= {"recurrence_repeat": "W1", "recurrence_times": "4", "venue": "Carlisle Library"}
    return sent | changed


def state():
    return list(
        Occurrence.objects.order_by("pk").values("pk", "uid", "starts_at", "ends_at", "sequence", "address_day")
    )


def change(admin, url, **changed):
    answers = form_answers(admin.get(url), **changed)
    shown = admin.post(url, answers)
    assert shown.status_code == 200, text_of(shown)
    return admin.post(url, answers | answers_of(shown.context["plan_form"]) | {"confirm": "yes"}, follow=True), shown


def test_this_and_following_moves_the_rest_with_all_who_are_booked(admin, booked, weekly):
    first, *rest = Occurrence.objects.order_by("starts_at")
    old_url = booked.get_absolute_url()
    moved_on = booked.original_on + timedelta(days=1)

    response, shown = change(
        admin, url_from(weekly, booked), first_on=f"{moved_on}", start_time="14:00", end_time="16:00"
    )

    assert "4 dates moved." in text_of(shown)
    assert "2 booked: 1 will be told by e-mail; 1 cannot be told" in text_of(shown)
    assert "The schedule is changed. 4 dates moved." in messages_of(response)
    now = list(Occurrence.objects.order_by("starts_at"))
    assert [row.pk for row in now] == [first.pk, *(row.pk for row in rest)]
    assert now[0].starts_at == first.starts_at
    assert {row.starts_at - was.starts_at for row, was in zip(now[1:], rest, strict=True)} == {
        timedelta(days=1, hours=4)
    }
    assert now[1].uid == booked.uid
    assert admin.get(old_url)["Location"] == now[1].get_absolute_url()
    assert Message.objects.filter(kind="booking_session_moved").count() == 1
    old, new = EventPage.objects.get(pk=weekly.pk).schedules.order_by("first_on")
    assert new.continues == old.key


def test_nothing_changed_changes_nothing(admin, booked, weekly):
    before = state()

    response, _ = change(admin, url_from(weekly, booked))

    assert "Nothing changes." in messages_of(response)
    assert state() == before
    assert not Message.objects.exists()
    assert EventPage.objects.get(pk=weekly.pk).schedules.count() == 2


def test_all_to_come_changes_the_schedule_itself(admin, booked, weekly):
    first = Occurrence.objects.order_by("starts_at").first()

    change(admin, url_from(weekly, first), recurrence_times="5", start_time="09:00", end_time="11:00")

    assert EventPage.objects.get(pk=weekly.pk).schedules.count() == 1
    assert {timezone.localtime(row.starts_at).hour for row in Occurrence.objects.all()} == {9}


def test_a_date_cancelled_on_its_own_stays_so_when_its_schedule_is_taken_over(admin, weekly, booked):
    third = Occurrence.objects.order_by("starts_at")[2]
    admin.post(reverse("occurrence:cancel", args=[third.pk]), {"reason": "The tutor is ill"})

    change(admin, url_from(weekly, booked), start_time="09:00", end_time="11:00")

    third.refresh_from_db()
    assert third.is_cancelled
    assert Occurrence.objects.count() == 5


def test_sent_twice_it_is_done_once(admin, booked, weekly):
    url = url_from(weekly, booked)
    answers = form_answers(admin.get(url), start_time="09:00", end_time="11:00")
    answers |= answers_of(admin.post(url, answers).context["plan_form"]) | {"confirm": "yes"}
    admin.post(url, answers)

    again = admin.post(url, answers, follow=True)

    assert "This change is made already." in messages_of(again)
    assert Occurrence.objects.count() == 5


def test_it_is_refused_kindly_while_a_draft_is_pending(admin, booked, weekly):
    draft(weekly)

    response = admin.get(url_from(weekly, booked), follow=True)

    assert "Publish or discard that draft first" in messages_of(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"end_time": "10:00", "start_time": "10:00"}, "It ends at the same time as it starts."),
        ({"recurrence_days": ["FR"]}, "is not one of the dates it repeats on. The nearest that is:"),
        ({"recurrence_times": "1000000"}, "Enter how many times as a whole number from 1 to 1,000."),
        ({"first_on": ""}, "Enter the first date."),
        ({"venue": "Atlantis"}, "There is no published venue called Atlantis."),
        ({"recurrence_repeat": "RAW", "recurrence_rule": "RRULE:FREQ=WEEKLY;INTERVAL=0"}, "interval"),
    ],
)
def test_what_cannot_be_is_a_sentence(admin, booked, weekly, changed, sentence):
    url = url_from(weekly, booked)

    response = admin.post(url, form_answers(admin.get(url), **changed))

    assert response.status_code == 422
    assert sentence.lower() in text_of(response).lower()


def test_a_first_date_among_those_that_stay_is_refused_so_that_none_is_held_twice(admin, booked, weekly, coming):
    url = url_from(weekly, Occurrence.objects.order_by("starts_at")[3])

    response = admin.post(url, form_answers(admin.get(url), first_on=f"{coming}"))

    assert response.status_code == 422
    stays = full_day_words(coming + timedelta(days=14))
    assert f"Until then the schedule stays as it is, and has {stays}." in text_of(response)


def test_a_day_that_is_none_and_a_schedule_that_is_gone(admin, weekly):
    assert admin.get(f"/admin/events/{weekly.pk}/following/{uuid4()}/2026-11-26/").status_code == 404
    key = weekly.schedules.get().key
    assert admin.get(f"/admin/events/{weekly.pk}/following/{key}/yesterday/").status_code == 404
    over = admin.get(f"/admin/events/{weekly.pk}/following/{key}/2099-01-01/", follow=True)
    assert "This schedule has no dates from then on." in messages_of(over)
