import uuid
from datetime import timedelta

import pytest

from core.actors import Actor
from core.codes import same_secret
from core.errors import Refused
from core.models import AuditLine
from events.actions.bookings import book, book_newcomer, cancel, give_new_code
from events.models import Booking, BookingState
from events.permissions.bookings import BookingRefused, Full
from messaging.models import Message
from people.models import Person
from tests.factories.accounts import make_superuser
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()


def book_one(occurrence, person=None, *, now=NOW, by=PUBLIC, **party):
    booking, _ = book(occurrence=occurrence, person=person or make_person(), by=by, now=now, **party)
    return booking


def names(bookings):
    return [booking.person.name for booking in bookings.select_related("person")]


def test_book_gives_a_place_with_a_reference_and_a_secret_code():
    booking, secret = book(occurrence=make_occurrence(), person=make_person(), by=PUBLIC, now=NOW, places=2)

    assert booking.state == BookingState.CONFIRMED
    assert len(booking.reference) == 6
    assert len(secret) == 8
    assert same_secret(secret, booking.secret_hash)
    assert secret not in booking.secret_hash


def test_book_puts_a_person_on_the_waiting_list_when_full():
    occurrence = make_occurrence(capacity=1)
    book_one(occurrence, make_person("Asha"))

    booking = book_one(occurrence, make_person("Ben"))

    assert booking.state == BookingState.WAITING
    assert names(occurrence.bookings.confirmed()) == ["Asha"]
    assert names(occurrence.bookings.waiting()) == ["Ben"]


def test_book_writes_the_message_and_an_audit_line_without_a_name():
    person = make_person("Wilhelmina Braithwick", contact_by="email", email="w@example.org")

    booking = book_one(make_occurrence(), person, needs="A seat near the door", arrived_by="phone")

    message = Message.objects.get()
    assert (message.cause, message.kind, message.to) == (
        f"booking:{booking.key}:confirmed",
        "booking_confirmed",
        "w@example.org",
    )
    line = AuditLine.objects.get(action="booking_made")
    assert line.detail == {"state": "confirmed", "places": 1, "arrived_by": "phone"}
    assert (line.about_type, line.about_id) == ("events.booking", str(booking.pk))


def test_book_records_the_condition_of_article_9_with_what_would_help():
    assert "Article 9(2)(g)" in book_one(make_occurrence(), needs="Large print").needs_condition
    assert book_one(make_occurrence()).needs_condition == ""


def test_a_form_posted_twice_makes_one_booking_and_shows_the_same_code():
    occurrence, form_key = make_occurrence(), uuid.uuid4()
    details = {"name": "Asha", "contact_by": "none"}
    post = {"occurrence": occurrence, "details": details, "form_key": form_key, "by": PUBLIC, "now": NOW}

    first = book_newcomer(**post)
    second = book_newcomer(**post)

    assert first == second
    assert Booking.objects.count() == Person.objects.count() == 1


def test_a_form_posted_again_after_a_new_code_was_given_does_not_show_the_old_one():
    occurrence, form_key = make_occurrence(), uuid.uuid4()
    booking, _ = book(occurrence=occurrence, person=make_person(), form_key=form_key, by=PUBLIC, now=NOW)
    give_new_code(booking=booking, by=PUBLIC, now=NOW)

    again, secret = book(occurrence=occurrence, person=make_person(), form_key=form_key, by=PUBLIC, now=NOW)

    assert (again, secret) == (booking, "")


def test_book_newcomer_leaves_no_person_behind_when_it_is_refused():
    occurrence = make_occurrence(event=make_event(waiting_list_places=0), capacity=1)
    book_one(occurrence)
    before = Person.objects.count()

    with pytest.raises(Full):
        book_newcomer(occurrence=occurrence, details={"name": "Ben"}, form_key=uuid.uuid4(), by=PUBLIC, now=NOW)

    assert Person.objects.count() == before


def test_a_person_has_one_live_booking_at_an_occurrence():
    occurrence, person = make_occurrence(), make_person()
    booking = book_one(occurrence, person)

    with pytest.raises(Refused, match=booking.reference):
        book_one(occurrence, person)


