"""The pages of a booking, without a browser: answers kept, faults met kindly, nothing in an address."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.actors import Actor
from core.invitations import INVITATIONS, Invitation
from core.models import AuditLine
from events.actions import occurrences
from events.actions.bookings import book_newcomer
from events.models import Booking, EventPage, Occurrence
from people.models import Person
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db

WHO = {"booking_for": "me", "name": "Wilhelmina Braithwick"}
PLACES = {"places": "2"}
NEEDS = {"needs": "A seat near the front"}
CONTACT = {"contact_by": "phone", "phone": "(01632) 960-123"}
POSTCODE = {"postcode": "ca38nx"}
ANSWERS = {"who": WHO, "places": PLACES, "needs": NEEDS, "contact": CONTACT, "postcode": POSTCODE}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The views' clock stands at eleven on Friday 20 November 2026; `clock(timedelta)` moves it on."""
    cache.clear()
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])

    def move(by):
        moment[0] += by

    return move


@pytest.fixture
def occurrence():
    return make_occurrence(event=make_event(slug="silver-surfers", waiting_list_places=5), capacity=2)


def url(page, occurrence, /, **more):
    return reverse(f"events:{page}", kwargs={"slug": occurrence.event.slug, "day": occurrence.address_day, **more})


def answer(client, occurrence, **changed):
    response = None
    for name, data in {**ANSWERS, **changed}.items():
        response = client.post(url("booking_question", occurrence, name=name), data)
        assert response.status_code == 302, (name, response.context and response.context["form"].errors)
    return response


def check_page(client, occurrence):
    return client.get(url("booking_check", occurrence))


def hidden_fields(client, occurrence):
    words = check_page(client, occurrence).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', words))


def press_button(client, occurrence, **more):
    fields = hidden_fields(client, occurrence)
    return client.post(url("booking_check", occurrence), fields | more), fields


def test_five_questions_lead_to_a_booking(client, occurrence):
    assert answer(client, occurrence).url == url("booking_check", occurrence)

    response, _ = press_button(client, occurrence)

    assert response.url == url("booking_done", occurrence)
    booking = Booking.objects.get()
    assert (booking.state, booking.places, booking.needs, booking.arrived_by, booking.booked_by) == (
        "confirmed",
        2,
        "A seat near the front",
        "web",
        None,
    )
    person = booking.person
    assert (person.name, person.contact_by, person.phone, person.postcode, person.verified_at) == (
        "Wilhelmina Braithwick",
        "phone",
        "(01632) 960-123",
        "CA3 8NX",
        None,
    )


def test_the_confirmation_shows_number_and_code_and_is_not_stored(client, occurrence):
    answer(client, occurrence)
    press_button(client, occurrence)

    response = client.get(url("booking_done", occurrence))

    booking = Booking.objects.get()
    words = response.content.decode()
    assert "You are booked" in words
    assert f"{booking.reference[:3]} {booking.reference[3:]}" in words
    assert "Your secret code" in words
    assert "We will ring (01632) 960-123." in words
    assert response.headers["Cache-Control"] == "no-store"


def test_the_confirmation_leads_on_to_what_apps_above_bring_and_says_nothing_of_the_booking(
    client, occurrence, monkeypatch
):
    monkeypatch.setitem(INVITATIONS, "core:ease", Invitation("Read with larger letters", "core:ease", "sun"))
    answer(client, occurrence)
    press_button(client, occurrence)

    words = client.get(url("booking_done", occurrence)).text

    assert '<a href="/ease/" rel="noreferrer">' in words
    assert "Read with larger letters" in words


def test_nothing_typed_is_ever_in_an_address(client, occurrence):
    first = answer(client, occurrence)
    response, _ = press_button(client, occurrence)

    for address in (first.url, response.url):
        assert "?" not in address
        assert "Wilhelmina" not in address


def test_the_button_pressed_twice_shows_the_same_booking(client, occurrence):
    answer(client, occurrence)
    first, fields = press_button(client, occurrence)

    second = client.post(url("booking_check", occurrence), fields)

    assert first.url == second.url == url("booking_done", occurrence)
    assert Booking.objects.count() == Person.objects.count() == 1


@pytest.mark.parametrize("page", ["booking_check", "booking_question"])
def test_back_from_the_confirmation_leads_to_the_booking_that_was_made(client, occurrence, page):
    answer(client, occurrence)
    press_button(client, occurrence)

    more = {"name": "contact"} if page == "booking_question" else {}
    assert client.get(url(page, occurrence, **more)).url == url("booking_done", occurrence)


def test_somebody_else_can_be_booked_after_the_first(client, occurrence):
    for name in ("Asha", "Ben"):
        answer(client, occurrence, who={"booking_for": "other", "name": name}, places={"places": "1"})
        press_button(client, occurrence)

    assert list(Booking.objects.values_list("person__name", flat=True)) == ["Asha", "Ben"]


