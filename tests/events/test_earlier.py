"""Earlier places: who is told, in which order, how often, and who is not."""

from datetime import date, timedelta

import pytest

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions import occurrences
from events.actions.bookings import book, cancel
from events.actions.earlier import ask_for_earlier, stop_earlier
from events.actions.swapping import swap
from events.models import Booking, EarlierWish
from messaging.models import Message
from people.actions import erase_person, merge_people
from people.subject_access import everything_about
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC, SYSTEM = Actor.public(), Actor.system()


@pytest.fixture
def event():
    return make_event("Tablets", capacity=1, waiting_list_places=4)


@pytest.fixture
def venue():
    return make_venue("Carlisle Library")


@pytest.fixture
def early(event, venue):
    return make_occurrence(event, day=date(2026, 12, 3), venue=venue)


@pytest.fixture
def late(event, venue):
    return make_occurrence(event, day=date(2026, 12, 17), venue=venue, capacity=20)


@pytest.fixture
def leaving(early):
    return make_booking(early, make_person("Leaving", contact_by="email", email="leaving@example.org"))


def wanting(occurrence, name="Asha", state="confirmed", places=1, same_venue=False, minutes=0, **contact):
    contact = contact or {"contact_by": "email", "email": f"{name.lower()}@example.org"}
    booking = make_booking(occurrence, make_person(name, **contact), state=state, places=places)
    ask_for_earlier(booking=booking, same_venue=same_venue, by=PUBLIC, now=NOW + timedelta(minutes=minutes))
    return booking


def give_up(booking, now=NOW):
    return cancel(booking=Booking.objects.get(pk=booking.pk), by=PUBLIC, now=now)


def told():
    return list(Message.objects.filter(kind="booking_earlier").order_by("pk").values_list("to_name", flat=True))


def test_those_who_asked_are_told_in_the_order_of_asking_three_for_each_place(leaving, late):
    for number, name in enumerate(["Dora", "Asha", "Cyril", "Ben"]):
        wanting(late, name, minutes=-number)

    give_up(leaving)

    assert told() == ["Ben", "Cyril", "Asha"]


def test_the_message_says_when_and_where_and_that_theirs_stays(leaving, late):
    booking = wanting(late)

    give_up(leaving)

    message = Message.objects.get(kind="booking_earlier")
    assert message.subject == "An earlier place: Tablets, Thursday 3 December 2026"
    for words in (
        "Thursday 3 December 2026, 10am to 12 noon\nCarlisle Library",
        "Who takes it first has it.",
        "Your own place for Thursday 17 December 2026 stays yours until you take another.",
        "/my/open/?b=",
        "&dates=yes",
    ):
        assert words in message.body
    assert Booking.objects.get(pk=booking.pk).occurrence == late


def test_whoever_waits_for_that_date_has_it_first(leaving, early, late):
    make_booking(early, make_person("Waiting"), state="waiting")
    wanting(late)

    give_up(leaving)

    assert told() == []
    assert Booking.objects.get(person__name="Waiting").state == "confirmed"


def test_somebody_waiting_for_a_later_date_may_ask_too(leaving, late):
    wanting(late, state="waiting")

    give_up(leaving)

    assert told() == ["Asha"]
    assert "You keep your place on the waiting list for" in Message.objects.get(kind="booking_earlier").body


def test_not_told_who_could_not_use_it(leaving, early, late, event):
    wanting(late, "Toobig", places=2)
    wanting(late, "Elsewhere", same_venue=True)
    Booking.objects.filter(person__name="Elsewhere").update(
        occurrence=make_occurrence(event, day=date(2026, 12, 18), venue=make_venue("Wigton"))
    )
    wanting(make_occurrence(event, day=date(2026, 12, 2)), "Sooner")
    wanting(make_occurrence(day=date(2026, 12, 20)), "Otherevent")
    gone = wanting(late, "Gone")
    give_up(gone)
    hidden = wanting(late, "Hidden")
    hidden.person.do_not_contact = True
    hidden.person.save()
    stopped = wanting(late, "Stopped")
    stop_earlier(booking=stopped, by=PUBLIC, now=NOW)

    give_up(leaving)

    assert told() == []


def test_the_same_place_will_do_where_it_is_the_same(leaving, late):
    wanting(late, same_venue=True)

    give_up(leaving)

    assert told() == ["Asha"]


@pytest.mark.parametrize(
    ("contact", "hours", "is_told"),
    [
        ({"contact_by": "email", "email": "a@example.org"}, 24, True),
        ({"contact_by": "email", "email": "a@example.org"}, 23.9, False),
        ({"contact_by": "letter", "address": "1 High Street"}, 24 * 6, False),
        ({"contact_by": "phone", "phone": "01632 960 123"}, 2, True),
        ({"contact_by": "phone", "phone": "01632 960 123"}, 1.9, False),
    ],
)
def test_only_where_there_is_time(leaving, early, late, contact, hours, is_told):
    wanting(late, **contact)

    give_up(leaving, now=early.starts_at - timedelta(hours=hours))

    assert told() == (["Asha"] if is_told else [])


def test_never_after_the_start_nor_of_a_date_that_is_off(leaving, early, late):
    wanting(late, contact_by="phone", phone="01632 960 123")
    early.state = "cancelled"
    early.save()

    give_up(leaving)

    assert told() == []


