"""A whole paper register typed back in on one screen."""

import re

import pytest

from events.models import Attendance
from people.models import Person
from tests.factories.accounts import make_user
from tests.factories.events import make_booking, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
URL = "/register/R4K7WTAC/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def lead():
    return make_user()


@pytest.fixture
def occurrence(lead):
    return make_occurrence(day=NOW.date(), lead=lead, register_code="R4K7WTAC")


@pytest.fixture
def desk(client, lead):
    client.force_login(lead)
    return client


def fields(desk):
    """What a browser would send back untouched."""
    words = desk.get(f"{URL}sheet/").content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', words))
    return sent | dict(re.findall(r'id="(count-\d)"[^>]*value="(\d+)"', words))


def type_in(desk, **more):
    return desk.post(f"{URL}sheet/", fields(desk) | {"do": "save", "row": ["", "", "", "", ""]} | more)


def marks():
    return dict(Attendance.objects.values_list("person__name", "mark"))


def test_the_code_on_the_sheet_leads_to_the_screen(desk, occurrence):
    assert desk.post("/register/", {"code": "r4k7 wtac", "do": "sheet"}).url == f"{URL}sheet/"
    response = desk.post("/register/", {"code": "R4K7 WTAE", "do": "sheet"}, follow=True)
    assert "There is no register of yours with this code. Check it on the paper register." in response.content.decode()


def test_the_screen_says_which_session_it_is_and_has_what_the_paper_has_in_its_order(desk, occurrence):
    for name in ("Cora", "asha", "Ben"):
        make_booking(occurrence, make_person(name))

    paper, screen = (desk.get(f"{URL}{path}/").content.decode() for path in ("paper", "sheet"))

    numbered = r"\d\.(?:</span>)? (?:Cora|asha|Ben)"
    on_paper, on_screen = (
        [re.sub("</span>", "", each) for each in re.findall(numbered, words)] for words in (paper, screen)
    )
    assert on_paper == on_screen == ["1. asha", "2. Ben", "3. Cora"]
    assert "R4K7 WTAC" in screen
    assert "Silver Surfer Thursday" in screen
    assert screen.count('name="row"') == paper.count("Been before") == 5
    for tick in ("Present", "Late", "Absent", "Excused"):
        assert f'<th scope="col" class="tick">{tick}</th>' in paper
        assert tick in screen


def test_a_whole_sheet_is_kept_at_once_and_finished(desk, occurrence):
    here, late, away = (make_booking(occurrence, make_person(name)) for name in ("Asha", "Ben", "Cora"))
    make_booking(occurrence, make_person("Nobody ticked"))
    gone = make_booking(occurrence, make_person("Came anyway"), state="cancelled")
    sent = {f"mark-{here.pk}": "present", f"mark-{late.pk}": "late", f"mark-{away.pk}": "excused", "came": gone.pk}
    sent |= {"row": ["Dora", "", "Ed", "", ""], "been-2": "on", "count-3": "4", "note": "The heating was off"}

    response = type_in(desk, do="finish-absent", **sent)

    assert response.url == URL
    assert marks() == {
        "Asha": "present",
        "Ben": "present",
        "Cora": "excused",
        "Nobody ticked": "absent",
        "Came anyway": "present",
        "Dora": "present",
        "Ed": "present",
    }
    assert list(Attendance.objects.filter(late=True).values_list("person__name", flat=True)) == ["Ben"]
    assert list(Attendance.objects.filter(been_before=True).values_list("person__name", flat=True)) == ["Ed"]
    assert dict(occurrence.headcounts.values_list("age_band", "people")) == {"75+": 4}
    occurrence.refresh_from_db()
    assert (occurrence.register_note, occurrence.register_closed_at) == ("The heating was off", NOW)


def test_the_same_sheet_typed_in_twice_counts_once(desk, occurrence):
    booking = make_booking(occurrence, make_person("Asha"))
    sent = {f"mark-{booking.pk}": "present", "row": ["Dora", "Dora", "", "", ""], "count-3": "4"}

    for _ in range(2):
        type_in(desk, **sent)

    assert Attendance.objects.count() == 3
    assert Person.objects.filter(name="Dora").count() == 2
    assert dict(occurrence.headcounts.values_list("age_band", "people")) == {"75+": 4}


def test_what_will_not_do_keeps_everything_typed(desk, occurrence):
    booking = make_booking(occurrence, make_person("Asha"), places=3)
    gone = make_booking(occurrence, make_person("Gone"), state="cancelled")
    sent = {f"mark-{booking.pk}": "late", f"people-{booking.pk}": "2", "came": gone.pk, "count-3": "a few"}
    sent |= {"row": ["Dora", "Ed", "", "", ""], "been-1": "on", "note": "Cold"}

    response = type_in(desk, **sent)

    words = response.content.decode()
    assert response.status_code == 422
    assert "Count people with a whole number, like 3." in words
    assert 'value="late" checked' in words
    assert '<option value="2" selected>' in words
    for kept in ('value="Dora"', 'value="Ed"', 'value="a few"', ">Cold</textarea>"):
        assert kept in words
    assert re.search(r'name="been-1" checked', words)
    assert re.search(r'name="came" value="\d+" checked', words)
    assert not Attendance.objects.exists()


def test_a_name_that_cannot_be_is_met_with_a_sentence_and_the_rest_is_kept(desk, occurrence):
    response = type_in(desk, row=["Dora", " . ", "", "", ""])

    assert response.status_code == 422
    assert "Enter a name" in response.content.decode()
    assert 'value="Dora"' in response.content.decode()
    type_in(desk, row=["Dora", "Dot", "", "", ""])
    assert sorted(marks()) == ["Dora", "Dot"]


def test_a_promoted_booking_stands_among_those_booked_and_a_cancelled_one_does_not(desk, occurrence):
    make_booking(occurrence, make_person("Promoted"), promoted_at=NOW, tell_at_door=True)
    make_booking(occurrence, make_person("Gone"), state="cancelled")
    make_booking(occurrence, make_person("Waiting"), state="waiting")

    for path in ("", "sheet/"):
        booked, others = desk.get(f"{URL}{path}").content.decode().split("Not booked now")
        assert "Promoted" in booked
        assert "Tell at the door" in booked
        assert [name in booked for name in ("Gone", "Waiting")] == [False, False]
        assert [name in others for name in ("Gone", "Waiting")] == [True, True]
    for path in ("paper/", "sign-in-sheet/"):
        rows = desk.get(f"{URL}{path}").content.decode().split("</table>")[0]
        assert "Promoted" in rows
        assert [name in rows for name in ("Gone", "Waiting")] == [False, False]


def test_before_the_day_there_is_nothing_to_type_in(client, lead):
    occurrence = make_occurrence(lead=lead)
    client.force_login(lead)

    words = client.get(f"/register/{occurrence.register_code}/sheet/").content.decode()

    assert "You can mark people on the day" in words
    assert 'name="row"' not in words
