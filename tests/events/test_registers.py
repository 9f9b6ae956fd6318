"""Who came: marked, added at the door, counted; what is sent twice counts once."""

import uuid
from datetime import date, timedelta

import pytest

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions.registers import Marked, finish, headcount, mark, reopen, walk_in, walk_ins, write_note
from events.models import Attendance, Mark
from events.register_lines import register_of
from people.models import Person
from tests.factories.accounts import make_staff, make_user
from tests.factories.events import make_attendance, make_booking, make_event, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def occurrence():
    """Under way: it began an hour ago."""
    return make_occurrence(day=NOW.date(), capacity=10)


@pytest.fixture
def by(db):
    return Actor.of(make_user())


def marks_of(occurrence):
    return dict(Attendance.objects.filter(occurrence=occurrence).values_list("person__name", "mark"))


def test_mark_says_who_came_who_did_not_and_who_was_excused(occurrence, by):
    asha, ben, cora = (make_booking(occurrence, make_person(name)) for name in ("Asha", "Ben", "Cora"))

    mark(
        occurrence=occurrence,
        marks={asha.pk: Marked("present"), ben.pk: Marked("absent"), cora.pk: Marked("excused")},
        by=by,
        now=NOW,
    )

    assert marks_of(occurrence) == {"Asha": "present", "Ben": "absent", "Cora": "excused"}
    attendance = Attendance.objects.get(person__name="Asha")
    assert (attendance.booking, attendance.marked_at, attendance.marked_by, attendance.walk_in) == (
        asha,
        NOW,
        by.user,
        False,
    )
    assert AuditLine.objects.get(action="register_marked").detail == {"marks": 3}


def test_marking_again_changes_the_mark_and_keeps_one_row(occurrence, by):
    booking = make_booking(occurrence)

    for word in ("absent", "present"):
        mark(occurrence=occurrence, marks={booking.pk: Marked(word)}, by=by, now=NOW)

    assert Attendance.objects.get().mark == Mark.PRESENT


def test_who_came_late_is_present_and_absent_is_never_late(occurrence, by):
    asha, ben = make_booking(occurrence, make_person("Asha"), places=2), make_booking(occurrence, make_person("Ben"))
    marks = {asha.pk: Marked("present", late=True), ben.pk: Marked("absent", late=True)}

    mark(occurrence=occurrence, marks=marks, by=by, now=NOW)

    assert set(Attendance.objects.values_list("mark", "late")) == {("present", True), ("absent", False)}
    register = register_of(occurrence)
    assert (register.present, register.late, register.in_the_room, register.absent) == (2, 2, 2, 1)
    assert [line.mark for line in register.booked] == ["late", "absent"]


def test_of_two_marks_on_one_person_the_one_made_later_stands_in_whichever_order_they_come(occurrence, by):
    booking = make_booking(occurrence)
    earlier = Marked("absent", at=NOW - timedelta(minutes=20))
    later = Marked("present", at=NOW - timedelta(minutes=10))

    counted = [
        mark(occurrence=occurrence, marks={booking.pk: given}, by=by, now=NOW) for given in (later, earlier, later)
    ]

    assert counted == [1, 0, 0]
    attendance = Attendance.objects.get()
    assert (attendance.mark, attendance.marked_at) == (Mark.PRESENT, NOW - timedelta(minutes=10))


@pytest.mark.parametrize("clock", ["ahead", "behind"])
def test_a_mark_was_made_between_the_morning_of_the_session_and_now_whatever_a_clock_says(
    occurrence, by, clock, london
):
    booking = make_booking(occurrence)
    wrong = {"ahead": NOW + timedelta(days=400), "behind": NOW - timedelta(days=400)}[clock]

    mark(occurrence=occurrence, marks={booking.pk: Marked("present", at=wrong)}, by=by, now=NOW)

    assert Attendance.objects.get().marked_at == {"ahead": NOW, "behind": london(2026, 11, 20, 0, 0)}[clock]


def test_a_mark_sent_twice_counts_once(occurrence, by):
    booking = make_booking(occurrence)
    first = Marked("absent", key=uuid.uuid4())
    mark(occurrence=occurrence, marks={booking.pk: first}, by=by, now=NOW)

    again = mark(occurrence=occurrence, marks={booking.pk: first}, by=by, now=NOW + timedelta(minutes=1))

    assert again == 0
    assert Attendance.objects.get().marked_at == NOW
    assert AuditLine.objects.filter(action="register_marked").count() == 1


@pytest.mark.parametrize(("said", "kept"), [(None, 3), (2, 2), (9, 3), (0, 3)])
def test_how_many_of_a_party_came_is_all_unless_said_and_never_more_than_booked(occurrence, by, said, kept):
    booking = make_booking(occurrence, places=3)

    mark(occurrence=occurrence, marks={booking.pk: Marked("present", said)}, by=by, now=NOW)

    assert Attendance.objects.get().people == kept


