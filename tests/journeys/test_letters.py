"""Staff print the letters of the day and mark them as posted."""

import re

import pytest
from playwright.sync_api import expect

from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.messaging import make_message
from tests.factories.programme import make_programme
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

ADDRESS = "4 Mill Lane\nKendal\nLA9 4PX"
BODY = "Dear Betty Moss\n\nYou are booked.\n\nSilver Surfer Thursday\nThursday 26 November 2026, 2pm to 4pm"


@pytest.fixture
def desk(transactional_db):
    make_programme(postal_address="County Hall\nKendal\nLA9 4RQ")
    for name in ("Betty Moss", "Arthur Fell", "Winnie Beck"):
        make_message("letter", state="to-do", to=ADDRESS, to_name=name, subject="You are booked", body=BODY)
    return make_staff("Coordinators")


@pytest.mark.parametrize("width", WIDTHS)
def test_letters_are_printed_and_marked_as_posted(new_page, sign_in, desk, axe, no_sideways_scroll, width):
    page = sign_in(new_page(width=width), desk)
    page.goto("/admin/")
    follow(page.get_by_role("link", name="letters to post"))
    axe(page)
    no_sideways_scroll(page)
    page.screenshot(path=f".screenshots/letters-{width}.png", full_page=True)
    if width == 1280:
        printed = page.pdf(path=".screenshots/letters.pdf", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b", printed)) == 3

    follow(page.get_by_role("button", name="All 3 are posted"))

    expect(page.get_by_text("3 letters marked as posted.")).to_be_visible()
    expect(page.get_by_text("No letter is waiting.")).to_be_visible()
    axe(page)
    assert set(Message.objects.values_list("state", flat=True)) == {"done"}


def test_the_address_stands_behind_the_window(page, sign_in, desk):
    """Of a DL envelope: 35 by 90 mm, 20 mm from the left and, on paper folded in three, from 40 mm down."""
    sign_in(page, desk).goto("/admin/letters/")
    page.emulate_media(media="print")
    top, left, right, low = page.evaluate(
        """() => {
            const sheet = document.querySelector('.letter').getBoundingClientRect();
            const address = document.querySelector('.letter-to').getBoundingClientRect();
            const mm = 96 / 25.4;
            return [address.top - sheet.top, address.left - sheet.left, address.right - sheet.left,
                    address.bottom - sheet.top].map(pixels => pixels / mm);
        }"""
    )
    # The margins of the paper are 15 mm above and 20 mm at the side.
    assert 40 <= 15 + top < 60
    assert 15 + low <= 90
    assert left == 0
    assert 20 + right <= 110
