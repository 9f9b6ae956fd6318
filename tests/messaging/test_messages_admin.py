import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from messaging.models import Message
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.messaging import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    client.force_login(make_staff("Coordinators"))
    return client


def test_the_list_is_filtered_and_searched(coordinator):
    make_message(subject="Ring about Thursday", channel="call", state="to-do", to_name="Asha")
    make_message(subject="E-mail about Friday", state="sent", to="ben@example.org")

    def subjects(**query):
        response = coordinator.get(reverse("message:index"), query)
        return sorted(message.subject for message in response.context["object_list"])

    assert subjects() == ["E-mail about Friday", "Ring about Thursday"]
    assert subjects(state="to-do") == ["Ring about Thursday"]
    assert subjects(channel="email") == ["E-mail about Friday"]
    assert subjects(q="ben@") == ["E-mail about Friday"]


def test_the_list_takes_the_same_queries_for_one_and_for_three(coordinator):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(reverse("message:index"))
        return len(captured)

    make_message()
    queries()
    one = queries()
    make_message()
    make_message()

    assert queries() == one


@pytest.mark.parametrize(
    ("channel", "state", "sentence"),
    [
        ("call", "to-do", "Ring them from the list of calls to make"),
        ("letter", "to-do", "Print this page, post it"),
        ("sms", "to-do", "Text messages are not connected yet"),
        ("email", "given-up", "It could not be sent"),
    ],
)
def test_a_message_that_waits_for_staff_says_what_to_do(coordinator, channel, state, sentence):
    message = make_message(channel=channel, state=state, body="See you <there>")

    page = coordinator.get(reverse("message:inspect", args=[message.pk])).content.decode()

    assert sentence in page
    assert "Mark as told" in page
    assert "See you &lt;there&gt;" in page


def test_a_sent_message_has_no_buttons(coordinator):
    page = coordinator.get(reverse("message:inspect", args=[make_message(state="sent").pk])).content.decode()

    assert "It is on." in page
    assert "Mark as told" not in page
    assert "Try again" not in page


def test_a_call_is_marked_as_told(coordinator):
    message = make_message(channel="call", state="to-do")

    response = coordinator.post(reverse("message:done", args=[message.pk]), follow=True)

    assert "Marked as told." in response.content.decode()
    assert Message.objects.get().state == "done"


def test_a_message_that_was_given_up_is_tried_again(coordinator):
    message = make_message(state="given-up", attempts=6)

    coordinator.post(reverse("message:again", args=[message.pk]))

    assert Message.objects.get().state == "queued"


def test_what_cannot_be_done_is_said_and_not_done(coordinator):
    message = make_message(state="sent")

    response = coordinator.post(reverse("message:done", args=[message.pk]), follow=True)

    assert "Only a message that waits for staff" in response.content.decode()


def test_looking_changes_nothing(coordinator):
    message = make_message(channel="call", state="to-do")

    assert coordinator.get(reverse("message:done", args=[message.pk])).status_code == 405
    assert Message.objects.get().state == "to-do"


@pytest.mark.parametrize("group", ["Editors", "Session leads", "Elected members", "Partner editors"])
def test_others_see_no_messages(client, group):
    client.force_login(make_staff(group))
    message = make_message(to_name="Asha Patel", channel="call", state="to-do")

    for name, args in (("index", []), ("inspect", [message.pk])):
        assert "Asha" not in client.get(reverse(f"message:{name}", args=args), follow=True).content.decode()
    client.post(reverse("message:done", args=[message.pk]))
    assert Message.objects.get().state == "to-do"


@pytest.mark.parametrize("path", ["new/", "edit/1/", "delete/1/"])
def test_nobody_writes_or_deletes_messages_by_hand(client, path):
    client.force_login(make_superuser())

    assert client.get(f"/admin/message/{path}").status_code == 404
