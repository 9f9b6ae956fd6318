"""A tablet that was handed to a learner opens nothing else until its staff have it back."""

import pytest

from core.roles import COORDINATORS
from events.handed_over import TRIES
from tests.factories.accounts import make_staff, make_user
from tests.factories.events import make_booking, make_course, make_day_code, make_event, make_occurrence, make_topic
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
URL, PAGE = "/register/R4K7WTAC/how-sure/", "/handed-over/"
PASSWORD = "a password of theirs"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def lead():
    user = make_user()
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def occurrence(lead):
    course = make_course(topics=[make_topic("Send and read e-mail", area="communicating")])
    event = make_event("Get to know your tablet", course=course)
    return make_occurrence(event=event, day=NOW.date(), lead=lead, register_code="R4K7WTAC")


@pytest.fixture
def asha(occurrence):
    person = make_person("Asha Fernley-Moss")
    make_booking(occurrence, person)
    return person


@pytest.fixture
def tablet(client, lead, asha):
    """Signed in by the lead, and handed over to Asha."""
    client.force_login(lead)
    client.post(URL, {"person": asha.pk, "moment": "before"})
    return client


@pytest.mark.parametrize(
    "address",
    ["/register/R4K7WTAC/", URL, "/admin/", "/accounts/logout/", "/my/", "/", "/how-sureness/", "/robots.txt"],
)
def test_nothing_else_opens_on_it(tablet, address):
    response = tablet.get(address)

    assert (response.status_code, response.url) == (302, PAGE)


def test_what_is_sent_from_a_page_that_was_open_before_does_nothing(tablet, asha):
    response = tablet.post("/register/R4K7WTAC/", {"mark": "present"})

    assert response.url == PAGE
    assert not asha.attendances.exists()


def test_the_page_names_nobody_and_is_kept_by_no_browser(tablet):
    page = tablet.get(PAGE)

    assert "Please hand the tablet back" in page.text
    assert "Asha" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_leads_password_brings_them_back_to_the_session(tablet):
    response = tablet.post(PAGE, {"typed": PASSWORD})

    assert response.url == URL
    assert "Asha" in tablet.get(URL).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type your password"),
        ("asha", "That does not open it."),
        (PASSWORD + " ", "That does not open it."),
    ],
)
def test_another_word_opens_nothing(tablet, typed, sentence):
    page = tablet.post(PAGE, {"typed": typed})

    assert page.status_code == 422
    assert sentence in page.text
    assert tablet.get(URL).url == PAGE


def test_after_ten_wrong_ones_the_right_one_opens_nothing_either_but_one_may_sign_out(tablet):
    for _ in range(TRIES):
        tablet.post(PAGE, {"typed": "guess"})

    assert "tried too many times" in tablet.post(PAGE, {"typed": PASSWORD}).text
    assert tablet.post(PAGE, {"do": "sign-out"}).url == "/"
    assert tablet.get("/").status_code == 200
    assert "Sign in" in tablet.get(URL).text


def test_right_ones_may_be_as_many_as_there_are_learners(tablet, asha):
    for _ in range(TRIES + 2):
        assert tablet.post(PAGE, {"typed": PASSWORD}).url == URL
        tablet.post(URL, {"person": asha.pk, "moment": "before"})


def test_where_a_day_code_opened_the_register_it_is_asked_for_again(client, occurrence, asha):
    make_day_code(occurrence, secret="W0RKT0DAY")
    client.post("/register/R4K7WTAC/day-code/", {"code": "W0RKT0DAY"})
    client.post(URL, {"person": asha.pk, "moment": "before"})

    assert "Day code" in client.get(PAGE).text
    assert "That does not open it." in client.post(PAGE, {"typed": "ACEFGHJK"}).text
    assert client.post(PAGE, {"typed": "w0rk t0day"}).url == URL
    assert "Asha" in client.get(URL).text


def test_four_digits_of_ones_own_open_it_as_the_password_does(client, lead, asha):
    client.force_login(lead)
    client.post(URL, {"digits": "4071"})
    for typed in ("4071", PASSWORD):
        client.post(URL, {"person": asha.pk, "moment": "before"})

        assert "Your four digits" in client.get(PAGE).text
        assert client.post(PAGE, {"typed": "4072"}).status_code == 422
        assert client.post(PAGE, {"typed": typed}).url == URL


@pytest.mark.parametrize("typed", ["", "407", "40711", "abcd", "٤٠٧١", "-407"])
def test_what_is_not_four_digits_is_not_kept(client, lead, asha, typed):
    client.force_login(lead)

    page = client.post(URL, {"digits": typed}, follow=True)

    assert "Type four digits, like 4071." in page.text
    assert "They are set." not in page.text


def test_signing_out_forgets_the_digits(client, lead, asha):
    client.force_login(lead)
    client.post(URL, {"digits": "4071"})
    client.logout()
    client.force_login(lead)
    client.post(URL, {"person": asha.pk, "moment": "before"})

    assert client.post(PAGE, {"typed": "4071"}).status_code == 422


def test_on_any_other_device_the_page_leads_home(client):
    assert client.get(PAGE).url == "/"
    assert client.post(PAGE, {"typed": "anything"}).url == "/"


def test_from_a_learners_thread_one_comes_back_to_it(client, asha):

    staff = make_staff(COORDINATORS)
    staff.set_password(PASSWORD)
    staff.save()
    client.force_login(staff)
    client.post(f"/learners/{asha.pk}/ask/", {"moment": "before", "areas": ["communicating"]})

    assert client.get(f"/learners/{asha.pk}/").url == PAGE
    assert client.post(PAGE, {"typed": PASSWORD}).url == f"/learners/{asha.pk}/"
