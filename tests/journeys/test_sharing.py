"""A programme manager shares a report, and somebody without an account reads it, in a real browser."""

import pytest
from playwright.sync_api import expect

from core.roles import MANAGERS
from reports.report import Answer
from tests.factories.accounts import make_staff
from tests.factories.fixed_tables import AGE, DISTRICT, VISITS, have_reports, make_figures, make_frozen, make_table
from tests.journeys.conftest import follow

SHARE = "/admin/figures/made/share/"
CELLS = {
    ("attendances", "carlisle", "18 to 64"): 213,
    ("attendances", "carlisle", "65 and over"): 322,
    ("attendances", "eden", "18 to 64"): 3,
    ("attendances", "eden", "65 and over"): 48,
}
HIDE = [["attendances", district, age] for district in ("carlisle", "eden") for age in ("18 to 64", "65 and over")]


@pytest.fixture
def manager(transactional_db):
    return make_staff(MANAGERS, first_name="Hester", last_name="Quayle")


@pytest.fixture
def report(transactional_db, monkeypatch):
    table = make_table("reach", (VISITS,), (DISTRICT, AGE))
    make_frozen(table, make_figures(CELLS, table.cuts), HIDE)
    return have_reports(
        monkeypatch,
        table,
        title="Who we reach",
        question="Who comes, and from where?",
        definitions={"Attendances": "Each time that somebody came."},
        answer=lambda self, chosen, now: Answer("586 people came."),
    )


def test_a_manager_makes_a_link_and_a_stranger_reads_it_until_it_is_ended(
    new_page, sign_in, manager, report, axe, no_sideways_scroll
):
    desk = sign_in(new_page(width=320), manager)
    desk.goto("/admin/figures/made/")
    axe(desk)
    follow(desk.get_by_role("link", name="Share what may be published by a link"))
    desk.get_by_label("For how many days").fill("0")
    follow(desk.get_by_role("button", name="Make a link"))
    expect(desk.get_by_role("alert")).to_contain_text("Enter at least 1 day.")
    axe(desk)
    desk.get_by_label("For how many days").fill("14")
    follow(desk.get_by_role("button", name="Make a link"))
    expect(desk.get_by_role("status")).to_contain_text("it is not shown again")
    axe(desk)
    no_sideways_scroll(desk)
    link = desk.get_by_role("status").get_by_role("link").inner_text()

    stranger = new_page(width=320, javascript=False)
    stranger.goto(link[link.index("/figures/") :])
    expect(stranger.get_by_role("heading", name="Who we reach, May 2026")).to_be_visible()
    expect(stranger.get_by_role("table", name="Reach, by home district")).to_contain_text("535")
    expect(stranger.get_by_role("table", name="Attendances, by home district and age")).to_contain_text("[hidden]")
    no_sideways_scroll(stranger)
    reader = new_page()
    reader.goto(link[link.index("/figures/") :])
    axe(reader)

    follow(desk.get_by_role("button", name="End it"))
    expect(desk.get_by_text("The link has ended.")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_text("Ask whoever sent it for a new one.")).to_be_visible()
    reader.reload()
    axe(reader)


def test_a_manager_asks_to_be_told_each_month(new_page, sign_in, manager, report, axe):
    page = sign_in(new_page(width=320, javascript=False), manager)
    page.goto("/admin/figures/made/")

    follow(page.get_by_role("button", name="Tell me each month"))
    expect(page.get_by_text("On the third working day of each month")).to_be_visible()
    follow(page.get_by_role("button", name="Stop telling me each month"))

    expect(page.get_by_text("You are no longer told each month.")).to_be_visible()