def test_answers_are_there_again_with_the_back_button(client, occurrence):
    answer(client, occurrence)

    page = client.get(url("booking_question", occurrence, name="contact"))

    assert 'value="(01632) 960-123"' in page.content.decode()


def test_changing_one_answer_leads_back_to_the_check_page(client, occurrence):
    answer(client, occurrence)

    response = client.post(url("booking_question", occurrence, name="places"), {"places": "1"})

    assert response.url == url("booking_check", occurrence)
    assert "Book 1 place" in check_page(client, occurrence).content.decode()


def test_after_a_while_away_the_questions_start_again_with_a_sentence(client, occurrence, clock):
    answer(client, occurrence)
    clock(timedelta(minutes=16))

    response = client.post(url("booking_check", occurrence), {"form_key": "x"}, follow=True)

    assert response.redirect_chain == [(url("booking_start", occurrence), 302)]
    assert "You were away for a while" in response.content.decode()
    assert "Wilhelmina" not in response.content.decode()
    assert Booking.objects.count() == 0


def test_a_later_question_without_the_earlier_ones_starts_again(client, occurrence):
    response = client.get(url("booking_question", occurrence, name="contact"))

    assert response.url == url("booking_start", occurrence)


def test_an_unknown_question_is_not_there(client, occurrence):
    assert client.get(url("booking_question", occurrence, name="nonsense")).status_code == 404


@pytest.mark.parametrize(
    ("question", "data", "sentence"),
    [
        ("who", {"booking_for": "me", "name": " \n "}, "Enter the name of the person who is coming"),
        ("who", {"booking_for": "me", "name": "--"}, "Enter a name"),
        ("who", {"booking_for": "me", "name": "x" * 256}, "Enter a name of 255 characters or fewer"),
        ("who", {"name": "Asha"}, "Choose who you are booking for"),
        ("who", {"booking_for": "phone", "name": "Asha"}, "Choose from the answers on this page"),
        ("places", {"places": "5"}, "You can book from 1 to 4 places. For a bigger group, please ring us"),
        ("places", {}, "Choose how many places"),
        ("needs", {"needs": "x" * 301}, "Use 300 characters or fewer. You have used 301"),
        ("contact", {}, "Choose how we should tell you. You can say that we do not need to"),
        ("contact", {"contact_by": "phone", "phone": "01632"}, "Enter a phone number, like 01632 960 123"),
        ("contact", {"contact_by": "phone", "phone": ""}, "Enter a phone number, like 01632 960 123"),
        ("contact", {"contact_by": "sms", "mobile": "01632 960 123"}, "Enter a mobile number, like 07700 900 123"),
        ("contact", {"contact_by": "email", "email": '"a b"@example.org.'}, "Enter an e-mail address, like"),
        ("contact", {"contact_by": "letter", "address": " "}, "Enter the address to write to, with the postcode"),
        ("contact", {"contact_by": "helper", "helper_contact": "a@b.org"}, "Enter the name of the person helping"),
        ("contact", {"contact_by": "helper", "helper_name": "Dora", "helper_contact": "?"}, "Enter a phone number"),
        ("postcode", {"postcode": "nowhere"}, "Enter a full postcode, like CA3 8NX, or leave it empty"),
        ("postcode", {"postcode": "CA3"}, "Enter a full postcode, like CA3 8NX, or leave it empty"),
    ],
)
def test_a_wrong_answer_is_met_with_a_sentence(client, occurrence, question, data, sentence):
    for name, good in ANSWERS.items():
        if name == question:
            break
        client.post(url("booking_question", occurrence, name=name), good)

    response = client.post(url("booking_question", occurrence, name=question), data)

    assert response.status_code == 422
    assert sentence in response.content.decode().replace("&#x27;", "'")
    assert "There is something to put right" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A", "A"),
        ("Máire O'Brien", "Máire O'Brien"),
        ("فاطمة الزهراء", "فاطمة الزهراء"),
        ("Asha 🌷", "Asha 🌷"),
        ("x" * 255, "x" * 255),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("Asha\r\nBcc: everybody", "Asha Bcc: everybody"),
        ("Asha\x07\u202e", "Asha"),
    ],
)
def test_any_name_can_book(client, occurrence, typed, kept):
    answer(client, occurrence, who={"booking_for": "me", "name": typed})
    press_button(client, occurrence)

    assert Booking.objects.get().person.name == kept


