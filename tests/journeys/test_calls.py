"""Two members of staff share the calls to make."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.messaging import make_message
from tests.factories.programme import make_programme
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

WORDS = "Hello, this is Digital Link.\n\nA place came free for you:\nThursday 3 December 2026, 10am to 12 noon"


def call_to(name, key=None, **kwargs):
    return make_message("call", state="to-do", to="01228 496 0999", to_name=name, person_key=key or uuid4(), **kwargs)


@pytest.fixture
def desk(transactional_db):
    make_programme()
    asha, soon = uuid4(), timezone.now() + timedelta(hours=30)
    call_to("Asha O'Brien", asha, subject="You have a place: Silver Surfer Thursday", body=WORDS, needed_by=soon)
    call_to("Asha O'Brien", asha, subject="Wi-fi Wednesday is off", body="It is off.\n\nThe tutor is ill.")
    call_to("Betty Moss", subject="Your session has moved", body="It is at Kendal Library now.")
    return make_staff("Coordinators", first_name="Ana", last_name="Bell")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_call_is_taken_made_and_noted_and_nobody_else_makes_it(
    new_page, sign_in, desk, axe, no_sideways_scroll, width
):
    page = sign_in(new_page(width=width), desk)
    page.goto("/admin/")
    follow(page.get_by_role("link", name="calls to make"))
    axe(page)
    no_sideways_scroll(page)
    page.screenshot(path=f".screenshots/calls-{width}.png", full_page=True)

    follow(page.get_by_role("button", name="Asha O'Brien"))
    axe(page)
    no_sideways_scroll(page)
    page.screenshot(path=f".screenshots/call-{width}.png", full_page=True)

    other = sign_in(new_page(width=width), make_staff("Coordinators", first_name="Ben"))
    other.goto("/admin/calls/")
    expect(other.get_by_text("Ana Bell is ringing them, since")).to_be_visible()
    expect(other.get_by_role("button", name="Betty Moss")).to_be_visible()
    axe(other)

    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert").get_by_text("Choose how the call went")).to_be_visible()
    axe(page)
    page.get_by_label("Wi-fi Wednesday is off").uncheck()
    page.get_by_label("I told them", exact=True).check()
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Marked as told.")).to_be_visible()
    assert list(Message.objects.filter(state="done").values_list("subject", flat=True)) == [
        "You have a place: Silver Surfer Thursday"
    ]

    follow(page.get_by_role("button", name="Asha O'Brien"))
    expect(page.get_by_text("The tutor is ill.")).to_be_visible()
    page.get_by_label("ring again tomorrow").check()
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("They are on the list again on")).to_be_visible()
    expect(page.get_by_text("Asha O'Brien")).to_have_count(0)
