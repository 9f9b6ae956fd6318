"""Who is offered as the lead of a session."""

import pytest
from bs4 import BeautifulSoup

from events.models import EventIndexPage
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion
from tests.factories.events import make_event, make_occurrence

pytestmark = pytest.mark.django_db


def offered(page):
    """The choices of lead, and whether the page says a champion's address anywhere."""
    html = page.content.decode()
    choices = BeautifulSoup(html, "html.parser").select("select[name=lead] option")
    return [choice.text for choice in choices], "tansy@example.net" in html


@pytest.fixture
def accounts():
    make_champion(user=make_user("tansy@example.net"))
    make_staff("Session leads", email="lena@example.org", first_name="Lena", last_name="Hartley")
    make_staff("Session leads", email="gone@example.org", is_active=False)


def test_a_partner_is_offered_staff_by_name_and_no_champions_account(client, accounts):
    make_event()
    client.force_login(make_staff("Partner editors", email="pat@example.org", first_name="Pat"))

    page = client.get(f"/admin/pages/add/events/eventpage/{EventIndexPage.objects.get().pk}/")

    assert offered(page) == (["---------", "Lena Hartley", "Pat"], False)


def test_the_lead_of_one_date_is_chosen_among_staff_too(client, accounts):
    occurrence = make_occurrence()
    client.force_login(make_staff("Editors", first_name="Eddie"))

    page = client.get(f"/admin/occurrence/edit/{occurrence.pk}/")

    assert offered(page) == (["---------", "Eddie", "Lena Hartley"], False)


def test_a_lead_who_is_staff_no_more_stays_until_another_is_chosen(client):
    gone = make_user("gone@example.org", first_name="Greta", is_active=False)
    occurrence = make_occurrence(lead=gone)
    client.force_login(make_staff("Editors", first_name="Eddie"))

    choices, _ = offered(client.get(f"/admin/occurrence/edit/{occurrence.pk}/"))

    assert "Greta" in choices
