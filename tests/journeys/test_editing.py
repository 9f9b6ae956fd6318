"""An editor makes an event with a fortnightly schedule, and what the public then sees."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import recurrence
from django.utils import timezone
from playwright.sync_api import expect

from events.models import CourseIndexPage, Occurrence
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_course, make_event, make_occurrence, make_schedule, make_topic
from tests.factories.locations import make_index, make_venue
from tests.journeys.conftest import AXE, WCAG_22_AA, follow
from tests.journeys.widths import WIDTHS


@pytest.fixture
def editor(transactional_db, page, sign_in):
    """A window in which somebody who may edit everything is signed in."""
    return sign_in(page, make_superuser())


def widget(page, row):
    return page.locator(f"#inline_child_schedules-{row}")


def fill_row(page, row, *, first, starts="10:00", ends="12:00"):
    box = widget(page, row)
    for name, value in (("first_on", first), ("start_time", starts), ("end_time", ends)):
        field = box.locator(f"[name=schedules-{row}-{name}]")
        field.fill(value)
        field.press("Escape")


def assert_widget_is_accessible(page):
    """The whole of WCAG 2.2 AA on our own controls; the rest of the page is Wagtail's."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate("tags => axe.run('.repeats', {runOnly: {type: 'tag', values: tags}})", WCAG_22_AA)
    assert [fault["id"] for fault in answer["violations"]] == []


def assert_the_row_fits(box):
    """Dates and times stand beside each other, none over another or over the edge."""
    row, *fields = [each.bounding_box() for each in box.locator(".w-field-row, .w-field-row input").all()]
    edges = [(field["x"], field["x"] + field["width"]) for field in fields]
    assert len(fields) == 3
    assert edges == sorted(edges)
    assert all(right <= left for (_, right), (left, _) in pairwise(edges))
    assert edges[-1][1] <= row["x"] + row["width"]


def save(page, button):
    if button == "Publish":
        page.get_by_role("button", name="More actions").first.click()
    follow(page.get_by_role("button", name=button, exact=True).last)


def approve(page):
    """Publish, on the page that shows the plan."""
    page.wait_for_url("**/events/plan/**")
    follow(page.get_by_role("button", name="Publish"))
    expect(page.get_by_text("is published.")).to_be_visible()


def june_to_come():
    """The first Wednesday of a June that is two weeks ahead or more, and the next four Wednesdays."""
    today = timezone.localdate()
    first = date(today.year + (today > date(today.year, 5, 15)), 6, 1)
    return [first + timedelta(days=(2 - first.weekday()) % 7 + 7 * week) for week in range(5)]


