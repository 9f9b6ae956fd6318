"""What an event asks of whoever books it: few questions, each with its reason."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.actors import Actor
from events.forms.event_questions import EventQuestionsForm, answers_of
from events.models import Booking, EventQuestion
from events.question_kinds import question_problems
from events.register_lines import register_of
from people.actions import erase_person
from tests.events.test_booking_pages import CONTACT, NEEDS, PLACES, POSTCODE, WHO, press_button, url
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def occurrence():
    return make_occurrence(event=make_event(slug="phones"), capacity=4)


def ask(occurrence, text="Which phone do you have?", kind="words", **kwargs):
    kwargs.setdefault("reason", "So that we bring the right cable.")
    return EventQuestion.objects.create(event=occurrence.event, text=text, kind=kind, **kwargs)


def form_of(*questions, **answers):
    data = {questions[int(number)].name: answer for number, answer in answers.items()}
    return EventQuestionsForm(data, asked=questions, said={})


def book_with(client, occurrence, **session):
    answers = {"who": WHO, "places": PLACES, "needs": NEEDS, "session": session, "contact": CONTACT}
    for name, data in (answers | {"postcode": POSTCODE}).items():
        response = client.post(url("booking_question", occurrence, name=name), data)
        assert response.status_code == 302, (name, response.context["form"].errors)


def test_an_event_that_asks_nothing_has_no_such_page(client, occurrence):
    response = client.get(url("booking_question", occurrence, name="session"))

    assert response.status_code == 404


def test_answers_are_kept_with_the_booking_in_words(client, occurrence):
    phone = ask(occurrence)
    tea = ask(occurrence, "Would you like tea?", "yes-no")

    book_with(client, occurrence, **{phone.name: "An old Nokia", tea.name: "Yes"})
    press_button(client, occurrence)

    assert Booking.objects.get().answers == [
        {"question": "Which phone do you have?", "answer": "An old Nokia"},
        {"question": "Would you like tea?", "answer": "Yes"},
    ]


def test_a_question_says_why_it_is_asked(client, occurrence):
    ask(occurrence)
    for name, data in {"who": WHO, "places": PLACES, "needs": NEEDS}.items():
        client.post(url("booking_question", occurrence, name=name), data)

    page = client.get(url("booking_question", occurrence, name="session")).content.decode()

    assert "So that we bring the right cable." in page
    assert "Question 4 of 6" in page


def test_a_question_added_while_somebody_books_is_asked_before_the_end(client, occurrence):
    phone = ask(occurrence)
    book_with(client, occurrence, **{phone.name: "An old Nokia"})
    ask(occurrence, "Would you like tea?", "yes-no")

    response = client.get(url("booking_check", occurrence))

    assert response.url == url("booking_question", occurrence, name="session")


@pytest.mark.parametrize("typed", ["-1", "1000", "twelve", "1.5"])
def test_a_number_that_is_none_gets_a_sentence(occurrence, typed):
    form = form_of(ask(occurrence, "How many children come?", "number"), **{"0": typed})

    assert not form.is_valid()
    assert list(form.errors.values()) == [["Enter a number from 0 to 999"]]


def test_what_must_be_answered_is_asked_for_by_its_words(occurrence):
    form = form_of(ask(occurrence, required=True))

    assert list(form.errors.values()) == [["Answer this question: Which phone do you have?"]]


def test_what_need_not_be_answered_may_be_left_and_is_not_kept(occurrence):
    question = ask(occurrence, kind="choice", choices="iPhone\nAndroid")
    form = form_of(question, **{"0": ""})

    assert form.is_valid()
    assert answers_of([question], form.cleaned_data) == []


def test_an_answer_that_was_not_offered_is_refused(occurrence):
    assert not form_of(ask(occurrence, kind="choice", choices="iPhone\nAndroid"), **{"0": "Nokia"}).is_valid()


def test_a_line_break_in_an_answer_becomes_a_space(occurrence):
    question = ask(occurrence)
    form = form_of(question, **{"0": "Nokia\r\nBcc: everyone@example.org"})

    assert form.is_valid()
    assert form.cleaned_data[question.name] == "Nokia Bcc: everyone@example.org"


def test_the_session_lead_reads_the_answers_on_the_register(occurrence):
    make_booking(occurrence, answers=[{"question": "Which phone do you have?", "answer": "Nokia"}])

    (line,) = register_of(occurrence).booked

    assert "Which phone do you have? Nokia" in line.good_to_know


def test_staff_read_the_answers_on_the_booking(client, occurrence):
    booking = make_booking(occurrence, answers=[{"question": "Which phone do you have?", "answer": "Nokia"}])
    client.force_login(make_superuser())

    page = client.get(reverse("booking:inspect", args=[booking.pk])).content.decode()

    assert "Which phone do you have? Nokia" in page


def test_erasing_a_person_erases_their_answers(occurrence):
    booking = make_booking(occurrence, state="cancelled", answers=[{"question": "Which phone?", "answer": "Nokia"}])

    erase_person(booking.person, by=Actor.of(make_superuser()), now=NOW, why="asked")

    booking.refresh_from_db()
    assert booking.answers == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"reason": ""}, "reason"),
        ({"kind": "choice", "choices": "Only one\n\nOnly one"}, "choices"),
        ({"kind": "choice", "choices": "\n".join(str(number) for number in range(9))}, "choices"),
        ({"choices": "x" * 81}, "choices"),
    ],
)
def test_a_question_that_is_not_ready_is_not_published(wrong, field):
    whole = {"text": "Which phone?", "reason": "For cables.", "kind": "words", "choices": ""}

    assert [name for name, _ in question_problems(**whole | wrong)] == [field]
    assert list(question_problems(**whole)) == []