def test_whoever_gave_it_up_is_not_told_of_it(early, late, event):
    """They changed to a later date, and had asked for something earlier before."""
    booking = make_booking(early, make_person("Asha", contact_by="email", email="a@example.org"))
    other = make_booking(late, booking.person)
    ask_for_earlier(booking=other, same_venue=False, by=PUBLIC, now=NOW)

    give_up(booking)

    assert told() == []


def test_somebody_who_is_there_already_is_not_told(early, late, leaving):
    booking = wanting(late)
    early.capacity = 2
    early.save()
    make_booking(early, booking.person)

    give_up(leaving)

    assert told() == []


def test_each_date_is_told_once_and_three_in_all(event, late):
    booking = wanting(late)
    days = [make_occurrence(event, day=date(2026, 12, day)) for day in (3, 4, 7, 8)]
    for one in [days[0], *days]:
        give_up(make_booking(one, make_person()))

    assert told() == ["Asha"] * 3
    assert EarlierWish.objects.get().told_of == [one.pk for one in days[:3]]
    with pytest.raises(Refused, match="three times"):
        ask_for_earlier(booking=booking, same_venue=False, by=PUBLIC, now=NOW)


def test_stopping_takes_back_what_was_not_told_and_asking_again_does_not_begin_anew(leaving, late):
    booking = wanting(late)
    give_up(leaving)

    stop_earlier(booking=booking, by=PUBLIC, now=NOW)
    stop_earlier(booking=booking, by=PUBLIC, now=NOW)

    assert Message.objects.get(kind="booking_earlier").state == "withdrawn"
    assert AuditLine.objects.filter(action="earlier_stopped").count() == 1
    ask_for_earlier(booking=booking, same_venue=True, by=PUBLIC, now=NOW)
    wish = EarlierWish.objects.get()
    assert (wish.stopped_at, wish.same_venue, wish.notices_left) == (None, True, 2)


def test_taking_it_ends_the_wish_and_takes_back_the_notice(leaving, early, late):
    booking = wanting(late)
    give_up(leaving)

    swap(booking=booking, to=early, by=PUBLIC, now=NOW)

    assert EarlierWish.objects.get().stopped_at == NOW
    assert Message.objects.get(kind="booking_earlier").state == "withdrawn"


def test_changing_to_another_date_frees_a_place_too(leaving, early, late, event):
    wanting(late)
    swap(booking=leaving, to=make_occurrence(event, day=date(2026, 12, 30)), by=PUBLIC, now=NOW)

    assert told() == ["Asha"]


@pytest.mark.parametrize(("capacity", "people"), [(2, 3), (3, 4), (1, 0), (None, 0)])
def test_more_places_are_told_and_fewer_are_not(leaving, early, late, capacity, people):
    for number in range(4):
        wanting(late, f"Asha{number}")

    occurrences.change_details(early, capacity=capacity, lead=None, by=SYSTEM, now=NOW)

    assert len(told()) == people


def test_with_no_limit_any_more_all_who_asked_are_told(leaving, early, late, event):
    event.capacity = None
    event.save()
    early.capacity = 1
    early.save()
    for number in range(4):
        wanting(late, f"Asha{number}")

    occurrences.change_details(early, capacity=None, lead=None, by=SYSTEM, now=NOW)

    assert len(told()) == 4


def test_booking_on_a_date_with_room_tells_nobody(early, late):
    """Nothing came free."""
    early.capacity = 5
    early.save()
    wanting(late)

    book(occurrence=early, person=make_person(), by=PUBLIC, now=NOW)

    assert told() == []


@pytest.mark.parametrize(
    "contact", [{"contact_by": "none"}, {"contact_by": "email", "do_not_contact": True, "email": "a@b.org"}]
)
def test_somebody_who_cannot_be_told_cannot_ask(late, contact):
    with pytest.raises(Refused, match="no way to tell you"):
        wanting(late, **contact)


def test_a_call_to_make_says_to_look_first(leaving, late):
    wanting(late, contact_by="phone", phone="01632 960 123")

    give_up(leaving)

    message = Message.objects.get(kind="booking_earlier")
    assert message.state == "to-do"
    assert "whether Thursday 3 December 2026 still has room" in message.body


def test_it_is_given_out_and_erased_with_the_person(late):
    booking = wanting(late)
    sections = dict(everything_about(booking.person))

    assert sections["Earlier places that you asked to hear of"][0]["how often we told you"] == 0
    give_up(booking)
    erase_person(booking.person, by=SYSTEM, now=NOW, why="asked")
    assert not EarlierWish.objects.exists()


def test_it_goes_with_its_booking_when_two_people_are_one(leaving, late):
    booking = wanting(late)
    kept = make_person("Asha A", contact_by="email", email="new@example.org")

    merge_people(kept, booking.person, by=SYSTEM, now=NOW)
    give_up(leaving)

    assert told() == ["Asha A"]


@pytest.mark.parametrize("others", [0, 20])
def test_giving_up_takes_the_same_queries_however_many_have_not_asked(
    leaving, late, others, django_assert_max_num_queries
):
    for number in range(others):
        make_booking(late, make_person(f"Person {number}"))
    wanting(late)

    with django_assert_max_num_queries(24):
        give_up(leaving)
