"""When champions can help, when they are away, and how far they go."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from champions.actions import holidays, profile
from champions.candidates import candidates
from champions.hard_rules import barriers
from champions.matching import Candidate, Need
from champions.models import Champion
from champions.times import Slot
from champions.travel import REACHES
from champions.typed_times import NotATimeError, slots_typed, typed_of
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from people.actions.erasing import erase_person
from people.subject_access import everything_about
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_holiday, make_request
from tests.factories.events import make_topic
from tests.factories.people import NOW

TODAY = NOW.date()
BY = Actor.system()
TUESDAY = 1


# What they type


@pytest.mark.parametrize(
    ("typed", "slots"),
    [
        ("", []),
        ("9am to 12 noon", [(time(9), time(12))]),
        ("9-12, 2-4:30pm", [(time(9), time(12)), (time(14), time(16, 30))]),
        ("9 to 5", [(time(9), time(17))]),
        ("10-2pm", [(time(10), time(14))]),
        ("09.30 – 14.00", [(time(9, 30), time(14))]),
        ("9am to noon and 12pm to 1pm", [(time(9), time(13))]),
        ("5pm until 8pm; 9am till 10am", [(time(9), time(10)), (time(17), time(20))]),
    ],
)
def test_times_are_read_as_people_write_them(typed, slots):
    assert slots_typed(TUESDAY, typed) == tuple(Slot(TUESDAY, *each) for each in slots)


def test_what_the_form_shows_is_read_back_as_it_was():
    slots = (Slot(TUESDAY, time(9), time(12)), Slot(TUESDAY, time(14), time(16, 30)))

    assert slots_typed(TUESDAY, typed_of(slots, TUESDAY)) == slots


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("4pm to 2pm", "4pm to 2pm ends before it begins"),
        ("9am to 9am", "ends before it begins"),
        ("9am", "Write it like this"),
        ("mornings", "Write it like this"),
        ("25 to 26", "Write each time like 9am"),
        ("9:75 to 10", "Write each time like 9am"),
        ("x to y", "Write each time like 9am"),
    ],
)
def test_times_that_cannot_be_are_met_with_a_sentence(typed, sentence):
    with pytest.raises(NotATimeError, match=sentence):
        slots_typed(TUESDAY, typed)


# A holiday in matching


def away(until_on):
    candidate = Candidate(pk=1, name="Rowan", latitude=None, longitude=None, away_until=until_on)
    return next(found for found in barriers(Need(0, 0), candidate, miles=None, today=TODAY) if found.rule == "away")


def test_a_holiday_that_is_nearly_over_is_worth_waiting_for():
    soon, late = away(TODAY + timedelta(days=14)), away(TODAY + timedelta(days=15))

    assert (soon.why_not, soon.change) == (
        "Is away until Friday 4 December 2026",
        "Back after Friday 4 December 2026",
    )
    assert not late.could_change


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last", "is_away"), [(0, 0, True), (-3, 5, True), (1, 5, False), (-5, -1, False)])
def test_whoever_is_away_today_is_a_candidate_who_is_away(first, last, is_away):
    champion = make_champion()
    days = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
    make_holiday(champion, *days)

    [candidate] = candidates(make_request(), now=NOW)

    assert candidate.away_until == (days[1] if is_away else None)


# Telling us of a holiday


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (5, 4, "The last day is before the first"),
        (-9, -1, "That holiday is over"),
        (800, 805, "more than two years ahead"),
        (1, 400, "Take a break instead"),
    ],
)
def test_a_holiday_that_cannot_be_is_refused(first, last, sentence):
    days = {"from_on": TODAY + timedelta(days=first), "until_on": TODAY + timedelta(days=last)}

    with pytest.raises(Refused, match=sentence):
        holidays.add_holiday(champion=make_champion(), **days, by=BY, now=NOW)


@pytest.fixture
def champion(client):
    champion = make_champion(user=make_user(), birth_year=1961, now=timezone.now() - timedelta(days=30))
    client.force_login(champion.user)
    return champion


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.django_db
def test_a_holiday_is_added_once_shown_and_taken_away(client, champion):
    first = timezone.localdate() + timedelta(days=3)
    days = parts("from_on", first) | parts("until_on", first + timedelta(days=7))

    for _ in range(2):
        client.post("/champions/me/away/", days)

    holiday = champion.holidays.get()
    assert "Away from" in client.get("/champions/me/").content.decode()
    client.post(f"/champions/me/away/{holiday.pk}/remove/")
    assert not champion.holidays.exists()
    assert AuditLine.objects.filter(action__startswith="holiday_").count() == 2


@pytest.mark.django_db
def test_a_holiday_back_to_front_is_asked_again_with_what_was_typed(client, champion):
    first = timezone.localdate() + timedelta(days=3)

    page = client.post("/champions/me/away/", parts("from_on", first) | parts("until_on", first - timedelta(days=1)))

    assert page.status_code == 422
    assert "The last day is before the first" in page.content.decode()
    assert f'value="{first.year}"' in page.content.decode()


@pytest.mark.django_db
def test_the_holiday_of_somebody_else_is_not_there(client, champion):
    other = make_holiday(make_champion("Other"))

    assert client.post(f"/champions/me/away/{other.pk}/remove/").status_code == 404


# When and how far


@pytest.mark.django_db
def test_several_stretches_of_a_day_are_kept_to_the_minute(client, champion):
    client.post("/champions/me/times/", {"tuesday": "9:15am to 11am, 2pm to 4pm", "sunday": "8-9"})
    kept = [str(slot) for slot in champion.availability.all()]

    assert kept == ["Tuesday 09:15 to 11:00", "Tuesday 14:00 to 16:00", "Sunday 08:00 to 09:00"]
    page = client.post("/champions/me/times/", {"tuesday": "4pm to 2pm"})
    assert page.status_code == 422
    assert "4pm to 2pm ends before it begins" in page.content.decode()


PROFILE = {"settings": ["venue"], "languages": "", "max_people": "2", "topics": ["scams"]}


@pytest.mark.django_db
def test_what_was_said_to_the_minute_stays_while_no_other_part_of_a_day_is_ticked(client, champion):
    make_topic("Stay safe from scams", slug="scams")
    slots = [Slot(1, time(8), time(11)), Slot(6, time(8), time(9))]
    profile.set_times(champion=champion, slots=slots, by=BY, now=NOW)

    client.post("/champions/me/edit/", PROFILE | {"travels_by": "bus", "times": ["tuesday-morning"]})

    assert [str(slot) for slot in champion.availability.all()] == ["Tuesday 08:00 to 11:00", "Sunday 08:00 to 09:00"]


@pytest.mark.django_db
@pytest.mark.parametrize("way", REACHES)
def test_no_miles_given_are_those_usual_for_the_way_of_getting_about(client, champion, way):
    make_topic("Stay safe from scams", slug="scams")

    client.post("/champions/me/edit/", PROFILE | {"travels_by": way, "travel_miles": "", "shown_to_others": "on"})

    champion.refresh_from_db()
    assert (champion.travels_by, champion.travel_miles) == (way, REACHES[way].usual)
    assert champion.shown_to_others


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"travels_by": "car", "travel_miles": "0"}, "Enter 1 mile or more"),
        ({"travels_by": "car", "travel_miles": "10000"}, "Enter 60 miles or fewer"),
        ({"travels_by": "foot", "travel_miles": "6"}, "That is a long way on foot. Enter up to 5 miles"),
        ({"travels_by": "bus", "travel_miles": "x"}, "Enter a whole number of miles"),
        ({"travels_by": "rocket", "travel_miles": "2"}, "Choose from the answers on this page"),
        ({}, "Choose how you usually get about"),
    ],
)
def test_how_far_is_met_with_a_sentence_where_it_makes_no_sense(client, champion, answers, sentence):
    page = client.post("/champions/me/edit/", PROFILE | answers)

    assert page.status_code == 422
    assert sentence in page.content.decode()


@pytest.mark.django_db
def test_holidays_are_among_what_is_kept_and_go_when_somebody_is_erased():
    champion = make_champion(state="left", travels_by="car", shown_to_others=True)
    make_holiday(champion)

    [kept] = dict(everything_about(champion.person))["As a digital champion"]
    erase_person(champion.person, by=BY, now=NOW, why="asked")

    assert kept["away"] == ["20/11/2026 to 04/12/2026"]
    emptied = Champion.objects.get()
    assert not emptied.holidays.exists()
    assert (emptied.travels_by, emptied.shown_to_others) == ("", False)