def test_nobody_of_an_absent_party_came(occurrence, by):
    booking = make_booking(occurrence, places=3)

    mark(occurrence=occurrence, marks={booking.pk: Marked("absent", 2)}, by=by, now=NOW)

    assert Attendance.objects.get().people == 0


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_somebody_not_booked_may_have_come_and_cannot_be_absent(occurrence, by, state):
    booking = make_booking(occurrence, make_person("Asha"), state=state)

    with pytest.raises(Refused, match="Only people who are booked can be absent"):
        mark(occurrence=occurrence, marks={booking.pk: Marked("absent")}, by=by, now=NOW)
    mark(occurrence=occurrence, marks={booking.pk: Marked("present")}, by=by, now=NOW)

    assert marks_of(occurrence) == {"Asha": "present"}


def test_bookings_of_another_session_are_not_marked(occurrence, by):
    other = make_booking(make_occurrence())

    assert mark(occurrence=occurrence, marks={other.pk: Marked("present")}, by=by, now=NOW) == 0


def test_an_unknown_mark_is_refused(occurrence, by):
    booking = make_booking(occurrence)

    with pytest.raises(Refused, match="present, late, absent or excused"):
        mark(occurrence=occurrence, marks={booking.pk: Marked("here")}, by=by, now=NOW)


def test_a_register_opens_in_the_morning_of_its_day(by, london):
    occurrence = make_occurrence()
    booking = make_booking(occurrence)
    marks = {booking.pk: Marked("present")}

    with pytest.raises(Refused, match=r"This register opens on the day: Thursday 26 November 2026\."):
        mark(occurrence=occurrence, marks=marks, by=by, now=london(2026, 11, 25, 23, 59))
    assert mark(occurrence=occurrence, marks=marks, by=by, now=london(2026, 11, 26, 0, 0)) == 1


def test_nobody_is_marked_at_a_session_that_is_not_on(occurrence, by):
    booking = make_booking(occurrence)
    occurrence.state = "cancelled"
    occurrence.save()

    with pytest.raises(Refused, match="not on"):
        mark(occurrence=occurrence, marks={booking.pk: Marked("present")}, by=by, now=NOW)


def test_walk_in_makes_an_unverified_person_who_came(occurrence, by):
    walk_in(occurrence=occurrence, name=" Dora\n Dale ", by=by, now=NOW)

    attendance = Attendance.objects.get()
    assert (attendance.person.name, attendance.person.verified_at) == ("Dora Dale", None)
    assert (attendance.mark, attendance.walk_in, attendance.booking) == (Mark.PRESENT, True, None)
    line = AuditLine.objects.get(action="register_walk_in")
    assert "Dora" not in str(line.detail)


def test_walk_in_sent_twice_is_one_person(occurrence, by):
    key = uuid.uuid4()

    for _ in range(2):
        walk_in(occurrence=occurrence, name="Dora", mark_key=key, by=by, now=NOW)

    assert Attendance.objects.count() == Person.objects.count() == 1


def test_walk_in_without_a_name_is_refused(occurrence, by):
    with pytest.raises(Refused, match="Enter a name"):
        walk_in(occurrence=occurrence, name=" . ", by=by, now=NOW)


def test_headcount_keeps_the_number_as_given_however_often_it_is_sent(occurrence, by):
    for counts in ({"0-17": 2, "75+": 1}, {"0-17": 2, "75+": 1}, {"0-17": 3}):
        headcount(occurrence=occurrence, counts=counts, by=by, now=NOW)

    assert dict(occurrence.headcounts.values_list("age_band", "people")) == {"0-17": 3, "75+": 1}
    assert AuditLine.objects.filter(action="register_counted").count() == 2


@pytest.mark.parametrize("counts", [{"0-17": 1000}, {"0-17": -1}, {"no such band": 1}])
def test_headcount_refuses_what_cannot_be(occurrence, by, counts):
    with pytest.raises(Refused, match="Count from 0 to 999 people"):
        headcount(occurrence=occurrence, counts=counts, by=by, now=NOW)


def test_write_note_is_kept_and_its_words_are_in_no_audit_line(occurrence, by):
    write_note(occurrence=occurrence, note="The heating was off", by=by, now=NOW)
    write_note(occurrence=occurrence, note="The heating was off", by=by, now=NOW)

    occurrence.refresh_from_db()
    assert occurrence.register_note == "The heating was off"
    assert AuditLine.objects.get(action="register_note_written").detail == {}


def test_finish_is_refused_while_somebody_is_not_marked(occurrence, by):
    make_booking(occurrence)

    with pytest.raises(Refused, match=r"1 person is not marked yet\."):
        finish(occurrence=occurrence, by=by, now=NOW)


