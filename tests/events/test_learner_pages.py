"""A learner's thread without a browser: who may open it, what it shows, and what staff write on it."""

from datetime import time, timedelta

import pytest

from events.models import Confidence, Goal, Referral
from people.models import Consent
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion
from tests.factories.events import (
    make_attendance,
    make_booking,
    make_confidence,
    make_course,
    make_event,
    make_goal,
    make_occurrence,
    make_referral,
    make_topic,
)
from tests.factories.locations import make_area, make_venue
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PAGES = ["", "goals/add/", "ask/", "answers/", "refer/"]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def person():
    return make_person("Wilhelmina Braithwick")


@pytest.fixture
def desk(client):
    client.force_login(make_staff("Coordinators"))
    return client


def page_of(client, person, path=""):
    return client.get(f"/learners/{person.pk}/{path}").content.decode()


def day(**kwargs):
    return {f"{name}_{part}": getattr(on, part) for name, on in kwargs.items() for part in ("day", "month", "year")}


@pytest.mark.parametrize("path", PAGES)
def test_visitors_sign_in_and_accounts_that_do_not_see_people_are_refused(client, person, path):
    url = f"/learners/{person.pk}/{path}"

    assert client.get(url).url.startswith("/account/login/?next=/learners/")
    for user in (make_user(), make_staff("Editors"), make_staff("Session leads"), make_staff("Safeguarding leads")):
        client.force_login(user)
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)


@pytest.mark.parametrize("path", PAGES)
def test_the_desk_may_open_it_and_no_browser_keeps_it(desk, person, path):
    response = desk.get(f"/learners/{person.pk}/{path}")

    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")


def test_a_closed_record_has_no_thread(desk, person):
    for closed in (make_person(merged_into=person), make_person("", erased_at=NOW)):
        assert desk.get(f"/learners/{closed.pk}/").status_code == 404


def test_a_lead_sees_the_people_of_their_own_registers_and_nothing_done_elsewhere(client, person):
    lead = make_user()
    here = make_occurrence(event=make_event("Tablets for all"), day=TODAY - timedelta(days=7), lead=lead)
    elsewhere = make_occurrence(event=make_event("Somebody else's class"), day=TODAY - timedelta(days=8))
    for occurrence in (here, elsewhere):
        make_attendance(occurrence, person)
        make_booking(occurrence, person, needs="A seat near the door")
    make_goal(person)
    make_referral(person)
    client.force_login(lead)

    words = page_of(client, person)

    assert "Tablets for all" in words
    assert "Talk to my grandson in Canada" in words
    assert "Came to 1 session of yours." in words
    for hidden in ("Somebody else", "Citizens Advice", "Pass them on", "Their record", "near the door"):
        assert hidden not in words
    assert client.get(f"/learners/{person.pk}/refer/").status_code == 403
    assert client.get(f"/learners/{make_person().pk}/").status_code == 403


def test_a_lead_of_the_event_does_not_see_whom_another_leads_on_a_date_of_it(client, person):
    lead = make_user()
    make_booking(make_occurrence(event=make_event(lead=lead), lead=make_user()), person)
    client.force_login(lead)

    assert client.get(f"/learners/{person.pk}/").status_code == 403


def test_the_thread_has_everything_newest_first(desk, person):
    course = make_course("E-mail from the start", topics=[make_topic("Send and read e-mail", area="communicating")])
    event = make_event("Using e-mail", course=course, topics=[make_topic()])
    came = make_occurrence(event=event, day=TODAY - timedelta(days=14), venue=make_venue("Kendal Library"))
    make_attendance(came, person, booking=make_booking(came, person))
    missed = make_occurrence(event=event, day=TODAY - timedelta(days=7))
    make_attendance(missed, person, "absent", booking=make_booking(missed, person))
    make_booking(make_occurrence(event=make_event("Video calls"), day=TODAY + timedelta(days=7)), person)
    make_goal(person, said_on=TODAY - timedelta(days=10), reached_on=TODAY - timedelta(days=1))
    make_confidence(person, 1, occurrence=came)
    make_confidence(person, 4, moment="after", asked_by="phone", answered_on=TODAY - timedelta(days=2))
    make_referral(person, made_on=TODAY - timedelta(days=5))

    thread = desk.get(f"/learners/{person.pk}/").context["thread"]

    assert [(entry.title, entry.tag.words if entry.tag else "", entry.lines) for entry in thread.entries] == [
        ("Video calls", "Booked", ["10am to 12 noon, Carlisle Library"]),
        ("Reached a goal", "", ["“Talk to my grandson in Canada”"]),
        ("Said how sure they feel, by telephone", "", ["After: Communicating, confident."]),
        (
            "Passed on to Citizens Advice Westdale",
            "",
            ["A cheaper broadband deal", "They agreed (website)."],
        ),
        ("Using e-mail", "Did not come", ["10am to 12 noon, Carlisle Library"]),
        ("Said what they would like", "", ["“Talk to my grandson in Canada”"]),
        (
            "Using e-mail",
            "Came",
            ["10am to 12 noon, Kendal Library", "Before: Communicating, not at all confident."],
        ),
    ]
    assert thread.learned == [("Send and read e-mail", 1), ("Stay safe from scams", 1)]
    assert [(change.title, change.words) for change in thread.changes] == [("Communicating", "Up 3")]


