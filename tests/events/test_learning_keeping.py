"""What is kept about a learner: given to them, emptied, moved to the record that stays, counted for how long."""

from datetime import timedelta

import pytest

from core.actors import Actor
from core.privacy import classification
from events.models import Confidence, Goal, Referral
from people.actions import erase_person, merge_people
from people.retention import erase_inactive
from people.subject_access import everything_about
from tests.factories.events import make_confidence, make_goal, make_occurrence, make_referral, make_topic
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def test_every_field_is_classified():
    table = classification()

    assert {table[f"events.{name}"]["person"] for name in ("Goal", "Confidence", "Referral")} == {"personal"}
    assert table["events.Goal"]["words"] == table["events.Referral"]["why"] == "personal"


def test_a_person_is_given_their_goals_answers_and_referrals_in_words():
    person = make_person()
    make_goal(person, topic=make_topic("Send e-mail"))
    make_confidence(person, occurrence=make_occurrence())
    make_referral(person)

    given = dict(everything_about(person))

    assert given["What you would like to be able to do"] == [
        {
            "in their own words": "Talk to my grandson in Canada",
            "is about": "Send e-mail",
            "said on": NOW.date(),
            "reached on": None,
        }
    ]
    assert given["How sure you felt"][0]["how sure"] == "A little confident"
    assert given["How sure you felt"][0]["session"].startswith("Silver Surfer Thursday")
    assert given["Whom we passed you on to"][0]["organisation"] == "Citizens Advice Westdale"
    assert given["What you agreed to"][0]["wording"] == "You may pass my name on to Citizens Advice Westdale."


def test_erasing_empties_their_words_and_keeps_what_is_counted():
    person = make_person()
    make_goal(person, reached_on=NOW.date())
    make_confidence(person, level=4)
    make_referral(person, state="taken-up")

    erase_person(person, by=SYSTEM, now=NOW, why="asked")

    assert Goal.objects.values_list("words", "reached_on").get() == ("", NOW.date())
    assert Confidence.objects.values_list("level", flat=True).get() == 4
    assert Referral.objects.values_list("why", "state").get() == ("", "taken-up")


def test_merging_keeps_the_rows_of_both():
    kept, gone, occurrence = make_person("Asha"), make_person("Asha A"), make_occurrence()
    for person, level in ((kept, 2), (gone, 4)):
        make_goal(person)
        make_confidence(person, level=level, occurrence=occurrence)
        make_referral(person)

    merge_people(kept, gone, by=SYSTEM, now=NOW)

    assert (kept.goals.count(), kept.referrals.count()) == (2, 2)
    assert sorted(kept.confidence.values_list("level", flat=True)) == [2, 4]
    assert all(referral.consent.person == kept for referral in kept.referrals.all())


@pytest.mark.parametrize("make", [
    lambda person, on: make_goal(person, said_on=on),
    lambda person, on: make_confidence(person, answered_on=on),
    lambda person, on: make_referral(person, made_on=on - timedelta(days=60), state_on=on),
])  # fmt: skip
def test_what_a_learner_said_lately_keeps_their_record(make):
    long_ago = NOW - timedelta(days=500)
    lately, never = make_person("Lately", now=long_ago), make_person("Never", now=long_ago)
    make(lately, NOW.date() - timedelta(days=30))
    lately.consents.update(given_at=long_ago)

    erase_inactive(NOW - timedelta(days=365), NOW)

    for person in (lately, never):
        person.refresh_from_db()
    assert (lately.erased_at, never.erased_at) == (None, NOW)