def test_finish_marks_the_rest_absent_when_asked(occurrence, by):
    here = make_booking(occurrence, make_person("Asha"))
    make_booking(occurrence, make_person("Ben"))
    mark(occurrence=occurrence, marks={here.pk: Marked("present")}, by=by, now=NOW)

    finish(occurrence=occurrence, by=by, now=NOW, rest_absent=True)

    occurrence.refresh_from_db()
    assert occurrence.register_closed_at == NOW
    assert marks_of(occurrence) == {"Asha": "present", "Ben": "absent"}


def test_walk_ins_of_a_sheet_typed_in_twice_count_once_and_two_of_one_name_are_two(occurrence, by):
    sheet = [("Dora Dale", False), ("Ben Beck", True), ("dora  dale", False)]

    added = [walk_ins(occurrence=occurrence, people=sheet, by=by, now=NOW) for _ in range(2)]

    assert added == [3, 0]
    assert sorted(Attendance.objects.values_list("person__name", "been_before")) == [
        ("Ben Beck", True),
        ("Dora Dale", False),
        ("dora dale", False),
    ]


def test_a_walk_in_is_on_a_first_visit_unless_they_said_that_they_had_been_before(occurrence, by):
    walk_ins(occurrence=occurrence, people=[("New", False), ("Old", True)], by=by, now=NOW)
    merged = make_person("Merged")
    make_attendance(make_occurrence(day=NOW.date() - timedelta(days=7)), merged)
    make_attendance(occurrence, merged, walk_in=True)

    register = register_of(occurrence)

    assert {line.person.name: line.first_visit for line in register.walk_ins} == {
        "New": True,
        "Old": False,
        "Merged": False,
    }


@pytest.fixture
def locked():
    """Ended 31 days ago."""
    return make_occurrence(day=NOW.date() - timedelta(days=31), capacity=10)


def change_everything(occurrence, booking, *, by, now):
    """How many ways there are to change a register, and how many were refused."""
    ways = [
        lambda: mark(occurrence=occurrence, marks={booking.pk: Marked("present")}, by=by, now=now),
        lambda: walk_in(occurrence=occurrence, name="Dora", by=by, now=now),
        lambda: walk_ins(occurrence=occurrence, people=[("Ben", False)], by=by, now=now),
        lambda: headcount(occurrence=occurrence, counts={"75+": 1}, by=by, now=now),
        lambda: write_note(occurrence=occurrence, note="Late", by=by, now=now),
        lambda: finish(occurrence=occurrence, by=by, now=now, rest_absent=True),
    ]
    refused = 0
    for way in ways:
        try:
            way()
        except Refused as refusal:
            refused += refusal.sentence.startswith("This register was locked 30 days after the session.")
    return len(ways), refused


def test_a_register_is_locked_once_30_days_have_passed_for_its_lead_and_for_coordinators(by, london):
    """Whole days in London, with the clocks going back between."""
    occurrence = make_occurrence(day=date(2026, 10, 1))
    booking = make_booking(occurrence)
    coordinator = Actor.of(make_staff("Coordinators"))

    assert change_everything(occurrence, booking, by=by, now=london(2026, 10, 31, 23, 59)) == (6, 0)
    for who in (by, coordinator):
        assert change_everything(occurrence, booking, by=who, now=london(2026, 11, 1, 0, 0)) == (6, 6)


def test_a_coordinator_opens_a_locked_register_with_a_reason_for_two_hours(locked, by):
    booking = make_booking(locked)
    coordinator = Actor.of(make_staff("Coordinators"))

    reopen(occurrence=locked, reason=" Typed in from\npaper ", by=coordinator, now=NOW)

    reopening = locked.reopenings.get()
    assert (reopening.reason, reopening.user, reopening.at) == ("Typed in from paper", coordinator.user, NOW)
    assert AuditLine.objects.get(action="register_reopened").detail == {}
    assert change_everything(locked, booking, by=by, now=NOW) == (6, 6)
    assert change_everything(locked, booking, by=coordinator, now=NOW + timedelta(minutes=119)) == (6, 0)
    assert change_everything(locked, booking, by=coordinator, now=NOW + timedelta(minutes=120)) == (6, 6)