def test_a_session_off_waited_for_or_not_marked_says_so(desk, person):
    make_booking(make_occurrence(event=make_event("Off"), state="cancelled"), person)
    make_booking(make_occurrence(event=make_event("Full"), day=TODAY + timedelta(days=3)), person, state="waiting")
    make_booking(make_occurrence(event=make_event("Past"), day=TODAY - timedelta(days=3)), person)
    again = make_occurrence(event=make_event("Again"), day=TODAY + timedelta(days=1))
    make_booking(again, person, state="cancelled", now=NOW - timedelta(days=2))
    make_booking(again, person)

    thread = desk.get(f"/learners/{person.pk}/").context["thread"]

    assert [(entry.title, entry.tag.words) for entry in thread.entries] == [
        ("Off", "Not on"),
        ("Full", "On the waiting list"),
        ("Again", "Booked"),
        ("Past", "Not marked yet"),
    ]


def test_the_next_step_is_near_where_they_come_and_not_what_they_are_booked_on_or_what_is_full(desk, person):
    email = make_topic("Send and read e-mail", area="communicating")
    kendal, far = make_venue("Kendal Library", position=(54.33, -2.74)), make_venue("Far", position=(54.9, -2.94))
    came = make_occurrence(event=make_event("Getting online"), day=TODAY - timedelta(days=7), venue=kendal)
    make_attendance(came, person)
    make_goal(person, topic=email)
    for title, venue, days in (
        ("Far away", far, 2),
        ("Booked already", kendal, 3),
        ("Full", kendal, 4),
        ("Fits", kendal, 5),
    ):
        event = make_event(title, topics=[email], capacity=1)
        occurrence = make_occurrence(event=event, day=TODAY + timedelta(days=days), venue=venue, starts=time(14))
        if title == "Booked already":
            make_booking(occurrence, person)
        elif title == "Full":
            make_booking(occurrence)
    late = make_event("Begun", topics=[email], booking_scope="course")
    for days in (-7, 7):
        make_occurrence(event=late, day=TODAY + timedelta(days=days), venue=kendal)
    make_occurrence(event=make_event("For staff", topics=[email], audience="staff"), venue=kendal)
    make_occurrence(event=make_event("Off", topics=[email]), venue=kendal, state="cancelled")

    steps = desk.get(f"/learners/{person.pk}/").context["thread"].steps

    assert [step.words for step in steps] == [
        "Fits is on Wednesday 25 November 2026 at 2pm, at Kendal Library, 1 place left."
    ]
    assert "They come to this place already." in steps[0].why


def test_where_nothing_is_near_champions_are_counted_as_the_public_may_know_them(desk):
    ward = make_area("Castle")
    person = make_person(ward=ward)
    for _ in range(3):
        make_champion(area=ward, travel_miles=5)

    words = page_of(desk, person)

    assert "3 digital champions would come near" in words
    assert "in the next 8 weeks" in words


@pytest.mark.parametrize("number", [1, 4])
def test_a_thread_takes_the_same_queries_however_long(desk, django_assert_num_queries, number):
    person, topic = make_person(), make_topic(area="communicating")
    for place in range(number):
        came = make_occurrence(event=make_event(topics=[topic]), day=TODAY - timedelta(days=place + 1))
        make_attendance(came, person, booking=make_booking(came, person))
        make_occurrence(event=make_event(course=make_course(topics=[topic])), day=TODAY + timedelta(days=place + 1))
        make_goal(person, words=f"Goal {place}", topic=topic)
        make_confidence(person, occurrence=came)
        make_referral(person, organisation=f"Organisation {place}")
    page_of(desk, person)

    with django_assert_num_queries(QUERIES):
        page_of(desk, person)


QUERIES = 18


def test_a_goal_is_written_down_and_its_topic_and_day_kept(desk, person):
    topic = make_topic()

    desk.post(
        f"/learners/{person.pk}/goals/add/",
        {"words": "See my grandson", "topic": topic.pk, **day(said_on=TODAY - timedelta(days=3))},
    )

    assert Goal.objects.values_list("words", "topic", "said_on").get() == (
        "See my grandson",
        topic.pk,
        TODAY - timedelta(days=3),
    )


