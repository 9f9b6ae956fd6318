"""The public page of our performance."""

from datetime import date

import pytest

from core.roles import MANAGERS
from reports.fixed import Cut, FixedTable, Measure
from reports.models import FrozenTable, ServiceStandard
from reports.periods import PeriodKind, period_of
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db
QUARTER = period_of(PeriodKind.QUARTER, date(2026, 8, 1))


def freeze(now, period=QUARTER, counted=203, in_time=187, hidden=()):
    """The standards of a period, as freezing keeps them."""
    FrozenTable.objects.create(
        period=period.key, kind=period.kind, first_on=period.first_on, last_on=period.last_on, name="standards",
        cells=[
            ["counted-answer-request", counted],
            ["in-time-answer-request", in_time],
            ["counted-answer-application", 3],
            ["in-time-answer-application", 2],
        ],
        labels={
            "standard": [
                ["answer-request", "You hear from us: within 2 working days"],
                ["answer-application", "You have our reply: within 5 working days"],
            ]
        },
        hidden=[["counted-answer-application"], ["in-time-answer-application"]],
        frozen_at=now,
    )  # fmt: skip
    FrozenTable.objects.create(
        period=period.key, kind=period.kind, first_on=period.first_on, last_on=period.last_on, name="satisfaction",
        cells=[["help_answers", "yes", 42], ["help_answers", "no", 2], ["help_answers", "", 44]],
        labels={"answer": [["yes", "Yes"], ["no", "No"]]},
        hidden=[["help_answers", "no"]], frozen_at=now,
    )  # fmt: skip


def test_before_anything_is_frozen_it_shows_the_charter_and_says_so(client):
    page = client.get("/performance/")

    assert page.status_code == 200
    assert "When you ask for a person to help you, you hear from us: <b>within 2 working days</b>." in page.text
    assert "We publish our first figures when a quarter or a year is over" in page.text


def test_the_last_frozen_quarter_is_shown_rounded_and_with_small_numbers_hidden(client, now):
    freeze(now, period_of(PeriodKind.QUARTER, date(2026, 5, 1)), counted=100, in_time=100)
    freeze(now)

    page = client.get("/performance/")

    (shown,) = page.context["shown"]
    standards, said = shown.tables
    assert shown.period == QUARTER
    assert [[str(cell) for cell in row[1:]] for row in standards.rows] == [
        ["205", "185", str(185 / 205)],
        ["[hidden]", "[hidden]", "None"],
    ]
    assert {row[0]: str(row[1]) for row in said.rows} == {"Yes": "40", "No": "[hidden]"}
    assert said.title == "Whether a champion’s help helped"
    assert "Counted on Friday 20 November 2026." in page.text
    assert "187" not in page.text


def test_what_was_said_of_sessions_is_shown_where_it_is_frozen(client, now, monkeypatch):
    freeze(now)
    table = FixedTable(
        "feedback", "How sessions were", (Measure("feedback", "Answers", ""),), (Cut("how_was_it", "How it was"),), None
    )
    monkeypatch.setattr("reports.performance.fixed_tables", lambda: {"feedback": table})
    FrozenTable.objects.create(
        period=QUARTER.key, kind=QUARTER.kind, first_on=QUARTER.first_on, last_on=QUARTER.last_on, name="feedback",
        cells=[["feedback", "5", 88], ["feedback", "", 88]], labels={"how_was_it": [["5", "Very good"]]}, frozen_at=now,
    )  # fmt: skip

    (shown,) = client.get("/performance/").context["shown"]

    assert [(each.title, each.rows) for each in shown.tables[1:]] == [("How sessions were", (("Very good", 90),))]


def test_where_so_few_answered_that_all_is_hidden_it_says_so_in_words(client, now):
    freeze(now)
    FrozenTable.objects.filter(name="satisfaction").update(
        hidden=[["help_answers", "yes"], ["help_answers", "no"], ["help_answers", ""]]
    )

    page = client.get("/performance/")

    assert "Too few people answered to show anything without pointing to one of them." in page.text
    assert page.context["shown"][0].tables[1].rows == ()


def test_the_year_stands_beside_the_quarter(client, now, django_assert_max_num_queries):
    freeze(now)
    freeze(now, period_of(PeriodKind.CALENDAR, date(2025, 5, 1)))

    with django_assert_max_num_queries(12):
        page = client.get("/performance/")

    assert [each.period.words for each in page.context["shown"]] == ["July to September 2026", "2025"]


def test_what_is_not_shown_is_not_there_and_what_is_done_about_misses_is(client, now):
    freeze(now)
    ServiceStandard.objects.filter(key="answer-application").update(shown=False)
    ServiceStandard.objects.filter(key="answer-request").update(what_we_do="One more person answers the telephone.")

    page = client.get("/performance/")

    assert "You have our reply" not in page.text
    assert "One more person answers the telephone." in page.text


def test_anybody_may_keep_it_for_an_hour_and_a_signed_in_browser_does_not(client):
    assert client.get("/performance/")["Cache-Control"] == "public, max-age=3600"
    client.force_login(make_staff(MANAGERS))

    assert client.get("/performance/")["Cache-Control"] == "no-store"


def test_the_foot_of_every_page_leads_to_it(client):
    assert 'href="/performance/"' in client.get("/privacy/").text