@pytest.mark.parametrize("typed", ["01632 960 123", "+44 (0)1632 960123", "01632-960-123 ext 4", "0044 1632.960.123"])
def test_a_telephone_number_is_kept_as_typed(client, occurrence, typed):
    answer(client, occurrence, contact={"contact_by": "phone", "phone": typed})
    press_button(client, occurrence)

    assert Person.objects.get().phone == typed


def test_what_stands_under_an_answer_not_chosen_is_not_kept(client, occurrence):
    answer(client, occurrence, contact={"contact_by": "none", "phone": "01632 960 123", "email": "nonsense"})
    press_button(client, occurrence)

    person = Person.objects.get()
    assert (person.contact_by, person.phone, person.email) == ("none", "", "")


def test_somebody_helping_is_asked_about_them_and_not_about_you(client, occurrence):
    client.post(url("booking_question", occurrence, name="who"), {"booking_for": "other", "name": "Asha"})
    client.post(url("booking_question", occurrence, name="places"), PLACES)
    client.post(url("booking_question", occurrence, name="needs"), NEEDS)

    page = client.get(url("booking_question", occurrence, name="contact")).content.decode()

    assert "<title>If the session changes, how should we tell them?" in page
    assert "Tell me, or someone else who helps them" in page
    assert "Ring them" in page
    assert "Ring me" not in page


def test_staff_book_for_somebody_who_rang(client, occurrence):
    user = make_superuser()
    client.force_login(user)
    answer(client, occurrence, who={"booking_for": "phone", "name": "Asha"})
    ways = client.get(url("booking_question", occurrence, name="contact")).content.decode()

    press_button(client, occurrence)

    booking = Booking.objects.get()
    assert "Tell the person helping them" in ways
    assert (booking.arrived_by, booking.booked_by) == ("phone", user)
    assert reverse("booking:inspect", args=[booking.pk]) in client.get(url("booking_done", occurrence)).content.decode()
    assert AuditLine.objects.get(action="booking_made").user == user


def test_a_session_that_filled_up_meanwhile_keeps_the_answers_and_offers_the_waiting_list(client, occurrence):
    answer(client, occurrence)
    fields = hidden_fields(client, occurrence)
    make_booking(occurrence, make_person("Somebody quicker"), places=2)

    told = client.post(url("booking_check", occurrence), fields)

    assert told.status_code == 409
    words = told.content.decode()
    assert "Somebody was quicker" in words
    assert "This session is full. You can join the waiting list. We have kept your answers." in words
    assert Booking.objects.count() == 1

    press_button(client, occurrence)
    done = client.get(url("booking_done", occurrence)).content.decode()
    assert Booking.objects.get(person__name="Wilhelmina Braithwick").state == "waiting"
    assert "You are on the waiting list" in done
    assert "You are first in the line." in done


def move(occurrence, by):
    occurrences.move(
        Occurrence.objects.get(pk=occurrence.pk),
        starts_at=occurrence.starts_at + by,
        ends_at=occurrence.ends_at + by,
        venue=occurrence.venue,
        by=Actor.system(),
        now=NOW,
    )


@pytest.mark.parametrize("by", [timedelta(hours=2), timedelta(days=1)])
def test_a_session_moved_meanwhile_is_read_again_before_it_is_booked(client, occurrence, by):
    answer(client, occurrence)
    fields = hidden_fields(client, occurrence)
    move(occurrence, by)

    shown = client.post(url("booking_check", occurrence), fields)

    assert shown.status_code == 409
    assert "This session has been moved since you looked." in shown.content.decode()
    assert not Booking.objects.exists()

    press_button(client, Occurrence.objects.get())
    assert Booking.objects.get().places == 2


def test_a_session_moved_between_two_questions_keeps_the_answers(client, occurrence):
    client.post(url("booking_question", occurrence, name="who"), WHO)
    move(occurrence, timedelta(days=1))

    response = client.post(url("booking_question", occurrence, name="places"), PLACES)

    assert response.url == url("booking_question", Occurrence.objects.get(), name="needs")
    assert client.get(url("booking_start", occurrence)).status_code == 200


def test_a_party_too_big_is_offered_fewer_places_or_the_waiting_list(client, occurrence):
    make_booking(occurrence)
    answer(client, occurrence)

    words = check_page(client, occurrence).content.decode()

    assert "There is only 1 place left, and you asked for 2. You can book 1, or join the waiting list for 2." in words
    assert "Join the waiting list" in words
    assert "Ask for fewer places" in words


def test_a_full_session_says_so_before_the_first_question(client, occurrence):
    make_booking(occurrence, places=2)

    words = client.get(url("booking_start", occurrence)).content.decode()

    assert "This session is full." in words
    assert "to join the waiting list" in words


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": "cancelled", "reason": "The tutor is away."}, "This session is not on. The tutor is away."),
        ({"starts_at": NOW - timedelta(minutes=5)}, "This session has started"),
    ],
)
def test_a_session_that_cannot_be_booked_any_more_says_why(client, occurrence, change, sentence):
    answer(client, occurrence)
    for name, value in change.items():
        setattr(occurrence, name, value)
    occurrence.save()

    response = client.get(url("booking_check", occurrence))

    assert response.status_code == 409
    assert sentence in response.content.decode()
    assert "Nothing has been booked." in response.content.decode()


