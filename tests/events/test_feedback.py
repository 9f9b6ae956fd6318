"""How a session was: by the link in the thanks, once, and apart from who said it."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions.feedback import SAID_ALREADY, forget_words, say
from events.feedback_links import SALT, feedback_link_for
from events.models import Attendance, Feedback
from events.notifications import thanked
from messaging.models import Message
from people.actions import erase_person
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.events import make_attendance, make_booking, make_event, make_feedback, make_occurrence
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()
ANSWERS = {"how_was_it": "4", "did_you_learn": "partly", "words": "Slower, please.\nAnd tea."}


@pytest.fixture(autouse=True)
def no_throttle():
    cache.clear()


@pytest.fixture
def attendance():
    person = make_person("Wilhelmina Braithwick", contact_by="email", email="w@example.org")
    return make_attendance(make_occurrence(make_event("Silver Surfers")), person)


def link_to(attendance):
    return "/" + feedback_link_for(attendance).split("/", 3)[3]


def test_somebody_who_came_says_how_it_was(client, attendance):
    response = client.post(link_to(attendance), ANSWERS)

    assert response.url == reverse("events:feedback_thanks")
    said = Feedback.objects.get()
    assert (said.occurrence, said.how_was_it, said.did_you_learn, said.words) == (
        attendance.occurrence,
        "4",
        "partly",
        "Slower, please.\nAnd tea.",
    )


def test_looking_changes_nothing_however_often_a_scanner_looks(client, attendance):
    for _ in range(3):
        page = client.get(link_to(attendance))

    assert "How was Silver Surfers?" in page.content.decode()
    assert not Feedback.objects.exists()


def test_it_is_said_once(client, attendance):
    client.post(link_to(attendance), ANSWERS)

    again = client.post(link_to(attendance), ANSWERS | {"how_was_it": "1"})

    assert SAID_ALREADY in again.content.decode()
    assert Feedback.objects.count() == 1


def test_two_at_once_are_one(attendance):
    answers = {**ANSWERS, "by": PUBLIC, "now": NOW}
    say(attendance=attendance, **answers)

    with pytest.raises(Refused, match="We have your answers already"):
        say(attendance=Attendance(pk=attendance.pk), **answers)


def test_nothing_says_who_said_it(client, attendance):
    client.post(link_to(attendance), ANSWERS)

    assert "Wilhelmina" not in client.get(link_to(attendance)).content.decode()
    points_at = {field.related_model.__name__ for field in Feedback._meta.get_fields() if field.is_relation}
    assert points_at == {"Occurrence"}
    line = AuditLine.objects.get(action="feedback_said")
    assert (line.about_id, line.detail) == (str(attendance.occurrence_id), {})


def test_what_is_left_out_is_asked_for_and_nothing_is_lost(client, attendance):
    response = client.post(link_to(attendance), {"words": "Slower, please."})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Choose how it was" in page
    assert "Choose whether you learned what you came for" in page
    assert "Slower, please." in page


@pytest.mark.parametrize(
    "token",
    ["", "made-up", "a:b:c", signing.dumps("1; drop", salt=SALT), signing.dumps(1, salt="another")],
    ids=["none", "made up", "three parts", "no number", "of another page"],
)
def test_a_link_that_is_none_says_where_the_real_one_is(client, attendance, token):
    page = client.get(reverse("events:feedback"), {"f": token})

    assert page.status_code == 200
    assert "The link is in that message." in page.content.decode()
    assert client.post(f"{reverse('events:feedback')}?f={token}", ANSWERS).status_code == 200
    assert not Feedback.objects.exists()


def test_a_link_works_for_three_months(client, attendance, monkeypatch):
    link = link_to(attendance)
    later = signing.time.time() + timedelta(days=93).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert "This link does not work any more." in client.get(link).content.decode()


@pytest.mark.parametrize("mark", ["absent", "excused"])
def test_who_did_not_come_after_all_is_not_asked(client, mark):
    attendance = make_attendance(make_occurrence(), mark=mark)

    assert "This link does not work any more." in client.get(link_to(attendance)).content.decode()


def test_who_was_erased_is_not_asked_and_what_they_said_stays_nobodys(client, attendance):
    client.post(link_to(attendance), ANSWERS)

    erase_person(attendance.person, by=Actor.of(make_superuser()), now=NOW, why="asked")

    assert "This link does not work any more." in client.get(link_to(attendance)).content.decode()
    assert Feedback.objects.count() == 1


def test_the_thanks_bring_the_link(attendance):
    thanked(attendance, None, now=NOW)

    assert link_to(attendance).split("?f=")[0] in Message.objects.get().body


def test_a_letter_of_thanks_has_no_link(attendance):
    attendance.person.contact_by, attendance.person.address = "letter", "1 Fell Lane"
    attendance.person.save()

    thanked(attendance, None, now=NOW)

    body = Message.objects.get().body
    assert "/feedback/" not in body
    assert "Three questions" not in body


def test_after_two_years_the_words_go_and_the_figure_stays():
    old = make_feedback(make_occurrence(), words="Slower, please.")
    new = make_feedback(make_occurrence(), words="Thank you.", said_on=NOW.date() + timedelta(days=1))

    assert forget_words(NOW + timedelta(hours=14), NOW) == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.words, old.how_was_it, new.words) == ("", "5", "Thank you.")


def test_coordinators_read_what_people_said_and_session_leads_do_not(client):
    make_feedback(make_occurrence(make_event("Silver Surfers")), words="Slower, please.")
    client.force_login(make_staff("Coordinators"))

    assert "Slower, please." in client.get(reverse("feedback:index")).content.decode()
    client.force_login(make_staff("Session leads"))
    assert client.get(reverse("feedback:index")).status_code == 302


def test_the_list_asks_no_more_for_more_rows(client, django_assert_max_num_queries):
    client.force_login(make_superuser())
    make_booking()
    for _ in range(3):
        make_feedback(make_occurrence())
    client.get(reverse("feedback:index"))

    with django_assert_max_num_queries(14):
        client.get(reverse("feedback:index"))
