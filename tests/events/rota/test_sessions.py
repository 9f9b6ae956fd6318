"""What becomes of the rota as sessions come near, change, and are over."""

from datetime import time, timedelta

import pytest

from champions import given
from core.errors import Refused
from core.models import AuditLine
from core.words import LONDON
from events.actions import occurrences, rota
from events.actions.rota_register import Was, mark_rota
from events.actions.rota_reminding import remind_champions
from events.actions.schedules import apply_schedule
from events.editing import deletion_refusal
from events.models import EventPage, Occurrence
from events.rota_lists import problems
from events.rota_needs import Wanted, wanted_at
from messaging.models import Message
from people.actions.erasing import erase_person
from people.subject_access import everything_about
from tests.events.rota.conftest import TUESDAY, states
from tests.factories.champions import make_helper
from tests.factories.events import make_event, make_occurrence, make_rota_place, make_schedule
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=20)


def kinds():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def place(session, rowan):
    return make_rota_place(session, rowan, now=LONG_AGO)


def test_champions_are_reminded_once_two_days_before(place, tansy, session):
    make_rota_place(session, tansy, "asked")
    moment = (session.starts_at - timedelta(days=2)).astimezone(LONDON).replace(hour=10, minute=1)

    for minutes in range(3):
        remind_champions(moment + timedelta(minutes=minutes))

    assert [(each.kind, each.to) for each in Message.objects.all()] == [("champion_rota_reminder", "rowan@example.org")]


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda row, **by: occurrences.cancel(row, reason="The boiler is broken", **by), "champion_rota_off"),
        (
            lambda row, **by: occurrences.move(
                row,
                starts_at=row.starts_at + timedelta(hours=3),
                ends_at=row.ends_at + timedelta(hours=3),
                venue=row.venue,
                **by,
            ),
            "champion_rota_moved",
        ),
    ],
)
def test_a_session_called_off_or_moved_is_told_to_those_on_its_rota(place, session, by, act, kind):
    act(session, by=by, now=NOW)

    assert kinds() == [kind]
    assert states() == {"Rowan": "confirmed"}


def test_a_session_that_is_on_again_is_told_too(place, session, by):
    occurrences.cancel(session, reason="Flood", by=by, now=NOW)
    occurrences.put_back_on(session, by=by, now=NOW)

    assert kinds() == ["champion_rota_off", "champion_rota_on_again"]


def test_a_date_that_its_schedule_drops_keeps_its_row_and_tells_the_champion(rowan, by, now):
    event = make_event("Tablets")
    schedule = make_schedule(event, first_on=TUESDAY)
    apply_schedule(event, by=by, now=now)
    make_rota_place(Occurrence.objects.get(), rowan, now=LONG_AGO)

    schedule.delete()
    apply_schedule(EventPage.objects.get(), by=by, now=now)

    assert Occurrence.objects.get().is_cancelled
    assert kinds() == ["champion_rota_off"]


def test_a_date_that_its_schedule_moves_tells_the_champion(rowan, by, now):
    event = make_event("Tablets")
    schedule = make_schedule(event, first_on=TUESDAY)
    apply_schedule(event, by=by, now=now)
    make_rota_place(Occurrence.objects.get(), rowan, now=LONG_AGO)

    schedule.start_time, schedule.end_time = time(14), time(16)
    schedule.save()
    apply_schedule(EventPage.objects.get(), by=by, now=now)

    assert kinds() == ["champion_rota_moved"]
    assert "It was to be on Tuesday 24 November 2026, 10am" in Message.objects.get().body


def test_an_event_with_champions_on_its_rota_is_not_deleted(place, session):
    assert "on its rota" in deletion_refusal([session.event])


# What coordinators are told


def test_too_few_are_on_the_worklist_so_many_days_before(session, rowan, sign_up):
    assert problems(session.starts_at - timedelta(days=4)) == {}
    assert problems(session.starts_at - timedelta(days=3)) == {session.pk: ["May not run: too few champions"]}

    sign_up(rowan, session)
    assert problems(session.starts_at - timedelta(days=3)) == {}