def test_a_person_who_cancelled_may_book_again():
    occurrence, person = make_occurrence(), make_person()
    cancel(booking=book_one(occurrence, person), by=PUBLIC, now=NOW)

    assert book_one(occurrence, person).state == BookingState.CONFIRMED


@pytest.mark.parametrize(
    ("event", "occurrence", "sentence"),
    [
        ({"live": False}, {}, "This session is not open for booking at the moment."),
        (
            {},
            {"state": "cancelled", "reason": "The tutor is away."},
            "This session is not on. The tutor is away. Please choose another date.",
        ),
        ({"booking_mode": "drop-in"}, {}, "You do not need to book this session. Just turn up."),
        ({"booking_mode": "ring"}, {}, "This session is booked by telephone. Ring us and we will find you a place."),
        ({"booking_mode": "elsewhere"}, {}, "This session is booked somewhere else. Its page says where."),
    ],
)
def test_book_is_refused_with_a_sentence(event, occurrence, sentence):
    occurrence = make_occurrence(event=make_event(**event), **occurrence)

    with pytest.raises(BookingRefused) as refused:
        book_one(occurrence)

    assert refused.value.sentence == sentence
    assert Booking.objects.count() == 0


def test_book_is_refused_5_minutes_after_the_start_and_after_the_end():
    occurrence = make_occurrence()

    with pytest.raises(BookingRefused, match="has started"):
        book_one(occurrence, now=occurrence.starts_at + timedelta(minutes=5))
    with pytest.raises(BookingRefused, match="is over"):
        book_one(occurrence, now=occurrence.ends_at)


def test_book_is_refused_for_a_party_of_5():
    with pytest.raises(BookingRefused, match="from 1 to 4 places"):
        book_one(make_occurrence(), places=5)


def test_a_party_bigger_than_what_is_left_is_offered_fewer_or_the_waiting_list():
    occurrence = make_occurrence(capacity=2)

    with pytest.raises(Full) as refused:
        book_one(occurrence, places=3, or_wait=False)

    assert refused.value.sentence == (
        "There are only 2 places left, and you asked for 3. You can book 2, or join the waiting list for 3."
    )
    assert (refused.value.fewer, refused.value.can_wait) == (2, True)


def test_a_full_session_offers_the_waiting_list_to_whoever_did_not_ask_for_it():
    occurrence = make_occurrence(capacity=1)
    book_one(occurrence)

    with pytest.raises(Full, match=r"This session is full\. You can join the waiting list\."):
        book_one(occurrence, or_wait=False)


@pytest.mark.parametrize(
    ("may_wait", "sentence"),
    [
        (0, "This session is full. Please choose another date, or ring us."),
        (1, "This session is full, and so is its waiting list. Please choose another date, or ring us."),
        (
            2,
            "This session is full, and the waiting list has room for 1, not for 2. "
            "Please choose another date, or come with fewer people.",
        ),
    ],
)
def test_a_waiting_list_is_no_longer_than_the_event_says(may_wait, sentence):
    occurrence = make_occurrence(event=make_event(waiting_list_places=may_wait), capacity=1)
    book_one(occurrence)
    if may_wait:
        book_one(occurrence)

    with pytest.raises(Full) as refused:
        book_one(occurrence, places=2)

    assert refused.value.sentence == sentence


def test_a_capacity_of_the_occurrence_goes_before_that_of_the_event():
    occurrence = make_occurrence(event=make_event(capacity=1), capacity=2)

    assert [book_one(occurrence).state for _ in range(3)] == ["confirmed", "confirmed", "waiting"]


def test_cancel_frees_the_place_and_says_so_once():
    occurrence = make_occurrence(capacity=1)
    booking = book_one(occurrence, make_person(contact_by="email", email="a@example.org"))

    cancel(booking=booking, by=PUBLIC, now=NOW)
    cancel(booking=booking, by=PUBLIC, now=NOW + timedelta(minutes=1))

    booking.refresh_from_db()
    assert (booking.state, booking.cancelled_at) == (BookingState.CANCELLED, NOW)
    assert AuditLine.objects.filter(action="booking_cancelled").count() == 1
    # The confirmation had not gone yet and goes no more.
    assert dict(Message.objects.values_list("kind", "state")) == {
        "booking_confirmed": "withdrawn",
        "booking_cancelled": "queued",
    }


