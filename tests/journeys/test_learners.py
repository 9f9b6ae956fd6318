"""A learner's thread at the desk, and how sure people feel: on a tablet handed over, and on paper."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from events.models import Confidence, Goal, Referral
from tests.factories.accounts import make_staff, make_user
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
from tests.factories.locations import make_venue
from tests.factories.people import make_person
from tests.journeys.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.fixture
def lead(db):
    cache.clear()
    return make_user(first_name="Marigold")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def arthur(lead, today):
    """Somebody who came to three sessions at Kendal Library, where a course about e-mail begins next week."""
    email, phone = make_topic("Send and read e-mail", area="communicating"), make_topic("My phone", area="foundation")
    kendal = make_venue("Kendal Library", position=(54.3272, -2.7456))
    online = make_event("Getting online", topics=[phone], lead=lead)
    person = make_person("Arthur Fernley-Moss")
    for weeks in (3, 2, 1):
        came = make_occurrence(event=online, day=today - timedelta(weeks=weeks), venue=kendal)
        make_attendance(came, person, booking=make_booking(came, person))
    course = make_course("E-mail from the start", topics=[email], level="beginner")
    make_occurrence(
        event=make_event("Using e-mail", course=course, capacity=2), day=today + timedelta(days=7), venue=kendal
    )
    now = make_occurrence(event=online, day=today, venue=kendal, register_code="R4K7WTAC")
    make_booking(now, person)
    make_booking(now, make_person("Barnaby Ullthwaite"))
    return person


def answer_question(page, words):
    follow(page.get_by_role("button", name=words, exact=True))


def test_staff_keep_a_goal_ask_refer_with_consent_and_see_the_next_step(page, axe, sign_in, arthur):
    sign_in(page, make_staff("Coordinators")).goto(f"/admin/person/inspect/{arthur.pk}/")
    follow(page.get_by_role("link", name="What they learn, and the next step"))
    axe(page)

    follow(page.get_by_role("link", name="A goal"))
    follow(page.get_by_role("button", name="Keep it"))
    assert "Write down what they would like to be able to do" in page.inner_text("main")
    axe(page)
    page.get_by_label("What would they like to be able to do?").fill("Answer the housing office myself")
    page.get_by_label("Which topic is it about?").select_option("Send and read e-mail")
    follow(page.get_by_role("button", name="Keep it"))
    assert "Answer the housing office myself" in page.inner_text("main")
    words = page.get_by_role("region", name="Next step to suggest").inner_text()
    assert "Using e-mail is on" in words
    assert "at Kendal Library, 2 places left." in words
    assert "They came to 3 sessions of Getting online." in words

    follow(page.get_by_role("link", name="Pass them on"))
    picture(page, "refer")
    follow(page.get_by_role("button", name="Keep it"))
    assert "Nobody is passed on without their consent." in page.inner_text("main")
    axe(page)
    page.get_by_label("To which organisation?").fill("Citizens Advice")
    page.get_by_label("Why, in a few words?").fill("A cheaper broadband deal")
    page.get_by_text("Face to face").click()
    page.get_by_text("I read this to them, and they agreed").click()
    follow(page.get_by_role("button", name="Keep it"))
    assert Referral.objects.get().consent.wording.endswith("on to Citizens Advice.")
    follow(page.get_by_role("link", name="Citizens Advice"))
    axe(page)
    page.get_by_text("They took it up").click()
    follow(page.get_by_role("button", name="Keep it"))
    follow(page.get_by_role("button", name=re.compile("Reached.*Answer the housing office")))

    assert "Taken up" in page.inner_text("main")
    assert Goal.objects.get().reached_on
    axe(page)
    picture(page, "thread")


def test_the_tablet_is_handed_over_before_and_after_without_script(plain_page, sign_in, lead, arthur):
    for moment, words in (("Before", "A little confident"), ("After", "Confident")):
        sign_in(plain_page, lead).goto("/register/R4K7WTAC/")
        follow(plain_page.get_by_role("link", name="How sure they feel"))
        picture(plain_page, "asking")
        follow(plain_page.get_by_role("button", name=re.compile(f"{moment}.*ask Arthur")))
        picture(plain_page, "how-sure")
        assert "Arthur" not in plain_page.content()
        answer_question(plain_page, words)
        assert "Please hand the tablet back." in plain_page.inner_text("main")

    rows = Confidence.objects.order_by("pk").values_list("person__name", "moment", "level", "asked_by")
    assert list(rows) == [
        ("Arthur Fernley-Moss", "before", 2, "screen"),
        ("Arthur Fernley-Moss", "after", 4, "screen"),
    ]


def test_a_question_may_be_left_unanswered_and_a_closed_page_says_so(page, axe, sign_in, lead, arthur):
    sign_in(page, lead).goto("/register/R4K7WTAC/how-sure/")
    axe(page)
    page.goto(f"/learners/{arthur.pk}/ask/")
    follow(page.get_by_role("button", name="Start, then hand it over"))
    axe(page)
    page.get_by_text("Before they learn about it").click()
    page.get_by_text("Communicating").click()
    follow(page.get_by_role("button", name="Start, then hand it over"))
    assert "Question 1 of 2" in page.inner_text("main")
    axe(page)
    answer_question(page, "I would rather not say")
    answer_question(page, "Very confident")

    assert list(Confidence.objects.values_list("area", "level")) == [("communicating", 5)]
    axe(page)
    page.goto("/how-sure/?k=nothing")
    assert "This page is closed" in page.inner_text("main")
    axe(page)


def test_a_tablet_that_was_handed_over_shows_no_name_until_the_lead_has_it_back(page, axe, sign_in, lead, arthur):
    sign_in(page, lead).goto("/register/R4K7WTAC/how-sure/")
    page.get_by_label("Four digits to have the tablet back with").fill("4071")
    follow(page.get_by_role("button", name="Keep them"))
    axe(page)
    picture(page, "digits")
    follow(page.get_by_role("button", name=re.compile("Before.*ask Arthur")))
    page.go_back()
    page.reload()
    assert "Please hand the tablet back" in page.inner_text("main")
    assert "Arthur" not in page.content()
    axe(page)
    page.get_by_label("Your four digits").fill("1950")
    follow(page.get_by_role("button", name="Go on"))
    assert "That does not open it." in page.inner_text("main")
    axe(page)
    picture(page, "handed-over")
    page.get_by_label("Your four digits").fill("4071")
    follow(page.get_by_role("button", name="Go on"))

    assert "Arthur" in page.inner_text("main")


def test_paper_goes_round_and_its_answers_are_typed_back(page, axe, sign_in, lead, arthur):
    sign_in(page, lead).goto("/register/R4K7WTAC/how-sure/")
    follow(page.get_by_role("link", name="Sheets to ask on paper"))
    axe(page)
    page.emulate_media(media="print")
    assert "Arthur" not in page.inner_text("body")
    picture(page, "sheets")
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") <= 3, "five half sheets"
    if PICTURES:
        (Path(PICTURES) / "sheets.pdf").write_bytes(pdf)
    page.emulate_media(media="screen")

    page.goto("/register/R4K7WTAC/how-sure/answers/")
    axe(page)
    mine = page.get_by_role("group", name="Arthur Fernley-Moss")
    mine.get_by_label("Before").select_option("A little confident")
    mine.get_by_label("After").select_option("Very confident")
    picture(page, "answers")
    follow(page.get_by_role("button", name="Keep the answers"))

    assert "The answers are kept." in page.inner_text("main")
    assert list(Confidence.objects.order_by("pk").values_list("person__name", "level", "asked_by")) == [
        ("Arthur Fernley-Moss", 2, "paper"),
        ("Arthur Fernley-Moss", 5, "paper"),
    ]


def test_nothing_is_wider_than_a_small_telephone(small_page, no_sideways_scroll, sign_in, arthur):
    make_goal(arthur)
    make_confidence(arthur, area="communicating")
    make_confidence(arthur, 5, area="communicating", moment="after")
    referral = make_referral(arthur)
    sign_in(small_page, make_staff("Coordinators"))
    session, learner = "/register/R4K7WTAC/how-sure/", f"/learners/{arthur.pk}/"
    pages = [session, f"{session}answers/", f"{session}sheets/", learner]
    pages += [f"{learner}{path}" for path in ("goals/add/", "ask/", "answers/", "refer/", f"referrals/{referral.pk}/")]

    for path in pages:
        small_page.goto(path)
        no_sideways_scroll(small_page)
        picture(small_page, path.strip("/").replace("/", "-"))
    small_page.goto(session)
    follow(small_page.get_by_role("button", name=re.compile("Before.*ask Barnaby")))
    no_sideways_scroll(small_page)
    picture(small_page, "how-sure")
