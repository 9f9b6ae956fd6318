import pytest
from django.urls import reverse

from core import roles
from core.worklist import WORK, waiting_for
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.champions import make_champion, make_request
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def test_a_coordinator_sees_how_many_wait_and_where_to_find_them():
    make_request()
    make_request(state="closed")
    make_champion(state="applied")

    assert waiting_for(make_staff(roles.COORDINATORS), NOW) == [
        (1, "request for help waiting for a champion", "/admin/helprequest/?state=waiting"),
        (1, "application to be a champion, not looked at yet", "/admin/champion/?state=applied"),
    ]


def test_several_are_spoken_of_as_several():
    make_request()
    make_request()

    [(number, words, _)] = waiting_for(make_staff(roles.COORDINATORS), NOW)

    assert f"{number} {words}" == "2 requests for help waiting for a champion"


def test_nobody_is_shown_work_that_is_not_theirs():
    make_request()

    assert waiting_for(make_staff(roles.LEADS), NOW) == []


@pytest.mark.parametrize("labels", sorted(WORK), ids=str)
def test_each_link_opens_the_list_that_it_counts(client, labels):
    client.force_login(make_superuser())

    assert client.get(WORK[labels].url).status_code == 200


def test_the_first_page_of_the_admin_says_what_waits(client):
    make_request()
    client.force_login(make_staff(roles.COORDINATORS))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "<b>1</b> request for help waiting for a champion" in page
    assert "/admin/helprequest/?state=waiting" in page


def test_the_first_page_says_so_when_nothing_waits(client):
    client.force_login(make_staff(roles.COORDINATORS))

    assert (
        "No requests, calls or decisions are waiting today."
        in client.get(reverse("wagtailadmin_home")).content.decode()
    )


def test_whoever_has_no_such_work_is_told_nothing_of_it(client):
    client.force_login(make_staff(roles.PARTNERS))

    assert "Waiting for somebody" not in client.get(reverse("wagtailadmin_home")).content.decode()
