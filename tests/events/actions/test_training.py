"""A champion's training counts when a register says that they were there."""

from datetime import date, timedelta

import pytest

from core.actors import Actor
from core.errors import Refused
from events.actions import training
from events.actions.registers import Marked, mark
from events.models import TrainingFor
from people.actions.merging import merge_people
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_requirement
from tests.factories.events import make_attendance, make_booking, make_event, make_occurrence
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
THE_DAY = date(2026, 11, 19)


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators", "Programme managers"))


@pytest.fixture
def half_day():
    return make_requirement("Half a day", "training")


@pytest.fixture
def session(half_day):
    event = make_event("Champion training", kind="champion-training")
    TrainingFor.objects.create(requirement=half_day, event=event)
    return make_occurrence(event=event, day=THE_DAY)


def dates(champion):
    return list(champion.met.values_list("met_on", flat=True))


def test_being_marked_present_records_it_and_putting_the_register_right_takes_it_back(session, now, coordinator):
    champion = make_champion(state="in-checks")
    booking = make_booking(session, champion.person)
    somebody = make_booking(session, make_person("Una"))

    mark(
        occurrence=session,
        marks={booking.pk: Marked("present"), somebody.pk: Marked("present")},
        by=coordinator,
        now=now,
    )
    assert dates(champion) == [THE_DAY]
    assert champion.met.get().seen_by is None
    mark(occurrence=session, marks={booking.pk: Marked("absent")}, by=coordinator, now=now + timedelta(minutes=1))

    assert dates(champion) == []


def test_the_latest_of_two_sessions_counts_and_the_earlier_remains(session, half_day, now, coordinator):
    champion = make_champion(state="in-checks")
    earlier = make_occurrence(event=session.event, day=date(2026, 11, 12))
    make_attendance(earlier, champion.person)
    booking = make_booking(session, champion.person)

    mark(occurrence=session, marks={booking.pk: Marked("present")}, by=coordinator, now=now)
    assert dates(champion) == [THE_DAY]
    mark(occurrence=session, marks={booking.pk: Marked("excused")}, by=coordinator, now=now + timedelta(minutes=1))

    assert dates(champion) == [date(2026, 11, 12)]


def test_it_counts_for_those_who_were_there_before_and_stays_when_it_no_longer_counts(now, half_day, coordinator):
    session = make_occurrence(event=make_event("Older", kind="champion-training"), day=THE_DAY)
    champion = make_champion(state="active")
    make_attendance(session, champion.person)

    link = training.count_training(requirement=half_day, event=session.event, by=coordinator, now=now)
    assert dates(champion) == [THE_DAY]
    training.stop_counting(link=link, by=coordinator, now=now)

    assert dates(champion) == [THE_DAY]
    assert (champion.met.get().attended_on, TrainingFor.objects.exists()) == (None, False)


def test_who_booked_on_the_website_counts_when_the_two_records_are_merged(session, now, coordinator):
    champion, visitor = make_champion(state="in-checks"), make_person("Rowan Pettifer")
    make_attendance(session, visitor)

    merge_people(kept=champion.person, gone=visitor, by=coordinator, now=now)

    assert dates(champion) == [THE_DAY]


@pytest.mark.parametrize("kind", [("training", "workshop"), ("dbs", "champion-training")])
def test_only_a_training_counts_as_one(kind, now, coordinator):
    of_requirement, of_event = kind

    with pytest.raises(Refused, match="Only an event of the kind"):
        training.count_training(
            requirement=make_requirement("Half a day", of_requirement),
            event=make_event("Any", kind=of_event),
            by=coordinator,
            now=now,
        )


def test_a_coordinator_says_which_event_counts(client, half_day):
    client.force_login(make_staff("Coordinators"))
    event = make_event("Champion training", kind="champion-training")

    assert client.get("/admin/events/training/").status_code == 200
    wrong = client.post("/admin/events/training/", {"requirement": half_day.pk, "event": "0"})
    client.post("/admin/events/training/", {"requirement": half_day.pk, "event": event.pk})
    link = TrainingFor.objects.get()
    shown = client.get("/admin/events/training/")
    client.post(f"/admin/events/training/{link.pk}/stop/")

    assert (wrong.status_code, link.event) == (422, event)
    assert b"counts as Half a day" in shown.content
    assert not TrainingFor.objects.exists()
