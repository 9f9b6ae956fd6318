"""The rota through the door: for champions, for staff and on the register."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from events.models import RotaPlace
from tests.events.rota.conftest import states
from tests.factories.accounts import make_staff
from tests.factories.champions import make_help, make_helper, make_holiday, make_request
from tests.factories.events import make_event, make_occurrence, make_rota_need, make_rota_place
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
ROTA = "/champions/me/rota/"
ALL_WEEK = [(weekday, time(8), time(20)) for weekday in range(7)]


@pytest.fixture
def coming():
    """A session in a week, as seen today."""
    occurrence = make_occurrence(make_event("Drop-in"), day=timezone.localdate() + timedelta(days=7))
    make_rota_need(occurrence, wanted=2, minimum=1)
    return occurrence


@pytest.fixture
def rowan(client):
    champion = make_helper("Rowan Pettifer", times=ALL_WEEK)
    client.force_login(champion.user)
    return champion


def press(client, occurrence, do, **more):
    return client.post(f"{ROTA}{occurrence.pk}/", {"do": do, **more}, follow=True)


def test_a_champion_signs_up_and_sees_whom_they_are_with_by_first_name(client, coming, rowan):
    make_rota_place(coming, make_helper("Tansy Wrigglesworth"))
    page = client.get(ROTA).content.decode()
    assert "Drop-in" in page
    assert "Tansy" not in page + client.get(f"{ROTA}{coming.pk}/").content.decode()

    page = press(client, coming, "sign-up").content.decode()

    assert "You are on the rota. Thank you." in page
    assert "With you: Tansy" in page
    assert "Wrigglesworth" not in page
    assert "Drop-in" in client.get("/champions/me/").content.decode()


def test_a_warning_is_met_with_a_tick_and_nothing_is_lost(client, coming):
    rowan = make_helper("Rowan", times=[])
    rowan.availability.create(weekday=(coming.starts_at.weekday() + 1) % 7, starts=time(9), ends=time(12))
    client.force_login(rowan.user)

    page = press(client, coming, "sign-up")

    assert page.status_code == 422
    assert "You said that you are not free on" in page.content.decode()
    assert press(client, coming, "sign-up", anyway="on").status_code == 200
    assert states() == {"Rowan": "confirmed"}


@pytest.mark.parametrize("do", ["drop", "offer", "keep", "no", "take", "fly", ""])
def test_what_cannot_be_done_says_so_and_changes_nothing(client, coming, rowan, do):
    page = press(client, coming, do)

    assert page.status_code == 422
    assert not RotaPlace.objects.exists()


def test_an_offered_place_is_shown_to_whoever_could_take_it(client, coming, rowan):
    coming.event.rota_needs.update(wanted=1)
    make_rota_place(coming, make_helper("Tansy"), offered_at=timezone.now())
    assert "Another champion would like you to have their place" in client.get(ROTA).content.decode()

    press(client, coming, "take")

    assert states() == {"Tansy": "dropped", "Rowan": "confirmed"}


def test_whoever_is_away_is_told_on_which_sessions_they_are(client, coming, rowan):
    make_rota_place(coming, rowan)
    make_holiday(rowan, timezone.localdate(), timezone.localdate() + timedelta(days=9))

    assert "You are on the rota while you are away" in client.get("/champions/me/away/").content.decode()


def test_a_session_of_an_event_off_the_site_is_not_there(client, coming, rowan):
    coming.event.live = False
    coming.event.save()

    assert client.get(f"{ROTA}{coming.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(client, rowan, number, django_assert_max_num_queries):
    for each in range(number):
        occurrence = make_occurrence(make_event(f"On {each}"), day=timezone.localdate() + timedelta(days=7 + each))
        make_rota_need(occurrence)
        make_rota_place(occurrence, rowan)
        make_rota_place(occurrence, make_helper(f"Other {each}"))
        wanting = make_occurrence(make_event(f"Wants {each}"), day=timezone.localdate() + timedelta(days=20 + each))
        make_rota_need(wanting)
    client.get(ROTA)

    with django_assert_max_num_queries(16):
        page = client.get(ROTA)
    assert page.content.decode().count("Wants ") == number


def test_their_calendar_has_the_rota_and_the_day_on_which_they_meet_somebody_without_a_name(client, coming, rowan):
    rowan.calendar_key = "H4RDT0GVESS"
    rowan.save()
    make_rota_place(coming, rowan)
    jean = make_request(make_person("Jean Askew"), state="matched", champion=rowan, matched_at=timezone.now())
    session = make_help(rowan, jean, next_on=timezone.localdate() + timedelta(days=3))
    address = "/champions/me/calendar.ics?key=H4RDT0GVESS"

    first = client.get(address)
    calendar = first.content.decode()

    assert "SUMMARY:Drop-in" in calendar
    assert f"DTSTART;VALUE=DATE:{session.next_on:%Y%m%d}" in calendar
    assert "Jean" not in calendar
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    session.next_on += timedelta(days=1)
    session.save()
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


# Staff


@pytest.fixture
def coordinator(client):
    client.force_login(make_staff("Coordinators"))


def staff_page(occurrence):
    return f"/admin/events/dates/{occurrence.pk}/rota/"


def test_a_coordinator_asks_the_nearest_and_takes_somebody_off(client, coming, coordinator):
    rowan = make_helper("Rowan Pettifer", times=ALL_WEEK)
    page = client.get(staff_page(coming)).content.decode()
    assert "Rowan Pettifer" in page
    assert "0 coming, 2 wanted, 1 at least" in page

    client.post(f"{staff_page(coming)}ask/{rowan.pk}/")
    assert states() == {"Rowan": "asked"}
    client.post(f"{staff_page(coming)}take-off/{rowan.rota_places.get().pk}/")
    assert states() == {"Rowan": "dropped"}


def test_how_many_are_wanted_is_said_of_all_dates_or_of_one(client, coordinator):
    occurrence = make_occurrence(make_event("Tablets"), day=timezone.localdate() + timedelta(days=7))
    numbers = {"wanted": "3", "minimum": "2", "warn_days_before": "5"}

    client.post(staff_page(occurrence), numbers | {"which": "all"})
    client.post(staff_page(occurrence), numbers | {"which": "this", "wanted": "4"})
    needs = occurrence.event.rota_needs.order_by("wanted").values_list("wanted", "occurrence")
    assert list(needs) == [(3, None), (4, occurrence.pk)]

    client.post(staff_page(occurrence), numbers | {"which": "all"})
    assert occurrence.event.rota_needs.count() == 1
    wrong = client.post(staff_page(occurrence), numbers | {"which": "all", "minimum": "9"})
    assert wrong.status_code == 422
    assert "cannot be more than are wanted" in wrong.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_staff_pages_take_as_many_queries_for_three_as_for_one(
    client, coming, coordinator, number, django_assert_max_num_queries
):
    for each in range(number):
        make_rota_place(coming, make_helper(f"On {each}"), "asked")
        make_helper(f"Free {each}", times=ALL_WEEK)
        make_rota_need(make_occurrence(make_event(f"More {each}"), day=timezone.localdate() + timedelta(days=2)))
    for path in (staff_page(coming), "/admin/events/rota/"):
        client.get(path)
        with django_assert_max_num_queries(32):
            client.get(path)


def test_editors_do_not_see_champions(client, coming):
    client.force_login(make_staff("Editors"))

    assert client.get("/admin/events/rota/").status_code == 302
    assert client.get(staff_page(coming)).status_code == 302


# The register


def test_champions_stand_on_the_register_and_are_marked_with_their_minutes(client):
    client.force_login(make_staff("Coordinators"))
    occurrence = make_occurrence(make_event("Drop-in"), day=timezone.localdate())
    place = make_rota_place(occurrence, make_helper("Rowan Pettifer"))
    make_rota_place(occurrence, make_helper("Asked Only"), "asked")
    register = f"/register/{occurrence.register_code}/"
    page = client.get(register).content.decode()
    assert "Rowan Pettifer" in page
    assert "Asked Only" not in page

    wrong = client.post(register, {"do": "save", f"rota-{place.pk}": "present", f"rota-minutes-{place.pk}": "9999"})
    assert wrong.status_code == 422
    assert 'value="9999"' in wrong.content.decode()
    client.post(register, {"do": "save", f"rota-{place.pk}": "present", f"rota-minutes-{place.pk}": "90"})

    place.refresh_from_db()
    assert (place.attended, place.minutes) == (True, 90)
    assert "Rowan Pettifer" in client.get(f"{register}paper/").content.decode()
