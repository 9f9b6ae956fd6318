"""Booking for a caller on one screen."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Booking, EventQuestion
from messaging.models import Message
from people.models import Person
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_postcode, make_venue
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db

NEW = {"name": "Betty Moss", "contact_by": "phone", "phone": "01632 960 123", "postcode": "CA1 1AA"}
PARTY = {"places": "1", "needs": "", "arrived_by": "phone"}


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


@pytest.fixture
def lead(client):
    client.force_login(make_staff("Session leads"))
    return client


def page_of(client):
    return client.get(reverse("desk")).content.decode()


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def press(client, do, page=None, **typed):
    page = page_of(client) if page is None else page
    sent = {"form_key": hidden(page, "form_key"), "seen": hidden(page, "seen"), "do": do, **typed}
    return client.post(reverse("desk"), sent)


def names_found(client, sought):
    press(client, "other-person")
    press(client, "look", sought=sought)
    return [person.name for group in client.get(reverse("desk")).context["groups"] for person, _ in group]


def ready(client, occurrence, person=None):
    """Somebody and a session are chosen."""
    press(client, f"person:{person.pk}") if person else press(client, "new", **NEW)
    press(client, f"session:{occurrence.pk}")
    return page_of(client)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("o'brien", ["Zoë O’Brien"]),
        ("zoe", ["Zoë O’Brien"]),
        ("(01632) 960-123", ["Asha Patel"]),
        ("960 123", ["Asha Patel"]),
        ("ca1-1aa", ["Ben Okafor"]),
        ("aOc 1e-b", ["Ben Okafor"]),
        ("nobody", []),
        ("\x00", []),
    ],
)
def test_a_caller_is_found_by_name_telephone_postcode_or_number(staff, typed, found):
    make_person("Zoë O’Brien")
    make_person("Asha Patel", phone="01632 960 123", phone_compared="01632960123")
    make_booking(make_occurrence(), make_person("Ben Okafor", postcode="CA1 1AA"), reference="A0C1E8")
    make_person("Zoë O’Brien", erased_at=NOW)

    assert names_found(staff, typed) == found


def test_those_who_may_be_one_person_stand_together(staff):
    one = make_person("Asha Patel", phone="01632 960 123", phone_compared="01632960123")
    make_person("Asha Mellor")
    other = make_person("A Patel", phone="01632 960 123", phone_compared="01632960123", now=NOW)
    press(staff, "look", sought="a")

    page = staff.get(reverse("desk"))

    groups = [[person.name for person, _ in group] for group in page.context["groups"]]
    assert groups == [["A Patel", "Asha Patel"], ["Asha Mellor"]]
    assert reverse("person:merge", args=[other.pk, one.pk]) in page.content.decode()


def test_finding_many_takes_no_more_queries_than_finding_one(staff):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            staff.get(reverse("desk"))
        return len(captured)

    def add(number):
        person = make_person("Asha Patel", phone_compared="01632960123")
        occurrence = make_occurrence(event=event, venue=venue, day=date(2026, 11, 20 + number))
        make_booking(occurrence, person, state="waiting")

    venue, event = make_venue(), make_event()
    make_postcode("CA1 1AA")
    add(1)
    press(staff, "look", sought="Asha", where="CA1 1AA", first_on="", last_on="", words="")
    few = queries()
    for number in range(2, 9):
        add(number)

    assert queries() == few
    assert few < 25


def test_nobodys_name_is_in_an_address(staff):
    response = press(staff, "look", sought="Asha Patel")

    assert response.url == f"{reverse('desk')}#who"


def test_a_known_caller_is_booked_and_told_there_and_then(staff):
    occurrence = make_occurrence()
    person = make_person("Asha Patel", contact_by="phone", phone="01632 960 123", phone_compared="01632960123")
    page = ready(staff, occurrence, person)

    response = press(staff, "book", page, places="2", carer="on", needs="Large print", arrived_by="phone")

    assert response.url == reverse("desk_done")
    booking = Booking.objects.get()
    assert (booking.person, booking.occurrence, booking.state) == (person, occurrence, "confirmed")
    assert (booking.places, booking.carer, booking.needs, booking.arrived_by) == (2, True, "Large print", "phone")
    assert booking.booked_by is not None
    assert Message.objects.get().state == "done"


def test_a_new_caller_is_made_known_with_the_booking(staff):
    occurrence = make_occurrence()
    page = ready(staff, occurrence)
    assert not Person.objects.exists()

    press(staff, "book", page, **PARTY)

    person = Booking.objects.get().person
    assert (person.name, person.contact_by, person.phone, person.postcode) == (
        "Betty Moss",
        "phone",
        "01632 960 123",
        "CA1 1AA",
    )


def test_a_new_caller_who_looks_like_somebody_known_is_shown_beside_them(staff):
    known = make_person("Betty Moss", phone="01632 960 123", phone_compared="01632960123")
    press(staff, "new", **NEW)

    page = page_of(staff)

    assert "Perhaps known to us already" in page
    assert f'value="person:{known.pk}"' in page


def test_what_is_typed_anywhere_is_kept(staff):
    press(staff, "look", sought="Asha", name="Betty", contact_by="sms", mobile="07700", where="Nowhere", words="tablet")

    page = page_of(staff)

    for typed in ("Asha", "Betty", "07700", "Nowhere", "tablet"):
        assert f'value="{typed}"' in page
    assert re.search(r'value="sms"[^>]*checked', page)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Enter the name of the person who is coming"),
        ({"contact_by": ""}, "Choose how we should tell them"),
        ({"phone": "12"}, "Enter a phone number"),
        ({"postcode": "Carlisle"}, "Enter a full postcode"),
    ],
)
def test_a_slip_about_a_new_person_is_said_and_nothing_is_lost(staff, changed, sentence):
    response = press(staff, "new", **NEW | changed, sought="Moss")

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="Moss"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_on": "soon"}, "We cannot read this date"),
        ({"first_on": "26 11", "last_on": "25 11"}, "Enter a last day that is not before the first"),
    ],
)
def test_a_slip_about_the_days_is_said(staff, typed, sentence):
    response = press(staff, "look", where="", words="", **typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def offered(client, **typed):
    press(client, "look", **{"where": "", "first_on": "", "last_on": "", "words": ""} | typed)
    return client.get(reverse("desk")).context["found"].offered


def test_sessions_are_found_by_days_and_words_soonest_first(staff):
    tablets = make_event("Tablets")
    late = make_occurrence(event=tablets, day=date(2026, 12, 1))
    soon = make_occurrence(event=tablets, day=date(2026, 11, 24))
    other = make_occurrence(event=make_event("Scams"), day=date(2026, 11, 25))
    make_occurrence(event=tablets, day=date(2027, 3, 1))
    make_occurrence(event=make_event("Tablets for staff", audience="staff"), day=date(2026, 11, 25))

    def found(**typed):
        return [each.occurrence for each in offered(staff, **typed)]

    assert found(first_on="20 11") == [soon, other, late]
    assert found(words="tablet") == [soon, late]
    assert found(first_on="25 11 2026", last_on="30 11 2026") == [other]


def test_sessions_near_a_postcode_come_nearest_first_with_the_miles(staff):
    make_postcode("CA1 1AA")
    far = make_occurrence(venue=make_venue("Kendal Library", position=(54.3270, -2.7460)), day=date(2026, 11, 21))
    near = make_occurrence(venue=make_venue(), day=date(2026, 11, 26))

    found = offered(staff, where="ca1 1aa")

    assert [each.occurrence for each in found] == [near, far]
    assert found[0].miles < 1 < found[1].miles


def test_a_place_that_is_not_known_is_said(staff):
    press(staff, "look", where="Xyzzy", first_on="", last_on="", words="")

    assert "We do not know a place called" in page_of(staff)


def test_sessions_say_what_is_left_or_why_nobody_can_be_booked(staff):
    full = make_occurrence(event=make_event("Full", waiting_list_places=0), capacity=1)
    make_booking(full)
    waits = make_occurrence(event=make_event("Waits"), capacity=1)
    make_booking(waits)
    make_booking(waits, state="waiting")
    make_occurrence(event=make_event("Room"), capacity=3)
    make_occurrence(event=make_event("Off"), state="cancelled", reason="The tutor is ill.")
    make_occurrence(event=make_event("Drop in", booking_mode="drop-in"))
    make_occurrence(event=make_event("Ring", booking_mode="ring"), capacity=2)

    found = offered(staff, first_on="20 11")

    said = {each.occurrence.title: each.tag.words if each.tag else each.why_not for each in found}
    assert said == {
        "Full": "This session is full. Please choose another date, or ring us.",
        "Waits": "Full: 1 person waiting",
        "Room": "3 places left of 3",
        "Off": "This session is not on. The tutor is ill. Please choose another date.",
        "Drop in": "You do not need to book this session. Just turn up.",
        "Ring": "2 places left of 2",
    }


def test_a_session_booked_by_ringing_us_is_booked_by_whoever_answers(staff):
    occurrence = make_occurrence(event=make_event(booking_mode="ring"))

    press(staff, "book", ready(staff, occurrence, make_person()), **PARTY)

    assert Booking.objects.get().state == "confirmed"


def test_a_full_session_offers_fewer_places_or_the_waiting_list(staff):
    occurrence = make_occurrence(capacity=3)
    make_booking(occurrence, places=2)
    page = ready(staff, occurrence, make_person("Asha"))

    refused = press(staff, "book", page, **PARTY | {"places": "2"})

    words = refused.content.decode()
    assert refused.status_code == 409
    assert "There is only 1 place left, and you asked for 2" in words
    assert 'value="book:1"' in words
    assert 'value="wait"' in words

    press(staff, "book:1", words, **PARTY | {"places": "2"})
    assert Booking.objects.get(person__name="Asha").places == 1


def test_a_caller_joins_the_waiting_list(staff):
    occurrence = make_occurrence(capacity=1)
    make_booking(occurrence)
    page = ready(staff, occurrence, make_person("Asha"))
    refused = press(staff, "book", page, **PARTY).content.decode()

    press(staff, "wait", refused, **PARTY)

    assert Booking.objects.get(person__name="Asha").state == "waiting"
    words = staff.get(reverse("desk_done")).content.decode()
    assert "You are on the waiting list for <b>Silver Surfer Thursday</b>" in words
    assert "you are first in the line" in words


def test_a_button_pressed_twice_makes_one_booking(staff):
    page = ready(staff, make_occurrence(), make_person())

    first = press(staff, "book", page, **PARTY)
    second = press(staff, "book", page, **PARTY)

    assert (first.url, second.url) == (reverse("desk_done"), reverse("desk_done"))
    assert Booking.objects.count() == 1


def test_enter_never_books(staff):
    page = ready(staff, make_occurrence(), make_person())

    press(staff, "look", page, **PARTY)

    assert not Booking.objects.exists()
    assert page.index('value="look"') < page.index('value="book"')


def test_somebody_booked_already_is_said_with_their_number(staff):
    occurrence, person = make_occurrence(), make_person()
    make_booking(occurrence, person, reference="A0C1E8")
    page = ready(staff, occurrence, person)

    refused = press(staff, "book", page, **PARTY)

    assert "already has a booking for this session: A0C1E8" in refused.content.decode()
    assert "Booked already" in page


def test_a_session_moved_since_it_was_looked_at_is_looked_at_again(staff):
    occurrence = make_occurrence()
    page = ready(staff, occurrence, make_person())
    occurrence.starts_at += timedelta(hours=1)
    occurrence.save()

    refused = press(staff, "book", page, **PARTY)

    assert "has been moved since you looked" in refused.content.decode()
    assert not Booking.objects.exists()


def test_nothing_is_booked_before_both_are_chosen(staff):
    press(staff, "new", **NEW)

    refused = press(staff, "book", **PARTY)

    assert refused.status_code == 422
    assert "Say who is coming and choose the session first" in refused.content.decode()


def test_a_person_merged_meanwhile_is_booked_as_whom_they_became(staff):
    kept, gone = make_person("Asha Patel"), make_person("A Patel")
    page = ready(staff, make_occurrence(), gone)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)

    press(staff, "book", page, **PARTY)

    assert Booking.objects.get().person == kept


def test_a_person_erased_meanwhile_is_not_booked(staff):
    person = make_person("Asha Patel")
    page = ready(staff, make_occurrence(), person)
    Person.objects.filter(pk=person.pk).update(erased_at=NOW)

    refused = press(staff, "book", page, **PARTY)

    assert "That record is not there any more" in refused.content.decode()
    assert not Booking.objects.exists()


def test_whoever_asked_for_no_messages_is_marked_and_promised_none(staff):
    person = make_person("Asha", do_not_contact=True, contact_by="phone", phone="01632 960 123")
    page = ready(staff, make_occurrence(), person)

    press(staff, "book", page, **PARTY)

    read_out, _, _ = staff.get(reverse("desk_done")).content.decode().partition("print-only")
    assert "Do not show or message here" in page
    assert "We will ring" not in read_out
    assert not Message.objects.exists()


def test_a_whole_course_is_booked_at_once(staff):
    course = make_event("Tablets in three mornings", booking_scope="course")
    dates = [make_occurrence(event=course, day=date(2026, 11, day)) for day in (24, 25, 26)]
    page = ready(staff, dates[0], make_person("Asha"))

    press(staff, "book", page, **PARTY)

    assert "The whole course, 3 dates" in page
    assert list(Booking.objects.values_list("occurrence", flat=True)) == [one.pk for one in dates]
    words = staff.get(reverse("desk_done")).content.decode()
    assert "It is the whole course, 3 dates. The first is on <b>Tuesday 24 November 2026</b>" in words


def test_what_a_session_asks_is_asked_and_kept(staff):
    event = make_event()
    asked = {"text": "Which phone?", "reason": "So that we bring cables.", "required": True}
    question = EventQuestion.objects.create(event=event, **asked)
    page = ready(staff, make_occurrence(event=event), make_person("Asha"))
    assert "Which phone?" in page

    refused = press(staff, "book", page, **PARTY, **{question.name: ""})
    assert refused.status_code == 422
    assert "Answer this question: Which phone?" in refused.content.decode()

    press(staff, "book", page, **PARTY, **{question.name: "An old one"})
    assert Booking.objects.get().answers == [{"question": "Which phone?", "answer": "An old one"}]


def test_staff_book_when_the_website_no_longer_may(staff):
    occurrence = make_occurrence(event=make_event(closes_hours_before=24 * 30))

    press(staff, "book", ready(staff, occurrence, make_person()), **PARTY)

    assert Booking.objects.get().state == "confirmed"


def test_the_confirmation_is_read_out_and_printed(staff):
    occurrence = make_occurrence(event=make_event(bring="Your glasses"))
    person = make_person("Asha", contact_by="phone", phone="01632 960 123")
    press(staff, "book", ready(staff, occurrence, person), **PARTY)

    words = staff.get(reverse("desk_done")).content.decode()

    reference = Booking.objects.get().reference
    assert "Thursday 26 November 2026" in words
    assert "10am to 12 noon" in words
    assert "11 Globe Lane" in words
    assert "Your glasses" in words
    assert "We will ring 01632 960 123." in words
    assert " ".join(reference) in words
    assert words.count("You are booked") >= 1, "the paper is the public one"


def test_the_same_person_books_another_session(staff):
    person = make_person("Asha")
    first, second = make_occurrence(), make_occurrence(day=date(2026, 12, 3))
    press(staff, "book", ready(staff, first, person), **PARTY | {"arrived_by": "face"})

    staff.post(reverse("desk_done"), {"do": "same"})
    press(staff, f"session:{second.pk}")
    page = page_of(staff)
    press(staff, "book", page, **PARTY)

    assert re.search(r'value="face"[^>]*checked', page)
    assert list(Booking.objects.values_list("occurrence", flat=True)) == [first.pk, second.pk]


@pytest.mark.parametrize("address", ["desk", "desk_done"])
def test_the_next_caller_begins_with_nothing(staff, address):
    page = ready(staff, make_occurrence(), make_person("Asha Patel"))
    if address == "desk_done":
        press(staff, "book", page, **PARTY)

    staff.post(reverse(address), {"do": "next", "sought": "Asha"})

    assert "Asha" not in page_of(staff)
    assert staff.get(reverse("desk_done")).url == reverse("desk")
    assert staff.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_page_of_an_earlier_caller_does_nothing(staff):
    page = ready(staff, make_occurrence(), make_person("Asha"))
    staff.post(reverse("desk"), {"do": "next"})
    page_of(staff)

    press(staff, "book", page, **PARTY | {"sought": "Asha"})

    words = page_of(staff)
    assert "That page was about an earlier caller" in words
    assert 'value="Asha"' not in words
    assert not Booking.objects.exists()


def test_after_a_while_who_called_is_forgotten_and_what_was_just_typed_is_not(staff, clock):
    page = ready(staff, make_occurrence(), make_person("Asha Patel"))
    clock.now += timedelta(minutes=16)

    press(staff, "book", page, **PARTY | {"needs": "Large print"})

    words = page_of(staff)
    assert "You were away for a while" in words
    assert "Asha Patel" not in words
    assert not Booking.objects.exists()


def test_a_session_lead_books_newcomers_and_sees_nobody_else(lead):
    known = make_person("Betty Moss", phone="01632 960 123", phone_compared="01632960123")
    press(lead, "look", sought="Betty")
    press(lead, f"person:{known.pk}")
    assert "01632 960 123" not in page_of(lead)

    page = ready(lead, make_occurrence())
    press(lead, "book", page, **PARTY)

    assert "Perhaps known" not in page
    assert Booking.objects.get().person != known


@pytest.mark.parametrize("group", ["Editors", "Partner editors", "Elected members", "Safeguarding leads"])
def test_who_may_not_book_has_no_desk(client, group):
    client.force_login(make_staff(group))

    assert client.get(reverse("desk")).url == reverse("wagtailadmin_home")
    assert client.post(reverse("desk"), {"do": "next"}).url == reverse("wagtailadmin_home")


def test_the_menu_leads_there(staff):
    assert reverse("desk") in staff.get(reverse("wagtailadmin_home")).content.decode()


def test_nothing_of_it_is_stored_by_the_browser(staff):
    assert staff.get(reverse("desk")).headers["Cache-Control"] == "no-store"
