"""What is kept about champions and the people they help: shown, emptied, and moved when two records are one."""

import pytest
from django.contrib.auth import get_user_model

from champions.models import Champion, HelpRequest, Offer
from core.actors import Actor
from core.errors import Refused
from core.privacy import classification, unclassified
from people.actions.erasing import erase_person
from people.actions.merging import merge_people
from people.subject_access import everything_about
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_offer, make_request, make_requirement
from tests.factories.events import make_topic
from tests.factories.locations import make_area
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor.system()


def given(champion, request, now):
    return champion.sessions.create(
        request=request, held_on=now.date(), minutes=60, outcome="done", form_key=request.key, logged_at=now
    )


def test_every_field_of_ours_is_classified():
    assert [problem for problem in unclassified() if problem.startswith("champions.")] == []
    table = classification()
    assert table["champions.Champion"]["home_postcode"] == table["champions.HelpRequest"]["words"] == "personal"


def test_a_champion_is_shown_all_that_is_kept(now):
    champion = make_champion(topics=[make_topic("Video calls")], why="I have time.", birth_year=1961)
    champion.met.create(requirement=make_requirement(), met_on=now.date(), certificate_number="001234567890")

    sections = dict(everything_about(champion.person))

    [kept] = sections["As a digital champion"]
    assert (kept["why"], kept["postcode"], kept["topics"]) == ("I have time.", "CA3 8NX", ["Video calls"])
    assert kept["checks"][0]["number"] == "001234567890"


def test_a_resident_is_shown_their_request_and_the_help_and_no_champion(now):
    champion = make_champion("Peregrine Quillfeather")
    request = make_request(state="closed", champion=champion)
    given(champion, request, now)

    sections = dict(everything_about(request.person))

    assert sections["Requests for help"][0]["words"] == "Help with my phone"
    assert len(sections["Help from a digital champion"]) == 1
    assert "Quillfeather" not in str(sections)


def test_a_champion_who_left_is_emptied_and_their_hours_stay(now, by):
    champion = make_champion(state="left", user=make_user(), why="I have time.", languages=["Polish"], birth_year=1961)
    session = given(champion, make_request(state="closed", champion=champion), now)

    erase_person(champion.person, by=by, now=now, why="asked")

    champion = Champion.objects.get(pk=champion.pk)
    kept = [
        *(champion.user, champion.why, champion.home_postcode, champion.home_latitude, champion.home_longitude),
        *(champion.birth_year, champion.languages, list(champion.availability.all())),
    ]
    assert kept == [None, "", "", None, None, None, [], []]
    assert not get_user_model().objects.exists()
    assert champion.sessions.get() == session


@pytest.mark.parametrize("state", ["applied", "in-checks", "active", "paused"])
def test_somebody_who_is_a_champion_is_not_erased(now, by, state):
    with pytest.raises(Refused, match="as a digital champion"):
        erase_person(make_champion(state=state).person, by=by, now=now, why="asked")


def test_what_a_resident_wrote_is_emptied_and_their_area_stays(now, by):
    area = make_area("Harraby", position=(54.879, -2.906))
    request = make_request(state="closed", area=area, step_free=True, language="Polish", times=[(1, "09:00", "12:00")])

    erase_person(request.person, by=by, now=now, why="asked")

    request = HelpRequest.objects.get(pk=request.pk)
    assert (request.words, request.where, request.language, request.step_free) == ("", "", "", False)
    assert (request.latitude, request.longitude, request.area) == (54.879, -2.906, area)
    assert not request.wanted_times.exists()


def test_somebody_who_waits_for_help_is_not_erased(now, by):
    with pytest.raises(Refused, match="requests for help"):
        erase_person(make_request().person, by=by, now=now, why="asked")


def test_merging_moves_requests_and_the_champion(now, by):
    champion, request, kept = make_champion(), make_request(), make_person("Wilhelmina Braithwick")

    merge_people(kept, champion.person, by=by, now=now)
    merge_people(kept, request.person, by=by, now=now)

    champion.refresh_from_db()
    request.refresh_from_db()
    assert champion.person == request.person == kept


def test_two_champions_are_not_made_one(now, by):
    with pytest.raises(Refused, match="Both records are champions"):
        merge_people(make_champion("A B").person, make_champion("C D").person, by=by, now=now)


def test_why_a_champion_was_asked_is_forgotten_with_either_of_the_two(now, by):
    reasons = {"for": ["Speaks Polish"], "against": []}
    for state in ("left", "active"):
        make_offer(make_request(state="closed"), make_champion(state=state), reasons=reasons, state="accepted")
    first, second = Offer.objects.order_by("pk")

    erase_person(first.champion.person, by=by, now=now, why="asked")
    erase_person(second.request.person, by=by, now=now, why="asked")

    assert list(Offer.objects.values_list("reasons", flat=True)) == [{}, {}]
