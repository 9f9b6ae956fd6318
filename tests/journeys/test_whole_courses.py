"""A place on a whole course: booked once, with what the session asks; one date given up, then all."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from events.models import Booking, EventQuestion
from tests.factories.events import make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.journeys.conftest import follow
from tests.journeys.test_booking import go_on, is_told, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def course(db):
    cache.clear()
    event = make_event(
        "Getting online in three weeks", slug="getting-online", booking_scope="course", minimum_places=4, late_joining=1
    )
    reason = "So that we bring the right cable."
    EventQuestion.objects.create(
        event=event, text="Which phone do you have?", reason=reason, kind="choice", choices="iPhone\nAndroid"
    )
    EventQuestion.objects.create(event=event, text="How many years have you had it?", reason=reason, kind="number")
    today, venue = timezone.localdate(), make_venue("Kendal Library")
    return [make_occurrence(event, today + timedelta(days=6 + 7 * week), venue=venue) for week in range(3)]


@pytest.mark.parametrize(("width", "script"), [(320, False), (1280, True)])
def test_a_whole_course_is_booked_once_and_given_up_date_by_date(
    new_page, axe, no_sideways_scroll, course, width, script
):
    page = new_page(width=width, javascript=script)

    def look(name):
        if script:
            axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    page.goto(course[0].event.get_url())
    assert "This course is held if at least 4 people book." in page.inner_text("main")
    look("course-event")
    follow(page.get_by_role("link", name="Book the course").first)
    assert "The whole course, 3 dates" in page.inner_text("aside")
    look("course-who")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("What is the name").fill("Wilhelmina Braithwick")
    go_on(page)
    go_on(page)
    page.get_by_label("A language you would rather speak").fill("Polish")
    look("course-needs")
    go_on(page)

    page.get_by_label("How many years").fill("a few")
    go_on(page)
    is_told(page, "Enter a number from 0 to 999")
    look("course-questions-errors")
    page.get_by_label("Android").check()
    page.get_by_label("How many years").fill("3")
    go_on(page)
    page.get_by_label("You do not need to tell me").check()
    go_on(page)
    go_on(page)

    assert "All 3 dates" in page.inner_text("main")
    assert "Android" in page.inner_text("main")
    look("course-check")
    go_on(page, "Book 1 place")
    look("course-done")
    assert "The whole course, 3 dates" in page.inner_text("main")
    assert Booking.objects.filter(state="confirmed").count() == 3

    follow(page.get_by_role("link", name="I cannot come").nth(1))
    look("course-one-date")
    go_on(page, "Yes, I cannot come that day")
    look("course-mine")
    states = Booking.objects.order_by("occurrence__starts_at").values_list("state", flat=True)
    assert list(states) == ["confirmed", "cancelled", "confirmed"]

    follow(page.get_by_role("link", name="Change places or what would help"))
    page.get_by_label("2 places").check()
    look("course-change")
    go_on(page, "Change my booking")
    assert "Your booking is changed." in page.inner_text("main")

    follow(page.get_by_role("link", name="Leave the whole course"))
    look("course-leave")
    go_on(page, "Yes, leave the course")
    look("course-left")
    assert "You have left this course." in page.inner_text("main")
    assert set(Booking.objects.values_list("state", flat=True)) == {"cancelled"}
