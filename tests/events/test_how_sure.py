"""The page handed to a learner, the sheets, and the answers typed back: no name where a learner looks."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from core.actors import Actor
from events.how_sure_links import GOOD_FOR, Asking, read, token_for
from events.models import Confidence
from people.actions import merge_people
from tests.factories.accounts import make_staff, make_user
from tests.factories.events import (
    make_attendance,
    make_booking,
    make_confidence,
    make_course,
    make_duty,
    make_event,
    make_goal,
    make_occurrence,
    make_referral,
    make_topic,
)
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
URL = "/register/R4K7WTAC/how-sure/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def lead():
    return make_user()


@pytest.fixture
def occurrence(lead):
    course = make_course(topics=[make_topic("Send and read e-mail", area="communicating")])
    event = make_event("Get to know your tablet", course=course, topics=[make_topic()])
    return make_occurrence(event=event, day=NOW.date(), lead=lead, register_code="R4K7WTAC")


@pytest.fixture
def asha(occurrence):
    person = make_person("Asha Fernley-Moss")
    make_booking(occurrence, person)
    return person


@pytest.fixture
def signed_in(client, lead):
    client.force_login(lead)
    return client


def asking(person, occurrence=None, areas=("communicating", "safety"), moment="before"):
    return Asking(str(person.key), occurrence and occurrence.pk, moment, tuple(areas))


def address(*args, now=NOW, **kwargs):
    return f"/how-sure/?k={token_for(asking(*args, **kwargs), now=now)}"


def said():
    return list(Confidence.objects.order_by("pk").values_list("person__name", "area", "moment", "level"))


# The link


def test_a_link_is_read_back_for_half_an_hour(asha, occurrence):
    token = token_for(asking(asha, occurrence), now=NOW)

    assert read(token, now=NOW + GOOD_FOR) == asking(asha, occurrence)
    assert read(token, now=NOW + GOOD_FOR + timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    "change", [lambda token: "", lambda token: "nonsense", lambda token: f"{token}x", lambda token: "é"]
)
def test_what_is_no_link_of_ours_opens_nothing(client, asha, change):
    token = change(token_for(asking(asha), now=NOW))

    assert read(token, now=NOW) is None
    assert client.get("/how-sure/", {"k": token}).status_code == 410
    assert client.post(f"/how-sure/?k={token}", {"level": "3"}).status_code == 410
    assert said() == []


# The page


def test_two_taps_answer_a_session_of_one_area_before_and_after(signed_in, lead, asha, occurrence):
    for moment, level in (("before", "2"), ("after", "4")):
        signed_in.logout()  # the tablet stays handed over
        signed_in.force_login(lead)
        page = signed_in.post(URL, {"person": asha.pk, "moment": moment}).url
        assert signed_in.post(page, {"level": level}).url == f"{page}&q=1"

    assert said() == [
        ("Asha Fernley-Moss", "communicating", "before", 2),
        ("Asha Fernley-Moss", "communicating", "after", 4),
    ]
    row = Confidence.objects.first()
    assert (row.occurrence, row.asked_by, row.answered_on) == (occurrence, "screen", NOW.date())


def test_after_the_last_question_it_says_thank_you(client, asha, occurrence):
    page = address(asha, occurrence)

    response = client.post(f"{page}&q=1", {"level": "5"}, follow=True)

    assert response.redirect_chain == [("/how-sure/thank-you/", 302)]
    assert "Please hand the tablet back." in response.content.decode()
    assert said() == [("Asha Fernley-Moss", "safety", "before", 5)]


def test_the_page_shows_no_name_nothing_of_others_and_no_way_to_them(signed_in, asha, occurrence):
    make_booking(occurrence, make_person("Barnaby Ullthwaite"))
    make_goal(asha)
    make_referral(asha)
    page = signed_in.post(URL, {"person": asha.pk, "moment": "before"}).url

    shown = [
        signed_in.get(page),
        signed_in.post(page, {}),
        signed_in.get("/how-sure/thank-you/"),
        signed_in.get("/how-sure/"),
    ]

    for response in shown:
        words = response.content.decode()
        assert response.headers["Cache-Control"] == "no-store"
        for private in ("Asha", "Fernley", "Barnaby", "grandson", "Citizens", "R4K7WTAC", "Get to know your tablet"):
            assert private not in words
        assert set(re.findall(r'href="([^"]*)"', words)) <= {
            "#main",
            "/handed-over/",
            *re.findall(r'<link[^>]*href="([^"]*)"', words),
        }
    assert not re.search("asha|fernley", page, re.IGNORECASE)


def test_looking_changes_nothing(client, asha, occurrence):
    for _ in range(2):
        assert client.get(address(asha, occurrence)).status_code == 200

    assert said() == []


def test_rather_not_say_goes_on_and_keeps_nothing(client, asha, occurrence):
    page = address(asha, occurrence)

    assert client.post(page, {"level": "none"}).url == f"{page}&q=1".replace(":", "%3A")
    assert said() == []


@pytest.mark.parametrize("level", ["", "0", "6", "three", "٣"])
def test_what_is_no_answer_is_met_with_a_sentence(client, asha, occurrence, level):
    response = client.post(address(asha, occurrence), {"level": level})

    assert response.status_code == 422
    assert "Touch one of the five answers." in response.content.decode()


@pytest.mark.parametrize("number", ["2", "-1", "x", "999"])
def test_a_question_that_is_not_there_is_closed(client, asha, occurrence, number):
    assert client.get(f"{address(asha, occurrence)}&q={number}").status_code == 410


def test_a_record_merged_meanwhile_takes_the_answer_and_one_erased_or_gone_does_not(client, asha, occurrence):
    page = address(asha, occurrence)
    merge_people(make_person("Asha"), asha, by=Actor.system(), now=NOW)
    client.post(page, {"level": "3"})
    erased = make_person("", erased_at=NOW)

    assert said() == [("Asha", "communicating", "before", 3)]
    assert client.post(address(erased), {"level": "3"}).status_code == 410
    gone = Asking(str(uuid4()), None, "before", ("safety",))
    assert client.post(f"/how-sure/?k={token_for(gone, now=NOW)}", {"level": "3"}).status_code == 410


# Staff


@pytest.mark.parametrize("path", ["", "sheets/", "answers/"])
def test_only_whoever_may_see_the_register_asks_its_people(client, asha, lead, path):
    assert client.get(f"{URL}{path}").status_code == 403
    for user, status in (
        (make_user(), 403),
        (make_staff("Editors"), 403),
        (lead, 200),
        (make_staff("Coordinators"), 200),
    ):
        client.force_login(user)
        assert client.get(f"{URL}{path}").status_code == status


def test_whoever_is_only_on_duty_asks_but_opens_no_thread(client, asha, occurrence, lead):
    on_duty = make_staff("Editors")
    make_duty(on_duty, occurrence.venue, NOW.date())
    links = []
    for user in (on_duty, lead):
        client.force_login(user)
        links.append(f'href="/learners/{asha.pk}/"' in client.get(URL).content.decode())

    assert links == [False, True]
    client.force_login(on_duty)
    assert client.get(f"/learners/{asha.pk}/").status_code == 403
    assert client.post(URL, {"person": asha.pk, "moment": "before"}).url.startswith("/how-sure/?k=")


def test_only_people_of_this_session_are_asked(signed_in, asha):
    for sent in ({"person": make_person().pk, "moment": "before"}, {"person": asha.pk, "moment": "during"}, {}):
        response = signed_in.post(URL, sent, follow=True)
        assert response.redirect_chain == [(URL, 302)]
        assert "Choose somebody of this session" in response.content.decode()


def test_whoever_came_is_asked_and_whoever_did_not_is_not(signed_in, occurrence, asha):
    make_booking(occurrence, make_person("Waiting"), state="waiting")
    came = make_person("Came anyway")
    make_attendance(occurrence, came, booking=make_booking(occurrence, came, state="cancelled"))
    make_attendance(occurrence, make_person("Just turned up"), walk_in=True)

    people = signed_in.get(URL).context["session"].people

    assert [(asked.number, asked.person.name) for asked in people] == [
        ("1", "Asha Fernley-Moss"),
        ("3", "Came anyway"),
        ("W1", "Just turned up"),
    ]


def test_a_number_stays_when_somebody_books_again_or_cancels(signed_in, occurrence):
    asha, ben = make_person("Asha"), make_person("Ben")
    first = make_booking(occurrence, asha)
    make_booking(occurrence, ben)
    type(first).objects.filter(pk=first.pk).update(state="cancelled")
    make_booking(occurrence, asha)

    people = signed_in.get(URL).context["session"].people

    assert [(asked.number, asked.person.name) for asked in people] == [("1", "Asha"), ("2", "Ben")]


def test_a_session_without_topics_says_why_nothing_is_asked(signed_in, lead):
    occurrence = make_occurrence(lead=lead)
    person = make_booking(occurrence).person
    url = f"/register/{occurrence.register_code}/how-sure/"

    for path in ("", "sheets/", "answers/"):
        assert "This event has no topics" in signed_in.get(f"{url}{path}").content.decode()
    asked = signed_in.post(url, {"person": person.pk, "moment": "before"}, follow=True)
    assert "This event has no topics" in asked.content.decode()


@pytest.mark.parametrize("path", ["", "sheets/", "answers/"])
@pytest.mark.parametrize("number", [1, 5])
def test_the_pages_of_a_session_take_the_same_queries_however_many_people(
    signed_in, occurrence, path, number, django_assert_num_queries
):
    for _ in range(number):
        make_confidence(make_booking(occurrence).person, occurrence=occurrence)
    signed_in.get(f"{URL}{path}")

    with django_assert_num_queries(QUERIES):
        signed_in.get(f"{URL}{path}")


QUERIES = 11


def test_the_sheets_have_numbers_the_code_and_no_name(signed_in, asha, occurrence):
    words = signed_in.get(f"{URL}sheets/").content.decode()

    assert words.count('<section class="sheet slip"') == 4
    assert "R4K7 WTAC" in words
    assert "staying safe online" in words
    assert "Asha" not in words


def boxes(client):
    """What a browser would send back untouched."""
    words = client.get(f"{URL}answers/").content.decode()
    known = dict(re.findall(r'name="was-([\w-]+)" value="(\d?)"', words))
    return known | {f"was-{name}": value for name, value in known.items()}


def test_paper_answers_are_typed_back_changed_and_taken_away(signed_in, asha, occurrence):
    make_confidence(asha, 1, area="safety", occurrence=occurrence)
    sent = boxes(signed_in)

    typed = {f"{asha.pk}-communicating-before": "2", f"{asha.pk}-safety-before": "", f"{asha.pk}-safety-after": "5"}
    response = signed_in.post(f"{URL}answers/", sent | typed, follow=True)

    assert "The answers are kept. Now shred the sheets." in response.content.decode()
    assert sorted(said()) == [
        ("Asha Fernley-Moss", "communicating", "before", 2),
        ("Asha Fernley-Moss", "safety", "after", 5),
    ]
    assert set(Confidence.objects.values_list("asked_by", flat=True)) == {"paper"}


def test_an_old_page_undoes_no_newer_answer(signed_in, asha, occurrence):
    old_page = boxes(signed_in)
    signed_in.post(address(asha, occurrence), {"level": "3"})

    signed_in.post(f"{URL}answers/", old_page | {f"{asha.pk}-safety-before": "4"})

    assert sorted(level for *_, level in said()) == [3, 4]


def test_a_box_with_what_is_no_answer_is_refused_and_the_others_stay_as_typed(signed_in, asha):
    typed = {f"{asha.pk}-safety-before": "4", f"{asha.pk}-safety-after": "9"}

    response = signed_in.post(f"{URL}answers/", boxes(signed_in) | typed)

    assert response.status_code == 422
    assert "Choose one of the five answers" in response.content.decode()
    assert '<option value="4" selected>' in response.content.decode()
    assert said() == []


def test_answers_for_somebody_not_of_this_session_are_not_read(signed_in, asha):
    other = make_person()

    signed_in.post(f"{URL}answers/", boxes(signed_in) | {f"{other.pk}-safety-before": "4"})

    assert said() == []


# The public


def test_no_public_page_feed_calendar_or_api_has_anything_of_a_learner(client, asha, occurrence):
    make_goal(asha, words="Learn xylophone tablature")
    make_confidence(asha, occurrence=occurrence)
    make_referral(asha, organisation="Xylophone Society")
    event = occurrence.event
    paths = [
        "/", "/events/", "/events/calendar.ics", "/events/feed.xml", "/courses/", "/venues/", "/find/?q=Carlisle",
        f"/events/{event.slug}/", f"/events/{event.slug}/calendar.ics", occurrence.get_absolute_url(),
        f"{occurrence.get_absolute_url()}event.ics", "/champions/", "/sitemap.xml", "/my/", "/help/",
    ]  # fmt: skip

    for path in paths:
        response = client.get(path, follow=True)
        words = response.content.decode()
        assert response.status_code == 200, path
        for private in ("xylophone", "Xylophone", "Asha", "confident", "/learners/", "/how-sure/"):
            assert private not in words, path
    assert {"Disallow: /learners/", "Disallow: /how-sure/"} < set(
        client.get("/robots.txt").content.decode().splitlines()
    )