def test_what_is_wrong_with_a_goal_is_said_and_nothing_typed_is_lost(desk, person):
    url = f"/learners/{person.pk}/goals/add/"
    tomorrow = desk.post(url, {"words": "See O'Brien <b>", **day(said_on=TODAY + timedelta(days=1))})
    empty = desk.post(url, {"words": " ", **day(said_on=TODAY)})
    long = desk.post(url, {"words": "x" * 501, **day(said_on=TODAY)})

    assert [response.status_code for response in (tomorrow, empty, long)] == [422] * 3
    assert "Enter a day that is not still to come" in tomorrow.content.decode()
    assert "See O&#x27;Brien &lt;b&gt;" in tomorrow.content.decode()
    assert "Write down what they would like to be able to do" in empty.content.decode()
    assert not Goal.objects.exists()


def test_what_an_action_refuses_is_said_on_the_form(desk, person):
    invisible = "\u200b"

    goal = desk.post(f"/learners/{person.pk}/goals/add/", {"words": invisible, **day(said_on=TODAY)})
    referral = desk.post(f"/learners/{person.pk}/refer/", ASKED | {"agreed": "on", "organisation": invisible})

    assert (goal.status_code, referral.status_code) == (422, 422)
    assert "in their own words." in goal.content.decode()
    assert "Say to which organisation" in referral.content.decode()


def test_a_goal_is_reached_opened_again_and_removed_by_its_buttons(desk, person):
    goal = make_goal(person)
    url = f"/learners/{person.pk}/goals/{goal.pk}/"

    desk.post(url, {"do": "reached"})
    assert "Reached Friday 20 November 2026" in page_of(desk, person)
    desk.post(url, {"do": "reopen"})
    assert "Reached Friday" not in page_of(desk, person)
    assert "Choose what became of the goal." in desk.post(url, follow=True).content.decode()
    desk.post(url, {"do": "remove"})
    assert not Goal.objects.exists()


def test_a_goal_or_referral_of_somebody_else_is_not_there(desk, person):
    other = make_person()
    goal, referral = make_goal(other), make_referral(other)

    assert desk.post(f"/learners/{person.pk}/goals/{goal.pk}/", {"do": "remove"}).status_code == 404
    assert desk.get(f"/learners/{person.pk}/referrals/{referral.pk}/").status_code == 404


ASKED = {"organisation": "Citizens Advice", "why": "A blue badge", "arrived_by": "phone"}


def test_a_referral_without_consent_is_refused_where_it_is_asked(desk, person):
    response = desk.post(f"/learners/{person.pk}/refer/", ASKED)

    assert response.status_code == 422
    words = response.content.decode()
    assert "Nobody is passed on without their consent. Tick this once they agree" in words
    assert "A blue badge" in words
    assert not Consent.objects.exists()


def test_a_referral_is_kept_with_consent_followed_and_its_consent_taken_back(desk, person):
    desk.post(f"/learners/{person.pk}/refer/", ASKED | {"agreed": "on"})
    referral = Referral.objects.get()
    url = f"/learners/{person.pk}/referrals/{referral.pk}/"
    assert "on to Citizens Advice." in desk.get(url).content.decode()

    before = desk.post(url, {"state": "taken-up", **day(on=TODAY - timedelta(days=1))})
    desk.post(url, {"state": "taken-up", **day(on=TODAY)})
    desk.post(url, {"do": "take-back"})

    assert "not before they were passed on" in before.content.decode()
    words = page_of(desk, person)
    assert "Taken up, Friday 20 November 2026" in words
    assert "They took their consent back." in words


def test_answers_from_the_telephone_are_kept_for_a_day(desk, person):
    sent = {"moment": "before", "asked_by": "phone", "safety": "2", "foundation": "", **day(on=TODAY)}

    desk.post(f"/learners/{person.pk}/answers/", sent)

    assert Confidence.objects.values_list("area", "moment", "level", "asked_by", "occurrence").get() == (
        "safety",
        "before",
        2,
        "phone",
        None,
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"safety": ""}, "Choose an answer for at least one of these"),
        ({"moment": ""}, "Choose whether it is before or after"),
        ({"asked_by": "screen"}, "How were they asked?"),
        ({"safety": "9"}, "staying safe online"),
    ],
)
def test_answers_that_cannot_be_are_refused(desk, person, wrong, sentence):
    sent = {"moment": "before", "asked_by": "phone", "safety": "2", **day(on=TODAY)} | wrong

    response = desk.post(f"/learners/{person.pk}/answers/", sent)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Confidence.objects.exists()


def test_what_is_asked_from_the_thread_begins_with_the_areas_they_came_for(desk, person):
    make_booking(make_occurrence(event=make_event(topics=[make_topic()])), person)
    url = f"/learners/{person.pk}/ask/"

    assert desk.get(url).context["form"]["areas"].value() == ["safety"]
    assert desk.post(url, {"moment": "before"}).status_code == 422
    handed = desk.post(url, {"moment": "before", "areas": ["safety", "foundation"]})
    assert handed.url.startswith("/how-sure/?k=")


def test_the_record_of_a_person_leads_to_their_thread(desk, person):
    assert f'href="/learners/{person.pk}/"' in desk.get(f"/admin/person/inspect/{person.pk}/").content.decode()
