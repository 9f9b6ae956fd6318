"""A message to everyone on a date."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditLine
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person
from tests.factories.programme import make_programme

pytestmark = pytest.mark.django_db

NOTE = {"to": "confirmed", "subject": "We are upstairs", "text": "The lift is broken.\r\n\r\nRing us if you need it."}


class Clock:
    now = NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def staff(client):
    client.force_login(make_staff("Coordinators"))
    return client


def signed_in(client, clock, now):
    clock.now = now
    client.force_login(make_staff("Coordinators"))
    return client


@pytest.fixture
def occurrence(db):
    make_programme()
    return make_occurrence(event=make_event(bring="Your glasses"))


def address(occurrence):
    return reverse("event_dates:write", args=[occurrence.pk])


def by_email(name, **kwargs):
    return make_person(name, contact_by="email", email=f"{name.lower()}@example.org", **kwargs)


def one_of_each(occurrence):
    make_booking(occurrence, by_email("Asha"))
    make_booking(occurrence, make_person("Ben", contact_by="sms", phone="07700 900 123"))
    make_booking(occurrence, make_person("Carol", contact_by="phone", phone="01632 960 123"), state="waiting")
    make_booking(occurrence, make_person("Dev", contact_by="letter", address="1 High Street"))
    make_booking(occurrence, by_email("Eve", do_not_contact=True))
    make_booking(occurrence, make_person("Fay"))
    make_booking(occurrence, by_email("Gus"), state="cancelled")


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def preview(client, occurrence, form_key=None, **note):
    form_key = form_key or hidden(client.get(address(occurrence)).content.decode(), "form_key")
    return client.post(address(occurrence), NOTE | {"form_key": form_key} | note)


def send(client, occurrence, form_key=None, **note):
    page = preview(client, occurrence, form_key, **note).content.decode()
    sent = NOTE | {name: hidden(page, name) for name in ("form_key", "preview")} | note
    return client.post(address(occurrence), sent | {"confirm": "yes"}, follow=True)


def told():
    return set(Message.objects.values_list("to_name", "channel"))


def test_everyone_is_told_once_by_their_own_channel(staff, occurrence):
    one_of_each(occurrence)

    page = send(staff, occurrence, to="both").content.decode()

    assert told() == {("Asha", "email"), ("Ben", "sms"), ("Carol", "call"), ("Dev", "letter")}
    assert "It is on its way to 4 people" in page
    line = AuditLine.objects.get(action="occurrence_written_to")
    assert line.detail == {"count": 4, "to": ["confirmed", "waiting"]}


@pytest.mark.parametrize(("to", "names"), [("confirmed", {"Asha"}), ("waiting", {"Ben"}), ("both", {"Asha", "Ben"})])
def test_it_goes_to_those_with_a_place_those_waiting_or_both(staff, occurrence, to, names):
    make_booking(occurrence, by_email("Asha"))
    make_booking(occurrence, by_email("Ben"), state="waiting")

    send(staff, occurrence, to=to)

    assert {name for name, _ in told()} == names


def test_each_message_has_the_words_the_session_and_that_we_never_ask_for_passwords(staff, occurrence):
    one_of_each(occurrence)
    send(staff, occurrence, to="both")

    for message in Message.objects.all():
        assert "The lift is broken.\n\nRing us if you need it." in message.body, message.channel
        assert "Silver Surfer Thursday" in message.body
        assert "Thursday 26 November 2026" in message.body
        assert re.search("we never ask for passwords or bank details", message.body, re.IGNORECASE), message.channel
    assert Message.objects.get(channel="email").subject == "We are upstairs"
    assert Message.objects.get(channel="call").subject == "Ring to say: We are upstairs"


def test_staff_read_first_to_whom_and_how_it_arrives_with_nobodys_name(staff, occurrence):
    one_of_each(occurrence)

    page = preview(staff, occurrence, to="both").content.decode()

    assert not Message.objects.exists()
    assert "1 by e-mail, 1 by text message, 1 by letter and 1 by telephone call" in page
    assert "1 asked for no messages" in page
    assert "1 said that they need not be told" in page
    assert "It fits into one text" in page or "as long as 2 texts" in page
    assert "Dear [their name]" in page
    for hidden_from_it in ("Asha", "asha@example.org", "07700", "High Street"):
        assert hidden_from_it not in page


def test_the_button_pressed_twice_sends_once(staff, occurrence):
    make_booking(occurrence, by_email("Asha"))
    key = "9b2b5bd6-1f0e-4a5c-8a26-6c36a4b8f0a1"
    send(staff, occurrence, form_key=key)

    page = send(staff, occurrence, form_key=key).content.decode()

    assert Message.objects.count() == 1
    assert "has been sent already" in page
    assert AuditLine.objects.filter(action="occurrence_written_to").count() == 1


def test_what_was_changed_after_it_was_looked_at_is_looked_at_again(staff, occurrence):
    make_booking(occurrence, by_email("Asha"))
    page = preview(staff, occurrence).content.decode()
    sent = NOTE | {name: hidden(page, name) for name in ("form_key", "preview")} | {"text": "Something else"}

    page = staff.post(address(occurrence), sent | {"confirm": "yes"}).content.decode()

    assert "You changed it after you looked at it" in page
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"text": "  "}, "Write the message."),
        ({"text": "\u200b"}, "Write something that can be read."),
        ({"text": "a" * 1501}, "Use 1,500 characters or fewer. You have used 1,501."),
        ({"subject": ""}, "Write in a few words what it is about."),
        ({"subject": "a" * 101}, "Use 100 characters or fewer."),
        ({"to": "everybody"}, "everybody is not one of the available choices"),
    ],
)
def test_a_slip_is_said_and_nothing_is_lost_or_sent(staff, occurrence, slip, sentence):
    make_booking(occurrence, by_email("Asha"))

    response = preview(staff, occurrence, **slip)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "upstairs" in page or "lift is broken" in page
    assert not Message.objects.exists()


def test_what_staff_write_is_no_template_and_no_header(staff, occurrence):
    make_booking(occurrence, by_email("Asha"))

    send(staff, occurrence, subject="Hello\r\nBcc: all@example.org", text="{{ secret }} {% now 'Y' %} <b>Bring</b>")

    message = Message.objects.get()
    assert message.subject == "Hello Bcc: all@example.org"
    assert "{{ secret }} {% now 'Y' %} <b>Bring</b>" in message.body
    assert "&lt;b&gt;Bring&lt;/b&gt;" in message.body_html


def test_a_letter_that_would_come_too_late_is_a_call(client, occurrence, clock):
    staff = signed_in(client, clock, occurrence.starts_at - timedelta(days=1))
    person = make_person("Dev", contact_by="letter", address="1 High Street", phone="01632 960 123")
    make_booking(occurrence, person)
    make_booking(occurrence, make_person("Eve", contact_by="letter", address="2 High Street"))

    send(staff, occurrence)

    assert told() == {("Dev", "call"), ("Eve", "letter")}


def test_after_the_session_it_says_nothing_of_cancelling(client, occurrence, clock):
    make_booking(occurrence, by_email("Asha"))
    staff = signed_in(client, clock, occurrence.ends_at + timedelta(days=30))

    send(staff, occurrence, text="Somebody left a scarf.")

    message = Message.objects.get()
    assert "cancel" not in message.body
    assert message.needed_by is None


def test_a_month_after_nobody_is_written_to(client, occurrence, clock):
    make_booking(occurrence, by_email("Asha"))
    staff = signed_in(client, clock, occurrence.ends_at + timedelta(days=30, seconds=1))

    page = staff.get(address(occurrence), follow=True).content.decode()

    assert "over 30 days ago" in page
    assert address(occurrence) not in page


def test_a_date_without_bookings_has_nobody_to_write_to(staff, occurrence):
    page = staff.get(address(occurrence), follow=True).content.decode()

    assert "there is nobody to write to" in page


def test_where_nobody_can_be_told_nothing_is_sent(staff, occurrence):
    make_booking(occurrence, make_person("Fay"))

    page = preview(staff, occurrence).content.decode()

    assert "Nobody can be told: 1 said that they need not be told." in page
    assert 'name="confirm"' not in page


def test_what_was_written_before_is_said(staff, occurrence):
    make_booking(occurrence, by_email("Asha"))
    make_booking(occurrence, by_email("Ben"))
    send(staff, occurrence)

    page = staff.get(address(occurrence)).content.decode()

    assert "“We are upstairs”, Friday 20 November 2026, 11am, to 2 people" in page


def test_a_person_who_was_merged_is_told_as_whom_they_became(staff, occurrence):
    kept = by_email("Asha")
    make_booking(occurrence, make_person("A", merged_into=kept))

    send(staff, occurrence)

    assert told() == {("Asha", "email")}


def test_looking_takes_no_more_queries_for_many(staff, occurrence):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            preview(staff, occurrence, form_key="9b2b5bd6-1f0e-4a5c-8a26-6c36a4b8f0a1")
        return len(captured)

    make_booking(occurrence, by_email("Asha"))
    queries()
    few = queries()
    for number in range(3):
        make_booking(occurrence, by_email(f"P{number}"))

    assert queries() == few


@pytest.mark.parametrize("group", ["Session leads", "Partner editors", "Elected members"])
def test_who_may_not_change_dates_writes_to_nobody(client, occurrence, group):
    make_booking(occurrence, by_email("Asha"))
    client.force_login(make_staff(group))

    response = client.post(address(occurrence), NOTE)

    assert response.url == reverse("wagtailadmin_home")
    assert not Message.objects.exists()


def test_the_page_of_a_date_leads_there(staff, occurrence):
    make_booking(occurrence, by_email("Asha"))

    assert address(occurrence) in staff.get(reverse("occurrence:inspect", args=[occurrence.pk])).content.decode()
