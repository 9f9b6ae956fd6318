"""Who asked is told on the third working day of a month that last month's figures are there."""

from datetime import datetime

import pytest

from core.actors import Actor
from core.roles import EDITORS, MANAGERS
from core.words import LONDON
from messaging.models import Message
from reports.actions import sharing
from reports.models import ReportSubscription
from reports.monthly import tell_of_last_month
from tests.factories.accounts import make_staff
from tests.factories.fixed_tables import have_reports

pytestmark = pytest.mark.django_db


def london(month, day):
    return datetime(2026, month, day, 3, tzinfo=LONDON)


@pytest.fixture
def report(monkeypatch):
    return have_reports(monkeypatch, title="Who we reach")


def ask(report, user, now):
    return sharing.ask_for_it_monthly(user=user, report=report, by=Actor.of(user), now=now)


def test_it_is_told_once_on_the_third_working_day(report):
    """1 August 2026 is a Saturday: the third working day is Wednesday the 5th."""
    hester = make_staff(MANAGERS, email="hester@example.org", first_name="Hester")
    ask(report, hester, london(7, 20))

    tell_of_last_month(london(8, 4))
    assert not Message.objects.exists()
    tell_of_last_month(london(8, 5))
    tell_of_last_month(london(8, 6))

    message = Message.objects.get()
    assert (message.to, message.kind) == ("hester@example.org", "report_monthly")
    assert message.subject == "Who we reach: the figures of July 2026"
    assert "/admin/figures/made/?kind=month&on=2026-07-01" in message.body


def test_who_asks_after_that_day_is_told_next_month(report):
    ask(report, make_staff(MANAGERS), london(8, 5))

    tell_of_last_month(london(8, 20))
    assert not Message.objects.exists()
    tell_of_last_month(london(9, 3))

    assert "August 2026" in Message.objects.get().subject


def test_who_may_no_longer_see_it_is_not_told(report):
    moved_on, gone = make_staff(MANAGERS), make_staff(MANAGERS)
    for user in (moved_on, gone):
        ask(report, user, london(7, 20))
    moved_on.groups.clear()
    gone.is_active = False
    gone.save()

    tell_of_last_month(london(8, 5))

    assert not Message.objects.exists()


def test_a_report_that_is_no_more_is_passed_over(report, monkeypatch):
    ask(report, make_staff(MANAGERS), london(7, 20))
    have_reports(monkeypatch, slug="another")

    tell_of_last_month(london(8, 5))

    assert not Message.objects.exists()


def test_it_is_asked_for_and_stopped_on_the_page_of_the_report(client, report):
    client.force_login(make_staff(MANAGERS))

    client.post("/admin/figures/made/monthly/")
    client.post("/admin/figures/made/monthly/")
    assert ReportSubscription.objects.count() == 1
    client.post("/admin/figures/made/monthly/", {"stop": "yes"})

    assert not ReportSubscription.objects.exists()


def test_other_staff_cannot_ask_for_it(client, report):
    client.force_login(make_staff(EDITORS))

    assert client.post("/admin/figures/made/monthly/").status_code in (302, 403)
    assert not ReportSubscription.objects.exists()
