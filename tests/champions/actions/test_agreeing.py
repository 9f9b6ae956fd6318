"""Between a champion's yes and the opening of contact stands the person who asked."""

from datetime import date, timedelta

import pytest

from champions.actions import agreeing, helped, meetings, offers, profile, requests
from champions.models import HelpFeedback, HelpRequest
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.models import Message
from people.models import Consent
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_found, make_request, make_requirement, make_role
from tests.factories.locations import CARLISLE, make_area, make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators"))


@pytest.fixture
def champion():
    person = make_person("Rowan Pettifer", email="rowan@example.org", phone="01632 960 145", contact_by="email")
    return make_champion(person=person, user=make_user("rowan@example.org"), birth_year=1961, max_people=1)


@pytest.fixture
def found(champion, now):
    """A request to which the champion has said yes, and of which nobody knows the person yet."""
    person = make_person("Arthur Fernley", contact_by="email", email="arthur@example.org")
    return make_found(make_request(person, area=make_area("Harraby"), now=now), champion, now)


def messages_to(address):
    return list(Message.objects.filter(to=address).order_by("pk").values_list("kind", flat=True))


def look(request, champion, now):
    return requests.look_at_contact(request=request, by=Actor.of(champion.user), now=now)


def test_a_champions_yes_asks_the_person_and_opens_nothing(found, champion, now):
    message = Message.objects.get(kind="help_found")

    assert (found.state, found.champion, found.found_at, found.matched_at) == ("found", champion, now, None)
    assert "Rowan, a digital champion, can help you" in message.body
    assert "Wednesday 25 November 2026" in message.body
    assert "Pettifer" not in message.body + message.body_html
    assert "01632 960 145" not in message.body + message.body_html
    with pytest.raises(Refused, match="while you are helping them"):
        look(found, champion, now)


def test_their_yes_opens_contact_and_is_kept_word_for_word(found, champion, now):
    agreeing.agree(request=found, by=Actor.public(), now=now)

    found.refresh_from_db()
    consent = Consent.objects.get(person=found.person)
    assert (found.state, found.matched_at) == ("matched", now)
    assert look(found, champion, now) == found.person
    assert (consent.purpose, consent.arrived_by) == ("contact", "web")
    assert consent.wording.startswith("You may tell Rowan, a digital champion, my name and how to reach me.")
    assert messages_to("arthur@example.org") == ["help_found", "help_matched"]
    assert messages_to("rowan@example.org") == ["champion_agreed"]
    assert "Arthur" not in Message.objects.get(kind="champion_agreed").body
    assert "Arthur" not in str(list(AuditLine.objects.values_list("detail", flat=True)))


def test_a_yes_is_said_once(found, now):
    agreeing.agree(request=found, by=Actor.public(), now=now)

    for act in (agreeing.agree, agreeing.rather_not):
        with pytest.raises(Refused, match="We have your answer already"):
            act(request=found, by=Actor.public(), now=now)


def test_their_no_goes_to_the_next_and_the_champion_is_thanked(found, champion, coordinator, now):
    agreeing.rather_not(request=found, by=Actor.public(), now=now)

    found.refresh_from_db()
    assert (found.state, found.champion, found.found_at) == ("waiting", None, None)
    assert found.offers.get().state == "not-wanted"
    assert messages_to("rowan@example.org") == ["champion_not_this_time"]
    assert "As you wished, we are looking for somebody else" in Message.objects.get(kind="help_news").body
    with pytest.raises(Refused, match="they would rather have somebody else"):
        offers.offer(request=found, champion=champion, by=coordinator, now=now)


def test_a_check_that_ran_out_while_they_thought_about_it_opens_nothing(now):
    check = make_requirement()
    champion = make_champion(user=make_user(), role=make_role(requirements=[check]))
    champion.met.create(requirement=check, met_on="2026-01-01", expires_on="2026-11-22")
    request = make_found(make_request(now=now), champion, now)

    answered = agreeing.agree(request=request, by=Actor.public(), now=now + timedelta(days=3))

    assert (answered.state, answered.champion) == ("waiting", None)
    assert not Consent.objects.exists()


def test_who_waits_for_a_yes_takes_the_champions_place(found, champion, coordinator, now):
    with pytest.raises(Refused, match="Already helping 1 person"):
        offers.offer(request=make_request(now=now), champion=champion, by=coordinator, now=now)


