"""Nobody is led to a page of the admin that is not for them."""

import pytest
from django.urls import reverse

from core.retention import make_rules
from core.roles import COORDINATORS, EDITORS, MANAGERS
from locations.models import VenuePage
from reports.every import REPORTS
from reports.links import EDIT_PAGES, for_reader, may_open
from reports.report import Answer
from reports.tables import Link, Table, words_column
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.champions import make_champion, make_request, make_requirement
from tests.factories.events import make_event
from tests.factories.locations import make_area, make_venue
from tests.factories.missing import make_wanting
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
AUTUMN = {"kind": "quarter", "on": "2026-11-01"}
COLUMNS = (words_column("what", "What"), words_column("who", "Who"))


def make_all_wanting():
    """Something to put right of every kind, so that every link there is is on some page."""
    make_rules()
    make_wanting()
    make_event("Chat and cake")
    make_venue("The hut", position=None, postcode="")
    make_area("Nowhere ward")
    make_request(state="closed", outcome="", closed_at=NOW)
    make_requirement()
    for state in ("applied", "active"):
        make_champion(state=state)
    for _ in range(2):
        make_person("Quirina Threlkeld", phone_compared="012281")


def links_of(client, report):
    """{words: address} of every link in the tables of a report, as this reader is shown it."""
    page = client.get(reverse("figures:report", args=[report.slug]), AUTUMN)
    answer = page.context["answer"]
    cells = [cell for table in answer.tables for _, row in table.lines() for cell in row] if answer else []
    return {cell.shown: cell.url for cell in cells if cell.url}


def leads_nowhere(client, url):
    """Whether they are turned away, or sent to the admin's front page with a message that they may not.

    The list of all pages leads on to those that one may edit.
    """
    page = client.get(url.partition("#")[0] or "/admin/", follow=True)
    sent_to = [address for address, _ in page.redirect_chain]
    return page.status_code != 200 or reverse("wagtailadmin_home") in sent_to or reverse("account_login") in sent_to


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
def test_every_link_that_a_manager_is_shown_opens(client, report):
    make_all_wanting()
    client.force_login(make_staff(MANAGERS))

    found = links_of(client, report)

    assert [words for words, url in found.items() if leads_nowhere(client, url)] == []


def test_a_manager_sees_the_words_of_what_only_others_may_open_and_whoever_may_sees_links(client):
    make_all_wanting()
    page = VenuePage.objects.get(title="The hut")
    theirs = {
        "The hut": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "Correct the postcode or choose the district": reverse("wagtailadmin_explore_root"),
        "Say which district it is in": reverse("areas:index"),
        "Write how it ended": f"{reverse('helprequest:index')}?state=closed",
    }
    quality = next(report for report in REPORTS if report.slug == "quality")
    client.force_login(make_staff(MANAGERS))
    assert not theirs.keys() & links_of(client, quality).keys()
    assert "The hut" in client.get(reverse("figures:report", args=["quality"]), AUTUMN).text

    client.force_login(make_staff(MANAGERS, EDITORS, COORDINATORS))
    found = links_of(client, quality)

    assert {words: url for words, url in found.items() if words in theirs} == theirs
    assert [words for words, url in found.items() if leads_nowhere(client, url)] == []


def test_a_total_and_the_words_of_a_link_stay_as_they_are():
    link = Link("Retention", "/admin/retention/", "core.change_retention")
    table = Table("one", "One", COLUMNS, ((link, None), (Link("Here", "#here"), "x")), ("All", link))

    seen = for_reader(Answer("Yes.", (table,)), make_staff(EDITORS)).tables[0]

    assert seen.rows == (("Retention", None), (Link("Here", "#here"), "x"))
    assert seen.total == ("All", "Retention")
    assert for_reader(Answer("Yes.", (table,)), make_staff(MANAGERS)).tables[0] == table


def test_whether_somebody_may_edit_pages_is_asked_of_wagtail():
    assert not may_open(make_staff(MANAGERS), EDIT_PAGES)
    assert may_open(make_staff(EDITORS), EDIT_PAGES)
    assert may_open(make_superuser(), EDIT_PAGES)


def test_a_spreadsheet_has_the_words_for_everybody(client):
    make_event("Chat and cake")
    client.force_login(make_staff(MANAGERS))

    file = client.get(reverse("figures:report", args=["quality"]), AUTUMN | {"as": "csv", "table": "pages"})

    assert b"Chat and cake" in file.getvalue()
