"""From applying to being cleared."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model

from champions.actions import applications, checks
from champions.models import Champion, Role
from champions.times import Slot
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from locations.whereabouts import find_place
from messaging.models import Message
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_requirement, make_role
from tests.factories.events import make_topic
from tests.factories.locations import make_area, make_postcode
from topics.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def castle():
    ward = make_area("Castle")
    make_postcode("CA3 8NX", ward=ward)
    return ward


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators"))


def apply(now, **changes):
    details = {
        "role": make_role(),
        "name": "Tansy Wrigglesworth",
        "email": "Tansy@Example.org",
        "phone": "",
        "birth_year": 1961,
        "home": ("CA3 8NX", find_place("CA3 8NX")),
        "why": "I have time.",
        "form_key": uuid4(),
        "profile": {
            "topics": Topic.objects.all(),
            "languages": ["Polish"],
            "settings": ["venue"],
            "slots": (Slot(1, time(9), time(12)),),
            "travel_miles": 5,
            "max_people": 2,
        },
        "by": Actor.public(),
        "now": now,
    }
    return applications.apply(**{**details, **changes})


def test_applying_makes_a_person_an_account_and_a_champion_to_be_checked(castle, now):
    make_topic("Video calls")

    champion = apply(now)

    assert (champion.state, champion.area, champion.home_postcode) == ("applied", castle, "CA3 8NX")
    assert (champion.person.name, champion.person.verified_at) == ("Tansy Wrigglesworth", None)
    assert champion.user.email == "tansy@example.org"
    assert not champion.user.has_usable_password()
    assert list(champion.topics.values_list("title", flat=True)) == ["Video calls"]
    assert [str(slot) for slot in champion.availability.all()] == ["Tuesday 09:00 to 12:00"]
    assert list(Message.objects.values_list("kind", "to")) == [("champion_applied", "Tansy@Example.org")]


def test_an_application_posted_twice_makes_one_champion(castle, now):
    key = uuid4()

    assert apply(now, form_key=key) == apply(now, form_key=key, profile={})
    assert Champion.objects.count() == Message.objects.count() == 1


def test_an_address_that_has_an_account_is_not_given_away_and_is_joined_when_cleared(castle, now, coordinator):
    staff = make_user("tansy@example.org")

    champion = apply(now)

    assert champion.user is None
    applications.activate(champion=champion, by=coordinator, now=now)
    champion.refresh_from_db()
    assert champion.user == staff
    assert get_user_model().objects.filter(email__iexact="tansy@example.org").count() == 1


def test_two_very_long_addresses_that_begin_alike_are_both_taken(castle, now):
    long = f"{'a' * 60}.{'b' * 100}"

    first, second = (apply(now, email=f"{long}{number}@example.org") for number in (1, 2))

    assert (first.user.email, second.user) == (f"{long}1@example.org", None)


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (1850, "Enter the year in which you were born, like 1961."),
        (2027, "Enter the year in which you were born, like 1961."),
        (2014, "You can become a champion in the year in which you turn 13."),
    ],
)
def test_a_year_of_birth_must_make_sense(castle, now, year, sentence):
    with pytest.raises(Refused, match=sentence):
        apply(now, birth_year=year)


def test_a_role_that_was_closed_meanwhile_is_refused(castle, now):
    with pytest.raises(Refused, match="not open at the moment"):
        apply(now, role=make_role(open_to_apply=False))


def test_checks_start_and_the_coordinator_clears_who_has_everything(now, coordinator):
    training = make_requirement("Training", "training")
    champion = make_champion(state="applied", role=make_role(requirements=[training]), birth_year=1961)

    applications.start_checks(champion=champion, by=coordinator, now=now)
    with pytest.raises(Refused, match="Still needed: Training"):
        applications.activate(champion=champion, by=coordinator, now=now)
    checks.record_requirement(
        champion=champion, requirement=training, met_on=date(2026, 11, 20), by=coordinator, now=now
    )
    applications.activate(champion=champion, by=coordinator, now=now)

    champion.refresh_from_db()
    assert (champion.state, champion.active_since, champion.person.verified_by) == ("active", now, coordinator.user)
    lines = AuditLine.objects.filter(about_type="champions.champion").order_by("pk").values_list("action", flat=True)
    assert list(lines) == ["champion_in_checks", "champion_requirement_recorded", "champion_active"]
    assert Message.objects.filter(kind="champion_active").count() == 1


def test_nobody_is_cleared_whose_age_is_not_known(now, coordinator):
    with pytest.raises(Refused, match="year in which they were born"):
        applications.activate(champion=make_champion(state="applied"), by=coordinator, now=now)


@pytest.mark.parametrize(
    ("met_on", "sentence"),
    [
        (date(2026, 11, 21), "The date is in the future"),
        (date(1986, 11, 20), "more than 10 years ago"),
        (date(2023, 11, 19), "It ran out on Thursday 19 November 2026"),
    ],
)
def test_a_check_with_an_impossible_date_is_refused(now, coordinator, met_on, sentence):
    check = make_requirement(valid_months=36)

    with pytest.raises(Refused, match=sentence):
        checks.record_requirement(
            champion=make_champion(),
            requirement=check,
            met_on=met_on,
            certificate_number="001234567890",
            by=coordinator,
            now=now,
        )


def test_of_a_dbs_check_its_number_date_and_who_saw_it_are_kept(now, coordinator):
    check, champion = make_requirement(valid_months=36), make_champion()

    with pytest.raises(Refused, match="12 digits"):
        checks.record_requirement(
            champion=champion, requirement=check, met_on=date(2026, 11, 1), by=coordinator, now=now
        )
    met = checks.record_requirement(
        champion=champion,
        requirement=check,
        met_on=date(2026, 11, 1),
        certificate_number="0012 3456 7890",
        by=coordinator,
        now=now,
    )

    assert (met.certificate_number, met.expires_on, met.seen_by) == (
        "001234567890",
        date(2029, 11, 1),
        coordinator.user,
    )


def test_declining_needs_a_reason_that_the_message_does_not_repeat(now, coordinator):
    champion = make_champion(state="applied")

    with pytest.raises(Refused, match="Enter the reason"):
        applications.decline(champion=champion, reason=" ", by=coordinator, now=now)
    applications.decline(champion=champion, reason="Two poor references", by=coordinator, now=now)

    champion.refresh_from_db()
    assert (champion.state, champion.state_reason) == ("declined", "Two poor references")
    assert "references" not in Message.objects.get(kind="champion_declined").body


@pytest.mark.parametrize("state", ["left", "declined", "active"])
def test_a_state_that_does_not_lead_there_is_refused(now, coordinator, state):
    champion = make_champion(state=state, birth_year=1961)

    with pytest.raises(Refused, match="cannot become “active”"):
        applications.activate(champion=champion, by=coordinator, now=now)


def test_the_first_roles_are_there_with_what_they_ask_and_a_second_run_changes_nothing():
    from champions.first_roles import make_first_roles

    Role.objects.all().delete()
    make_first_roles()
    Role.objects.filter(slug="digital-champion").update(title="Digital friend")
    make_first_roles()

    assert list(Role.objects.values_list("title", flat=True)) == [
        "Digital friend",
        "Broadband champion",
        "Hub co-ordinator",
        "Elected member",
        "Staff champion",
        "Rota helper",
    ]
    assert Role.objects.get(slug="hub-co-ordinator").requirements.filter(level="enhanced").exists()
