"""Staff cancel, move and change dates without fear: they read what will happen, and everybody booked is told."""

from datetime import time, timedelta

import pytest
import recurrence
from django.utils import timezone
from playwright.sync_api import expect

from events.models import EventPage, Occurrence, Schedule
from locations.models import BankHoliday
from messaging.models import Message
from tests.events.inbound.test_reading import ics, vevent
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event
from tests.factories.locations import make_venue
from tests.factories.people import make_person
from tests.journeys.conftest import AXE, WCAG_22_AA, follow
from tests.journeys.widths import DESK_AND_SCRIPT, WIDTHS


@pytest.fixture
def coming():
    today = timezone.localdate()
    return today + timedelta(days=7 + (2 - today.weekday()) % 7)


@pytest.fixture
def editor(transactional_db):
    return make_superuser()


@pytest.fixture
def weekly(transactional_db, coming):
    """Eight Wednesdays at Carlisle Library, people on the second; the fifth is a bank holiday."""
    BankHoliday.objects.create(nation="england-and-wales", on=coming + timedelta(days=28), title="Boxing Day")
    venue = make_venue("Carlisle Library", hours=dict.fromkeys(range(6), ("09:00", "17:30")))
    make_venue("Brampton Library", slug="brampton", town="Brampton")
    event = make_event("Silver Surfer Wednesday", live=False, slug="surfers")
    schedule = Schedule(first_on=coming, start_time=time(10), end_time=time(12), venue=venue)
    schedule.recurrence = recurrence.deserialize("RRULE:FREQ=WEEKLY;COUNT=8", False)
    event.schedules.add(schedule)
    event.save_revision().publish()
    second = Occurrence.objects.order_by("starts_at")[1]
    make_booking(second, make_person("Betty", email="betty@example.org", contact_by="email"))
    make_booking(second, make_person("Arthur", phone="01228 496 0999", contact_by="phone"))
    make_booking(second, make_person("Winnie"))
    return EventPage.objects.get(pk=event.pk)


