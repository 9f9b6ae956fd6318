"""How sure people feel: the questions, what changed, and how answers are kept."""

from datetime import date, timedelta

import pytest

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from events.actions.confidence import Given, take_answers
from events.confidence import ASKED_ABOUT, Answer, changes, in_order, question
from events.models import Confidence
from tests.factories.accounts import make_user
from tests.factories.events import make_confidence, make_occurrence
from tests.factories.people import NOW, make_person
from topics.models import SkillArea

DAY = date(2026, 11, 20)


def answer(area="safety", moment="before", level=2, on=DAY):
    return Answer(area, moment, level, f"level {level}", on)


def test_every_skill_area_has_its_question():
    assert set(ASKED_ABOUT) == set(SkillArea)
    assert question("safety") == "How sure do you feel about staying safe online?"


def test_what_changed_is_between_the_first_answer_before_and_the_last_after():
    said = [answer(level=1), answer(level=4), answer(moment="after", level=3), answer(moment="after", level=5)]

    [change] = changes(said)

    assert (change.before.level, change.after.level, change.words, change.is_low) == (1, 5, "Up 4", False)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(2, 2, "The same"), (4, 3, "Down 1"), (1, None, "Asked once"), (None, 2, "Asked once")],
)
def test_a_change_is_said_in_words(before, after, words):
    said = [answer(level=before)] * bool(before) + [answer(moment="after", level=after)] * bool(after)

    assert changes(said)[0].words == words


def test_areas_come_in_the_order_of_the_framework_each_once():
    assert [change.title for change in changes([answer("safety"), answer("communicating")])] == [
        "Communicating",
        "Being safe and legal online",
    ]
    assert in_order(["safety", "foundation", "safety"]) == ["foundation", "safety"]


def take(*given, by=None, asked_by="screen", **kwargs):
    return take_answers(list(given), asked_by=asked_by, by=by or Actor.system(), now=NOW, **kwargs)


def kept(person):
    return list(Confidence.objects.filter(person=person).values_list("area", "moment", "level"))


@pytest.mark.django_db
def test_an_answer_is_kept_with_the_session_the_day_and_who_asked():
    person, occurrence, tutor = make_person(), make_occurrence(), make_user()

    number = take(Given(person.pk, "safety", "before", 2), occurrence=occurrence, by=Actor("staff", tutor))

    row = Confidence.objects.get()
    assert number == 1
    assert (row.occurrence, row.answered_on, row.asked_by, row.taken_by) == (occurrence, NOW.date(), "screen", tutor)


@pytest.mark.django_db
def test_said_again_about_one_session_the_later_answer_stands_and_the_same_changes_nothing():
    person, occurrence = make_person(), make_occurrence()
    take(Given(person.pk, "safety", "before", 2), occurrence=occurrence)

    numbers = [take(Given(person.pk, "safety", "before", level), occurrence=occurrence) for level in (4, 4)]

    assert numbers == [1, 0]
    assert kept(person) == [("safety", "before", 4)]
    assert AuditLine.objects.filter(action="confidence_taken").count() == 2


@pytest.mark.django_db
def test_without_a_session_each_day_has_its_own_answer():
    person = make_person()
    for day in (DAY, DAY, DAY + timedelta(days=7)):
        take(Given(person.pk, "safety", "after", 3), on=day, asked_by="phone")

    assert kept(person) == [("safety", "after", 3)] * 2


@pytest.mark.django_db
def test_an_answer_written_down_by_mistake_is_taken_away():
    person, occurrence = make_person(), make_occurrence()
    make_confidence(person, area="safety", occurrence=occurrence)
    make_confidence(person, area="safety")  # of no session: it stays

    take(Given(person.pk, "safety", "before", None), Given(person.pk, "safety", "after", None), occurrence=occurrence)

    assert list(Confidence.objects.values_list("occurrence", flat=True)) == [None]


@pytest.mark.django_db
@pytest.mark.parametrize("given", [("shoes", "before", 1), ("safety", "during", 1), ("safety", "before", 6)])
def test_what_is_no_question_or_no_answer_is_refused_and_nothing_is_kept(given):
    person = make_person()

    with pytest.raises(Refused):
        take(Given(person.pk, "safety", "before", 1), Given(person.pk, *given))

    assert kept(person) == []


@pytest.mark.django_db
def test_a_record_that_is_closed_takes_no_answer():
    merged = make_person(merged_into=make_person())

    for person in (merged, make_person("", erased_at=NOW)):
        with pytest.raises(Refused, match="closed"):
            take(Given(person.pk, "safety", "before", 1))


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 12])
def test_answers_of_a_whole_session_are_kept_in_the_same_queries(number, django_assert_num_queries):
    people, occurrence = [make_person() for _ in range(number)], make_occurrence()
    make_confidence(people[0], area="safety", occurrence=occurrence, moment="after")
    given = [Given(person.pk, "safety", moment, 5) for person in people for moment in ("before", "after")]

    # A savepoint's two, who they are, what was said, the new ones, the changed ones, the audit line.
    with django_assert_num_queries(7):
        take(*given, occurrence=occurrence)


@pytest.mark.django_db
def test_the_audit_line_says_how_many_and_no_level():
    person = make_person()

    take(Given(person.pk, "safety", "before", 1))

    line = AuditLine.objects.get(action="confidence_taken")
    assert (line.about_type, line.about_id) == ("people.person", str(person.pk))
    assert line.detail == {"answers": 1, "asked_by": "screen"}