def test_an_event_taken_down_meanwhile_is_named_to_nobody(client, occurrence):
    answer(client, occurrence)
    occurrence.event.live = False
    occurrence.event.save()

    response = client.get(url("booking_check", occurrence))

    assert "This session is not open for booking at the moment." in response.content.decode()
    assert occurrence.event.title not in response.content.decode()


def test_a_draft_cannot_be_found(client):
    occurrence = make_occurrence(event=make_event(live=False))

    assert client.get(url("booking_start", occurrence)).status_code == 404


def test_a_box_that_people_do_not_see_stops_a_program(client, occurrence):
    answer(client, occurrence)

    response, _ = press_button(client, occurrence, website="http://spam.example")

    assert response.status_code == 409
    assert "nothing was booked" in response.content.decode()
    assert Booking.objects.count() == 0


def test_a_library_may_book_300_an_hour_from_one_address_and_no_more(client, occurrence, monkeypatch):
    monkeypatch.setattr("events.views.booking.BOOKINGS_AN_HOUR", 1)
    answer(client, occurrence, places={"places": "1"})
    press_button(client, occurrence)
    answer(client, occurrence, places={"places": "1"})

    response, _ = press_button(client, occurrence)

    assert response.status_code == 409
    assert "very many bookings" in response.content.decode()


def test_being_told_that_it_is_full_uses_up_no_booking_of_the_librarys(client, occurrence, monkeypatch):
    monkeypatch.setattr("events.views.booking.BOOKINGS_AN_HOUR", 1)
    make_booking(occurrence)
    answer(client, occurrence)
    for _ in range(3):
        response, _ = press_button(client, occurrence, or_wait="")
        assert "Somebody was quicker" in response.content.decode()
    answer(client, occurrence, places={"places": "1"})

    response, _ = press_button(client, occurrence)

    assert response.url == url("booking_done", occurrence)


def test_who_can_have_no_place_is_told_so_without_waiting_for_the_lock(client, occurrence, monkeypatch):
    make_booking(occurrence)
    answer(client, occurrence)
    monkeypatch.delattr("events.actions.bookings.lock")

    response, _ = press_button(client, occurrence, or_wait="")

    assert response.status_code == 409
    assert "Somebody was quicker" in response.content.decode()


def test_pressing_again_when_the_answer_never_came_shows_the_booking_although_it_took_the_last_places(
    client, occurrence
):
    answer(client, occurrence)
    fields = hidden_fields(client, occurrence)
    details = {"name": "Wilhelmina Braithwick", "contact_by": "none"}
    by = Actor.public()
    book_newcomer(occurrence=occurrence, details=details, form_key=fields["form_key"], places=2, by=by, now=NOW)

    response = client.post(url("booking_check", occurrence), fields)

    assert response.url == url("booking_done", occurrence)
    assert Booking.objects.count() == 1


def test_finish_clears_this_computer(client, occurrence):
    answer(client, occurrence)
    press_button(client, occurrence)

    response = client.post(reverse("core:finish"), follow=True)

    assert "We have cleared your details from this computer." in response.content.decode()
    assert client.get(url("booking_done", occurrence)).url == reverse("events:my")
    assert "personal" not in client.session


def test_a_signed_in_member_of_staff_stays_signed_in_after_finishing(client, occurrence):
    client.force_login(make_superuser())

    client.post(reverse("core:finish"))

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("others", [1, 3])
def test_a_question_takes_the_same_queries_however_many_are_booked(client, others, django_assert_num_queries):
    occurrence = make_occurrence()
    for number in range(others):
        make_booking(occurrence, make_person(f"Person {number}"))
    client.get(url("booking_start", occurrence))  # the site and its settings are looked up once

    with django_assert_num_queries(4):
        client.get(url("booking_start", occurrence))


def test_where_nobody_can_wait_either_there_is_nothing_to_check_and_other_dates_are_offered(client, occurrence):
    answer(client, occurrence)
    fields = hidden_fields(client, occurrence)
    make_booking(occurrence, places=2)
    EventPage.objects.update(waiting_list_places=0)

    told = client.post(url("booking_check", occurrence), fields)

    words = told.content.decode()
    assert told.status_code == 409
    assert "This session is full. Please choose another date, or ring us." in words
    assert "See the session and its other dates" in words
    assert "Check your booking" not in words
