"""Every way of publishing ends in the occurrences; saving a draft touches none."""

import re
from datetime import date, time, timedelta
from uuid import UUID

import pytest
import recurrence
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.actors import Actor
from events.actions.schedules import apply_schedule
from events.models import EventPage, Occurrence, Schedule
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event, make_schedule
from tests.factories.locations import make_venue
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming():
    """A date well ahead of the machine's own clock, which publishing reads."""
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def admin(client):
    user = make_superuser()
    client.force_login(user)
    return client


def make_draft(first_on, **kwargs):
    event = make_event(live=False, **kwargs)
    schedule = Schedule(first_on=first_on, start_time=time(10), end_time=time(12), venue=make_venue())
    schedule.recurrence = recurrence.deserialize("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3", False)
    event.schedules.add(schedule)
    event.save_revision()
    return event


def form_of(first_on, venue, rows=None, **answers):
    """What the browser sends from the page of an event with one schedule."""
    row = {
        "id": "",
        "key": "",
        "ORDER": "1",
        "DELETE": "",
        "first_on": f"{first_on:%Y-%m-%d}",
        "start_time": "10:00",
        "end_time": "12:00",
        "venue": venue.pk if venue else "",
        "recurrence_repeat": "W2",
        "recurrence_times": "3",
    }
    fields = {
        "title": "Silver Surfers",
        "slug": "silver-surfers",
        "kind": "workshop",
        "delivery": "in-person",
        "audience": "everyone",
        "booking_mode": "book",
        "booking_scope": "dates",
        "late_joining": "0",
        "closes_hours_before": "0",
        "decide_days_before": "3",
        "waiting_list_places": "10",
        "body": "null",
        "schedules-TOTAL_FORMS": "1",
        "schedules-INITIAL_FORMS": "0",
        "schedules-MIN_NUM_FORMS": "0",
        "schedules-MAX_NUM_FORMS": "1000",
        "questions-TOTAL_FORMS": "0",
        "questions-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    fields |= {f"schedules-0-{name}": value for name, value in (row | (rows or {})).items()}
    return fields | answers


def edit(admin, event, fields):
    return admin.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), fields)


def publish(admin, event, fields):
    """What an editor does: Publish, read the plan, and approve it as it is. The answer to the last of these."""
    response = edit(admin, event, fields | {"action-publish": "action-publish"})
    if response.status_code != 302 or "/events/plan/" not in response["Location"]:
        return response
    shown = admin.get(response["Location"])
    return admin.post(response["Location"], answers_of(shown.context["form"]), follow=True)


def answers_of(form, **changed):
    """What a browser sends of a form whose fields are left as they came."""
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value is not None} | changed