@pytest.mark.parametrize("act", [profile.pause, profile.leave])
def test_a_champion_who_goes_away_before_the_yes_is_not_waited_for(found, champion, now, act):
    act(champion=champion, by=Actor.of(champion.user), now=now)

    found.refresh_from_db()
    assert (found.state, found.champion) == ("waiting", None)


@pytest.mark.parametrize("by_when", [0, 1])
def test_it_can_be_cancelled_and_the_champion_needs_no_name_to_hear_of_it(found, now, by_when):
    if by_when:
        agreeing.agree(request=found, by=Actor.public(), now=now)

    requests.cancel_request(request=found, by=Actor.public(), now=now)

    told = messages_to("rowan@example.org")[-1]
    assert HelpRequest.objects.get().state == "cancelled"
    assert told == ("champion_match_over" if by_when else "champion_not_this_time")


def test_another_place_is_proposed_to_both(found, now, coordinator):
    library = make_venue("Harraby Library", position=CARLISLE)

    meetings.change_place(request=found, venue=library, by=coordinator, now=now)

    assert HelpRequest.objects.get().venue == library
    for kind in ("help_place", "champion_place"):
        assert "You could meet at Harraby Library" in Message.objects.get(kind=kind).body
    with pytest.raises(Refused, match="proposed already"):
        meetings.change_place(request=found, venue=library, by=coordinator, now=now)


def test_a_champion_says_that_they_were_in_touch_and_nobody_else_does(found, champion, now):
    with pytest.raises(Refused, match="not helping this person any more"):
        meetings.been_in_touch(request=found, by=Actor.of(champion.user), now=now)
    agreeing.agree(request=found, by=Actor.public(), now=now)
    with pytest.raises(Refused, match="Somebody else is helping"):
        meetings.been_in_touch(request=found, by=Actor.of(make_user()), now=now)

    meetings.been_in_touch(request=found, by=Actor.of(champion.user), now=now)

    assert HelpRequest.objects.get().in_touch_at == now


def closed(now, **kwargs):
    return make_request(state="closed", closed_at=now, now=now, **kwargs)


def test_whether_it_helped_is_kept_apart_from_who_says_so(now):
    request = closed(now)

    helped.say(request=request, did_it_help="partly", words="Slowly, please.", by=Actor.public(), now=now)

    said = HelpFeedback.objects.get()
    assert (said.did_it_help, said.words, said.said_on) == ("partly", "Slowly, please.", date(2026, 11, 20))
    assert [field.name for field in HelpFeedback._meta.fields if field.is_relation] == []
    assert AuditLine.objects.get(action="help_answered").detail == {}
    with pytest.raises(Refused, match="We have your answer already"):
        helped.say(request=request, did_it_help="no", words="", by=Actor.public(), now=now)


def test_it_is_asked_of_nobody_whose_help_has_not_ended(now):
    with pytest.raises(Refused, match="when the help has ended"):
        helped.say(request=make_request(now=now), did_it_help="no", words="", by=Actor.public(), now=now)


def test_what_they_wrote_goes_after_a_time_and_how_many_it_helped_stays(now):
    helped.say(request=closed(now), did_it_help="yes", words="Thank you", by=Actor.public(), now=now)

    assert helped.forget_words(now, now) == 0
    assert helped.forget_words(now + timedelta(days=1), now) == 1
    assert (HelpFeedback.objects.get().did_it_help, HelpFeedback.objects.get().words) == ("yes", "")


# What somebody should see to


def test_what_is_late_is_listed_and_what_is_in_time_is_not(now):
    champion, days = make_champion(max_people=9), lambda number: now - timedelta(days=number)
    late = {
        "promise": make_request(promised_on=days(1).date()),
        "answer": make_request(state="found", champion=champion, found_at=days(5)),
        "first-contact": make_request(state="matched", champion=champion, matched_at=days(5)),
        "quiet": make_request(state="matched", champion=champion, matched_at=days(30), in_touch_at=days(15)),
    }
    make_request(promised_on=now.date())
    make_request(state="found", champion=champion, found_at=days(4))
    make_request(state="matched", champion=champion, matched_at=days(4))
    make_request(state="matched", champion=champion, matched_at=days(30), in_touch_at=days(13))
    helped_since = make_request(state="matched", champion=champion, matched_at=days(30))
    helped_since.sessions.create(
        champion=champion, held_on=days(2).date(), minutes=60, outcome="done", form_key=helped_since.key, logged_at=now
    )

    assert {what: list(HelpRequest.objects.to_see_to(what, now)) for what in late} == {
        what: [request] for what, request in late.items()
    }
