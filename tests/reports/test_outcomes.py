"""The report on what changed: the figures of make_changes() in tests/factories/reaching.py, worked out by hand."""

from datetime import date

import pytest

from core.actors import Actor
from core.roles import MANAGERS
from events.models import Occurrence
from people.actions import erase_person
from people.models import Person
from reports.outcomes import CONFIDENCE, FEEDBACK, FEEDBACK_LEARNED, OutcomesReport
from reports.periods import period_of
from tests.factories.accounts import make_staff
from tests.factories.events import make_attendance, make_confidence, make_event, make_feedback, make_occurrence
from tests.factories.locations import make_area, make_venue
from tests.factories.people import NOW, make_person
from tests.factories.reaching import make_changes, make_frozen

pytestmark = pytest.mark.django_db
QUARTER = {"kind": "quarter", "on": "2026-11-20"}


def report(**choices):
    form = OutcomesReport.filters(QUARTER | choices, today=NOW.date())
    assert form.is_valid(), form.errors
    return OutcomesReport().answer(form.cleaned_data, now=NOW)


def test_how_sure_people_feel_is_their_last_answer_after_against_their_first_before():
    make_changes()

    table = report().table("confidence")

    # people, the mean before and after, surer, the same, less sure, share surer
    assert table.rows == (
        ("Communicating", 1, 2.0, 5.0, 1, 0, 0, 1.0),
        ("Being safe and legal online", 3, 2.7, 3.0, 1, 1, 1, 1 / 3),
    )
    assert [bar.mark is not None for bar in table.chart.bars] == [True, True]


def test_who_was_asked_once_is_counted_apart():
    make_changes()

    assert report().table("asked-once").rows == (("Communicating", 2, 1),)


def test_an_answer_before_a_session_that_came_after_the_last_one_is_no_change():
    person = make_person()
    make_confidence(person, 4, moment="after", answered_on=date(2026, 10, 5))
    make_confidence(person, 1, moment="before", answered_on=date(2026, 11, 5))

    assert report().table("confidence").rows == ()


def test_goals_and_learners_who_became_champions_are_counted():
    make_changes()

    assert report().table("went-on").rows == (
        ("Goals set", 1),
        ("Goals reached", 1),
        ("Applied to be a champion", 2),
        ("Of these, had come to a session before", 1),
        ("Of these, active today", 1),
    )


def test_who_was_passed_on_is_shown_by_organisation_and_what_came_of_it():
    make_changes()

    assert report().table("referrals").rows == (
        ("Citizens Advice Westdale", 2, 1, 1, 0),
        ("The Tablet Loan Library", 1, 1, 0, 0),
    )


def test_what_people_said_is_counted_and_their_words_are_shown_newest_first():
    make_changes()

    answer = report()

    assert answer.table("feedback").rows == (
        ("Very good", 1, 1 / 3),
        ("Good", 1, 1 / 3),
        ("Neither good nor poor", 0, 0.0),
        ("Poor", 1, 1 / 3),
        ("Very poor", 0, 0.0),
    )
    assert answer.table("learned").rows == (("Yes", 1, 1 / 3), ("Partly", 1, 1 / 3), ("No", 1, 1 / 3))
    assert answer.table("words").rows == (
        ("=HYPERLINK(1) I can do it now", "Phone café", "Very good", date(2026, 10, 5)),
    )


def test_the_newest_fifty_words_are_shown():
    session = make_occurrence()
    for number in range(51):
        make_feedback(session, words=f"Thank you {number}", said_on=date(2026, 10, 1))

    words = report().table("words").column("words")

    assert (len(words), words[0]) == (50, "Thank you 50")


def test_the_answer_comes_first():
    make_changes()

    answer = report()

    assert answer.sentence == (
        "2 of 4 answers on how sure people feel went up. 2 of 3 answers on how a session was said good or very good."
    )
    assert [(tile.number, tile.words) for tile in answer.tiles] == [
        ("1", "goal reached, 1 set"),
        ("1", "of 2 new volunteers had been learners"),
        ("33%", "learned what they came for"),
    ]


def test_an_empty_programme_is_a_calm_page():
    answer = report()

    assert answer.sentence == "Nobody was asked in this time how sure they feel, or said how a session was."
    assert answer.table("confidence").rows == answer.table("feedback").rows == answer.table("words").rows == ()


def test_who_was_forgotten_still_counts():
    make_changes()
    asha = Person.objects.get(name="Ben")
    erase_person(asha, why="asked", by=Actor.system(), now=NOW)

    rows = {row[0]: row[1:] for row in report().table("confidence").rows}

    assert rows["Being safe and legal online"] == (3, 2.7, 3.0, 1, 1, 1, 1 / 3)


def test_a_frozen_period_is_shown_as_it_was_frozen():
    make_changes()
    make_frozen("feedback", {("feedback", "5"): 40, ("feedback", ""): 50}, {"how_was_it": {"5": "Very good"}})

    answer = report()

    assert answer.table("feedback").rows == (("Very good", 40, 0.8),)
    assert answer.table("learned").rows[0] == ("Yes", 1, 1 / 3)
    assert "frozen" in " ".join(answer.notes)


@pytest.fixture
def vale():
    """Of make_changes(), Asha and Chloe live in Mill Hill in the district of Westdale, and the session was in Eastdale.

    One more answer was said of a session in Westdale.
    """
    make_changes()
    district = make_area("Westdale", kind="district")
    mill_hill = make_area("Mill Hill", parent=district)
    Person.objects.filter(name__in=["Asha", "Chloe"]).update(ward=mill_hill)
    hall = make_venue("The hall", district=make_area("Eastdale", kind="district"))
    Occurrence.objects.filter(event__title="Phone café").update(venue=hall)
    club = make_venue(district=district, ward=mill_hill)
    here = make_occurrence(make_event("Tablet club"), date(2026, 10, 8), venue=club)
    make_feedback(here, "3", "yes", words="Near my house", said_on=date(2026, 10, 8))
    return district


