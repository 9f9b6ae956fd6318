"""The public journeys and a champion's own pages, through the door."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from champions.models import Champion, HelpRequest, HelpSession
from core.models import AuditLine
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_offer, make_request, make_role
from tests.factories.events import make_topic
from tests.factories.locations import CARLISLE, make_area, make_place, make_postcode
from tests.factories.people import make_person
from topics.models import Topic

pytestmark = pytest.mark.django_db

HELP = {
    "who": {"helping": "me", "name": "Arthur Fernley"},
    "what": {"words": "My new phone", "topics": ["scams"]},
    "where": {"where": "CA1 1AA"},
    "how": {"setting": "venue", "travel_miles": "5", "step_free": "on"},
    "when": {"days": ["1", "3"], "parts": ["morning"]},
    "more": {"language": "Polish", "adjustments": "Large print"},
    "contact": {"contact_by": "phone", "phone": "01632 960 178"},
}
APPLY = {
    "role": {"role": "digital-champion"},
    "you": {"name": "Tansy Wrigglesworth", "email": "tansy@example.org", "phone": "", "birth_year": "1961"},
    "home": {"postcode": "ca11aa"},
    "skills": {"topics": ["scams"], "settings": ["venue", "phone"], "languages": "Polish and Urdu"},
    "times": {"times": ["tuesday-morning", "thursday-morning"]},
    "far": {"travel_miles": "5", "max_people": "2"},
    "why": {"why": "I have time."},
}


@pytest.fixture(autouse=True)
def places():
    make_postcode("CA1 1AA", position=CARLISLE, ward=make_area("Castle"))
    make_topic("Stay safe from scams", slug="scams")
    make_role()


def go_through(client, journey, answers, **changes):
    client.get(f"/{journey}/")
    for step, data in {**answers, **changes}.items():
        answer = client.post(f"/{journey}/{step}/", data)
        if answer.status_code != 302:
            return answer
    return client.get(answer.url)


def send(client, journey, page, **more):
    return client.post(f"/{journey}/check/", {"form_key": page.context["form_key"], **more}, follow=True)


def test_asking_for_help_ends_with_a_number_to_quote(client):
    page = go_through(client, "help", HELP)
    rows = {row.key: row.value for row in page.context["rows"]}

    assert rows == {
        "Name": "Arthur Fernley",
        "What": "My new phone\nStay safe from scams",
        "Where": "CA1 1AA",
        "How": "At a place near me, up to 5 miles, step-free",
        "When": "Tuesday or Thursday mornings",
        "Language": "Polish",
        "What would help": "Large print",
        "How to reach you": "Ring 01632 960 178",
    }
    done = send(client, "help", page)
    request = HelpRequest.objects.get()
    assert done.context["asked"] == request
    assert (request.language, request.step_free, request.person.adjustments) == ("Polish", True, "Large print")
    assert request.arrived_by == "web"


def test_applying_ends_with_thanks_and_a_champion_to_be_checked(client):
    page = go_through(client, "champions/apply", APPLY)
    done = send(client, "champions/apply", page)

    champion = Champion.objects.get()
    assert done.context["first_name"] == "Tansy"
    assert (champion.languages, champion.settings, champion.state) == (
        ["Polish", "Urdu"],
        ["venue", "phone"],
        "applied",
    )


@pytest.mark.parametrize(("journey", "answers"), [("help", HELP), ("champions/apply", APPLY)])
def test_the_button_pressed_twice_sends_once(client, journey, answers):
    page = go_through(client, journey, answers)
    first, second = send(client, journey, page), send(client, journey, page)

    assert first.request["PATH_INFO"] == second.request["PATH_INFO"] == f"/{journey}/done/"
    assert HelpRequest.objects.count() + Champion.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("who", {"helping": "me", "name": " "}, "Enter the name of the person who would like help"),
        ("what", {"words": ""}, "Say in a few words what it is about, or choose a topic"),
        ("what", {"words": "x", "topics": ["gone"]}, "Choose from the answers on this page"),
        ("where", {"where": "nowhere at all"}, "We do not know a place called"),
        ("where", {"where": "1" * 10_000}, "We do not know a place called"),
        ("where", {"where": "%"}, "Type a postcode, or the name of a town or village."),
        ("how", {}, "Choose how you would like to be helped"),
        ("when", {"days": ["9"]}, "Choose from the answers on this page"),
        ("contact", {"contact_by": "phone", "phone": "12"}, "Enter a phone number, like 01632 960 123"),
        ("contact", {"contact_by": "none"}, "Choose from the answers on this page"),
    ],
)
def test_an_answer_that_will_not_do_is_asked_again(client, step, data, sentence):
    answer = go_through(client, "help", HELP, **{step: data})

    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("role", {"role": "emperor"}, "Choose from the answers on this page"),
        ("you", {**APPLY["you"], "birth_year": "1850"}, "Enter the year in which you were born, like 1961"),
        ("you", {**APPLY["you"], "email": "tansy"}, "Enter an e-mail address, like name@example.com"),
        ("home", {"postcode": "CA1"}, "Enter a full postcode, like CA3 8NX"),
        ("home", {"postcode": "ZZ9 9ZZ"}, "We do not know ZZ9 9ZZ. Check it. If it is right, please ring us"),
        ("skills", {"topics": [], "settings": ["venue"]}, "Choose at least one thing"),
        ("far", {"travel_miles": "10000", "max_people": "2"}, "Choose from the answers on this page"),
    ],
)
def test_an_application_that_will_not_do_is_asked_again(client, step, data, sentence):
    answer = go_through(client, "champions/apply", APPLY, **{step: data})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_somebody_asking_for_another_is_asked_about_them(client):
    other = {"helping": "other", "name": "Arthur Fernley"}

    asked = go_through(client, "help", HELP, who=other, how={}).content.decode()
    checked = go_through(client, "help", HELP, who=other).content.decode()

    assert "Choose how they would like to be helped" in asked
    assert "At a place near them" in asked
    assert "At a place near them, up to 5 miles, step-free" in checked
    assert 'Change<span class="vh"> how to reach them</span>' in checked


def test_the_answers_of_an_application_are_read_back_as_they_were_given(client):
    page = go_through(client, "champions/apply", APPLY).content.decode()

    assert "At a library or another public place<br>By telephone" in page


def test_a_name_that_several_places_share_is_asked_about(client):
    make_place("Dalton", "in Furness", position=(54.155, -3.185))
    make_place("Dalton", "near Kendal", position=(54.180, -2.690))

    answer = go_through(client, "help", HELP, where={"where": "Dalton"})
    assert "Which one do you mean?" in answer.content.decode()
    page = go_through(client, "help", HELP, where={"where": "Dalton", "which": "Dalton, near Kendal"})
    send(client, "help", page)

    assert (HelpRequest.objects.get().where, HelpRequest.objects.get().latitude) == ("Dalton, near Kendal", 54.180)


def test_a_topic_removed_meanwhile_is_asked_about_again(client):
    page = go_through(client, "help", HELP)
    Topic.objects.filter(slug="scams").delete()

    answer = client.post("/help/check/", {"form_key": page.context["form_key"]})

    assert answer.url == "/help/what/"
    assert not HelpRequest.objects.exists()


def test_a_page_out_of_turn_leads_to_the_first_open_question(client):
    client.get("/help/")

    assert client.get("/help/contact/").url == "/help/who/"
    assert client.get("/help/check/").url == "/help/who/"
    assert client.get("/help/nothing/").status_code == 404


@pytest.mark.parametrize("address", ["/help/where/", "/help/check/", "/champions/apply/far/"])
def test_a_session_that_went_away_starts_again_with_a_sentence(client, address):
    assert "You were away for a while" in client.get(address, follow=True).content.decode()


def test_a_program_that_fills_in_every_box_sends_nothing(client):
    page = go_through(client, "help", HELP)

    answer = send(client, "help", page, website="http://spam.example")

    assert answer.status_code == 409
    assert not HelpRequest.objects.exists()


def test_very_many_from_one_address_are_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr("champions.views.journey.TIMES_AN_HOUR", 0)
    page = go_through(client, "help", HELP)

    assert "very many of these from here" in send(client, "help", page).content.decode()
    assert not HelpRequest.objects.exists()


def test_leaving_forgets_every_answer_on_this_computer(client):
    go_through(client, "help", HELP)
    client.post("/finish/")

    assert "Arthur" not in str(dict(client.session))


def test_a_request_is_cancelled_by_its_link_on_post_alone(client):
    request = make_request()

    client.get(f"/help/request/?r={request.key}")
    address = f"/help/request/{request.reference}/cancel/"

    assert client.get(address).status_code == 405
    client.post(address)

    request.refresh_from_db()
    assert request.state == "cancelled"


@pytest.mark.parametrize("q", ["", "%", "' OR 1=1--", "\x00", "1" * 10_000, "ZZ1 1ZZ", "🙂", "CA1 1AA"])
def test_whatever_is_asked_the_page_about_champions_answers(client, q):
    assert client.get("/champions/", {"q": q, "topic": "nonsense\x00"}).status_code == 200


# A champion's own pages


@pytest.fixture
def champion(client):
    since = timezone.now() - timedelta(days=30)
    champion = make_champion("Rowan Pettifer", user=make_user(), now=since, birth_year=1961)
    client.force_login(champion.user)
    return champion


def matched_with(champion, name="Arthur Fernley"):
    person = make_person(name, contact_by="phone", phone="01632 960 178")
    since = timezone.now() - timedelta(days=3)
    return make_request(person=person, state="matched", champion=champion, matched_at=since)


def test_an_offer_shows_need_and_area_and_the_name_opens_when_both_have_said_yes(client, champion):
    request = make_request(
        person=make_person("Arthur Fernley", contact_by="phone", phone="01632 960 178"),
        area=make_area("Harraby"),
        state="offered",
    )
    offer = make_offer(request, champion, now=timezone.now())

    page = client.get("/champions/me/").content.decode()
    assert "Can you help someone in Harraby?" in page
    for secret in ("Arthur", "01632 960 178", "CA1 1AA", "Help with my phone"):
        assert secret not in page

    answer = client.post(f"/champions/me/offers/{offer.pk}/", {"answer": "yes"}, follow=True).content.decode()
    assert "Waiting for their yes" in answer
    assert "Arthur" not in answer
    resident = Client()
    resident.get(f"/help/request/?r={request.key}")
    resident.post(f"/help/request/{request.reference}/answer/", {"answer": "yes"})
    answer = client.get(f"/champions/me/people/{request.reference}/").content.decode()
    assert "Arthur Fernley" in answer
    assert "01632 960 178" in answer
    assert AuditLine.objects.filter(action="help_contact_seen", user=champion.user).count() == 1


def test_saying_no_is_thanked(client, champion):
    offer = make_offer(make_request(state="offered"), champion, now=timezone.now())

    page = client.post(f"/champions/me/offers/{offer.pk}/", {"answer": "no"}, follow=True).content.decode()

    assert "We are asking somebody else" in page


def test_an_offer_of_somebody_else_is_not_there(client, champion):
    offer = make_offer(make_request(state="offered"), make_champion("Other"), now=timezone.now())

    assert client.post(f"/champions/me/offers/{offer.pk}/", {"answer": "yes"}).status_code == 404


def test_somebody_elses_person_cannot_be_looked_at(client, champion):
    other = matched_with(make_champion("Other"))

    assert client.get(f"/champions/me/people/{other.reference}/").status_code == 404


def test_a_person_cannot_be_looked_at_when_the_help_has_ended(client, champion):
    ended = matched_with(champion)
    HelpRequest.objects.update(state="closed")

    page = client.get(f"/champions/me/people/{ended.reference}/", follow=True).content.decode()

    assert "while you are helping them" in page
    assert "01632 960 178" not in page


def logged(**changes):
    today = timezone.localdate()
    day = {"held_on_day": today.day, "held_on_month": today.month, "held_on_year": today.year}
    return {**day, "minutes": "60", "setting": "venue", "outcome": "done", "form_key": str(uuid4()), **changes}


def test_help_is_logged_from_the_first_page(client, champion):
    request = matched_with(champion)

    page = client.post("/champions/me/log/", logged(who=request.reference), follow=True)

    assert HelpSession.objects.get().request == request
    assert "1 hour</b> of help" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": "1800"}, "Enter 600 minutes or fewer"),
        ({"held_on_day": "1", "held_on_year": "2099"}, "The date is in the future"),
        ({"who": "nobody"}, "Choose from the answers on this page"),
        ({"held_on_month": "13"}, "held_on"),
    ],
)
def test_help_that_cannot_have_been_is_asked_again(client, champion, changes, sentence):
    page = client.post("/champions/me/log/", logged(**{"who": "drop-in", **changes}))

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not HelpSession.objects.exists()


def test_what_they_said_is_shown_ticked_and_saved(client, champion):
    page = client.get("/champions/me/edit/")
    assert page.context["form"].initial["times"] == ["tuesday-morning"]

    client.post(
        "/champions/me/edit/",
        {
            "topics": ["scams"],
            "settings": ["phone"],
            "languages": "",
            "travels_by": "bus",
            "travel_miles": "",
            "max_people": "3",
        },
    )

    champion.refresh_from_db()
    assert (champion.settings, champion.travel_miles, champion.max_people) == (["phone"], 10, 3)
    assert not champion.availability.exists()


def test_a_break_and_coming_back(client, champion):
    client.post("/champions/me/pause/", {})
    champion.refresh_from_db()
    assert champion.state == "paused"
    client.post("/champions/me/return/")
    champion.refresh_from_db()
    assert champion.state == "active"


def test_leaving_signs_out_and_closes_the_account(client, champion):
    page = client.post("/champions/me/leave/", {"reason": "Moving away"})

    assert "Thank you for all your help" in page.content.decode()
    assert client.get("/champions/me/").status_code == 302


def test_what_is_kept_can_be_taken_home(client, champion):
    answer = client.get("/champions/me/my-data/")

    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    assert AuditLine.objects.filter(action="data_downloaded").count() == 1


def test_only_champions_see_a_champions_pages(client):
    assert client.get("/champions/me/").url.startswith("/account/login/")
    client.force_login(make_user())
    assert client.get("/champions/me/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_takes_as_many_queries_for_three_as_for_one(
    client, champion, count, django_assert_max_num_queries
):
    for number in range(count):
        matched_with(champion, f"Person {number}")
        make_offer(make_request(state="offered"), champion, now=timezone.now())
    client.get("/champions/me/")

    with django_assert_max_num_queries(27):
        client.get("/champions/me/")


def test_a_champion_makes_shows_and_takes_away_the_address_of_their_calendar(client):
    champion = make_champion("Rowan Pettifer", user=make_user())
    client.force_login(champion.user)
    address = "/champions/me/calendar/"

    assert "Make my calendar address" in client.get(address).content.decode()
    page = client.post(address, {"answer": "new"}, follow=True).content.decode()
    champion.refresh_from_db()
    first = champion.calendar_key
    assert f"/champions/me/calendar.ics?key={first}" in page
    assert AuditLine.objects.filter(action="champion_calendar_address_made").count() == 1

    client.post(address, {"answer": "new"})
    champion.refresh_from_db()
    assert champion.calendar_key not in (None, first)

    page = client.post(address, {"answer": "drop"}, follow=True).content.decode()
    champion.refresh_from_db()
    assert champion.calendar_key is None
    assert "Your calendar address no longer works." in page
    assert client.get(address)["Cache-Control"] == "no-store"