def sees_no_fault(page, no_sideways_scroll):
    """The whole of WCAG 2.2 AA on our own part of the page; the rest is Wagtail's."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate("tags => axe.run('.plan-page', {runOnly: {type: 'tag', values: tags}})", WCAG_22_AA)
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in answer["violations"]] == []
    no_sideways_scroll(page)


def second_date():
    return Occurrence.objects.get(bookings__person__name="Betty")


def draft(event, **changes):
    page = event.get_latest_revision_as_object()
    [schedule] = page.schedules.all()
    for name, value in changes.items():
        setattr(schedule, name, value)
    page.schedules = [schedule]
    return f"/admin/events/plan/{page.save_revision().pk}/"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_plan_is_read_and_approved(new_page, sign_in, editor, weekly, no_sideways_scroll, width):
    page = sign_in(new_page(width=width), editor)
    page.goto(draft(weekly, start_time=time(18), end_time=time(20)))

    expect(page.get_by_text("7 dates moved and 1 skipped.")).to_be_visible()
    expect(
        page.get_by_text("3 booked: 1 will be told by e-mail and 1 by telephone call; 1 cannot be told")
    ).to_be_visible()
    page.screenshot(path=f".screenshots/plan-{width}.png", full_page=True)
    sees_no_fault(page, no_sideways_scroll)
    page.get_by_label("Hold it at another time or place").check()
    page.get_by_text("Another time or place", exact=True).click()
    follow(page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("alert")).to_contain_text("Enter the date.")
    sees_no_fault(page, no_sideways_scroll)
    page.screenshot(path=f".screenshots/plan-wrong-{width}.png", full_page=True)
    page.get_by_label("Skip it").check()
    page.get_by_label("Why dates are off or moved").fill("The library opens late")
    follow(page.get_by_role("button", name="Publish"))

    expect(page.get_by_text("is published. 7 dates moved and 1 skipped.")).to_be_visible()
    assert timezone.localtime(second_date().starts_at).hour == 18
    assert Message.objects.filter(kind="booking_session_moved").count() == 2


@pytest.mark.parametrize(("width", "script"), DESK_AND_SCRIPT)
def test_a_date_is_moved(new_page, sign_in, editor, weekly, no_sideways_scroll, width, script):
    page = sign_in(new_page(width=width, javascript=script), editor)
    row, moved_on = second_date(), second_date().original_on + timedelta(days=1)

    def is_sound(name):
        page.screenshot(path=f".screenshots/{name}-{width}.png", full_page=True)
        # axe answers with a promise, which a page without script never keeps.
        if script:
            sees_no_fault(page, no_sideways_scroll)

    page.goto(f"/admin/events/{weekly.pk}/dates/")
    is_sound("dates")
    page.goto(f"/admin/events/dates/{row.pk}/move/")
    page.get_by_label("Date").fill(f"{moved_on}")
    page.get_by_label("Place").fill("brampton library")
    page.get_by_label("Why it is moved").fill("The heating has failed")
    follow(page.get_by_role("button", name="Show what will happen"))
    expect(page.get_by_text("Those booked keep their places.")).to_be_visible()
    is_sound("move")
    follow(page.get_by_role("button", name="Move it and tell them"))

    expect(page.get_by_text("It is moved. Those booked are told.")).to_be_visible()
    assert second_date().venue.title == "Brampton Library"
    assert Message.objects.filter(kind="booking_session_moved").count() == 2
    page.goto(row.get_absolute_url())
    assert page.url.endswith(f"/events/surfers/{moved_on}/")


def test_a_date_is_cancelled(page, sign_in, editor, weekly):
    sign_in(page, editor).goto(f"/admin/occurrence/inspect/{second_date().pk}/")
    page.screenshot(path=".screenshots/date.png", full_page=True)
    page.get_by_label("Why it is not on").fill("The tutor is ill")
    follow(page.get_by_role("button", name="Cancel this date"))

    expect(page.get_by_text("It is cancelled. Those booked are told.")).to_be_visible()
    assert Message.objects.filter(kind="booking_session_off").count() == 2
    page.goto("/events/surfers/")
    expect(page.get_by_text("The tutor is ill.")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_this_and_following_is_changed(new_page, sign_in, editor, weekly, no_sideways_scroll, width):
    page, row = sign_in(new_page(width=width), editor), second_date()
    page.goto(f"/admin/occurrence/inspect/{row.pk}/")
    follow(page.get_by_role("link", name="Change this and the following dates"))
    page.get_by_label("Starts at").fill("14:00")
    page.get_by_label("Ends at").fill("16:00")
    sees_no_fault(page, no_sideways_scroll)
    follow(page.get_by_role("button", name="Show what will happen"))
    expect(page.get_by_text("6 dates moved and 1 skipped.")).to_be_visible()
    sees_no_fault(page, no_sideways_scroll)
    page.screenshot(path=f".screenshots/following-{width}.png", full_page=True)
    follow(page.get_by_role("button", name="Publish this change"))

    expect(page.get_by_text("The schedule is changed. 6 dates moved and 1 skipped.")).to_be_visible()
    assert [timezone.localtime(each.starts_at).hour for each in Occurrence.objects.order_by("starts_at")][:3] == [
        10,
        14,
        14,
    ]


def test_a_date_of_its_own_is_added(page, sign_in, editor, weekly, no_sideways_scroll, coming):
    sign_in(page, editor).goto(f"/admin/events/{weekly.pk}/dates/add/")
    page.get_by_label("Date").fill(f"{coming + timedelta(days=28)}")
    page.get_by_label("Starts at").fill("10:00")
    page.get_by_label("Ends at").fill("12:00")
    page.get_by_label("Place", exact=True).fill("Carlisle Library")
    follow(page.get_by_role("button", name="Add the date"))
    expect(page.get_by_text("It is a bank holiday: Boxing Day.")).to_be_visible()
    page.screenshot(path=".screenshots/one-off.png", full_page=True)
    sees_no_fault(page, no_sideways_scroll)
    page.get_by_label("Hold it anyway").check()
    follow(page.get_by_role("button", name="Add the date"))

    expect(page.get_by_text("The date is added.")).to_be_visible()
    assert Occurrence.objects.count() == 8


def test_what_was_published_with_nobody_there_is_decided(page, sign_in, editor, weekly, no_sideways_scroll):
    draft(weekly, start_time=time(18), end_time=time(20))
    EventPage.objects.get(pk=weekly.pk).get_latest_revision().publish()
    sign_in(page, editor).goto("/admin/occurrence/?decide=true&when=coming")
    follow(page.get_by_role("link", name="Silver Surfer Wednesday"))
    follow(page.get_by_role("link", name="Decide about this date"))
    page.screenshot(path=".screenshots/decide.png", full_page=True)
    sees_no_fault(page, no_sideways_scroll)
    follow(page.get_by_role("button", name="Do this"))

    expect(page.get_by_text("It is done as the schedule says. Those booked are told.")).to_be_visible()
    assert timezone.localtime(second_date().starts_at).hour == 18


@pytest.mark.parametrize("width", WIDTHS)
def test_a_place_that_closes_shows_its_dates_and_all_are_dealt_with_in_one_step(
    new_page, sign_in, editor, no_sideways_scroll, weekly, coming, width
):
    library = weekly.schedules.get().venue
    library.closures.create(first_on=coming, last_on=coming + timedelta(days=14), reason="New roof")
    library.save_revision().publish()
    page = sign_in(new_page(width=width), editor)
    page.goto("/admin/")
    follow(page.get_by_text("dates on closed days or bank holidays"))
    follow(page.get_by_role("link", name="Carlisle Library"))

    expect(page.get_by_text("1 will be told by e-mail")).to_be_visible()
    sees_no_fault(page, no_sideways_scroll)
    page.screenshot(path=f".screenshots/closure-{width}.png", full_page=True)
    page.locator(".plan-choice").nth(0).get_by_label("Hold it all the same").check()
    page.locator(".plan-choice").nth(1).get_by_label("Move it").check()
    page.locator(".plan-choice").nth(1).get_by_text("Another time or place").click()
    page.locator(".plan-choice").nth(1).get_by_label("Date").fill(f"{coming + timedelta(days=8):%Y-%m-%d}")
    follow(page.get_by_role("button", name="Do this"))

    # It is not online, so the place is asked for, and what was written is still there.
    expect(page.get_by_role("alert")).to_contain_text("Choose the place")
    sees_no_fault(page, no_sideways_scroll)
    page.locator(".plan-choice").nth(1).get_by_label("Place").fill("Brampton Library")
    follow(page.get_by_role("button", name="Do this"))

    expect(page.get_by_text("1 date cancelled, 1 moved and 1 held. Those booked are told.")).to_be_visible()
    assert Message.objects.filter(kind="booking_session_moved").count() == 2
    moved = Occurrence.objects.get(moved_from_at__isnull=False)
    assert (moved.venue.title, moved.bookings.count()) == ("Brampton Library", 3)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_editor_takes_in_a_partners_calendar_from_a_file(
    new_page, sign_in, editor, no_sideways_scroll, weekly, coming, width, tmp_path
):
    file = tmp_path / "events.ics"
    file.write_bytes(ics(vevent("LOCATION:Brampton Library", start=f"DTSTART:{coming:%Y%m%d}T130000")))
    page = sign_in(new_page(width=width), editor)
    page.goto("/admin/events/calendars/new/")
    sees_no_fault(page, no_sideways_scroll)
    page.get_by_label("Its address").fill("http://partner.example/")
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_contain_text("The address must begin with https://.")
    expect(page.get_by_role("alert")).to_contain_text("Enter whose calendar it is.")
    sees_no_fault(page, no_sideways_scroll)

    page.get_by_label("Whose calendar it is").fill("Age UK West Cumbria")
    page.get_by_label("Its address").fill("")
    follow(page.get_by_role("button", name="Save"))
    page.get_by_label("A calendar file").set_input_files(file)
    follow(page.get_by_role("button", name="Take in this file"))

    expect(page.get_by_text("Taken in. 1 new.")).to_be_visible()
    expect(page.get_by_text("Coffee and computers: a draft")).to_be_visible()
    sees_no_fault(page, no_sideways_scroll)
    page.screenshot(path=f".screenshots/partner-calendar-{width}.png", full_page=True)
    page.goto("/admin/events/calendars/")
    sees_no_fault(page, no_sideways_scroll)