def test_cancel_is_refused_after_the_start():
    occurrence = make_occurrence()
    booking = book_one(occurrence)

    with pytest.raises(BookingRefused, match="has started"):
        cancel(booking=booking, by=PUBLIC, now=occurrence.starts_at)


def test_whoever_books_themselves_and_is_told_by_telephone_is_not_rung_to_confirm():
    person = make_person(contact_by="phone", phone="01632 960 123")

    booking = book_one(make_occurrence(), person)
    cancel(booking=booking, by=PUBLIC, now=NOW)

    assert dict(Message.objects.values_list("kind", "state")) == {
        "booking_confirmed": "done",
        "booking_cancelled": "done",
    }


def test_whoever_is_cancelled_by_staff_is_rung():
    person = make_person(contact_by="phone", phone="01632 960 123")
    booking = book_one(make_occurrence(), person)

    cancel(booking=booking, by=Actor.of(make_superuser()), now=NOW)

    assert Message.objects.get(kind="booking_cancelled").state == "to-do"


def test_give_new_code_makes_the_old_code_useless():
    booking, old = book(occurrence=make_occurrence(), person=make_person(), by=PUBLIC, now=NOW)

    booking, new = give_new_code(booking=booking, by=Actor.of(make_superuser()), now=NOW)

    booking.refresh_from_db()
    assert same_secret(new, booking.secret_hash)
    assert not same_secret(old, booking.secret_hash)
    assert AuditLine.objects.filter(action="booking_new_code").count() == 1


def test_a_letter_carries_the_code_and_an_e_mail_the_link(settings):
    settings.SITE_URL = "https://link.example.org"
    letter = make_person("Asha", contact_by="letter", address="1 High Street")
    email = make_person("Ben", contact_by="email", email="b@example.org")

    _, code = book(occurrence=make_occurrence(), person=letter, by=PUBLIC, now=NOW)
    book(occurrence=make_occurrence(), person=email, by=PUBLIC, now=NOW)

    grouped = f"{code[:4]} {code[4:]}"
    by_letter, by_email = (Message.objects.get(person_key=person.key).body for person in (letter, email))
    assert grouped in by_letter
    assert "https://link.example.org/my/open/?b=" in by_email
    assert "secret code" not in by_email


def test_a_joining_link_is_sent_to_those_booked_and_not_to_those_waiting():
    event = make_event(joining_link="https://meet.example.org/room", delivery="online", capacity=1)
    occurrence = make_occurrence(event=event)

    for name in ("asha", "ben"):
        book_one(occurrence, make_person(name, contact_by="email", email=f"{name}@example.org"))

    bodies = dict(Message.objects.values_list("to", "body"))
    assert "meet.example.org" in bodies["asha@example.org"]
    assert "meet.example.org" not in bodies["ben@example.org"]


def test_a_name_with_a_line_break_reaches_no_header():
    booking, _ = book_newcomer(
        occurrence=make_occurrence(),
        details={"name": "Asha\r\nBcc: everybody", "contact_by": "email", "email": "a@example.org"},
        form_key=uuid.uuid4(),
        by=PUBLIC,
        now=NOW,
    )

    message = Message.objects.get()
    assert booking.person.name == message.to_name == "Asha Bcc: everybody"
    assert "\n" not in message.subject


def test_a_booking_takes_at_most_20_queries(django_assert_max_num_queries):
    occurrence = make_occurrence(capacity=50)
    for _ in range(10):
        make_booking(occurrence)
    details = {"name": "Asha", "contact_by": "email", "email": "a@example.org", "postcode": "CA3 8NX"}

    with django_assert_max_num_queries(20):
        book_newcomer(occurrence=occurrence, details=details, form_key=uuid.uuid4(), by=PUBLIC, now=NOW, places=2)
