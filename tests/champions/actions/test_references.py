"""References: asked for, reminded of, given once, and accepted by somebody who has read them."""

from datetime import timedelta

import pytest

from champions.actions import applications, profile, references
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.joining import SAID, make_applicant, make_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators"))


def told():
    return list(Message.objects.order_by("pk").values_list("kind", "channel", "to"))


def test_whoever_was_named_is_asked_when_checks_begin_in_the_way_they_can_be_reached(now, coordinator):
    champion = make_applicant(state="applied")
    dora = make_reference(champion)
    make_reference(champion, "Ned", phone="01632 960 111")
    make_reference(champion, "Una", address="1 High Street\nCarlisle")

    applications.start_checks(champion=champion, by=coordinator, now=now)

    assert told() == [
        ("reference_asked", "email", "dora@example.org"),
        ("reference_asked", "call", "01632 960 111"),
        ("reference_asked", "letter", "1 High Street\nCarlisle"),
    ]
    by_mail, by_telephone, by_letter = Message.objects.order_by("pk")
    assert "/champions/reference/?r=" in by_mail.body
    assert "Tansy Wrigglesworth would like to be a digital champion" in by_telephone.body
    assert "http" not in by_letter.body.partition("What you say")[0]
    assert by_mail.person_key == dora.key
    assert set(champion.references.values_list("state", "asked_at")) == {("asked", now)}


def test_who_does_not_answer_is_reminded_after_7_and_14_days_and_then_rung(now, coordinator):
    reference = make_reference(state="asked", asked_at=now)
    for days in range(1, 22):
        for _ in range(2):
            references.remind(now + timedelta(days=days))
        reference.refresh_from_db()
        assert reference.reminders == (days >= 7) + (days >= 14)
        to_ring = type(reference).objects.to_ring(now + timedelta(days=days))
        assert to_ring.exists() == reference.is_to_ring(now + timedelta(days=days)) == (days >= 21)

    assert told() == [("reference_reminder", "email", "dora@example.org")] * 2


def test_a_night_missed_sends_one_reminder_and_not_two_at_once(now):
    make_reference(state="asked", asked_at=now)

    references.remind(now + timedelta(days=15))

    assert len(told()) == 1
    references.remind(now + timedelta(days=16))
    assert len(told()) == 2


def test_nobody_is_reminded_by_telephone_nor_of_an_application_that_is_over(now):
    ned = make_reference(phone="01632 960 111", state="asked", asked_at=now)
    make_reference(make_applicant("Una", state="declined"), state="asked", asked_at=now)

    references.remind(now + timedelta(days=8))

    assert told() == []
    assert ned.is_to_ring(now)


def test_an_answer_is_taken_once(now):
    reference = make_reference(state="asked", asked_at=now)

    references.answer(reference=reference, **SAID, by=Actor.public(), now=now)
    with pytest.raises(Refused, match="You have answered already"):
        references.answer(reference=reference, **{**SAID, "trusts": "no"}, by=Actor.public(), now=now)

    reference.refresh_from_db()
    assert (reference.state, reference.trusts, reference.taken_by) == ("answered", "yes", None)


def test_two_accepted_references_meet_the_requirement_and_one_taken_back_does_not(now, coordinator):
    champion = make_applicant()
    two = [make_reference(champion, name, state="answered", answered_at=now, **SAID) for name in ("Dora", "Ned")]

    references.decide(reference=two[0], accepted=True, by=coordinator, now=now)
    assert not champion.met.exists()
    references.decide(reference=two[1], accepted=True, by=coordinator, now=now)
    met = champion.met.get()
    references.decide(reference=two[1], accepted=False, by=coordinator, now=now)

    assert (met.met_on, met.seen_by, champion.met.exists()) == (now.date(), coordinator.user, False)


def test_references_that_staff_saw_on_paper_stay_when_one_is_not_accepted(now, coordinator):
    champion = make_applicant()
    champion.met.create(requirement=champion.role.requirements.get(), met_on=now.date())
    reference = make_reference(champion, state="answered", answered_at=now, **SAID)

    references.decide(reference=reference, accepted=False, by=coordinator, now=now)

    assert champion.met.exists()


def test_nothing_is_decided_before_there_is_an_answer(now, coordinator):
    with pytest.raises(Refused, match="no answer to accept yet"):
        references.decide(reference=make_reference(), accepted=True, by=coordinator, now=now)


@pytest.mark.parametrize("group", ["Programme managers", "Session leads", "Safeguarding leads"])
def test_nobody_but_a_coordinator_reads_one_and_each_reading_is_written_down(group, now, coordinator):
    reference = make_reference(state="answered", answered_at=now, **SAID)
    with pytest.raises(Refused, match="Only coordinators"):
        references.read(reference=reference, by=Actor.of(make_staff(group)), now=now)

    for _ in range(2):
        references.read(reference=reference, by=coordinator, now=now)

    lines = AuditLine.objects.filter(action="reference_read").values_list("user", "about_id")
    assert list(lines) == [(coordinator.user.pk, str(reference.pk))] * 2


@pytest.mark.parametrize("over", ["decline", "leave", "activate"])
def test_when_the_application_is_over_nobody_is_asked_any_more(over, now, coordinator):
    champion = make_applicant()
    champion.met.create(requirement=champion.role.requirements.get(), met_on=now.date())
    asked = make_reference(champion)
    references.ask(reference=asked, by=coordinator, now=now)

    if over == "decline":
        applications.decline(champion=champion, reason="Moved away", by=coordinator, now=now)
    elif over == "leave":
        profile.leave(champion=champion, by=coordinator, now=now)
    else:
        applications.activate(champion=champion, by=coordinator, now=now)

    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert Message.objects.get(kind="reference_asked").state == "withdrawn"
    with pytest.raises(Refused, match="not asked for any more"):
        references.answer(reference=asked, **SAID, by=Actor.public(), now=now)


@pytest.mark.parametrize(
    ("referee", "sentence"),
    [
        ({"name": "Ned"}, "Give an e-mail address"),
        ({"name": "tansy wrigglesworth", "phone": "01632 960 111"}, "Somebody else has to say"),
        ({"name": "Ned", "email": "Dora@Example.org"}, "Two people with the same e-mail address"),
    ],
)
def test_a_referee_who_cannot_be_one_is_refused(referee, sentence, now, coordinator):
    champion = make_applicant()
    make_reference(champion)

    with pytest.raises(Refused, match=sentence):
        references.name_referee(champion=champion, relation="Neighbour", **referee, by=coordinator, now=now)
