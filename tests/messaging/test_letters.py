"""The letters that staff post, printed together."""

import pytest
from django.urls import reverse

from core.models import AuditLine
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.messaging import make_message
from tests.factories.programme import make_programme

pytestmark = pytest.mark.django_db
ADDRESS = "4 Mill Lane\nKendal\nLA9 4PX"


def letter(**kwargs):
    return make_message("letter", **{"state": "to-do", "to": ADDRESS, "to_name": "Betty Moss"} | kwargs)


@pytest.fixture
def desk(client):
    make_programme(postal_address="County Hall\nKendal")
    client.force_login(make_staff("Coordinators"))
    return client


def post(client, *letters):
    return client.post(reverse("letters"), {"letter": [each.pk for each in letters]}, follow=True).text


def test_each_letter_has_its_address_its_words_and_who_it_is_from(desk):
    letter(subject="About Thursday", body="It is <on>.\n\nSee you there.")
    page = desk.get(reverse("letters")).text

    assert "Betty Moss<br>4 Mill Lane<br>Kendal<br>LA9 4PX" in page
    assert "<h2>About Thursday</h2>" in page
    assert "<p>It is &lt;on&gt;.</p>" in page
    assert "County Hall<br>Kendal" in page


def test_what_is_no_letter_to_post_now_is_not_there(desk, now):
    make_message("call", state="to-do", body="Ring them")
    letter(state="done", body="Posted already")
    letter(state="withdrawn", body="No longer needed")
    letter(send_at=now.replace(year=2100), body="Not yet")

    page = desk.get(reverse("letters")).text
    assert "No letter is waiting." in page
    assert all(words not in page for words in ("Ring them", "Posted already", "No longer needed", "Not yet"))


def test_those_on_the_page_are_marked_and_none_that_came_since(desk):
    first, second = letter(), letter()
    later = letter()

    assert "2 letters marked as posted." in post(desk, first, second)

    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["done", "done", "to-do"]
    assert AuditLine.objects.filter(action="message_done").count() == 2
    later.refresh_from_db()
    assert later.sent_at is None


def test_posted_twice_counts_once(desk):
    first = letter()
    post(desk, first)
    assert "0 letters marked as posted." in post(desk, first)
    assert AuditLine.objects.filter(action="message_done").count() == 1


def test_nothing_else_can_be_marked_here(desk):
    call = make_message("call", state="to-do")
    assert "0 letters marked as posted." in post(desk, call)
    assert desk.post(reverse("letters"), {"letter": ["x", "", "9" * 30, "-1"]}).status_code == 302
    call.refresh_from_db()
    assert call.state == "to-do"


def test_more_than_fifty_are_printed_in_turns(desk):
    for _ in range(52):
        letter()
    page = desk.get(reverse("letters"))
    assert len(page.context["letters"]) == 50
    assert "2 more letters will be here when these are posted." in page.text


def test_the_page_asks_the_same_for_one_letter_as_for_many(desk, django_assert_max_num_queries):
    for _ in range(30):
        letter()
    with django_assert_max_num_queries(10):
        desk.get(reverse("letters"))


def test_the_first_page_of_the_admin_leads_here(desk):
    letter()
    assert f'href="{reverse("letters")}"' in desk.get("/admin/").text
