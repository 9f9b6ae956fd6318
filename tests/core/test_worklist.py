import pytest
from django.urls import reverse

from core import roles
from core.worklist import WORK, waiting_for
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_request
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def test_a_coordinator_sees_how_many_wait_and_where_to_find_them():
    make_request()
    make_request(state="closed")
    make_champion(state="applied")

    waiting = {work.label: number for work, number in waiting_for(make_staff(roles.COORDINATORS), NOW)}

    assert waiting == {
        "requests for help waiting for a champion": 1,
        "applications to be a champion, not looked at yet": 1,
    }


def test_nobody_is_shown_work_that_is_not_theirs():
    make_request()

    assert waiting_for(make_staff(roles.LEADS), NOW) == []


@pytest.mark.parametrize("label", sorted(WORK))
def test_each_link_opens_the_list_that_it_counts(client, label):
    client.force_login(make_staff(roles.COORDINATORS))

    assert client.get(WORK[label].url).status_code == 200


def test_the_first_page_of_the_admin_says_what_waits(client):
    make_request()
    client.force_login(make_staff(roles.COORDINATORS))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "<b>1</b> requests for help waiting for a champion" in page
    assert "/admin/helprequest/?state=waiting" in page


def test_the_first_page_says_so_when_nothing_waits(client):
    client.force_login(make_staff(roles.COORDINATORS))

    assert "Nothing is waiting for you today." in client.get(reverse("wagtailadmin_home")).content.decode()
