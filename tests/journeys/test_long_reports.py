"""A programme manager asks for five years, waits, and reads them, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.roles import MANAGERS
from reports.actions.due import make_due
from reports.models import LongAnswer
from tests.factories.accounts import make_staff
from tests.factories.reports import make_autumn
from tests.journeys.conftest import follow
from tests.journeys.test_booking import picture
from tests.journeys.widths import DESK_AND_SCRIPT

pytestmark = pytest.mark.django_db(transaction=True)


def ask_for_years(page):
    page.goto("/admin/figures/programme/")
    page.get_by_text("Other times and choices").click()
    page.get_by_label("Period").select_option(label="Days of my own")
    page.get_by_label("The first day").fill("2022-01-01")
    page.get_by_label("The last day").fill("2026-11-18")
    follow(page.get_by_role("button", name="Show"))


@pytest.mark.parametrize(("width", "javascript"), DESK_AND_SCRIPT)
def test_a_manager_asks_for_years_and_reads_them(new_page, sign_in, axe, no_sideways_scroll, width, javascript):
    def look(name):
        if javascript:
            axe(page)
        no_sideways_scroll(page)
        picture(page, f"long-{name}")

    make_autumn()
    page = sign_in(new_page(width=width, javascript=javascript), make_staff(MANAGERS))

    ask_for_years(page)
    expect(page.get_by_text("is counted in the background")).to_be_visible()
    look("waiting")

    LongAnswer.objects.update(state="running", tries=1, beat_at=timezone.now(), steps_done=7, step="counting")
    follow(page.get_by_role("link", name="Look again", exact=True))
    expect(page.get_by_text("It is being counted: counting.")).to_be_visible()
    expect(page.get_by_label("How far it is")).to_have_attribute("value", "7")
    look("running")

    LongAnswer.objects.update(state="failed", tries=3)
    follow(page.get_by_role("link", name="Look again", exact=True))
    look("failed")
    follow(page.get_by_role("button", name="Try again"))

    make_due(timezone.now)
    follow(page.get_by_role("link", name="Look again", exact=True))
    expect(page.get_by_text("13 attendances at 5 sessions")).to_be_visible()
    expect(page.get_by_text("and kept for a day")).to_be_visible()
    look("ready")

    follow(page.get_by_role("button", name="Count again"))
    expect(page.get_by_text("It begins within a minute or two")).to_be_visible()


def test_the_page_looks_by_itself_until_the_report_is_there(plain_page, sign_in, monkeypatch):
    monkeypatch.setattr("reports.views.report.LOOK_EVERY", 1)
    page = sign_in(plain_page, make_staff(MANAGERS))
    ask_for_years(page)

    follow(page.get_by_role("link", name="Look again by itself"))
    LongAnswer.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    expect(page.get_by_text("It has not begun")).to_be_visible()
    make_due(timezone.now)

    expect(page.get_by_text("No sessions were held in this time.")).to_be_visible()
    assert "keep-looking" not in page.url
