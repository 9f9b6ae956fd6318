"""What is recorded of a DBS check, the code of conduct and training."""

from datetime import date, timedelta

import pytest

from champions.actions import applications, checks, conduct
from champions.candidates import candidate_of
from champions.models import Conduct
from champions.requirements import missing, standings
from core.actors import Actor
from core.errors import Refused
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_request, make_requirement, make_role
from tests.factories.joining import make_applicant, make_conduct

pytestmark = pytest.mark.django_db
CERTIFICATE = {"certificate_number": "001234567890", "met_on": date(2026, 11, 2)}


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators"))


@pytest.fixture
def basic():
    return make_requirement("Basic check", level="basic", valid_months=36)


@pytest.fixture
def enhanced():
    return make_requirement("Enhanced check", level="enhanced", valid_months=12)


def test_a_higher_check_stands_for_a_lower_one_whichever_was_recorded(basic, enhanced, now, coordinator):
    champion = make_applicant(requirements=[basic])

    checks.record_requirement(
        champion=champion, requirement=basic, level="enhanced", **CERTIFICATE, by=coordinator, now=now
    )

    rows = champion.met.filter(requirement__in=[basic, enhanced]).values_list(
        "requirement__title", "level", "expires_on"
    )
    assert set(rows) == {
        ("Basic check", "enhanced", date(2029, 11, 2)),
        ("Enhanced check", "enhanced", date(2027, 11, 2)),
    }
    assert missing(champion, now.date()) == []


def test_a_lower_check_is_refused_where_a_higher_is_asked(enhanced, now, coordinator):
    with pytest.raises(Refused, match="A basic check is not enough: this asks for enhanced"):
        checks.record_requirement(
            champion=make_champion(), requirement=enhanced, level="basic", **CERTIFICATE, by=coordinator, now=now
        )


@pytest.mark.parametrize(
    ("decision", "refusal"), [("undecided", "Still needed: Basic check"), ("not-clear", "not cleared to help")]
)
def test_who_is_not_cleared_is_neither_made_active_nor_matched(decision, refusal, basic, now, coordinator):
    champion = make_applicant(requirements=[basic])
    checks.record_requirement(
        champion=champion, requirement=basic, decision=decision, **CERTIFICATE, by=coordinator, now=now
    )

    with pytest.raises(Refused, match=refusal):
        applications.activate(champion=champion, by=coordinator, now=now)
    type(champion).objects.update(state="active")
    assert not type(champion).objects.can_meet_people(now.date()).exists()
    assert [check.met for check in candidate_of(make_request(), champion, now=now).checks] == [False]


def test_one_sees_the_check_and_another_decides(basic, now, coordinator):
    champion, other = make_applicant(requirements=[basic]), Actor.of(make_staff("Coordinators"))
    seen = {"champion": champion, "requirement": basic, **CERTIFICATE, "now": now}

    checks.record_requirement(**seen, decision="undecided", by=coordinator)
    met = checks.record_requirement(**seen, decision="clear", by=other)

    assert (met.seen_by, met.decided_by, met.counts) == (coordinator.user, other.user, True)


@pytest.mark.parametrize(
    ("update_service", "asked_on", "sentence"),
    [
        (False, date(2026, 11, 10), "Tick that they let us"),
        (True, date(2026, 11, 21), "between the date on the check and today"),
        (True, date(2026, 11, 1), "between the date on the check and today"),
    ],
)
def test_the_update_service_is_asked_with_consent_and_at_a_time_that_can_be(
    update_service, asked_on, sentence, basic, now, coordinator
):
    with pytest.raises(Refused, match=sentence):
        checks.record_requirement(
            champion=make_champion(),
            requirement=basic,
            update_service=update_service,
            status_checked_on=asked_on,
            **CERTIFICATE,
            by=coordinator,
            now=now,
        )


@pytest.fixture
def code():
    return make_requirement("Code", "agreement", valid_months=12)


def test_a_champion_agrees_to_the_version_in_force(code, now):
    champion, current = make_applicant(requirements=[code]), make_conduct()
    by = Actor("champion")

    with pytest.raises(Refused, match="A newer version"):
        conduct.agree(champion=champion, number=1, by=by, now=now)
    conduct.agree(champion=champion, number=2, by=by, now=now)
    conduct.agree(champion=champion, number=2, by=by, now=now)

    met = champion.met.get()
    assert (met.conduct, met.met_on, met.expires_on, met.seen_by) == (current, now.date(), date(2027, 11, 20), None)


def test_a_new_version_asks_everybody_again_within_28_days(code, now, coordinator):
    role = make_role(requirements=[code])
    for_good = make_champion("Rowan", role=role)
    for_good.met.create(requirement=code, met_on=date(2026, 1, 1))
    soon_over = make_champion("Sorrel", role=role)
    soon_over.met.create(requirement=code, met_on=date(2025, 12, 1), expires_on=date(2026, 12, 1))
    gone = make_champion("Gale", role=role, state="left")
    gone.met.create(requirement=code, met_on=date(2026, 1, 1))

    version = conduct.publish(text="Be kind.", by=coordinator, now=now)

    assert version.number == Conduct.objects.current().number == 2
    assert for_good.met.get().expires_on == date(2026, 12, 18)
    assert soon_over.met.get().expires_on == date(2026, 12, 1)
    assert Message.objects.filter(kind="champion_conduct").count() == 2
    assert standings(for_good, date(2026, 12, 18))[0].in_date
    assert not standings(for_good, date(2026, 12, 19))[0].in_date
    conduct.agree(champion=for_good, number=2, by=Actor("champion"), now=now)
    assert for_good.met.get().expires_on == date(2027, 11, 20)


def test_the_same_words_are_no_new_version(now, coordinator):
    make_conduct(text="Be kind.")

    with pytest.raises(Refused, match="in force already"):
        conduct.publish(text=" Be kind. ", by=coordinator, now=now)


def test_training_attended_is_recorded_and_taken_back_and_what_staff_saw_returns(now, coordinator):
    training = make_requirement("Training day", "training", valid_months=24)
    champion = make_applicant(requirements=[training])

    def follow(attended_on):
        checks.follow_training(
            champion=champion, requirement=training, attended_on=attended_on, by=coordinator, now=now
        )
        return list(champion.met.values_list("met_on", "expires_on", "seen_by"))

    assert follow(date(2026, 11, 3)) == [(date(2026, 11, 3), date(2028, 11, 3), None)]
    assert follow(None) == []
    checks.record_requirement(champion=champion, requirement=training, met_on=date(2026, 6, 1), by=coordinator, now=now)
    by_staff = [(date(2026, 6, 1), date(2028, 6, 1), coordinator.user.pk)]
    assert follow(date(2026, 5, 1)) == by_staff
    assert follow(date(2026, 11, 3)) == [(date(2026, 11, 3), date(2028, 11, 3), coordinator.user.pk)]
    assert follow(None) == by_staff


def test_the_consent_of_a_parent_is_asked_of_under_18s_alone(now):
    consent = make_requirement("Consent", "consent")
    role = make_role(requirements=[consent], meets_people=False, open_to_under_18s=True)
    grown_up, child = (make_champion(name, role=role, birth_year=year) for name, year in (("A", 1990), ("B", 2010)))

    assert (missing(grown_up, now.date()), missing(child, now.date())) == ([], ["Consent"])
    assert not type(child).objects.lapsed(now.date() + timedelta(days=1)).exists()