def test_an_under_18_whose_adult_dropped_out_is_on_the_worklist(session, rowan, sign_up, by):
    place = sign_up(rowan, session)
    sign_up(make_helper("Robin", birth_year=2011), session)
    assert problems(NOW) == {}

    rota.drop_out(place=place, by=by, now=NOW)

    assert problems(NOW) == {session.pk: ["An under-18 is coming, and no adult champion"]}


def test_a_place_given_up_on_short_notice_is_on_the_worklist_until_it_is_filled(session, rowan, tansy, sign_up, by):
    soon = session.starts_at - timedelta(hours=20)
    sign_up(make_helper("Asha"), session)
    rota.drop_out(place=sign_up(rowan, session), by=by, now=soon)

    assert problems(soon) == {session.pk: ["A champion dropped out with less than two days to go"]}
    sign_up(tansy, session, now=soon)
    assert problems(soon) == {}


def test_one_date_may_want_more_than_the_others(session, by):
    rota.set_need(event=session.event, occurrence=session, wanted=5, minimum=3, warn_days_before=7, by=by, now=NOW)
    other = make_occurrence(session.event, day=TUESDAY + timedelta(days=7))

    assert wanted_at(session) == Wanted(5, 3, 7, is_own=True)
    assert wanted_at(other) == Wanted(2, 1, 3)
    rota.follow_event(occurrence=session, by=by, now=NOW)
    assert wanted_at(session) == Wanted(2, 1, 3)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((21, 0, 3), "Enter up to 20 champions"),
        ((2, 3, 3), "cannot be more than are wanted"),
        ((2, 1, 31), "between 1 and 30 days"),
    ],
)
def test_a_need_that_cannot_be_is_refused(session, by, numbers, sentence):
    wanted, minimum, days = numbers
    with pytest.raises(Refused, match=sentence):
        rota.set_need(event=session.event, wanted=wanted, minimum=minimum, warn_days_before=days, by=by, now=NOW)


# The register


def test_whoever_was_there_has_the_minutes_of_the_session_unless_said(place, session, tansy, by):
    other = make_rota_place(session, tansy)
    marks = {place.pk: Was(True), other.pk: Was(True, 45)}

    assert mark_rota(occurrence=session, marks=marks, by=by, now=session.ends_at) == 2
    assert mark_rota(occurrence=session, marks=marks, by=by, now=session.ends_at) == 0

    place.refresh_from_db()
    other.refresh_from_db()
    assert (place.minutes, other.minutes) == (120, 45)
    assert AuditLine.objects.filter(action="register_rota_marked").count() == 1


def test_minutes_that_cannot_be_and_a_day_too_early_are_refused(place, session, by):
    with pytest.raises(Refused, match="between 1 and 600 minutes"):
        mark_rota(occurrence=session, marks={place.pk: Was(True, 700)}, by=by, now=session.ends_at)
    with pytest.raises(Refused, match="This register opens on the day"):
        mark_rota(occurrence=session, marks={place.pk: Was(True)}, by=by, now=NOW)


def test_hours_at_sessions_count_among_those_given(place, session, rowan, by):
    mark_rota(occurrence=session, marks={place.pk: Was(True)}, by=by, now=session.ends_at)

    [one] = given.given_by(rowan)

    assert (one.on, one.minutes, one.where, one.outcome) == (TUESDAY, 120, "Tuesday drop-in", "On the rota")
    mark_rota(occurrence=session, marks={place.pk: Was(False)}, by=by, now=session.ends_at)
    assert given.given_by(rowan) == []


def test_sessions_are_among_what_is_kept_and_the_hours_survive_an_erasure(session, by):
    left = make_helper("Rowan", state="left")
    place = make_rota_place(session, left, attended=True, minutes=120)

    [kept] = dict(everything_about(left.person))["Sessions helped at as a champion"]
    erase_person(left.person, by=by, now=NOW + timedelta(days=30), why="asked")

    assert (kept["minutes"], kept["was there"]) == (120, True)
    place.refresh_from_db()
    assert (place.minutes, place.champion.person.name) == (120, "")