def messages_of(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_publishing_a_revision_makes_the_occurrences(coming):
    event = make_draft(coming)
    assert not Occurrence.objects.exists()

    event.get_latest_revision().publish()

    assert [row.original_on for row in Occurrence.objects.all()] == [coming + timedelta(days=14 * n) for n in range(3)]


def test_a_draft_of_a_live_event_touches_no_occurrence(coming):
    event = make_draft(coming)
    event.get_latest_revision().publish()
    before = list(Occurrence.objects.values())

    event = EventPage.objects.get(pk=event.pk)
    event.schedules = []
    event.save_revision()

    assert list(Occurrence.objects.values()) == before


def test_publishing_at_a_set_time_makes_them_when_it_comes(coming):
    event = make_draft(coming)
    event.go_live_at = timezone.now() + timedelta(hours=1)
    event.save_revision().publish()
    assert not Occurrence.objects.exists()

    event.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    Page.objects.filter(pk=event.pk).update(go_live_at=None)
    revision = event.get_latest_revision()
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled", verbosity=0)

    assert Occurrence.objects.count() == 3


def test_an_event_that_cannot_have_dates_is_not_published_by_any_way(coming):
    event = make_draft(coming)
    [schedule] = event.schedules.all()
    schedule.recurrence = recurrence.deserialize("RRULE:FREQ=MONTHLY;BYDAY=1MO,1TU;BYMONTHDAY=31", False)
    event.schedules = [schedule]
    revision = event.save_revision()

    with pytest.raises(ValidationError, match="It has no dates"):
        revision.publish()

    assert not Occurrence.objects.exists()


def test_an_editor_saves_a_draft_and_publishes_it(admin, coming):
    event, venue = make_event(live=False), make_venue()

    edit(admin, event, form_of(coming, venue))
    assert not Occurrence.objects.exists()
    edit(admin, event, form_of(coming, venue, {"id": Schedule.objects.get().pk}, **{"schedules-INITIAL_FORMS": "1"}))
    assert not Occurrence.objects.exists()
    fields = form_of(coming, venue, {"id": Schedule.objects.get().pk}, **{"schedules-INITIAL_FORMS": "1"})
    publish(admin, event, fields)

    assert Occurrence.objects.count() == 3


def test_a_draft_may_be_half_filled_in_and_says_what_is_missing(admin, coming):
    event = make_event(live=False)
    blank = {"first_on": "", "start_time": "", "end_time": ""}

    response = admin.post(
        reverse("wagtailadmin_pages:edit", args=[event.pk]), form_of(coming, None, blank), follow=True
    )

    assert "Before it can be published: Enter the first date. Enter when it starts. Enter when it ends." in (
        messages_of(response)
    )
    assert Schedule.objects.get().first_on is None


def test_publishing_a_half_filled_event_is_refused_with_sentences(admin, coming):
    event = make_event(live=False)
    fields = form_of(coming, None, {"end_time": "10:00"}, booking_mode="elsewhere", delivery="both")

    response = edit(admin, event, fields | {"action-publish": "action-publish"})

    html = response.content.decode()
    assert "It ends at the same time as it starts." in html
    assert "Enter the web address where people book." in html
    assert "Enter the link to join it online." in html
    assert not EventPage.objects.get(pk=event.pk).live


def test_publishing_in_person_without_a_place_is_refused(admin, coming):
    event = make_event(live=False)

    response = edit(admin, event, form_of(coming, None) | {"action-publish": "action-publish"})

    assert "Choose the place. If it is online only, say so" in response.content.decode()
    assert not EventPage.objects.get(pk=event.pk).live


def test_publishing_a_first_date_off_its_rule_is_refused_and_the_nearest_offered(admin):
    event, venue = make_event(live=False), make_venue()
    fields = form_of(date(2027, 6, 3), venue, {"recurrence_days": ["WE"]})

    response = edit(admin, event, fields | {"action-publish": "action-publish"})

    assert "The nearest that is: Wednesday 2 June 2027." in response.content.decode()


def test_a_schedule_added_to_a_live_event_keeps_its_key_through_every_edit(admin, coming):
    """Its row exists only after publishing, and the draft still shows it without a number."""
    event, venue = make_event(), make_venue()
    publish(admin, event, form_of(coming, venue))
    before = list(Occurrence.objects.values_list("pk", "schedule_key"))

    page = admin.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    [row] = page.context["form"].formsets["schedules"].forms
    shown = {"id": row["id"].value() or "", "key": str(row["key"].value()), "start_time": "14:00", "end_time": "16:00"}
    publish(admin, event, form_of(coming, venue, shown, **{"schedules-INITIAL_FORMS": "1"}))

    assert UUID(shown["key"]) == before[0][1]
    assert list(Occurrence.objects.values_list("pk", "schedule_key")) == before
    assert {timezone.localtime(row.starts_at).hour for row in Occurrence.objects.all()} == {14}


def test_the_hidden_key_is_in_the_page(admin, coming):
    event = make_draft(coming)

    html = admin.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()

    [schedule] = Schedule.objects.filter(event=event) or event.get_latest_revision_as_object().schedules.all()
    assert f'name="schedules-0-key" value="{schedule.key}"' in html
    assert 'name="schedules-__prefix__-key"' in html
    assert "events/css/recurrence.css" in html


def test_a_copy_has_dates_of_its_own(admin, coming):
    event = make_draft(coming)
    event.get_latest_revision().publish()
    original = list(Occurrence.objects.values())

    copied = EventPage.objects.get(pk=event.pk).copy(
        update_attrs={"title": "Copy", "slug": "copy"}, keep_live=False, user=None
    )
    assert list(Occurrence.objects.values()) == original
    copied.get_latest_revision().publish()

    assert Occurrence.objects.filter(event=copied).count() == 3
    assert list(Occurrence.objects.filter(event=event).values()) == original


def test_the_comparison_of_two_drafts_shows_the_rule(admin, coming):
    event = make_draft(coming)
    first = event.get_latest_revision()
    draft = event.get_latest_revision_as_object()
    [schedule] = draft.schedules.all()
    schedule.recurrence = recurrence.deserialize("RRULE:FREQ=MONTHLY;BYDAY=-1FR", False)
    draft.schedules = [schedule]
    second = draft.save_revision()

    response = admin.get(reverse("wagtailadmin_pages:revisions_compare", args=[event.pk, first.pk, second.pk]))

    assert response.status_code == 200
    shown = re.sub(r"<[^>]+>", "", response.content.decode())
    assert f"every other {coming:%A}, 3 times" in shown
    assert "the last Friday of the month" in shown
    assert "RRULE" not in shown


def test_an_event_with_people_is_not_deleted(admin):
    event = make_event()
    make_schedule(event)
    apply_schedule(event, by=Actor.system(), now=NOW)
    make_booking(Occurrence.objects.get(), state="cancelled")

    response = admin.post(reverse("wagtailadmin_pages:delete", args=[event.pk]), follow=True)

    assert "so it cannot be deleted" in messages_of(response)
    assert EventPage.objects.filter(pk=event.pk).exists()


def test_many_pages_with_people_are_not_deleted(admin):
    event, other = make_event(), make_event()
    make_booking(make_occurrence_of(event))

    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = admin.post(f"{url}?id={event.pk}&id={other.pk}", follow=True)

    assert "so it cannot be deleted" in messages_of(response)
    assert EventPage.objects.count() == 2


def make_occurrence_of(event):
    make_schedule(event)
    apply_schedule(event, by=Actor.system(), now=NOW)
    return Occurrence.objects.get()


def test_unpublishing_many_with_people_booked_asks_staff_to_decide(admin, coming):
    event = make_draft(coming)
    event.get_latest_revision().publish()
    make_booking(Occurrence.objects.first())

    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    response = admin.post(f"{url}?id={event.pk}", follow=True)

    assert "so it needs a decision" in messages_of(response)
    assert Occurrence.objects.needing_decision().count() == 1


def test_who_publishes_is_told_of_too_few_places(admin, coming):
    event, venue = make_event(), make_venue()
    publish(admin, event, form_of(coming, venue))
    first, second, _ = Occurrence.objects.all()
    make_booking(first, places=2)
    make_booking(second, places=2)
    row = {"id": Schedule.objects.get().pk, "key": str(first.schedule_key)}
    one_row = {"schedules-INITIAL_FORMS": "1", "action-publish": "action-publish"}

    response = admin.post(
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        form_of(coming, venue, row, capacity="1", **one_row),
        follow=True,
    )

    assert "needs a decision" not in messages_of(response)
    assert "More people are booked than there are places on 2 dates. They keep their bookings." in messages_of(response)


def test_more_places_go_to_those_who_wait(coming):
    event = make_draft(coming, capacity=1)
    event.get_latest_revision().publish()
    occurrence = Occurrence.objects.first()
    make_booking(occurrence)
    waiting = make_booking(occurrence, state="waiting")

    event = EventPage.objects.get(pk=event.pk)
    event.capacity = 2
    event.save_revision().publish()

    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_the_nightly_command_extends_every_published_event(capsys):
    first, second = make_event(), make_event()
    make_schedule(first, first_on=timezone.localdate() + timedelta(days=1))
    make_schedule(second, first_on=timezone.localdate() + timedelta(days=1))
    make_schedule(make_event(live=False))

    call_command("extend_occurrences")
    call_command("extend_occurrences")

    assert capsys.readouterr().out == "2 events: 2 dates added.\n2 events: 0 dates added.\n"


def test_one_event_that_goes_wrong_does_not_stop_the_others(monkeypatch, caplog):
    from events.actions import extending

    wrong, right = make_event(), make_event()
    for event in (wrong, right):
        make_schedule(event)
    apply, private = extending.apply_schedule, ["something private"]

    def apply_to_some(event, **kwargs):
        if event.pk == wrong.pk:
            raise ValueError(*private)
        return apply(event, **kwargs)

    monkeypatch.setattr(extending, "apply_schedule", apply_to_some)
    monkeypatch.setattr(extending.logger, "propagate", True)

    assert extending.extend_occurrences(NOW) == (2, 1, 1)
    assert "something private" not in caplog.text


def asking(**question):
    """The part of the form with one question that the event asks."""
    row = {"id": "", "ORDER": "1", "DELETE": "", "kind": "words", "choices": "", "text": "Which phone?"} | question
    return {"questions-TOTAL_FORMS": "1"} | {f"questions-0-{name}": value for name, value in row.items()}


def test_a_question_with_one_answer_to_choose_is_not_published_and_says_why(admin, coming):
    event, venue = make_event(), make_venue()

    response = publish(
        admin, event, form_of(coming, venue) | asking(reason="For cables.", kind="choice", choices="One")
    )

    assert "Enter from 2 to 8 answers to choose from" in response.content.decode()
    assert event.questions.count() == 0


def test_a_question_keeps_its_number_through_every_publication(admin, coming):
    event, venue = make_event(), make_venue()
    publish(admin, event, form_of(coming, venue) | asking(reason="For cables."))
    question = event.questions.get()
    schedule = event.schedules.get()
    there = {"id": question.pk, "reason": "For cables.", "text": "Which telephone?"}
    again = form_of(coming, venue, {"id": schedule.pk, "key": schedule.key}) | asking(**there)

    publish(admin, event, again | {"questions-INITIAL_FORMS": "1", "schedules-INITIAL_FORMS": "1"})

    assert list(event.questions.values_list("pk", "text")) == [(question.pk, "Which telephone?")]


def test_saving_while_an_autosave_is_under_way_makes_no_row_twice(admin, coming):
    """The page has not heard yet that its new rows were saved, and sends them as new again."""
    event, venue = make_event(live=False), make_venue()
    as_typed = form_of(coming, venue) | asking(reason="For cables.")
    edit(admin, event, as_typed)

    edit(admin, event, as_typed | {"schedules-0-start_time": "09:00"})

    draft = event.get_latest_revision_as_object()
    assert [row.start_time.hour for row in draft.schedules.all()] == [9]
    assert [row.text for row in draft.questions.all()] == ["Which phone?"]


def test_a_row_added_to_those_that_the_page_knows_joins_them(admin, coming):
    event, venue = make_event(live=False), make_venue()
    edit(admin, event, form_of(coming, venue))
    known = event.get_latest_revision_as_object().schedules.first()
    there = {"id": known.pk, "key": known.key}
    both = form_of(coming, venue, there) | {"schedules-INITIAL_FORMS": "1", "schedules-TOTAL_FORMS": "2"}
    added = {name.replace("-0-", "-1-"): value for name, value in form_of(coming, venue).items() if "-0-" in name}

    edit(admin, event, both | added | {"schedules-1-start_time": "14:00", "schedules-1-end_time": "16:00"})

    draft = event.get_latest_revision_as_object()
    assert sorted(row.start_time.hour for row in draft.schedules.all()) == [10, 14]
