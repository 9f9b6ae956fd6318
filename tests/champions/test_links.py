"""The link that opens a request for help: what it opens, for whom, and who never learns it."""

import pytest
from django.utils import timezone

from champions.links import link_of
from champions.telling import resident_told
from messaging.models import Message
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_request
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def page_of(request):
    return f"/help/request/{request.reference}/"


def person_url(request):
    return f"/champions/me/people/{request.reference}/"


@pytest.mark.parametrize("key", ["", "x", "\x00", "AAAAAA", "196fbd61-1a6f-4c7f-9af2-e731a0c8db3d"])
def test_what_is_no_link_of_ours_opens_nothing(client, key):
    make_request(reference="AAAAAA")

    assert client.get("/help/request/", {"r": key}).status_code == 404


@pytest.mark.parametrize("why", [{"do_not_contact": True}, {"erased_at": timezone.now()}])
def test_the_link_shows_nothing_of_somebody_who_asked_for_that_or_was_erased(client, why):
    request = make_request(make_person("Arthur", **why))

    assert client.get(f"/help/request/?r={request.key}").status_code == 404


@pytest.mark.parametrize("why", [{"do_not_contact": True}, {"erased_at": timezone.now()}])
def test_nor_does_what_was_opened_before_they_asked(client, why):
    request = make_request(make_person("Arthur"))
    client.get(link_of(request))
    type(request.person).objects.update(**why)

    assert client.get(page_of(request)).url == "/my/"
    assert client.post(f"{page_of(request)}cancel/").url == "/my/"
    request.refresh_from_db()
    assert request.is_open


def test_the_key_goes_no_farther_than_the_link(client):
    """Whoever sits down at this computer next finds in its history what opens nothing any more."""
    request = make_request(make_person("Arthur"))

    shown = client.get(link_of(request), follow=True)

    assert shown.redirect_chain == [(page_of(request), 302)]
    assert str(request.key) not in shown.content.decode()
    client.post("/finish/")
    assert client.get(page_of(request)).url == "/my/"


def test_the_number_of_a_request_opens_nothing_by_itself(client):
    request = make_request()

    assert client.get(page_of(request)).url == "/my/"
    assert client.post(f"{page_of(request)}cancel/").url == "/my/"
    request.refresh_from_db()
    assert request.is_open


def test_a_champion_never_learns_the_key_that_opens_the_request(client):
    """With it they could cancel it, or see who helps instead, long after the match has ended."""
    champion = make_champion(user=make_user())
    helped = make_request(state="matched", champion=champion, matched_at=timezone.now())
    client.force_login(champion.user)

    pages = [client.get(path).content.decode() for path in ("/champions/me/", person_url(helped))]

    assert [str(helped.key) in page for page in pages] == [False, False]
    assert person_url(helped) in pages[0]


def test_the_key_in_a_link_stands_where_access_logs_do_not_look(client):
    request = make_request(make_person("Arthur", contact_by="email", email="arthur@example.org"))

    resident_told(request, "asked", now=timezone.now())

    assert f"/help/request/?r={request.key}" in Message.objects.get().body