def test_an_editor_publishes_a_fortnightly_event(transactional_db, editor):
    page = editor
    first_on, _, skipped, _, last_on = june_to_come()
    event = make_event("Wi-fi Wednesday", live=False, delivery="online", joining_link="https://meet.example.org/x")
    page.goto(f"/admin/pages/{event.pk}/edit/")

    page.get_by_role("tab", name="When").click()
    page.get_by_role("button", name="Add schedule").click()
    fill_row(page, 0, first=f"{first_on:%d/%m/%Y}")
    box = widget(page, 0)
    assert_the_row_fits(box)
    box.get_by_label("How often").select_option("Every 2 weeks")
    box.get_by_label("Wednesday").check()
    box.get_by_label("Or a number of times").fill("3")
    box.get_by_label("Dates to skip").fill(f"{skipped:%d/%m/%Y}")
    # The dates follow what is typed.
    shown = box.get_by_role("status")
    words = f"Every other Wednesday, 10am to 12 noon, 3 times; not {skipped.day} June"
    expect(shown).to_contain_text(f"{words}.")
    expect(shown.get_by_role("listitem")).to_have_text(
        [f"Wednesday {day.day} {day:%B %Y}" for day in (first_on, last_on)]
    )
    assert_widget_is_accessible(page)
    box.locator(".repeats").screenshot(path=".screenshots/repeats.png")

    save(page, "Save draft")
    expect(page.get_by_text("Page 'Wi-fi Wednesday' has been updated.")).to_be_visible()
    assert not Occurrence.objects.exists()

    page.goto(f"/admin/pages/{event.pk}/view_draft/")
    assert words in page.content()
    assert not Occurrence.objects.exists()

    page.goto(f"/admin/pages/{event.pk}/edit/")
    save(page, "Publish")
    expect(page.get_by_text("2 dates added.")).to_be_visible()
    assert not Occurrence.objects.exists()
    approve(page)
    assert [row.original_on for row in Occurrence.objects.all()] == [first_on, last_on]

    # A second schedule, on the live page: the first keeps its dates as they are.
    before = list(Occurrence.objects.values_list("pk", flat=True))
    page.goto(f"/admin/pages/{event.pk}/edit/")
    page.get_by_role("tab", name="When").click()
    page.get_by_role("button", name="Add schedule").click()
    fill_row(page, 1, first=f"{last_on + timedelta(days=1):%d/%m/%Y}")
    save(page, "Publish")
    approve(page)
    assert list(Occurrence.objects.values_list("pk", flat=True))[:2] == before
    assert Occurrence.objects.count() == 3

    page.goto(f"/admin/pages/{event.pk}/edit/")
    page.get_by_role("tab", name="When").click()
    first = widget(page, 0)
    expect(first.get_by_label("How often")).to_have_value("W2")
    expect(first.get_by_label("Wednesday")).to_be_checked()
    expect(first.get_by_label("Or a number of times")).to_have_value("3")
    expect(first.get_by_label("Dates to skip")).to_have_value(f"{skipped:%d/%m/%Y}")


@pytest.fixture
def world(transactional_db):
    """Dates ahead of the machine's own clock."""
    first_on = timezone.localdate() + timedelta(days=3)
    venue, topic = make_venue(slug="carlisle-library", step_free=True, hearing_loop=True), make_topic()
    make_index(CourseIndexPage, "courses", "Courses")
    course = make_course("First steps", slug="first-steps", topics=[topic], outcomes="switch it on\nsend a message")
    event = make_event(
        "Silver Surfer Thursday",
        slug="silver",
        course=course,
        topics=[topic],
        summary="A friendly morning.",
        body="<p>Each week we look at one thing together.</p>",
    )
    make_schedule(event, first_on=first_on, venue=venue, recurrence=recurrence.deserialize("RRULE:FREQ=WEEKLY", False))
    make_occurrence(event, day=first_on, venue=venue)
    next_on = first_on + timedelta(days=7)
    make_occurrence(event, day=next_on, venue=venue, state="cancelled", reason="The tutor is away.")
    for week in range(2, 12):
        make_booking(make_occurrence(event, day=first_on + timedelta(days=7 * week), venue=venue), places=4)
    make_booking(Occurrence.objects.last(), places=4)
    return f"/events/silver/{first_on}/", f"/events/silver/{next_on}/"


def addresses(world):
    return ["/events/", "/events/?q=nothing+like+this", "/events/silver/", *world, "/courses/", "/courses/first-steps/"]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_public_pages_can_be_read_by_everybody(new_page, axe, no_sideways_scroll, world, width):
    page = new_page(width=width)

    for address in addresses(world):
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)
        # From the last on: one that is open is no longer counted.
        for details in reversed(page.locator("main details:not([open]) > summary").all()):
            details.click()
        axe(page)
        no_sideways_scroll(page)


def test_what_is_on_is_found_without_script(plain_page, world):
    plain_page.goto("/events/")
    plain_page.get_by_label("Look for").fill("surfers")
    follow(plain_page.get_by_role("button", name="Show sessions"))
    follow(plain_page.get_by_role("link", name="Book a place", exact=True))
    expect(plain_page.locator("main")).to_contain_text("10am to 12 noon")

    follow(plain_page.get_by_role("link", name="Silver Surfer Thursday").first)

    expect(plain_page).to_have_url(world[0])
    expect(plain_page.get_by_role("link", name="Book a place")).to_be_visible()
