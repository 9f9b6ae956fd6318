"""Who is on duty at a venue: kept a week at a time, and what it opens."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from core import retention
from core.actors import Actor
from core.models import AuditLine
from events.actions.duty import set_duties
from events.models import DayCode, Duty
from tests.factories.accounts import make_staff, make_user
from tests.factories.events import make_booking, make_day_code, make_duty, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def library():
    return make_venue("Kendal Library")


@pytest.fixture
def assistant():
    return make_staff("Session leads", first_name="Lena", last_name="Hartley")


@pytest.fixture
def by():
    return Actor.of(make_staff("Coordinators"))


def opens(client, occurrence):
    return client.get(f"/register/{occurrence.register_code}/").status_code == 200


def test_staff_on_duty_open_the_registers_of_that_day_at_that_venue(client, library, assistant):
    make_duty(assistant, library)
    here = make_occurrence(event=make_event("Tablets"), day=TODAY, venue=library)
    make_booking(here, make_person("Asha"))
    elsewhere = make_occurrence(event=make_event("Phones"), day=TODAY)
    tomorrow = make_occurrence(event=make_event("Scams"), day=TODAY + timedelta(days=1), venue=library)
    yesterday = make_occurrence(event=make_event("Maps"), day=TODAY - timedelta(days=1), venue=library)
    client.force_login(assistant)

    assert [opens(client, each) for each in (here, elsewhere, tomorrow, yesterday)] == [True, False, False, False]
    words = client.get("/register/").content.decode()
    assert [title in words for title in ("Tablets", "Phones", "Scams", "Maps")] == [True, False, False, False]
    assert client.post("/register/", {"code": here.register_code}).url == f"/register/{here.register_code}/"


def test_duty_on_another_day_opens_nothing_today(client, library, assistant):
    make_duty(assistant, library, on=TODAY - timedelta(days=1))
    make_duty(assistant, library, on=TODAY + timedelta(days=1))
    here = make_occurrence(day=TODAY, venue=library)
    tomorrow = make_occurrence(day=TODAY + timedelta(days=1), venue=library)
    client.force_login(assistant)

    assert [opens(client, here), opens(client, tomorrow)] == [False, False]


def test_who_is_staff_no_more_opens_nothing(client, library):
    champion = make_user()
    make_duty(champion, library)
    client.force_login(champion)

    assert not opens(client, make_occurrence(day=TODAY, venue=library))


def test_a_week_is_made_as_wanted_and_others_days_stay(library, assistant, by):
    colleague, other_place = make_staff("Session leads"), make_venue()
    make_duty(assistant, library, MONDAY)
    make_duty(assistant, other_place, MONDAY)
    make_duty(assistant, library, MONDAY - timedelta(days=1))
    make_duty(colleague, library, MONDAY)
    wanted = {(MONDAY + timedelta(days=day), assistant.pk) for day in (1, 2, 7)} | {(MONDAY, by.user.pk)}

    changed = set_duties(venue=library, monday=MONDAY, users={assistant.pk}, wanted=wanted, by=by, now=NOW)

    assert changed == (2, 1)
    assert set(Duty.objects.filter(venue=library).values_list("on", "user")) == {
        (MONDAY - timedelta(days=1), assistant.pk),
        (MONDAY + timedelta(days=1), assistant.pk),
        (MONDAY + timedelta(days=2), assistant.pk),
        (MONDAY, colleague.pk),
    }
    assert Duty.objects.filter(venue=other_place).count() == 1
    assert AuditLine.objects.get().detail == {"new": 2, "gone": 1}


def test_saving_a_week_as_it_is_leaves_no_line(library, assistant, by):
    make_duty(assistant, library, MONDAY)

    for _ in range(2):
        set_duties(venue=library, monday=MONDAY, users={assistant.pk}, wanted={(MONDAY, assistant.pk)}, by=by, now=NOW)

    assert not AuditLine.objects.exists()


def test_somebody_is_added_to_the_week_and_ticked(client, library, assistant, by):
    client.force_login(by.user)
    url = f"/admin/events/duty/{library.pk}/"
    assert "Nobody has been on duty here lately" in client.get(url).content.decode()

    response = client.post(f"{url}?week=2026-11-18", {"somebody": assistant.pk}, follow=True)

    boxes = BeautifulSoup(response.content, "html.parser").select("input[name=on]")
    assert [box["value"] for box in boxes][:2] == [f"2026-11-16:{assistant.pk}", f"2026-11-17:{assistant.pk}"]
    assert "Tick the days of Lena Hartley." in response.content.decode()
    client.post(f"{url}?week=2026-11-16", {"person": assistant.pk, "on": f"2026-11-17:{assistant.pk}"})
    assert list(Duty.objects.values_list("on", "user")) == [(date(2026, 11, 17), assistant.pk)]


def test_whoever_was_on_duty_lately_is_on_the_list_of_the_next_week(client, library, assistant, by):
    make_duty(assistant, library, MONDAY)
    client.force_login(by.user)

    words = client.get(f"/admin/events/duty/{library.pk}/?week=2026-11-23").content.decode()

    assert "Lena Hartley" in words
    assert "checked" not in words.split("plan-table")[1].split("</table>")[0]


def test_a_list_answers_whatever_is_sent_and_takes_only_staff(client, library, by):
    champion = make_user()
    client.force_login(by.user)
    url = f"/admin/events/duty/{library.pk}/"

    assert client.get(f"{url}?week=soon").status_code == client.get(f"{url}?week=9999-12-31").status_code == 200
    assert client.post(url, {"somebody": champion.pk}).status_code == 422
    client.post(url, {"person": [champion.pk, "x"], "on": [f"2026-11-16:{champion.pk}", "soon:1", "2026-11-16"]})
    assert not Duty.objects.exists()


def test_a_place_is_found_by_its_name(client, library, by):
    client.force_login(by.user)

    assert client.get("/admin/events/duty/?place=kendal+library").url == f"/admin/events/duty/{library.pk}/"
    assert (
        "There is no published venue called Nowhere" in client.get("/admin/events/duty/?place=Nowhere").content.decode()
    )
    assert "Write the name of the venue." in client.get("/admin/events/duty/?place=").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_week_takes_the_same_queries_however_many_are_on_duty(client, library, by, number, django_assert_num_queries):
    for _ in range(number):
        make_duty(make_staff("Session leads"), library)
    client.force_login(by.user)
    url = f"/admin/events/duty/{library.pk}/"
    client.get(url)

    with django_assert_num_queries(14):
        client.get(url)


def test_duty_lists_and_day_codes_go_after_their_months(library, assistant):
    old = NOW - timedelta(days=200)
    make_duty(assistant, library, old.date())
    make_duty(assistant, library)
    make_day_code(make_occurrence(), now=old)
    make_day_code(make_occurrence())

    assert retention.apply_rules(NOW)["duties"] == 2

    assert Duty.objects.count() == DayCode.objects.count() == 1
