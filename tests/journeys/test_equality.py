"""Somebody says something of themselves, if they like; and a manager reads it with small numbers hidden."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from core.roles import MANAGERS
from reports.actions.freezing import freeze
from reports.models import EqualityCount
from reports.periods import period_of
from tests.factories.accounts import make_staff
from tests.factories.equality import make_answers
from tests.journeys.conftest import follow
from tests.journeys.test_booking import is_told, picture

pytestmark = pytest.mark.django_db(transaction=True)
JULY = datetime(2026, 7, 20, 11, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(("width", "script"), [(320, True), (1280, False)])
def test_somebody_says_what_they_like_or_skips_all(new_page, axe, no_sideways_scroll, width, script):
    cache.clear()
    page = new_page(width=width, javascript=script)

    def look(name):
        if script:
            axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    page.goto("/feedback/thanks/")
    follow(page.get_by_role("link", name="Tell us about yourself, if you like"))
    expect(page.get_by_role("link", name="Skip all of them").first).to_have_attribute("href", "/")
    look("equality")
    page.get_by_role("group", name="What is your sex?").get_by_label("Female").check()
    page.evaluate("document.querySelector('[name=age]').value = 'old'")
    page.locator("[name=age]").first.check()
    follow(page.get_by_role("button", name="Send my answers"))
    is_told(page, "Choose one of the answers, or leave this question out.")
    look("equality-errors")
    page.get_by_label("65 to 74").check()
    follow(page.get_by_role("button", name="Send my answers"))

    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    look("equality-thanks")
    assert EqualityCount.objects.get(question="sex").answer == "female"
    assert EqualityCount.objects.get(question="age").answer == "65-74"


def test_a_manager_reads_the_numbers_that_are_not_hidden(new_page, sign_in, axe, no_sideways_scroll):
    for number, religion in ((41, "none"), (33, "christian"), (6, "muslim"), (2, "sikh")):
        make_answers(number, now=JULY, religion=religion, age="65-74")
    freeze(period_of("quarter", JULY.date()), now=JULY + timedelta(days=120))
    page = new_page(width=320)
    sign_in(page, make_staff(MANAGERS)).goto("/admin/figures/equality/?kind=quarter&on=2026-07-01")

    table = page.get_by_role("table", name="Religion or belief")
    expect(table.get_by_role("row", name="Sikh")).to_contain_text("[hidden]")
    expect(table.get_by_role("row", name="No religion")).to_contain_text("40")
    axe(page)
    no_sideways_scroll(page)
    picture(page, "figures-equality")
