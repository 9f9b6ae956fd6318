"""A programme manager changes the words of a message."""

import re

import pytest
from playwright.sync_api import expect

from messaging.models import Wording
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.messaging import make_wording
from tests.factories.people import make_person
from tests.factories.programme import make_programme
from tests.journeys.conftest import follow

CONFIRMED = re.compile("E-mail, letter and telephone call.*Booking confirmed")


@pytest.fixture
def manager(transactional_db):
    make_programme()
    venue = make_venue("Kendal Library", address="Stricklandgate", town="Kendal")
    event = make_event("Silver Surfer Thursday", bring="Your glasses")
    person = make_person("Betty Moss", contact_by="email", email="betty@example.org")
    make_booking(make_occurrence(event, venue=venue), person, reference="K7M4PX")
    return make_staff("Programme managers", first_name="Ana", last_name="Bell")


@pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, False)])
def test_words_are_changed_looked_at_saved_and_given_up_again(
    new_page, sign_in, manager, axe, no_sideways_scroll, width, javascript
):
    make_wording("booking_waiting", body="((gone))", changed_by=manager)
    page = sign_in(new_page(width=width, javascript=javascript), manager)

    def look(name):
        if javascript:  # axe waits for timers, which a page without script never fires
            axe(page)
        no_sideways_scroll(page)
        page.screenshot(path=f".screenshots/wordings-{name}-{width}.png", full_page=True)

    page.goto("/admin/wordings/")
    expect(page.get_by_text("Needs looking at")).to_be_visible()
    look("list")

    follow(page.get_by_role("link", name=CONFIRMED))
    look("page")
    words = page.get_by_label("The message", exact=True)
    before = words.input_value()
    words.fill(before.replace("Dear ((name)),", "Hello ((nmae)),"))
    follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_role("alert").get_by_text("Did you mean ((name))?")).to_be_visible()
    look("wrong")

    words.fill(before.replace("Dear ((name)),", "Hello ((name)),"))
    follow(page.get_by_role("button", name="Preview"))
    expect(page.get_by_role("heading", name="How it reads")).to_be_visible()
    expect(page.get_by_text("Hello Betty Moss,").first).to_be_visible()
    expect(page.get_by_text("charged as")).to_be_visible()
    assert "Betty" not in page.url
    assert Wording.objects.filter(kind="booking_confirmed").count() == 0
    look("preview")

    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved. Messages are sent in these words from now on.")).to_be_visible()
    expect(page.get_by_text("changed by Ana Bell").first).to_be_visible()

    follow(page.get_by_role("link", name=CONFIRMED))
    assert words.input_value().startswith("Hello ((name)),")
    follow(page.get_by_role("link", name="Go back to the original words"))
    look("back")
    follow(page.get_by_role("button", name="Go back to the original words"))
    expect(page.get_by_text("Messages are sent in the original words.")).to_be_visible()
    assert Wording.objects.filter(kind="booking_confirmed").count() == 0


def test_the_menu_leads_to_the_wordings_beside_the_messages(page, sign_in, manager, axe):
    sign_in(page, manager).goto("/admin/")

    follow(page.get_by_role("link", name="Wordings", exact=True))

    expect(page.get_by_role("heading", name="Message wordings")).to_be_visible()
