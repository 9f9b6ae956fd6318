"""A programme manager gets who came, row by row, in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.roles import MANAGERS
from reports.actions.due import make_due
from reports.views import rows as rows_view
from tests.factories.accounts import make_staff
from tests.factories.rows import make_registers, make_rows_file
from tests.journeys.conftest import follow

IN_OCTOBER = "/admin/figures/rows/?kind=month&on=2026-10-01"


@pytest.fixture
def manager(transactional_db, settings, tmp_path):
    settings.ROWS_FILES_FOLDER = str(tmp_path / "rows")
    return make_staff(MANAGERS)


def test_a_manager_waits_for_many_rows_without_script(plain_page, sign_in, manager, monkeypatch):
    monkeypatch.setattr(rows_view, "AT_ONCE", 1)
    make_registers()
    sign_in(plain_page, manager).goto(IN_OCTOBER)

    follow(plain_page.get_by_role("button", name="Make it as XLSX"))
    expect(plain_page.get_by_text("It is waiting to be made")).to_be_visible()
    make_due(timezone.now)
    follow(plain_page.get_by_role("link", name="Look again"))

    with plain_page.expect_download() as download:
        plain_page.get_by_role("link", name="Download the file").click()
    assert download.value.suggested_filename == "rows-month-2026-10-01.xlsx"


def test_the_pages_have_no_fault_on_a_small_telephone(small_page, axe, no_sideways_scroll, sign_in, manager):
    make_registers()
    running = {"state": "running", "rows": 600_000, "rows_done": 150_000}
    files = [
        make_rows_file(manager, now=timezone.now(), **fields)
        for fields in (running, {"state": "failed"}, {"state": "waiting"})
    ]
    page = sign_in(small_page, manager)

    for address in (
        IN_OCTOBER,
        "/admin/figures/rows/?kind=month&on=1900-01-01",
        *(f"/admin/figures/rows/{file.key}/" for file in files),
    ):
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)
