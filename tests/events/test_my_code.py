"""My bookings without a number, through the door."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from messaging.models import Message
from people.models import Person
from tests.factories.champions import make_request
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
ASK, ENTER, MY = "/my/code/", "/my/code/enter/", "/my/"
EMAIL = "zoe@example.org"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    cache.clear()
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])

    def move(by):
        moment[0] += by

    return move


@pytest.fixture
def zoe():
    person = make_person("Zoë Braithwick", email=EMAIL, email_compared=EMAIL, contact_by="email")
    make_booking(make_occurrence(event=make_event("Tablets")), person)
    return person


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode()).group(1)


def ask(client, name="Zoe Braithwick", contact=EMAIL, page=None):
    page = page or client.get(ASK)
    return client.post(ASK, {"form_key": hidden(page, "form_key"), "name": name, "contact": contact})


def code_sent():
    return re.search(r"code is ([A-Z0-9]{3} [A-Z0-9]{3})\.", Message.objects.first().body).group(1)


def enter(client, code, page=None, **how):
    page = page or client.get(ENTER)
    return client.post(ENTER, {"asked": hidden(page, "asked"), "code": code}, **how)


def words(page):
    return page.content.decode()


def test_name_and_contact_open_bookings_and_requests(client, zoe):
    make_request(zoe, reference="A0C1E8")

    assert ask(client).url == ENTER
    page = enter(client, code_sent(), follow=True)

    assert page.redirect_chain == [(MY, 302)]
    assert "Tablets" in words(page)
    assert "A0C 1E8" in words(page)
    booking = zoe.bookings.get()
    assert client.get(f"/my/{booking.reference}/").status_code == 200
    assert client.get("/help/request/A0C1E8/").status_code == 200


def test_the_answer_is_the_same_whether_or_not_we_know_them(client, zoe):
    known = ask(client), client.get(ENTER)
    stranger = Client()
    unknown = ask(stranger, "Nobody Known"), stranger.get(ENTER)

    def bare(page):
        return re.sub(r'value="[^"]*"', "", words(page))

    assert known[0].url == unknown[0].url
    assert bare(known[1]) == bare(unknown[1])
    assert "If we know this name with" in words(unknown[1])
    assert re.sub(r'value="[^"]*"', "", words(enter(client, "AAAAAA"))) == bare(enter(stranger, "AAAAAA"))
    assert Message.objects.count() == 1


def test_nothing_opens_of_another_name_with_the_same_telephone_or_mail(client, zoe):
    wilf = make_person("Wilf Braithwick", email=EMAIL, email_compared=EMAIL)
    his = make_booking(make_occurrence(event=make_event("Photographs")), wilf)
    ask(client)

    page = enter(client, code_sent(), follow=True)

    assert "Tablets" in words(page)
    assert "Photographs" not in words(page)
    assert client.get(f"/my/{his.reference}/").url == MY


def test_what_was_opened_closes_when_they_ask_not_to_be_shown_here(client, zoe):
    ask(client)
    code = code_sent()
    Person.objects.update(do_not_contact=True)

    page = enter(client, code, follow=True)

    assert "Tablets" not in words(page)
    assert "There is nothing booked or asked for in your name." in words(page)


def test_a_code_opens_nothing_in_another_browser(client, zoe):
    ask(client)
    other = Client()

    assert other.get(ENTER).url == MY
    assert other.post(ENTER, {"code": code_sent()}).url == MY
    ask(other, contact="other@example.org")
    assert "This is not the code that we sent." in words(enter(other, code_sent()))
    assert "Tablets" not in words(other.get(MY))


def test_a_scanner_that_fetches_what_is_in_the_message_changes_nothing(client, zoe):
    ask(client)
    message = Message.objects.get()
    for address in re.findall(r"https?://\S+", message.body):
        Client().get(address)
    client.get(ENTER)

    assert enter(client, code_sent()).url == MY


def test_the_button_pressed_twice_shows_the_bookings_twice(client, zoe):
    ask(client)
    page, code = client.get(ENTER), code_sent()

    enter(client, code, page)
    again = enter(client, code, page, follow=True)

    assert "Tablets" in words(again)
    assert "You were away" not in words(again)


def test_asking_twice_with_one_form_sends_one_code(client, zoe):
    page = client.get(ASK)

    assert [ask(client, page=page).url, ask(client, page=page).url] == [ENTER, ENTER]
    assert Message.objects.count() == 1


def test_two_windows_at_once_say_which_code_is_wanted(client, zoe):
    make_person("Wilf", email="wilf@example.org", email_compared="wilf@example.org")
    ask(client)
    first_window, first_code = client.get(ENTER), code_sent()
    ask(client, "Wilf", "wilf@example.org")

    answer = enter(client, first_code, first_window)

    assert answer.status_code == 422
    assert "You asked for another code in another window since." in words(answer)
    # The page that says so takes the newer one.
    assert enter(client, code_sent(), answer).url == MY


def test_after_15_idle_minutes_it_is_asked_again(client, zoe, clock):
    ask(client)
    page, code = client.get(ENTER), code_sent()
    clock(timedelta(minutes=16))

    answer = enter(client, code, page, follow=True)

    assert "You were away for a while" in words(answer)
    assert "Tablets" not in words(answer)


def test_back_after_finishing_shows_nothing(client, zoe):
    ask(client)
    page, code = client.get(ENTER), code_sent()
    enter(client, code, page)
    client.post("/finish/")

    assert client.get(ENTER).url == MY
    assert "Tablets" not in words(enter(client, code, page, follow=True))


@pytest.mark.parametrize(
    ("name", "contact", "sentence"),
    [
        ("", EMAIL, "Enter your name"),
        ("...", EMAIL, "Enter a name"),
        ("x" * 256, EMAIL, "255 characters or fewer"),
        ("Zoe", "", "Enter your e-mail address"),
        ("Zoe", "zoe@", "Enter an e-mail address, like name@example.com"),
        ("Zoe", "Bcc: x@example.org", "Enter an e-mail address, like name@example.com"),
        ("Zoe", "07700 900 123", "We cannot send texts at the moment."),
        ("Zoe", "01632 960 123", "We cannot send texts at the moment."),
    ],
)
def test_a_slip_is_met_with_a_sentence_and_nothing_typed_is_lost(client, name, contact, sentence):
    answer = ask(client, name, contact)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not contact or contact in words(answer)


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        ("01632 960 123", "We can send a code to a mobile number or an e-mail address."),
        ("12", "Enter a phone number, like 01632 960 123, or an e-mail address"),
    ],
)
def test_where_texts_are_sent_a_mobile_will_do_and_a_landline_will_not(client, monkeypatch, contact, sentence):
    monkeypatch.setattr("events.forms.booking_my.can_text", lambda: True)

    assert sentence in words(ask(client, contact=contact))
    assert ask(client, contact="07700 900 123").url == ENTER


@pytest.mark.parametrize(("code", "sentence"), [("", "Enter the code that we sent"), ("A1", "The code has 6 letters")])
def test_a_code_that_cannot_be_one_is_not_counted(client, zoe, code, sentence):
    ask(client)
    for _ in range(6):
        assert sentence in words(enter(client, code))

    assert enter(client, code_sent()).url == MY


@pytest.mark.parametrize("known", [True, False])
def test_a_contact_gets_five_codes_an_hour_whether_or_not_we_know_it(client, zoe, known):
    contact = EMAIL if known else "nobody@example.org"
    for _ in range(5):
        assert ask(client, contact=contact).url == ENTER

    answer = ask(client, contact=contact.upper())

    assert answer.status_code == 422
    assert "A code was asked for too many times." in words(answer)


def test_one_who_asks_too_often_does_not_keep_a_library_out(client, zoe):
    for _ in range(6):
        ask(client, "Nobody", "nobody@example.org")

    assert ask(client).url == ENTER


def test_nobodys_name_or_contact_stands_in_an_address(client, zoe):
    asked = ask(client)
    opened = enter(client, code_sent())

    assert [asked.url, opened.url] == [ENTER, MY]


@pytest.mark.parametrize("number", [1, 3])
def test_opening_takes_the_same_queries_however_many_there_are(client, number, django_assert_num_queries):
    for _ in range(number):
        person = make_person("Zoe", email=EMAIL, email_compared=EMAIL)
        make_booking(make_occurrence(), person)
        make_request(person)
    ask(client, "Zoe")
    page, code = client.get(ENTER), code_sent()

    with django_assert_num_queries(11):
        enter(client, code, page)
    with django_assert_num_queries(7):
        client.get(MY)