@pytest.mark.parametrize("place", ["Westdale", "Mill Hill"])
def test_of_a_place_are_the_people_who_live_there_and_what_was_said_of_the_sessions_held_there(vale, place):
    answer = report(place=place)

    assert answer.table("confidence").rows == (
        ("Communicating", 1, 2.0, 5.0, 1, 0, 0, 1.0),
        ("Being safe and legal online", 1, 1.0, 4.0, 1, 0, 0, 1.0),
    )
    assert answer.table("asked-once").rows == (("Communicating", 1, 0),)
    # Asha's goal of August was reached; she applied after she had come, and is active.
    assert answer.table("went-on").column("number") == [0, 1, 1, 1, 1]
    assert answer.table("referrals").rows == (("Citizens Advice Westdale", 1, 0, 1, 0),)
    assert answer.table("feedback").column("number") == [0, 0, 1, 0, 0]
    assert answer.table("learned").column("number") == [1, 0, 0]
    assert answer.table("words").column("words") == ["Near my house"]
    assert f"people who live in {place}" in " ".join(answer.notes)


def test_of_a_place_in_which_nobody_lives_only_what_was_said_of_its_sessions_is_left(vale):
    answer = report(place="Eastdale")

    assert answer.table("confidence").rows == answer.table("referrals").rows == ()
    assert answer.table("went-on").column("number") == [0, 0, 0, 0, 0]
    assert answer.table("feedback").column("number") == [1, 1, 0, 1, 0]


def test_of_a_place_frozen_figures_are_not_shown_since_they_are_of_everywhere(vale):
    make_frozen("feedback", {("feedback", "5"): 40, ("feedback", ""): 50}, {"how_was_it": {"5": "Very good"}})

    answer = report(place="Westdale")

    assert answer.table("feedback").column("number") == [0, 0, 1, 0, 0]
    assert "frozen" not in " ".join(answer.notes)


def test_of_a_place_whoever_was_forgotten_is_in_it_no_more_and_the_page_says_so(vale):
    # Chloe, for somebody who is an active champion cannot be forgotten.
    chloe = Person.objects.get(name="Chloe")
    make_attendance(make_occurrence(day=date(2026, 10, 6)), chloe)
    erase_person(chloe, why="asked", by=Actor.system(), now=NOW)

    answer = report(place="Westdale")

    assert answer.table("asked-once").rows == ()
    assert "is in no district and no ward any more" in " ".join(answer.notes)


def test_a_place_that_was_abolished_is_met_with_a_sentence(client):
    client.force_login(make_staff(MANAGERS))

    page = client.get("/admin/figures/outcomes/", QUARTER | {"place": "Abolished"})

    assert page.status_code == 422
    assert "It may have been abolished or renamed" in page.text
    assert 'value="Abolished"' in page.text


def test_the_fixed_tables_have_every_total():
    make_changes()
    quarter = period_of("quarter", NOW.date())

    sure, how, learned = (table.count(quarter, NOW) for table in (CONFIDENCE, FEEDBACK, FEEDBACK_LEARNED))

    assert sure.cells == {
        ("confidence_changes", "safety", "up"): 1,
        ("confidence_changes", "safety", "same"): 1,
        ("confidence_changes", "safety", "down"): 1,
        ("confidence_changes", "communicating", "up"): 1,
        ("confidence_changes", "safety", ""): 3,
        ("confidence_changes", "communicating", ""): 1,
        ("confidence_changes", "", "up"): 2,
        ("confidence_changes", "", "same"): 1,
        ("confidence_changes", "", "down"): 1,
        ("confidence_changes", "", ""): 4,
    }
    assert how.number("feedback", "") == learned.number("feedback", "") == 3


def test_no_words_and_no_organisation_are_in_a_table_that_may_be_published():
    make_changes()
    quarter = period_of("quarter", NOW.date())

    published = str([table.count(quarter, NOW) for table in OutcomesReport.fixed])

    assert "can do it" not in published
    assert "Citizens Advice" not in published


def test_the_number_of_queries_does_not_grow(django_assert_num_queries, django_assert_max_num_queries):
    make_changes()
    place = {"place": make_area("Westdale", kind="district").code}
    with django_assert_max_num_queries(13) as asked:
        report()
    with django_assert_max_num_queries(13):
        report(**place)
    for number in range(3):
        person = make_person()
        make_confidence(person, 1, answered_on=date(2026, 10, 1))
        make_confidence(person, 2, moment="after", answered_on=date(2026, 10, 2 + number))
        make_feedback(make_occurrence(), words="Thank you", said_on=date(2026, 10, 1))

    with django_assert_num_queries(len(asked)):
        report()


def test_a_manager_reads_it_and_its_spreadsheet_has_no_formula(client, django_assert_max_num_queries):
    make_changes()
    client.force_login(make_staff(MANAGERS))

    with django_assert_max_num_queries(25):
        page = client.get("/admin/figures/outcomes/", QUARTER)

    assert "2 of 4 answers" in page.text
    file = client.get("/admin/figures/outcomes/", QUARTER | {"as": "csv", "table": "words"}).getvalue()
    assert b"\n'=HYPERLINK(1) I can do it now" in file


def test_other_staff_do_not_see_it(client):
    client.force_login(make_staff("Coordinators"))

    assert client.get("/admin/figures/outcomes/").status_code in (302, 403)
