"""Saying how a session was, by the link in the thanks."""

import pytest
from django.core.cache import cache

from events.feedback_links import feedback_link_for
from events.models import Feedback
from tests.factories.events import make_attendance, make_event, make_occurrence
from tests.journeys.conftest import follow
from tests.journeys.test_booking import is_told, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "script"), [(320, True), (1280, False)])
def test_somebody_says_how_it_was(new_page, axe, no_sideways_scroll, width, script):
    cache.clear()
    attendance = make_attendance(make_occurrence(make_event("Silver Surfer Thursday")))
    page = new_page(width=width, javascript=script)

    def look(name):
        if script:
            axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    page.goto("/feedback/?f=" + feedback_link_for(attendance).partition("?f=")[2])
    look("feedback")
    page.get_by_label("What helped").fill("Slower, please.")
    follow(page.get_by_role("button", name="Send my answers"))
    is_told(page, "Choose how it was")
    look("feedback-errors")
    page.get_by_label("Good", exact=True).check()
    page.get_by_label("Partly").check()
    follow(page.get_by_role("button", name="Send my answers"))

    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    look("feedback-thanks")
    assert Feedback.objects.get().words == "Slower, please."
