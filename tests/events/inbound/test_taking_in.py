"""A partner's calendar becomes events for a moderator, and follows what the partner does with them."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.words import LONDON
from core.worklist import waiting_for
from events.actions import inbound
from events.inbound import fetching
from events.models import EventIndexPage, EventPage, InboundEvent, Occurrence, PartnerCalendar
from messaging.models import Message
from tests.events.inbound.test_reading import ics, vevent
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.events import make_booking
from tests.factories.locations import make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
STAFF = Actor.system()
NOW = datetime(2026, 11, 20, 10, tzinfo=LONDON)
PLACE = "LOCATION:Keswick Library\\, Heads Lane\\, Keswick\\, CA12 5HD"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def take(calendar, *events, now=NOW):
    return inbound.take_in(calendar, ics(*events), by=STAFF, now=now)


def taken_events():
    return [row.event for row in InboundEvent.objects.order_by("pk")]


def publish(event):
    """As a moderator does."""
    EventPage.objects.get(pk=event.pk).get_latest_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def coming():
    rows = Occurrence.objects.order_by("starts_at")
    return [(row.starts_at.astimezone(LONDON).strftime("%d %b %H:%M"), row.state) for row in rows]


def test_a_new_entry_becomes_a_draft_with_its_dates_and_place(calendar, library):
    taken = take(calendar, vevent(PLACE, WEEKLY, "DESCRIPTION:Tea & talk.", "URL:https://partner.example/x"))

    (event,) = taken_events()
    assert taken.words() == "1 new."
    assert (event.live, event.title, event.summary, event.body) == (
        False,
        "Coffee and computers",
        "Tea & talk.",
        "<p>Tea &amp; talk.</p>",
    )
    assert (event.booking_mode, event.booking_link) == ("elsewhere", "https://partner.example/x")
    (schedule,) = event.get_latest_revision_as_object().schedules.all()
    assert (schedule.venue, schedule.words()) == (library, "Every Thursday, 10am to 11am, 3 times")
    assert not Occurrence.objects.exists()
    calendar.refresh_from_db()
    assert (calendar.good_at, calendar.failure) == (NOW, "")
    assert AuditLine.objects.get(action="partner_calendar.taken_in").detail["new"] == 1


def test_a_second_fetch_changes_nothing(calendar):
    take(calendar, vevent(PLACE, WEEKLY), vevent(uid="two"))
    before = list(Page.objects.values_list("pk", "latest_revision"))

    assert take(calendar, vevent(PLACE, WEEKLY), vevent(uid="two")).words() == "Nothing has changed."
    assert list(Page.objects.values_list("pk", "latest_revision")) == before


def test_the_same_title_twice_is_two_events(calendar):
    take(calendar, vevent(), vevent(uid="two"))

    assert len({event.slug for event in taken_events()}) == 2


@pytest.mark.parametrize(
    "location",
    ["Keswick Library", "keswick library\\, Keswick", "Upstairs\\, Heads Lane\\, CA12 5HD", "Somewhere CA12 5HD"],
)
def test_a_place_is_known_by_its_name_or_its_postcode(calendar, library, location):
    take(calendar, vevent(f"LOCATION:{location}"))

    assert taken_events()[0].get_latest_revision_as_object().schedules.get().venue == library


def test_a_place_that_we_do_not_know_is_the_calendars_own_or_is_asked_of_the_moderator(calendar, library):
    take(calendar, vevent("LOCATION:The Moon"))
    assert taken_events()[0].get_latest_revision_as_object().schedules.get().venue is None

    calendar.venue = library
    calendar.save()
    take(calendar, vevent("LOCATION:The Moon"), vevent("LOCATION:Mars", uid="two"))
    assert taken_events()[1].get_latest_revision_as_object().schedules.get().venue == library


def test_where_there_is_a_moderator_it_is_put_before_them(calendar):
    workflow = Workflow.objects.create(name="Partners")
    task = GroupApprovalTask.objects.create(name="Moderators look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=EventIndexPage.objects.get(), workflow=workflow)

    take(calendar, vevent(PLACE))

    (event,) = taken_events()
    assert event.workflow_in_progress
    take(calendar, vevent(PLACE, summary="Another name"))
    assert EventPage.objects.get(pk=event.pk).current_workflow_state.status == "in_progress"


def test_changes_of_a_published_event_wait_for_a_moderator(calendar, library):
    take(calendar, vevent(PLACE, WEEKLY))
    event = publish(taken_events()[0])
    assert coming() == [("26 Nov 10:00", "on"), ("03 Dec 10:00", "on"), ("10 Dec 10:00", "on")]

    taken = take(
        calendar,
        vevent(PLACE, WEEKLY, summary="Tea", start="DTSTART;TZID=Europe/London:20261126T140000"),
    )

    assert taken.words() == "1 changed."
    assert EventPage.objects.get(pk=event.pk).title == "Coffee and computers"
    assert coming()[0] == ("26 Nov 10:00", "on")
    keys = set(Occurrence.objects.values_list("pk", flat=True))
    publish(event)
    assert coming() == [("26 Nov 14:00", "on"), ("03 Dec 14:00", "on"), ("10 Dec 14:00", "on")]
    # The same dates, moved: their UIDs, addresses and bookings stay.
    assert set(Occurrence.objects.values_list("pk", flat=True)) == keys


def test_a_calendar_that_may_publishes_changes_of_what_was_once_published(calendar):
    calendar.publishes_changes = True
    calendar.save()
    take(calendar, vevent(PLACE, WEEKLY))
    take(calendar, vevent(PLACE, WEEKLY, summary="Still a draft"))
    assert not taken_events()[0].live

    publish(taken_events()[0])
    take(calendar, vevent(PLACE, WEEKLY, summary="Tea", start="DTSTART;TZID=Europe/London:20261126T140000"))

    assert taken_events()[0].title == "Tea"
    assert coming()[0] == ("26 Nov 14:00", "on")


def test_people_booked_are_never_moved_without_staff(calendar):
    calendar.publishes_changes = True
    calendar.save()
    take(calendar, vevent(PLACE, WEEKLY))
    publish(taken_events()[0])
    row = Occurrence.objects.order_by("starts_at")[0]
    make_booking(row, make_person("Betty", email="betty@example.org", contact_by="email"))

    take(calendar, vevent(PLACE, WEEKLY, start="DTSTART;TZID=Europe/London:20261126T140000"))

    assert coming()[0] == ("26 Nov 10:00", "on")
    row.refresh_from_db()
    assert "The schedule now says Thursday 26 November 2026, 2pm to 3pm" in row.needs_decision
    assert not Message.objects.exists()


def test_what_an_editor_wrote_and_the_place_they_chose_stay(calendar):
    elsewhere = make_venue("Penrith Library", town="Penrith")
    take(calendar, vevent("LOCATION:The Moon", "DESCRIPTION:First."))
    (event,) = taken_events()
    draft = event.get_latest_revision_as_object()
    draft.title = "Coffee with Sue"
    schedule = draft.schedules.get()
    schedule.venue = elsewhere
    draft.schedules = [schedule]
    draft.save_revision(user=make_superuser())

    take(
        calendar,
        vevent("LOCATION:The Moon", "DESCRIPTION:Second.", start="DTSTART;TZID=Europe/London:20261127T090000"),
    )

    draft = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("Coffee with Sue", "Second.")
    schedule = draft.schedules.get()
    assert (schedule.venue, schedule.start_time) == (elsewhere, time(9))


@pytest.mark.parametrize("how", ["missing", "cancelled"])
def test_a_draft_that_is_gone_from_the_calendar_goes(calendar, how):
    take(calendar, vevent(PLACE), vevent(uid="two"))
    gone = [vevent(PLACE, "STATUS:CANCELLED")] if how == "cancelled" else []

    assert take(calendar, vevent(uid="two"), *gone).words() == "1 gone."

    assert EventPage.objects.filter(title="Coffee and computers").count() == 1
    assert take(calendar, vevent(uid="two"), *gone).words() == "Nothing has changed."


def test_a_draft_that_somebody_has_worked_on_stays(calendar):
    take(calendar, vevent(PLACE), vevent(uid="two"))
    event = taken_events()[0]
    event.get_latest_revision_as_object().save_revision(user=make_superuser())

    take(calendar, vevent(uid="two"))

    assert EventPage.objects.filter(pk=event.pk).exists()


def test_a_published_event_that_is_gone_is_off_and_dates_with_people_wait_for_staff(calendar):
    take(calendar, vevent(PLACE, WEEKLY), vevent(uid="two"))
    publish(taken_events()[0])
    second = Occurrence.objects.order_by("starts_at")[1]
    make_booking(second, make_person("Betty", email="betty@example.org", contact_by="email"))

    take(calendar, vevent(uid="two"))

    assert coming() == [("26 Nov 10:00", "cancelled"), ("03 Dec 10:00", "on"), ("10 Dec 10:00", "cancelled")]
    second.refresh_from_db()
    assert second.needs_decision == "The schedule no longer has this date, and people are booked or came."
    assert Occurrence.objects.filter(state="cancelled")[0].reason == "Age UK West Cumbria has taken it off."
    assert not Message.objects.exists()


def test_one_that_comes_back_is_on_again(calendar):
    calendar.publishes_changes = True
    calendar.save()
    take(calendar, vevent(PLACE, WEEKLY), vevent(uid="two"))
    publish(taken_events()[0])
    take(calendar, vevent(uid="two"))
    assert {state for _, state in coming()} == {"cancelled"}

    take(calendar, vevent(PLACE, WEEKLY), vevent(uid="two"))

    assert coming() == [("26 Nov 10:00", "on"), ("03 Dec 10:00", "on"), ("10 Dec 10:00", "on")]


def test_while_a_draft_waits_nothing_is_taken_off_and_staff_are_told(calendar):
    take(calendar, vevent(PLACE, WEEKLY), vevent(uid="two"))
    event = publish(taken_events()[0])
    event.get_latest_revision_as_object().save_revision(user=make_superuser())

    take(calendar, vevent(uid="two"))

    assert {state for _, state in coming()} == {"on"}
    calendar.refresh_from_db()
    assert "1 event is gone from it, but a draft waits" in calendar.left_out


def test_what_an_editor_deleted_is_not_taken_in_again(calendar):
    take(calendar, vevent(PLACE))
    taken_events()[0].delete()

    assert take(calendar, vevent(PLACE, summary="Again")).words() == "Nothing has changed."
    assert not EventPage.objects.filter(title="Again").exists()


def test_what_is_over_stays_as_it_was(calendar):
    take(calendar, vevent(PLACE), vevent(uid="two", start="DTSTART;TZID=Europe/London:20261204T100000"))
    publish(taken_events()[0])
    later = NOW + timedelta(days=8)

    taken = take(
        calendar,
        vevent(PLACE),
        vevent(uid="two", start="DTSTART;TZID=Europe/London:20261204T100000"),
        now=later,
    )

    assert taken.words() == "Nothing has changed."
    assert coming() == [("26 Nov 10:00", "on")]


@pytest.mark.parametrize("data", [b"<html>", ics("UID:1\r\nnothing\r\nEND:VALARM"), ics(), ics(vevent(), end="")])
def test_a_broken_or_empty_file_leaves_everything_as_it_was(calendar, data):
    take(calendar, vevent(PLACE, WEEKLY))
    publish(taken_events()[0])
    before = (coming(), list(InboundEvent.objects.values()), list(EventPage.objects.values_list("pk", "live")))

    with pytest.raises(Refused):
        inbound.take_in(calendar, data, by=STAFF, now=NOW)

    assert (coming(), list(InboundEvent.objects.values()), list(EventPage.objects.values_list("pk", "live"))) == before


@pytest.mark.parametrize("title", ["★★★", "?", "🎉"])
def test_a_title_without_a_letter_has_an_address_all_the_same(calendar, title):
    take(calendar, vevent(summary=title), vevent(summary=title, uid="two"))

    first, second = taken_events()
    assert (first.title, first.slug, second.slug.startswith("event-")) == (title, "event", True)


def test_two_dates_that_a_partner_moved_to_one_day_are_both_held(calendar):
    take(
        calendar,
        vevent(PLACE, WEEKLY),
        vevent("RECURRENCE-ID;TZID=Europe/London:20261203T100000", start="DTSTART;TZID=Europe/London:20261211T100000"),
        vevent("RECURRENCE-ID;TZID=Europe/London:20261210T100000", start="DTSTART;TZID=Europe/London:20261211T140000"),
    )
    publish(taken_events()[0])

    assert coming() == [("26 Nov 10:00", "on"), ("11 Dec 10:00", "on"), ("11 Dec 14:00", "on")]


def test_one_date_that_a_partner_moves_is_the_same_meeting(calendar):
    calendar.publishes_changes = True
    calendar.save()
    take(calendar, vevent(PLACE, WEEKLY))
    publish(taken_events()[0])
    before = dict(Occurrence.objects.values_list("original_on", "uid"))
    moved = vevent(
        "RECURRENCE-ID;TZID=Europe/London:20261203T100000", start="DTSTART;TZID=Europe/London:20261204T140000"
    )

    take(calendar, vevent(PLACE, WEEKLY), moved)

    assert coming() == [("26 Nov 10:00", "on"), ("04 Dec 14:00", "on"), ("10 Dec 10:00", "on")]
    row = Occurrence.objects.order_by("starts_at")[1]
    assert row.uid == before[date(2026, 12, 3)]
    assert row.moved_from_at == datetime(2026, 12, 3, 10, tzinfo=LONDON)


def test_one_entry_that_cannot_be_kept_keeps_back_no_other(calendar, monkeypatch):
    fill_in = inbound.fill_in

    def refuse(page, entry, *args):
        fill_in(page, entry, *args)
        page.booking_link = "nowhere" if entry.uid == "bad" else ""

    monkeypatch.setattr(inbound, "fill_in", refuse)
    assert take(calendar, vevent(uid="bad"), vevent(uid="good")).words() == "1 new."

    calendar.refresh_from_db()
    assert calendar.left_out == "1 entry left out: that cannot be kept as an event."
    assert EventPage.objects.filter(title="Coffee and computers").count() == 1


def test_what_does_not_fit_into_the_time_follows_the_next_time(calendar):
    data = ics(*(vevent(uid=str(number)) for number in range(4)))
    seconds = iter([0, 1, 2, 99])

    taken = inbound.take_in(calendar, data, by=STAFF, now=NOW, clock=lambda: next(seconds))
    assert (taken.new, taken.left) == (2, 2)
    assert "2 entries are left" in taken.words()

    assert inbound.take_in(calendar, data, by=STAFF, now=NOW).words() == "2 new."
    assert len(taken_events()) == 4


def test_what_goes_wrong_here_is_said_to_staff_too(calendar, answers, monkeypatch):
    answers.queue.append(fetching.Fetched(ics(vevent())))
    monkeypatch.setattr(inbound, "venues_by_name", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        inbound.fetch_calendar(calendar, by=STAFF, now=NOW)

    assert calendar.failure.startswith("Something is wrong with this site")


def test_two_calendars_with_one_uid_are_kept_apart(calendar):
    other = PartnerCalendar.objects.create(title="Another")
    take(calendar, vevent(PLACE))
    take(other, vevent(PLACE))

    assert InboundEvent.objects.values("event").distinct().count() == 2


# Fetching.


@pytest.fixture
def answers(monkeypatch):
    """What fetching gives, one after the other: bytes, or a sentence."""
    queue, asked = [], []

    def fetch(address, *, etag=""):
        asked.append((address, etag))
        answer = queue.pop(0)
        if isinstance(answer, str):
            raise Refused(answer)
        return answer

    monkeypatch.setattr(fetching, "fetch", fetch)
    queue_of = type("Answers", (), {"queue": queue, "asked": asked})
    return queue_of


def test_a_failure_is_kept_with_its_reason_and_the_last_good_time(calendar, answers):
    answers.queue += [fetching.Fetched(ics(vevent(PLACE)), '"v1"'), "Its server answered 500."]
    inbound.fetch_calendar(calendar, by=STAFF, now=NOW)
    later = NOW + timedelta(hours=2)

    assert inbound.fetch_calendar(calendar, by=STAFF, now=later) is None

    assert (calendar.failure, calendar.good_at, calendar.tried_at) == ("Its server answered 500.", NOW, later)
    assert answers.asked[1] == ("https://partner.example/events.ics", '"v1"')
    waiting = [words for _, words, _ in waiting_for(make_superuser(), later)]
    assert "partner calendar that cannot be taken in" in waiting
    assert AuditLine.objects.filter(action="partner_calendar.failed").count() == 1


def test_unchanged_is_good(calendar, answers):
    answers.queue += ["Its server answered 500.", fetching.Fetched(None, '"v1"')]
    inbound.fetch_calendar(calendar, by=STAFF, now=NOW)

    assert inbound.fetch_calendar(calendar, by=STAFF, now=NOW).words() == "Nothing has changed."
    assert (calendar.failure, calendar.good_at) == ("", NOW)


def test_the_worker_fetches_each_once_an_hour_the_longest_waiting_first(calendar, answers):
    PartnerCalendar.objects.create(title="Files only")
    PartnerCalendar.objects.create(title="Not followed", address="https://off.example/", is_followed=False)
    other = PartnerCalendar.objects.create(title="Other", address="https://other.example/", tried_at=NOW)
    answers.queue += [fetching.Fetched(ics(vevent(PLACE)))] * 3

    assert inbound.follow_calendars(NOW) == calendar
    assert inbound.follow_calendars(NOW + timedelta(minutes=1)) is None
    assert inbound.follow_calendars(NOW + timedelta(hours=1)) in (calendar, other)
    assert inbound.follow_calendars(NOW + timedelta(hours=1)) in (calendar, other)
    assert inbound.follow_calendars(NOW + timedelta(hours=1)) is None


# In the admin.


@pytest.fixture
def editor(client):
    client.force_login(make_staff("Editors"))
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def test_an_editor_adds_a_calendar_and_fetches_it(editor, library, answers):
    answers.queue.append(fetching.Fetched(ics(vevent(PLACE), vevent(uid="", summary="No UID"))))
    response = editor.post(
        reverse("event_dates:new_partner_calendar"),
        {
            "title": "Age UK",
            "address": " https://partner.example/x.ics ",
            "venue": "keswick library",
            "is_followed": "1",
        },
    )
    calendar = PartnerCalendar.objects.get()
    assert (calendar.address, calendar.venue, calendar.publishes_changes) == (
        "https://partner.example/x.ics",
        library,
        False,
    )

    shown = text_of(editor.post(reverse("event_dates:fetch_partner_calendar", args=[calendar.pk]), follow=True))

    assert response["Location"] == reverse("event_dates:partner_calendar", args=[calendar.pk])
    assert "Taken in. 1 new." in shown
    assert "Last taken in Friday 20 November 2026, 10am." in shown
    assert "1 entry left out: without a UID, by which it would be known again." in shown
    assert ">Coffee and computers</a>: a draft" in shown


def test_a_failed_fetch_is_said_with_its_reason(editor, calendar, answers):
    answers.queue.append("Its server answered 404. Check the address with the partner.")

    shown = text_of(editor.post(reverse("event_dates:fetch_partner_calendar", args=[calendar.pk]), follow=True))

    assert "<b>It could not be taken in.</b> Its server answered 404." in shown
    assert "Not taken in yet." in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Enter whose calendar it is."),
        ({"address": "http://partner.example/"}, "The address must begin with https://."),
        ({"address": "webcal://partner.example/"}, "Write https:// where it says webcal://."),
        ({"address": "https://a:b@partner.example/"}, "An address with a name and a password in it is not fetched."),
        ({"address": "https://partner.example/events.ics"}, "This address is taken in already, as another calendar."),
        ({"venue": "Nowhere"}, "There is no published venue called Nowhere."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_stays(editor, calendar, changes, sentence):
    answers = {"title": "Another", "address": "https://other.example/x.ics", **changes}

    response = editor.post(reverse("event_dates:new_partner_calendar"), answers)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert all(value in response.content.decode() for value in answers.values())
    assert PartnerCalendar.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "Choose the file."),
        (b"", "The file is empty."),
        (b"<html>", "This is not an iCalendar file (.ics), or it is damaged. Nothing was changed."),
        (b"x" * 5_000_001, "The file is larger than 5 MB."),
    ],
)
def test_a_file_that_is_none_is_said(editor, calendar, data, sentence):
    sent = {"file": SimpleUploadedFile("events.ics", data)} if data is not None else {}

    response = editor.post(reverse("event_dates:upload_partner_calendar", args=[calendar.pk]), sent)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_file_is_taken_in(editor, calendar):
    file = SimpleUploadedFile("events.ics", ics(vevent(PLACE)))

    response = editor.post(
        reverse("event_dates:upload_partner_calendar", args=[calendar.pk]), {"file": file}, follow=True
    )

    assert "Taken in. 1 new." in text_of(response)


def test_the_list_shows_how_each_fares(editor, calendar):
    PartnerCalendar.objects.filter(pk=calendar.pk).update(failure="Its server answered 500.", tried_at=NOW)

    shown = text_of(editor.get(reverse("event_dates:partner_calendars")))

    assert "<b>Age UK West Cumbria</b>" in shown
    assert "Its server answered 500." in shown
