"""My booking on another date, and hearing of earlier places, through the door; and for staff."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from events.booking_links import link_for
from events.models import Booking, EarlierWish
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])

    def move(by):
        moment[0] += by

    return move


@pytest.fixture
def event():
    return make_event("Tablets", capacity=3)


@pytest.fixture
def booking(event):
    person = make_person("Asha", contact_by="email", email="asha@example.org")
    return make_booking(make_occurrence(event, day=date(2026, 12, 3)), person, reference="A0C1E8")


@pytest.fixture
def later(event, booking):
    return make_occurrence(event, day=date(2026, 12, 10), venue=booking.occurrence.venue)


@pytest.fixture
def sooner(event, booking):
    return make_occurrence(event, day=date(2026, 11, 26), venue=booking.occurrence.venue)


@pytest.fixture
def mine(client, booking):
    client.get(path_of(link_for(booking)))
    return client


def path_of(link):
    return link.partition("8000")[2]


def page_of(name, reference="A0C1E8"):
    return reverse(f"events:{name}", args=[reference])


DATES, EARLIER, BOOKING = page_of("my_another_date"), page_of("my_earlier"), page_of("my_booking")


def fields(page):
    """What the form holds, with the last date chosen."""
    found = page.content.decode()
    return {
        "seen": re.search(r'name="seen" value="([^"]*)"', found).group(1),
        "date": (re.findall(r'value="(\d+-\d+-[^"]*)"', found.replace('name="seen" value=', "")) or [""])[-1],
    }


def words(page):
    return page.content.decode()


def test_the_dates_with_room_are_offered_and_one_is_taken(mine, booking, later):
    page = mine.get(DATES)
    done = mine.post(DATES, fields(page), follow=True)

    assert "Thursday 10 December 2026, 10am to 12 noon" in words(page)
    assert "3 places left" in words(page)
    assert "Your booking is now for Thursday 10 December 2026." in words(done)
    assert Booking.objects.get(reference="A0C1E8").occurrence == later


def test_looking_changes_nothing(mine, booking, later):
    for _ in range(2):
        mine.get(DATES)
        mine.get(EARLIER)

    booking.refresh_from_db()
    assert booking.occurrence != later
    assert not EarlierWish.objects.exists()


def test_pressing_twice_or_again_after_back_changes_once(mine, booking, later):
    page = mine.get(DATES)

    answers = [mine.post(DATES, fields(page)) for _ in range(3)]

    assert [answer.url for answer in answers] == [BOOKING] * 3
    assert Booking.objects.count() == 2
    assert Message.objects.filter(kind="booking_swapped").count() == 1


def test_another_windows_page_from_before_is_asked_again(mine, booking, later, event):
    """It says that the booking is for a date that it no longer is for."""
    third = make_occurrence(event, day=date(2026, 12, 17))
    old_window = mine.get(DATES)
    mine.post(DATES, {**fields(old_window), "date": stamp_in(old_window, later)})

    answer = mine.post(DATES, {**fields(old_window), "date": stamp_in(old_window, third)})

    assert answer.status_code == 422
    assert "This booking was changed in another window since you looked." in words(answer)
    assert Booking.objects.get(reference="A0C1E8").occurrence == later
    again = mine.post(DATES, {"seen": fields(answer)["seen"], "date": stamp_in(answer, third)})
    assert again.url == BOOKING
    assert Booking.objects.get(reference="A0C1E8").occurrence == third


def stamp_in(page, occurrence):
    return re.search(rf'value="({occurrence.pk}-[^"]*)"', words(page)).group(1)


@pytest.mark.parametrize("meanwhile", ["full", "moved", "cancelled"])
def test_a_date_that_is_no_longer_as_it_was_shown_is_not_taken(mine, booking, later, meanwhile):
    page = mine.get(DATES)
    if meanwhile == "full":
        make_booking(later, places=3)
    elif meanwhile == "moved":
        later.starts_at += timedelta(hours=1)
        later.save()
    else:
        later.state = "cancelled"
        later.save()

    answer = mine.post(DATES, fields(page))

    assert answer.status_code == 422
    assert "That date is full by now, or was moved." in words(answer) or "No other date has room" in words(answer)
    booking.refresh_from_db()
    assert booking.occurrence != later


@pytest.mark.parametrize("posted", [{}, {"date": "nonsense"}, {"date": "1' OR 1=1--", "seen": "x" * 5000}])
def test_a_slip_is_met_with_a_sentence(mine, booking, later, posted):
    answer = mine.post(DATES, {"seen": fields(mine.get(DATES))["seen"], **posted})

    assert answer.status_code == 422
    assert "Error: " in words(answer)


@pytest.mark.parametrize("address", [DATES, EARLIER])
def test_nothing_of_it_opens_without_the_booking(client, booking, later, address):
    assert client.get(address).url == "/my/"
    assert client.post(address, {"date": f"{later.pk}"}).url == "/my/"


@pytest.mark.parametrize("address", [DATES, EARLIER])
def test_after_15_idle_minutes_it_is_closed(mine, booking, later, clock, address):
    clock(timedelta(minutes=16))

    assert "We closed your booking" in words(mine.get(address, follow=True))


@pytest.mark.parametrize("address", [DATES, EARLIER])
def test_after_the_start_there_is_nothing_to_change(mine, booking, later, clock, address):
    clock(booking.occurrence.starts_at - timedelta(minutes=5) - NOW)
    mine.get(path_of(link_for(booking)))
    clock(timedelta(minutes=6))

    assert "has started" in words(mine.get(address, follow=True))
    assert "Choose another date" not in words(mine.get(BOOKING))


def test_with_no_date_to_go_to_the_page_says_so(mine, booking):
    assert "No other date has room" in words(mine.get(DATES))


def test_the_link_in_a_notice_opens_the_dates(client, booking, sooner):
    page = client.get(path_of(f"{link_for(booking)}&dates=yes"), follow=True)

    assert page.redirect_chain == [(DATES, 302)]
    assert "Sooner than yours" in words(page)


def test_asking_for_an_earlier_place_and_stopping(mine, booking, sooner):
    assert "Tell me if an earlier place comes free" in words(mine.get(BOOKING))
    assert "We will send an e-mail to asha@example.org." in words(mine.get(EARLIER))
    asked = [mine.post(EARLIER, follow=True) for _ in range(2)][-1]
    assert "We tell you if an earlier place comes free, 3 times more at most." in words(asked)
    assert EarlierWish.objects.get().is_on
    stopped = [mine.post(EARLIER, {"stop": "yes"}, follow=True) for _ in range(2)][-1]
    assert "We will not tell you of earlier places any more." in words(stopped)
    assert not EarlierWish.objects.get().is_on


def test_where_it_is_held_elsewhere_too_they_say_where_they_could_come(mine, booking, event):
    make_occurrence(event, day=date(2026, 11, 26), venue=make_venue("Wigton Library"))

    assert "Choose where you could come" in words(mine.post(EARLIER, {"where": ""}))
    mine.post(EARLIER, {"where": "same"})

    assert EarlierWish.objects.get().same_venue


def test_it_is_offered_only_where_there_is_an_earlier_date_and_a_way_to_tell_them(mine, booking, event):
    assert "Tell me if an earlier place" not in words(mine.get(BOOKING))
    make_occurrence(event, day=date(2026, 11, 26))
    booking.person.contact_by = "none"
    booking.person.save()

    assert "Tell me if an earlier place" not in words(mine.get(BOOKING))
    assert "We have no way to tell you." in words(mine.post(EARLIER, follow=True))


@pytest.mark.parametrize("number", [1, 4])
def test_my_booking_takes_the_same_queries_however_many_dates_there_are(
    mine, booking, event, number, django_assert_num_queries
):
    for place in range(number):
        make_occurrence(event, day=date(2026, 12, 10) + timedelta(days=place))
    mine.get(BOOKING)

    with django_assert_num_queries(5):
        mine.get(BOOKING)
    with django_assert_num_queries(4):
        mine.get(DATES)


def staff_page(booking):
    return reverse("booking:another_date", args=[booking.pk])


def test_staff_change_it_for_somebody_who_rang(client, booking, later):
    client.force_login(make_staff("Coordinators"))
    page = client.get(staff_page(booking))

    done = client.post(staff_page(booking), {**fields(page), "said": "on"}, follow=True)

    assert "Change to another date" in words(client.get(reverse("booking:inspect", args=[booking.pk])))
    assert "The booking is now for Thursday 10 December 2026. Its number and code stay the same." in words(done)
    left = Booking.objects.get(changed_to=booking)
    assert "Changed to another date: " in words(client.get(reverse("booking:inspect", args=[left.pk])))


def test_staff_pressing_twice_change_once(client, booking, later):
    client.force_login(make_staff("Coordinators"))
    page = client.get(staff_page(booking))

    for _ in range(2):
        assert client.post(staff_page(booking), fields(page)).url == reverse("booking:inspect", args=[booking.pk])
    assert Booking.objects.count() == 2


def test_staff_read_why_it_cannot_be(client, booking, later):
    client.force_login(make_staff("Coordinators"))
    assert "Choose a date" in words(
        client.post(staff_page(booking), {"seen": fields(client.get(staff_page(booking)))["seen"]})
    )
    booking.state = "cancelled"
    booking.save()

    assert "so it has no date to change" in words(client.get(staff_page(booking), follow=True))


def test_a_session_lead_who_may_not_change_bookings_may_not_do_this(client, booking, later):
    lead = make_staff("Session leads")
    booking.occurrence.lead = lead
    booking.occurrence.save()
    client.force_login(lead)

    assert client.get(staff_page(booking)).url == reverse("wagtailadmin_home")
    assert client.post(staff_page(booking)).url == reverse("wagtailadmin_home")
