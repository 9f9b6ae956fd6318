"""How often the charter was kept, in the world of tests/factories/standards.py."""

import csv
from datetime import date
from io import StringIO

import pytest

from champions.models import HelpFeedback
from core.models import AuditLine
from core.roles import COORDINATORS, MANAGERS, MEMBERS
from reports.charter import ensure_standards
from reports.charter_cases import cases_of, measured, working_days
from reports.in_time import Measured
from reports.models import FrozenTable, ServiceStandard
from reports.periods import PeriodKind, period_of
from reports.standards import SATISFACTION, STANDARDS, Standards
from tests.factories.accounts import make_staff
from tests.factories.events import make_feedback, make_occurrence
from tests.factories.standards import make_promises, make_registers, make_requests

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/figures/standards/?kind=quarter&on=2026-11-20"
QUARTER = period_of(PeriodKind.QUARTER, date(2026, 11, 20))


def found(now):
    standards = list(ServiceStandard.objects.all())
    working = working_days(QUARTER.first_on, now.date())
    return measured(standards, cases_of(QUARTER.starts_at, QUARTER.ends_at, now), working, now=now)


def test_each_promise_is_measured_from_the_rows(now):
    make_promises()

    assert found(now) == {
        "answer-request": Measured(counted=3, in_time=2, left_out=2, median=1),
        "match-request": Measured(counted=3, in_time=1, left_out=2, median=8),
        "return-register": Measured(counted=4, in_time=2, left_out=1, median=1),
        "tell-cancelled": Measured(counted=3, in_time=1, left_out=1, median=1),
        "answer-application": Measured(counted=2, in_time=1, left_out=2, median=2),
    }


def test_a_stricter_promise_is_kept_less_often(now):
    make_registers()
    ServiceStandard.objects.filter(key="return-register").update(days=5)
    assert found(now)["return-register"].in_time == 2

    ServiceStandard.objects.filter(key="return-register").update(days=6)

    assert found(now)["return-register"].in_time == 3


def test_the_fixed_table_has_each_promise_in_the_words_of_now(now):
    make_promises()

    figures = STANDARDS.count(QUARTER, now)

    assert figures.number("counted-answer-request") == 3
    assert figures.number("in-time-answer-request") == 2
    assert figures.labels["standard"]["answer-request"].endswith("you hear from us: within 2 working days")


def test_the_report_compares_with_the_quarter_before(now):
    make_promises()

    answer = Standards().answer({"period": QUARTER}, now=now)

    row = answer.table("standards").rows[0]
    assert row[1:] == ("First answer", "within 2 working days", 3, 2, 2 / 3, 2, 1, 1.0)
    assert answer.sentence.endswith("It was so in 33% of cases.")
    october, november, december = answer.table("months").rows
    assert october[:3] == ("October 2026", 1, 1.0)
    assert november[:3] == ("November 2026", 2, 0.5)
    assert december[:3] == ("December 2026", 0, None)


def test_satisfaction_is_what_was_said_in_the_time(now):
    session = make_occurrence()
    for how, on in (
        ("5", date(2026, 11, 2)),
        ("4", date(2026, 11, 3)),
        ("1", date(2026, 11, 4)),
        ("1", date(2026, 9, 4)),
    ):
        make_feedback(session, how_was_it=how, said_on=on)
    HelpFeedback.objects.create(did_it_help="yes", said_on=date(2026, 11, 4))

    figures = SATISFACTION.count(QUARTER, now)
    answer = Standards().answer({"period": QUARTER}, now=now)

    assert [figures.number("help_answers", part) for part in ("yes", "no", "")] == [1, 0, 1]
    assert [(tile.number, tile.words) for tile in answer.tiles] == [
        ("67%", "of 3 who answered said their session was good or very good"),
        ("100%", "of 1 who answered said the help helped"),
    ]
    assert answer.table("sessions").rows[0] == ("Very good", 1, 1 / 3, 0.0)


def test_a_frozen_quarter_stays_as_it_was_frozen(now):
    make_requests()
    FrozenTable.objects.create(
        period=QUARTER.key, kind=QUARTER.kind, first_on=QUARTER.first_on, last_on=QUARTER.last_on, name="standards",
        cells=[["counted-answer-request", 40], ["in-time-answer-request", 30]],
        labels={}, frozen_at=now,
    )  # fmt: skip

    answer = Standards().answer({"period": QUARTER}, now=now)

    assert answer.table("standards").rows[0][3:6] == (40, 30, 0.75)
    assert "frozen" in answer.notes[0]


def test_an_empty_programme_is_a_calm_page(client, now):
    client.force_login(make_staff(MANAGERS))

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "Nothing that the charter promises fell due in this time." in page.text


def test_as_many_queries_however_much_there_is(client, now, django_assert_max_num_queries):
    client.force_login(make_staff(MANAGERS))
    make_promises()
    with django_assert_max_num_queries(25) as few:
        client.get(ADDRESS)
    make_requests_again()

    with django_assert_max_num_queries(len(few)):
        page = client.get(ADDRESS)

    assert page.status_code == 200


def make_requests_again():
    from tests.factories.champions import make_request
    from tests.factories.standards import at

    for day in range(2, 20):
        make_request(now=at(11, day))


def test_the_spreadsheet_has_the_same_rows(client, now):
    client.force_login(make_staff(MANAGERS))
    make_requests()

    response = client.get(f"{ADDRESS}&as=csv&table=months")

    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[1][:3] == ["October 2026", "1", "1.0"]


@pytest.mark.parametrize("group", [COORDINATORS, MEMBERS])
def test_others_do_not_see_it(client, group):
    client.force_login(make_staff(group))

    assert client.get(ADDRESS).status_code in (302, 403)


def test_the_standards_are_there_and_what_was_changed_stays():
    ServiceStandard.objects.filter(key="match-request").update(days=15, words="Somebody is found")

    ensure_standards()

    assert ServiceStandard.objects.count() == 5
    assert ServiceStandard.objects.get(key="match-request").promise == "within 15 working days"


def test_a_manager_changes_a_promise_and_nought_days_are_refused(client):
    client.force_login(make_staff(MANAGERS))
    one = ServiceStandard.objects.get(key="match-request")
    address, typed = f"/admin/servicestandard/edit/{one.pk}/", {"words": "You are matched", "order": 1, "shown": "on"}

    refused = client.post(address, typed | {"days": 0})
    client.post(address, typed | {"days": 12, "what_we_do": "We train more champions."})

    one.refresh_from_db()
    assert "Enter 1 or more" in refused.text
    assert (one.days, one.what_we_do) == (12, "We train more champions.")
    assert AuditLine.objects.filter(action="servicestandard_saved").exists()
