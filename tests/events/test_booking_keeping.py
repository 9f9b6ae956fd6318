"""What bookings keep about a person: shown, emptied, moved."""

from datetime import timedelta

import pytest

from core.actors import Actor
from core.errors import Refused
from core.privacy import classification
from events.booking_keeping import export_attendance, export_booking
from events.models import Attendance, Booking
from people.actions import erase_person, merge_people, unmerge_people
from people.models import Merge
from tests.factories.events import make_attendance, make_booking, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def states(person):
    return sorted(Booking.objects.filter(person=person).values_list("state", flat=True))


def test_every_field_of_bookings_and_registers_is_classified():
    table = classification()

    for label in ("events.Booking", "events.Attendance", "events.Headcount"):
        assert label in table
    assert table["events.Booking"]["needs"] == "special"


def test_a_person_is_given_what_their_booking_says_in_words():
    booking = make_booking(make_occurrence(), make_person(), reference="A0C1E8", needs="Large print")

    given = export_booking(booking)

    assert given["booking number"] == "A0C1E8"
    assert given["session"] == "Silver Surfer Thursday, Thursday 26 November 2026, 10am to 12 noon"
    assert given["what would help"] == "Large print"


def test_a_person_is_given_where_they_came():
    given = export_attendance(make_attendance(make_occurrence(), make_person()))

    assert (given["marked as"], given["people"], given["arrived late"]) == ("Here", 1, False)


def test_erasing_empties_what_would_help_and_keeps_the_count():
    occurrence = make_occurrence(day=NOW.date() - timedelta(days=30))
    person = make_person()
    booking = make_booking(occurrence, person, needs="Large print", needs_condition="Article 9")
    make_attendance(occurrence, person, booking=booking)

    erase_person(person, by=SYSTEM, now=NOW, why="asked")

    booking.refresh_from_db()
    assert (booking.needs, booking.needs_condition) == ("", "")
    assert Attendance.objects.count() == 1


def test_somebody_with_a_booking_still_to_come_is_not_erased():
    person = make_person()
    make_booking(make_occurrence(), person)

    with pytest.raises(Refused, match="bookings"):
        erase_person(person, by=SYSTEM, now=NOW, why="asked")


def test_merging_moves_bookings_and_attendance():
    kept, gone = make_person("Asha"), make_person("Asha A")
    make_booking(make_occurrence(), gone)
    make_attendance(make_occurrence(), gone)

    merge_people(kept, gone, by=SYSTEM, now=NOW)

    assert (kept.bookings.count(), kept.attendances.count()) == (1, 1)
    assert (gone.bookings.count(), gone.attendances.count()) == (0, 0)


@pytest.mark.parametrize("confirmed_is_of", ["kept", "gone"])
def test_merging_two_live_bookings_for_one_session_keeps_the_place(confirmed_is_of):
    occurrence = make_occurrence(capacity=1)
    kept, gone = make_person("Asha"), make_person("Asha A")
    has_place, waits = (kept, gone) if confirmed_is_of == "kept" else (gone, kept)
    place = make_booking(occurrence, has_place, now=NOW)
    wait = make_booking(occurrence, waits, state="waiting", now=NOW - timedelta(days=1))

    merge_people(kept, gone, by=SYSTEM, now=NOW)

    place.refresh_from_db()
    wait.refresh_from_db()
    assert (place.state, wait.state) == ("confirmed", "cancelled")
    assert states(kept) == ["cancelled", "confirmed"]


def test_merging_two_places_gives_the_second_to_whoever_waits():
    occurrence = make_occurrence(capacity=2)
    kept, gone = make_person("Asha"), make_person("Asha A")
    make_booking(occurrence, kept)
    make_booking(occurrence, gone, now=NOW + timedelta(minutes=1))
    waiting = make_booking(occurrence, make_person("Ben"), state="waiting")

    merge_people(kept, gone, by=SYSTEM, now=NOW)

    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