@pytest.mark.parametrize(
    ("reason", "sentence"), [(" ", "Say why the register"), ("x" * 201, "Say it in 200 characters or fewer")]
)
def test_a_locked_register_stays_locked_without_a_short_reason(locked, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        reopen(occurrence=locked, reason=reason, by=Actor.of(make_staff("Coordinators")), now=NOW)

    assert not locked.reopenings.exists()


def test_a_lead_cannot_open_a_locked_register_and_nobody_one_that_is_not_locked(locked, occurrence, by):
    with pytest.raises(Refused, match="Only a coordinator"):
        reopen(occurrence=locked, reason="It was wrong", by=by, now=NOW)
    with pytest.raises(Refused, match="not locked"):
        reopen(occurrence=occurrence, reason="It was wrong", by=Actor.of(make_staff("Coordinators")), now=NOW)


@pytest.mark.parametrize("number", [1, 30])
def test_marking_takes_the_same_queries_however_many(occurrence, by, number, django_assert_num_queries):
    bookings = [make_booking(occurrence, make_person(f"Person {place}")) for place in range(number)]

    with django_assert_num_queries(7):
        mark(occurrence=occurrence, marks={booking.pk: Marked("present") for booking in bookings}, by=by, now=NOW)


def test_30_people_are_marked_in_at_most_12_queries(occurrence, by, django_assert_max_num_queries):
    bookings = [make_booking(occurrence, make_person(f"Person {number}")) for number in range(30)]

    with django_assert_max_num_queries(12):
        mark(occurrence=occurrence, marks={booking.pk: Marked("present") for booking in bookings}, by=by, now=NOW)

    assert Attendance.objects.count() == 30


@pytest.mark.parametrize("number", [1, 3])
def test_a_register_takes_the_same_queries_however_many_are_on_it(occurrence, number, django_assert_num_queries):
    for place in range(number):
        make_booking(occurrence, make_person(f"Person {place}"))
        make_attendance(occurrence, make_person(f"Walk-in {place}"), walk_in=True)

    with django_assert_num_queries(3):
        register = register_of(occurrence)
        assert register.in_the_room == number
        assert [len(line.tags) for line in register.booked] == [1] * number


def test_first_visit_is_known_from_sessions_before_this_one(occurrence):
    before = make_occurrence(day=NOW.date() - timedelta(days=7))
    after = make_occurrence(day=NOW.date() + timedelta(days=7))
    been, stayed_away, will_come = make_person("Been"), make_person("Stayed away"), make_person("Will come")
    make_attendance(before, been)
    make_attendance(before, stayed_away, mark="absent")
    make_attendance(after, will_come)
    for person in (been, stayed_away, will_come):
        make_booking(occurrence, person)

    register = register_of(occurrence)

    assert {line.person.name: line.first_visit for line in register.booked} == {
        "Been": False,
        "Stayed away": True,
        "Will come": True,
    }


def test_the_register_puts_everybody_where_they_belong_and_counts_the_room(occurrence):
    party = make_booking(occurrence, make_person("Cora"), places=3)
    make_booking(occurrence, make_person("asha"))
    make_booking(occurrence, make_person("Ben"), tell_at_door=True, promoted_at=NOW)
    waiting = make_booking(occurrence, make_person("Waiting"), state="waiting")
    make_booking(occurrence, make_person("Gone"), state="cancelled")
    make_attendance(occurrence, party.person, booking=party, people=2)
    make_attendance(occurrence, waiting.person, booking=waiting)
    make_attendance(occurrence, make_person("Walk-in"), walk_in=True)
    occurrence.headcounts.create(age_band="65-74", people=4)

    register = register_of(occurrence)

    assert [line.person.name for line in register.booked] == ["asha", "Ben", "Cora"]
    assert [line.person.name for line in register.waiting] == ["Waiting"]
    assert [line.person.name for line in register.cancelled] == ["Gone"]
    assert [line.person.name for line in register.walk_ins] == ["Walk-in"]
    assert (register.present, register.turned_up, register.in_the_room, register.to_mark) == (3, 5, 8, 2)
    assert "Tell at the door: has a place" in [tag.words for tag in register.booked[1].tags]


def test_somebody_who_cancelled_and_booked_again_stands_on_the_register_once(occurrence):
    person = make_person()
    make_booking(occurrence, person, state="cancelled")
    make_booking(occurrence, person, now=NOW + timedelta(minutes=1))

    register = register_of(occurrence)

    assert (len(register.booked), len(register.cancelled)) == (1, 0)


def test_what_both_the_booking_and_the_person_say_would_help_is_said_once():
    booking = make_booking(make_occurrence(), make_person(adjustments="Hearing loop"), needs="Hearing loop")

    [line] = register_of(booking.occurrence).booked

    assert line.good_to_know == ["Hearing loop"]


def test_good_to_know_is_what_would_help_and_no_more():
    person = make_person(adjustments="Hearing loop", language="Polish", phone="01632 960 123")
    booking = make_booking(make_occurrence(event=make_event()), person, places=2, carer=True, needs="Near the door")

    line = register_of(booking.occurrence).booked[0]

    assert line.good_to_know == ["Near the door", "Hearing loop", "Speaks Polish", "Party of 2", "A carer comes too"]
    assert line.telephone == "01632 960 123"
