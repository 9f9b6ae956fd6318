"""Whoever publishes reads first what happens to the dates, and to whom; what they approve is what is done."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.models import AuditLine
from events.models import EventPage, Occurrence
from locations.models import BankHoliday
from messaging.models import Message
from tests.events.test_publishing import answers_of, form_of, messages_of
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event
from tests.factories.locations import make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def draft(event, **changes):
    """A draft in which the only schedule is changed; the plan page of it."""
    page = event.get_latest_revision_as_object()
    [schedule] = page.schedules.all()
    for name, value in changes.items():
        setattr(schedule, name, value)
    page.schedules = [schedule]
    return reverse("event_dates:publish", args=[page.save_revision().pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def hour(row):
    row.refresh_from_db()
    return timezone.localtime(row.starts_at).hour


def test_who_is_booked_and_how_they_are_told_is_read_before_publishing(admin, booked, weekly):
    url = draft(weekly, start_time=time(14), end_time=time(16))

    shown = text_of(admin.get(url))

    assert "5 dates moved." in shown
    assert "2 booked: 1 will be told by e-mail; 1 cannot be told" in shown
    assert "Move it and tell them" in shown
    assert hour(booked) == 10


def test_what_is_approved_is_done_and_those_booked_are_told(admin, booked, weekly):
    url = draft(weekly, start_time=time(14), end_time=time(16))
    form = admin.get(url).context["form"]

    response = admin.post(url, answers_of(form, reason="The library opens late"), follow=True)

    assert "“Silver Surfers” is published. 5 dates moved." in messages_of(response)
    assert hour(booked) == 14
    assert {row.needs_decision for row in Occurrence.objects.all()} == {""}
    assert Message.objects.filter(kind="booking_session_moved").count() == 1
    assert Message.objects.get(kind="booking_session_moved").to == "betty@example.org"


def test_a_date_with_people_can_be_kept(admin, booked, weekly):
    url = draft(weekly, start_time=time(14), end_time=time(16))
    form = admin.get(url).context["form"]

    admin.post(url, answers_of(form, **{f"date-{booked.pk}": "keep"}))

    assert hour(booked) == 10
    assert booked.changed_by_hand
    assert sorted({hour(row) for row in Occurrence.objects.exclude(pk=booked.pk)}) == [14]
    assert not Message.objects.exists()


def test_taking_off_a_date_with_people_wants_a_public_reason(admin, booked, weekly):
    url = draft(weekly, first_on=booked.original_on + timedelta(days=70))
    form = admin.get(url).context["form"]

    response = admin.post(url, answers_of(form, reason=""))

    assert response.status_code == 422
    assert "Say why dates with people on them are off, in words for the public." in text_of(response)
    assert not EventPage.objects.get(pk=weekly.pk).schedules.filter(first_on__gt=booked.original_on).exists()

    admin.post(url, answers_of(form, reason="The tutor has left"))
    booked.refresh_from_db()
    assert (booked.state, booked.reason) == ("cancelled", "The tutor has left.")


def test_somebody_who_booked_since_is_shown_before_anything_is_done(admin, booked, weekly):
    url = draft(weekly, start_time=time(14), end_time=time(16))
    answers = answers_of(admin.get(url).context["form"], **{f"date-{booked.pk}": "keep"})
    make_booking(booked, make_person("Winnie"))

    response = admin.post(url, answers)

    assert response.status_code == 422
    assert "something has changed" in text_of(response)
    assert "3 booked" in text_of(response)
    assert response.context["form"][f"date-{booked.pk}"].value() == "keep"
    assert hour(booked) == 10

    admin.post(url, answers_of(response.context["form"]))
    assert hour(booked) == 10
    assert sorted({hour(row) for row in Occurrence.objects.all()}) == [10, 14]


def test_a_newer_draft_is_looked_at_first(admin, weekly):
    url = draft(weekly, start_time=time(14), end_time=time(16))
    draft(weekly, start_time=time(15), end_time=time(16))

    response = admin.get(url, follow=True)

    assert "A newer draft of this event has been saved." in messages_of(response)


def test_an_event_that_somebody_has_locked_meanwhile_is_not_published(admin, weekly):
    url = draft(weekly, start_time=time(14), end_time=time(16))
    form = admin.get(url).context["form"]
    Page.objects.filter(pk=weekly.pk).update(locked=True)

    response = admin.post(url, answers_of(form))

    assert response.status_code == 422
    assert "This event is locked" in text_of(response)
    assert hour(Occurrence.objects.first()) == 10


def test_a_plan_has_a_heading(admin, weekly):
    shown = text_of(admin.get(draft(weekly, start_time=time(14), end_time=time(16))))

    assert re.search(r"<h1[^>]*>.*Publish “Silver Surfers”.*</h1>", shown)


def test_text_alone_is_published_at_once(admin, weekly):
    url = reverse("wagtailadmin_pages:edit", args=[weekly.pk])
    [schedule] = weekly.schedules.all()
    row = {"id": schedule.pk, "key": schedule.key, "recurrence_repeat": "W1", "recurrence_times": "5"}
    fields = form_of(schedule.first_on, schedule.venue, row, title="Surfing for everybody")

    response = admin.post(url, fields | {"schedules-INITIAL_FORMS": "1", "action-publish": "action-publish"})

    assert "/events/plan/" not in response["Location"]
    assert EventPage.objects.get(pk=weekly.pk).title == "Surfing for everybody"


def test_a_new_event_is_on_the_site_only_when_its_plan_is_approved(admin, coming):
    index = make_event("Another").get_parent()
    fields = form_of(coming, make_venue()) | {"action-publish": "action-publish"}

    response = admin.post(reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk]), fields)

    page = Page.objects.get(slug="silver-surfers")
    assert not page.live
    assert "3 dates added." in text_of(admin.get(response["Location"]))
    admin.post(response["Location"], answers_of(admin.get(response["Location"]).context["form"]))
    assert Page.objects.get(slug="silver-surfers").live
    assert Occurrence.objects.count() == 3


@pytest.fixture
def bank_holiday(coming):
    return BankHoliday.objects.create(
        nation="england-and-wales", on=coming + timedelta(days=14), title="Spring bank holiday"
    )


def new_draft(admin, coming):
    event = make_event(live=False)
    fields = form_of(coming, make_venue("Kendal Library")) | {"action-publish": "action-publish"}
    return admin.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), fields)["Location"]


def test_a_bank_holiday_is_skipped_unless_somebody_says_otherwise(admin, coming, bank_holiday):
    url = new_draft(admin, coming)
    shown = admin.get(url)
    assert "It is a bank holiday: Spring bank holiday." in text_of(shown)
    assert "2 dates added and 1 skipped." in text_of(shown)

    admin.post(url, answers_of(shown.context["form"]))

    assert [row.original_on for row in Occurrence.objects.all()] == [coming, coming + timedelta(days=28)]


def test_a_skipped_date_can_be_held_anyway_or_elsewhere(admin, coming, bank_holiday):
    url = new_draft(admin, coming)
    form = admin.get(url).context["form"]
    [name] = [name for name in form.fields if name.startswith("date-") and name.count("-") == 5]
    elsewhere = {name: "move", f"{name}-on": f"{coming + timedelta(days=15)}", f"{name}-venue": "kendal LIBRARY"}

    admin.post(url, answers_of(form, **elsewhere))

    moved = Occurrence.objects.get(original_on=bank_holiday.on)
    assert timezone.localdate(moved.starts_at) == coming + timedelta(days=15)
    assert moved.changed_by_hand


def test_a_wrong_answer_about_a_skipped_date_is_a_sentence_and_nothing_is_lost(admin, coming, bank_holiday):
    url = new_draft(admin, coming)
    form = admin.get(url).context["form"]
    [name] = [name for name in form.fields if name.startswith("date-") and name.count("-") == 5]
    wrong = {name: "move", f"{name}-on": "", f"{name}-venue": "Atlantis Library"}

    response = admin.post(url, answers_of(form, **wrong))

    assert response.status_code == 422
    assert "Enter the date." in text_of(response)
    assert "There is no published venue called Atlantis Library." in text_of(response)
    assert 'value="Atlantis Library"' in text_of(response)
    assert not Occurrence.objects.exists()


def test_unpublishing_shows_who_is_booked_and_tells_them(admin, booked, weekly):
    response = admin.post(reverse("wagtailadmin_pages:unpublish", args=[weekly.pk]), follow=True)
    assert "2 booked" in text_of(response)
    assert EventPage.objects.get(pk=weekly.pk).live

    url = reverse("event_dates:unpublish", args=[weekly.pk])
    admin.post(url, answers_of(response.context["form"], reason="No tutor"), follow=True)

    booked.refresh_from_db()
    assert not EventPage.objects.get(pk=weekly.pk).live
    assert booked.is_cancelled
    assert Message.objects.filter(kind="booking_session_off").count() == 1


def test_unpublishing_may_leave_dates_for_a_decision(admin, booked, weekly):
    url = reverse("event_dates:unpublish", args=[weekly.pk])
    form = admin.get(url).context["form"]

    admin.post(url, answers_of(form, **{f"date-{booked.pk}": "keep"}))

    assert not EventPage.objects.get(pk=weekly.pk).live
    assert [row.pk for row in Occurrence.objects.needing_decision()] == [booked.pk]


def test_an_event_without_people_is_unpublished_at_once(admin, weekly):
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[weekly.pk]))

    assert not EventPage.objects.get(pk=weekly.pk).live


def delete_url(event):
    return reverse("wagtailadmin_pages:delete", args=[event.pk])


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_event_is_deleted_only_when_the_plan_of_its_dates_is_approved(admin, weekly, method):
    response = getattr(admin, method)(delete_url(weekly))

    plan = response["Location"]
    shown = admin.get(plan)
    assert "Taken off: 5 dates" in text_of(shown)
    assert "Nobody is booked on its dates." in text_of(shown)
    done = admin.post(plan, answers_of(shown.context["form"]), follow=True)

    assert "“Silver Surfers” is deleted." in messages_of(done)
    assert not EventPage.objects.exists()
    assert not Occurrence.objects.exists()
    assert AuditLine.objects.filter(action="event.deleted").count() == 1


def test_somebody_who_books_while_the_plan_of_deleting_is_read_keeps_the_event(admin, weekly):
    plan = admin.get(delete_url(weekly))["Location"]
    form = admin.get(plan).context["form"]
    make_booking(Occurrence.objects.first())

    response = admin.post(plan, answers_of(form), follow=True)

    assert "so it cannot be deleted" in messages_of(response)
    assert Occurrence.objects.count() == 5


def test_who_is_booked_on_an_event_that_cannot_be_deleted_is_shown(admin, weekly, booked):
    response = admin.get(delete_url(weekly), follow=True)

    assert "so it cannot be deleted" in messages_of(response)
    shown = text_of(response)
    assert "2 booked: 1 will be told by e-mail; 1 cannot be told" in shown
    assert "Leave it for a decision" in shown


def test_only_those_who_may_delete_see_what_would_go(client, weekly):
    client.force_login(make_staff("Coordinators"))

    assert client.get(reverse("event_dates:delete", args=[weekly.pk])).status_code in (302, 403)


def copy(admin, event, **answers):
    parent = event.get_parent()
    sent = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent.pk} | answers
    return admin.post(reverse("wagtailadmin_pages:copy", args=[event.pk]), sent)


def test_a_copy_is_published_only_when_its_plan_is_approved(admin, weekly):
    response = copy(admin, weekly, publish_copies="on")

    copied = EventPage.objects.get(slug="copy")
    assert not copied.live
    shown = admin.get(response["Location"])
    assert "5 dates added." in text_of(shown)
    assert not Occurrence.objects.filter(event=copied).exists()

    admin.post(response["Location"], answers_of(shown.context["form"]))
    assert Occurrence.objects.filter(event=copied).count() == 5


def test_an_event_has_no_alias_that_would_double_its_dates(admin, weekly):
    copy(admin, weekly, alias="on")

    copied = EventPage.objects.get(slug="copy")
    assert copied.alias_of is None
    assert not copied.live


def test_publishing_many_at_once_says_what_needs_a_decision(admin, weekly, booked):
    draft(weekly, start_time=time(14), end_time=time(16))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = admin.post(f"{url}?id={weekly.pk}", follow=True)

    assert "People are booked on a date that this changed, so it needs a decision." in messages_of(response)


def test_only_those_who_may_publish_see_a_plan(client, weekly):
    url = draft(weekly, start_time=time(14), end_time=time(16))
    client.force_login(make_staff("Partner editors"))

    assert client.get(url).status_code in (302, 403)


def test_the_plan_asks_as_much_of_the_database_for_one_date_as_for_many(
    admin, weekly, booked, django_assert_max_num_queries
):
    url = draft(weekly, start_time=time(14), end_time=time(16))
    for row in Occurrence.objects.exclude(pk=booked.pk):
        make_booking(row, make_person())

    with django_assert_max_num_queries(45):
        admin.get(url)


def test_an_event_of_which_every_date_is_skipped_is_not_published_unread(admin, coming):
    BankHoliday.objects.create(nation="england-and-wales", on=coming, title="Boxing Day")
    index = make_event("Another").get_parent()
    once = {"recurrence_repeat": "", "recurrence_times": ""}
    fields = form_of(coming, make_venue(), once) | {"action-publish": "action-publish"}

    response = admin.post(reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk]), fields)

    assert "/events/plan/" in response["Location"]
    assert not Page.objects.get(slug="silver-surfers").live
    shown = text_of(admin.get(response["Location"]))
    assert "1 date skipped." in shown
    assert "It is a bank holiday: Boxing Day." in shown


def test_what_is_left_out_already_does_not_ask_again(admin, weekly, coming):
    BankHoliday.objects.create(nation="england-and-wales", on=coming + timedelta(days=35), title="Boxing Day")
    [schedule] = weekly.schedules.all()
    row = {"id": schedule.pk, "key": schedule.key, "recurrence_repeat": "W1", "recurrence_times": "6"}
    fields = form_of(schedule.first_on, schedule.venue, row) | {"schedules-INITIAL_FORMS": "1"}
    url = reverse("wagtailadmin_pages:edit", args=[weekly.pk])

    response = admin.post(url, fields | {"action-publish": "action-publish"})
    plan = response["Location"]
    assert "/events/plan/" in plan
    admin.post(plan, answers_of(admin.get(plan).context["form"]))
    again = admin.post(url, fields | {"title": "Surfing for everybody", "action-publish": "action-publish"})

    assert "/events/plan/" not in again["Location"]
    assert Occurrence.objects.filter(event=weekly.pk).count() == 5
