import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.actors import Actor
from core.audit import record
from core.models import AuditLine, Retention
from core.retention import make_rules
from tests.factories.accounts import make_staff, make_superuser, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    client.force_login(make_staff("Programme managers"))
    return client


def test_managers_read_the_audit_trail(manager, now):
    about = make_user()
    record("booking_made", about, by=Actor.public(), now=now, places=2)

    assert "booking_made" in manager.get(reverse("audit:index")).content.decode()
    page = manager.get(reverse("audit:inspect", args=[AuditLine.objects.get().pk])).content.decode()
    assert "&#x27;places&#x27;: 2" in page


def test_nobody_else_reads_it(client):
    client.force_login(make_staff("Coordinators", "Editors", "Session leads"))

    assert client.get(reverse("audit:index")).status_code == 302


@pytest.mark.parametrize("path", ["new/", "edit/1/", "delete/1/"])
def test_nobody_changes_it_by_hand(client, path):
    client.force_login(make_superuser())

    assert client.get(f"/admin/audit/{path}").status_code == 404


def test_a_manager_changes_how_long_something_is_kept_and_it_is_audited(manager):
    make_rules()
    url = reverse("retention:edit", args=["messages"])

    assert manager.get(url).status_code == 200
    manager.post(url, {"months": 3, "why": "The council decided so."})

    assert Retention.objects.get(what="messages").months == 3
    line = AuditLine.objects.get(action="retention_changed")
    assert (line.about_id, line.detail) == ("messages", {"months": 3})
    assert ModelLogEntry.objects.count() == 0


@pytest.mark.parametrize("months", ["0", "-1", "1000", ""])
def test_a_retention_that_makes_no_sense_is_refused(manager, months):
    make_rules()

    manager.post(reverse("retention:edit", args=["messages"]), {"months": months, "why": "No reason."})

    assert Retention.objects.get(what="messages").months == 6
