"""A link to what is published of a report: it ends by itself, and shows nothing exact."""

import csv
from datetime import timedelta
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.roles import COORDINATORS, EDITORS, MANAGERS, MEMBERS
from reports.actions import sharing
from reports.models import SharedReport
from tests.factories.accounts import make_staff
from tests.factories.fixed_tables import AGE, DISTRICT, MAY, VISITS, have_reports, make_figures, make_frozen, make_table
from tests.reports.test_published import CELLS, HIDE

pytestmark = pytest.mark.django_db
PAGE = "/admin/figures/made/share/"
QUERIES = 3  # the link, what is frozen, the programme's settings
CHOICE = {"period": MAY.key, "days": "30"}


@pytest.fixture
def report(monkeypatch):
    table = make_table("home", (VISITS,), (DISTRICT, AGE))
    report = have_reports(monkeypatch, table, definitions={"Attendances": "Each time that somebody came."})
    make_frozen(table, make_figures(CELLS, table.cuts), HIDE)
    return report


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS, first_name="Hester", last_name="Quayle")
    client.force_login(user)
    return user


def make_share(report, now=None, days=30):
    now = now or timezone.now()
    return sharing.share(report=report, period=MAY, days=days, by=Actor.system(), now=now)


def path_of(link):
    return link.partition("//")[2].partition("/")[2].join(["/", ""])


def test_a_manager_makes_a_link_that_is_shown_once(client, manager, report):
    response = client.post(PAGE, CHOICE, follow=True)

    link = response.context["link"]
    assert link in response.text
    assert link not in client.get(PAGE).text
    shared = SharedReport.objects.get()
    assert (shared.report, shared.period, shared.shared_by) == ("made", MAY, manager)
    assert shared.until - shared.shared_at == timedelta(days=30)


def test_of_the_key_only_a_hash_is_kept(client, manager, report):
    link = client.post(PAGE, CHOICE, follow=True).context["link"]

    key = parse_qs(urlsplit(link).query)["key"][0]

    assert key not in str(SharedReport.objects.values().get())
    assert key not in str(list(AuditLine.objects.values()))


def test_whoever_has_the_link_sees_rounded_numbers_and_no_exact_one(client, report):
    _, link = make_share(report)

    page = client.get(path_of(link))

    assert page.status_code == 200
    assert "[hidden]" in page.text
    assert page.context["tables"][0].rows == (("Carlisle", 35), ("Eden", 10))
    shown = page.text.replace("<b>", "").replace("</b>", "")
    assert [number for number in CELLS.values() if f">{number}<" in shown] == []
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.text


def test_its_csv_has_the_same_rows(client, report):
    _, link = make_share(report)

    file = client.get(f"{path_of(link)}&as=csv&table=home-home_district")

    rows = list(csv.reader(StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))
    assert rows == [["Home district", "Attendances"], ["Carlisle", "35"], ["Eden", "10"], ["All", "45"]]
    assert client.get(f"{path_of(link)}&as=csv&table=exact").status_code == 404


def test_a_second_after_it_ended_a_sentence_says_so(client, report):
    now = timezone.now()
    _, link = make_share(report, now=now - timedelta(days=30, seconds=1))
    _, open_link = make_share(report, now=now - timedelta(days=30, seconds=-60))

    page = client.get(path_of(link))

    assert page.status_code == 410
    assert "This link has ended: they are good for some days only. Ask whoever sent it for a new one." in page.text
    assert "Carlisle" not in page.text
    assert client.get(path_of(open_link)).status_code == 200


def test_staff_end_a_link_at_once(client, manager, report):
    shared, link = make_share(report)

    page = client.post(f"{PAGE}{shared.pk}/end/", follow=True)

    assert "Ended by staff" in page.text
    assert client.get(path_of(link)).status_code == 410
    assert AuditLine.objects.filter(action="report_share_ended").count() == 1


@pytest.mark.parametrize("key", ["", "AAAA", "é", "\x00", "A" * 3_000])
def test_a_key_that_is_none_gets_a_sentence(client, report, key):
    page = client.get("/figures/", {"key": key})

    assert page.status_code == 404
    assert "This link is not one of ours, or a part of it is missing." in page.text


def test_very_many_tries_are_stopped(client, report, monkeypatch):
    monkeypatch.setattr("reports.views.shared.TRIES_AN_HOUR", 2)
    _, link = make_share(report)

    answers = [client.get(path_of(link), REMOTE_ADDR="192.0.2.77").status_code for _ in range(3)]

    assert answers == [200, 200, 429]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"days": "0"}, "Enter at least 1 day."),
        ({"days": "366"}, "Enter at most 365 days."),
        ({"days": "soon"}, "Enter a number of days, like 30."),
        ({"period": "month-2031-01-01"}, "The figures of this time are not kept yet. Choose one from the list."),
    ],
)
def test_what_makes_no_sense_gets_a_sentence_and_keeps_what_was_typed(client, manager, report, typed, sentence):
    page = client.post(PAGE, CHOICE | typed)

    assert page.status_code == 422
    assert sentence in page.text
    assert f'value="{(CHOICE | typed)["days"]}"' in page.text
    assert not SharedReport.objects.exists()


def test_before_anything_is_frozen_the_page_says_when_it_will_be(client, manager, monkeypatch):
    have_reports(monkeypatch, make_table())

    assert "No figures are kept yet." in client.get(PAGE).text


def test_a_report_without_tables_to_publish_cannot_be_shared(client, manager, monkeypatch):
    report = have_reports(monkeypatch)

    assert client.get(PAGE).status_code == 404
    with pytest.raises(Refused, match="Nothing of this report may be shared"):
        make_share(report)


@pytest.mark.parametrize("group", [EDITORS, COORDINATORS, MEMBERS])
def test_other_staff_neither_make_nor_end_a_link(client, report, group):
    shared, _ = make_share(report)
    client.force_login(make_staff(group))

    assert client.get(PAGE).status_code in (302, 403)
    assert client.post(PAGE, CHOICE).status_code in (302, 403)
    assert client.post(f"{PAGE}{shared.pk}/end/").status_code in (302, 403)
    assert list(SharedReport.objects.values_list("revoked_at", flat=True)) == [None]


def test_a_page_of_many_tables_takes_as_many_queries_as_one(client, report, monkeypatch, django_assert_num_queries):
    _, link = make_share(report)
    with django_assert_num_queries(QUERIES):
        client.get(path_of(link))
    more = [make_table(f"home{number}", (VISITS,), (DISTRICT, AGE)) for number in range(4)]
    for table in more:
        make_frozen(table, make_figures(CELLS, table.cuts), HIDE)
    have_reports(monkeypatch, *more)

    with django_assert_num_queries(QUERIES):
        assert len(client.get(path_of(link)).context["tables"]) == 12