@pytest.mark.parametrize(("mine", "theirs"), [("absent", "present"), ("present", "absent")])
def test_merging_two_marks_at_one_session_keeps_that_they_came(mine, theirs):
    occurrence = make_occurrence(day=NOW.date())
    kept, gone = make_person("Asha"), make_person("Asha A")
    make_attendance(occurrence, kept, mark=mine)
    make_attendance(occurrence, gone, mark=theirs)

    merge_people(kept, gone, by=SYSTEM, now=NOW)

    assert list(Attendance.objects.values_list("person", "mark")) == [(kept.pk, "present")]


def taken_apart(now=NOW):
    return unmerge_people(Merge.objects.get().pk, by=SYSTEM, now=now)[1]


def owners():
    return dict(Booking.objects.values_list("reference", "person__name"))


def test_taking_apart_gives_bookings_back_and_leaves_those_made_since():
    kept, gone = make_person("Asha"), make_person("Anna")
    make_booking(make_occurrence(), kept, reference="AAAAAA")
    make_booking(make_occurrence(), gone, reference="CCCCCC")
    merge_people(kept, gone, by=SYSTEM, now=NOW)
    make_booking(make_occurrence(), kept, reference="EEEEEE")

    assert taken_apart() == []

    assert owners() == {"AAAAAA": "Asha", "CCCCCC": "Anna", "EEEEEE": "Asha"}


def test_taking_apart_puts_a_booking_back_that_merging_cancelled():
    occurrence = make_occurrence(capacity=2)
    kept, gone = make_person("Asha"), make_person("Anna")
    make_booking(occurrence, kept)
    make_booking(occurrence, gone)
    merge_people(kept, gone, by=SYSTEM, now=NOW)

    assert taken_apart() == []

    assert (states(kept), states(gone)) == (["confirmed"], ["confirmed"])


def test_taking_apart_names_a_booking_whose_place_has_gone():
    occurrence = make_occurrence(capacity=2)
    kept, gone = make_person("Asha"), make_person("Anna")
    make_booking(occurrence, kept, now=NOW - timedelta(hours=1))
    make_booking(occurrence, gone, reference="CCCCCC")
    merge_people(kept, gone, by=SYSTEM, now=NOW)
    make_booking(occurrence, make_person("Ben"))

    (sentence,) = taken_apart()

    assert sentence.startswith("Booking CCC CCC was cancelled when the records were merged, and could not be put back")
    assert states(gone) == ["cancelled"]


def test_taking_apart_says_nothing_of_a_session_that_is_over():
    occurrence = make_occurrence(capacity=2)
    kept, gone = make_person("Asha"), make_person("Anna")
    make_booking(occurrence, kept)
    make_booking(occurrence, gone)
    merge_people(kept, gone, by=SYSTEM, now=NOW)

    assert taken_apart(now=occurrence.ends_at) == []


@pytest.mark.parametrize(("mine", "theirs"), [("absent", "present"), ("present", "absent")])
def test_taking_apart_gives_each_their_own_mark_back(mine, theirs):
    occurrence = make_occurrence(day=NOW.date())
    kept, gone = make_person("Asha"), make_person("Anna")
    make_attendance(occurrence, kept, mark=mine)
    make_attendance(occurrence, gone, mark=theirs, people=2)
    before = list(Attendance.objects.order_by("pk").values())
    merge_people(kept, gone, by=SYSTEM, now=NOW)

    taken_apart()

    assert list(Attendance.objects.order_by("pk").values()) == before


def test_a_mark_made_since_goes_with_its_booking():
    kept, gone = make_person("Asha"), make_person("Anna")
    booking = make_booking(make_occurrence(day=NOW.date()), gone)
    merge_people(kept, gone, by=SYSTEM, now=NOW)
    mark = make_attendance(booking.occurrence, kept, booking=booking)

    taken_apart()

    mark.refresh_from_db()
    assert mark.person == gone
