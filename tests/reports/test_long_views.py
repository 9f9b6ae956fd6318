"""Reports of long times where staff read them: asked for, waited for, read, and counted again."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS, SAFEGUARDING
from reports.actions.due import make_due
from reports.models import LongAnswer
from tests.factories.accounts import make_staff
from tests.factories.events import make_feedback, make_occurrence
from tests.factories.long_answers import CHOSEN, YEARS, make_long_answer
from tests.factories.reports import make_autumn

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/figures/programme/"
OF_YEARS = f"{ADDRESS}?{CHOSEN}"
AGAIN = f"{ADDRESS}again/?{CHOSEN}"


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS)
    client.force_login(user)
    return user


def actions():
    return list(AuditLine.objects.order_by("pk").values_list("action", flat=True))


def test_years_are_asked_for_waited_for_and_read_at_one_address(client, manager):
    make_autumn()

    asked = client.get(OF_YEARS)
    waiting = client.get(OF_YEARS)
    make_due(timezone.now)
    ready = client.get(OF_YEARS)

    assert (asked.status_code, waiting.status_code, ready.status_code) == (202, 202, 200)
    assert "is counted in the background. It begins within a minute or two." in asked.text
    assert "attendances at" not in asked.text
    assert "13 attendances at 5 sessions, by 4 people whom we know by name" in ready.text
    assert "Counted on " in ready.text
    assert f'action="{ADDRESS}again/?{CHOSEN.replace("&", "&amp;")}"' in ready.text
    assert actions() == ["report.asked", "report.viewed"]


def test_a_short_time_is_counted_at_once(client, manager):
    page = client.get(ADDRESS, {"kind": "quarter", "on": "2026-11-01"})

    assert page.status_code == 200
    assert "Count again" not in page.text
    assert not LongAnswer.objects.exists()


def test_how_far_it_is_is_said_in_words(client, manager):
    step = {"state": "running", "steps_done": 7, "step": "going through the registers"}
    make_long_answer(now=timezone.now(), beat_at=timezone.now(), **step)

    page = client.get(OF_YEARS)

    assert "It is being counted: going through the registers." in page.text
    assert '<progress id="how-far" max="25" value="7">' in page.text
    assert "7 steps done, of at most 25." in page.text


def test_it_says_whom_to_tell_where_it_has_not_begun_after_a_minute(client, manager):
    words = "It has not begun, although more than a minute has gone by."
    kept = make_long_answer(now=timezone.now())

    soon = client.get(OF_YEARS)
    LongAnswer.objects.update(asked_at=timezone.now() - timedelta(seconds=61))
    later = client.get(OF_YEARS)
    LongAnswer.objects.filter(pk=kept.pk).update(state="running", tries=1, beat_at=timezone.now())
    begun = client.get(OF_YEARS)

    assert [words in page.text for page in (soon, later, begun)] == [False, True, False]


def test_the_page_looks_again_by_itself_where_one_asks_it_to_and_until_it_is_there(client, manager):
    by_hand = client.get(OF_YEARS)
    by_itself = client.get(f"{OF_YEARS}&keep-looking=yes")
    make_due(timezone.now)
    ready = client.get(f"{OF_YEARS}&keep-looking=yes")

    assert "Refresh" not in by_hand.headers
    assert by_itself.headers["Refresh"] == f"10; url={OF_YEARS}&keep-looking=yes"
    assert "Stop looking by itself" in by_itself.text
    assert (ready.status_code, ready["Location"]) == (302, OF_YEARS)


def test_one_that_failed_says_so_and_is_tried_again(client, manager):
    make_long_answer(state="failed", tries=3, now=timezone.now())

    failed = client.get(f"{OF_YEARS}&keep-looking=yes")
    posted = client.post(AGAIN)

    assert "It could not be counted, although that was tried more than once." in failed.text
    assert "Try again" in failed.text
    assert "Refresh" not in failed.headers
    assert (posted.status_code, posted["Location"]) == (302, OF_YEARS)
    assert LongAnswer.objects.get().state == "waiting"


def test_counting_again_leads_back_to_waiting(client, manager):
    client.get(OF_YEARS)
    make_due(timezone.now)

    page = client.post(AGAIN, follow=True)

    assert page.status_code == 202
    assert page.request["QUERY_STRING"] == CHOSEN
    assert actions() == ["report.asked", "report.asked"]


def test_files_are_those_of_the_page_and_wait_as_it_does(client, manager):
    make_autumn()
    table = f"{OF_YEARS}&as=csv&table=districts"

    too_soon = client.get(table)
    make_due(timezone.now)
    file = client.get(table)
    sheets = client.get(f"{OF_YEARS}&as=xlsx")
    sheets.getvalue()  # which closes it

    rows = list(csv.reader(StringIO(file.getvalue().decode("utf-8-sig"))))
    assert (too_soon.status_code, too_soon["Location"]) == (302, OF_YEARS)
    assert rows[1][:4] == ["Carlisle", "3", "0", "10"]
    assert sheets["Content-Disposition"] == 'attachment; filename="programme-dates-2022-12-01-2026-11-18.xlsx"'
    assert actions() == ["report.asked", "report.downloaded", "report.downloaded"]


def test_what_people_said_is_read_anew(client, manager):
    said = make_feedback(make_occurrence(), words="Asha was so kind", said_on="2026-10-01")
    of_years = f"/admin/figures/outcomes/?{CHOSEN}"
    client.get(of_years)
    make_due(timezone.now)

    before = client.get(of_years)
    file = client.get(f"{of_years}&as=csv&table=words").getvalue().decode()
    said.delete()
    after = client.get(of_years)

    assert "Asha was so kind" in before.text
    assert "Asha was so kind" in file
    assert "Asha" not in after.text
    assert "1 of 1 answer on how a session was said good or very good." in after.text


def test_bad_choices_are_refused_at_once(client, manager):
    wrong = {**YEARS, "first_on": "2026-12-01"}

    page = client.get(ADDRESS, wrong)
    again = client.post(f"{ADDRESS}again/?kind=dates&first_on=2026-12-01&last_on=2026-11-18")

    assert page.status_code == 422
    assert "The last day is before the first." in page.text
    assert client.get(again["Location"]).status_code == 422
    assert not LongAnswer.objects.exists()


def test_counting_again_what_is_short_asks_for_nothing(client, manager):
    client.post(f"{ADDRESS}again/?kind=month&on=2026-11-01")

    assert not LongAnswer.objects.exists()


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS, SAFEGUARDING])
def test_other_staff_neither_see_it_nor_ask_for_it(client, manager, group):
    client.get(OF_YEARS)
    make_due(timezone.now)
    client.force_login(make_staff(group))

    looked, posted = client.get(OF_YEARS), client.post(AGAIN)

    assert looked.status_code == posted.status_code == 302
    assert looked["Location"].startswith("/admin/")
    assert LongAnswer.objects.get().state == "ready"
    assert actions() == ["report.asked"]


def test_counting_again_is_posted_and_of_a_report_that_there_is(client, manager):
    assert client.get(AGAIN).status_code == 405
    assert client.post("/admin/figures/nothing/again/").status_code == 404


def test_looks_ask_as_few_queries_with_many_rows_as_with_none(client, manager):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(OF_YEARS)
        return len(captured)

    client.get(OF_YEARS)
    waiting = queries()
    make_due(timezone.now)
    empty = queries()
    make_autumn()
    client.post(AGAIN)
    make_due(timezone.now)

    assert queries() == empty <= 12
    assert waiting <= 12
