"""From asking to help given: offers, acceptance, and what may never happen whatever the order of events."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from champions.actions import agreeing, offers, profile, requests, sessions
from champions.models import HelpRequest, HelpSession, Offer
from champions.times import Slot
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from locations.models import Area
from locations.whereabouts import Whereabouts, find_place
from messaging.models import Message
from people.models import Consent
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_offer, make_request, make_requirement, make_role
from tests.factories.events import make_topic
from tests.factories.locations import make_area, make_place, make_postcode
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return Actor.of(make_staff("Coordinators"))


@pytest.fixture
def champion():
    return make_champion(user=make_user("rowan@example.org"), birth_year=1961)


@pytest.fixture
def request_(now):
    return make_request(person=make_person(contact_by="email", email="arthur@example.org"), now=now)


def offered(request, champion, now, **kwargs):
    offer = make_offer(request, champion, now=now, **kwargs)
    request.state = "offered"
    request.save()
    return offer


def matched(request, champion, now):
    offers.accept(offer=offered(request, champion, now), by=Actor.of(champion.user), now=now)
    agreeing.agree(request=request, by=Actor.public(), now=now)
    request.refresh_from_db()
    return request


def kinds():
    return list(Message.objects.order_by("pk").values_list("kind", "to"))


def ask(now, **changes):
    details = {
        "person": {"name": "Arthur Fernley", "contact_by": "email", "email": "arthur@example.org"},
        "words": "My phone",
        "topics": [],
        "setting": "venue",
        "where": "CA1 1AA",
        "whereabouts": find_place("CA1 1AA"),
        "slots": (Slot(1, time(9), time(12)),),
        "form_key": uuid4(),
        "by": Actor.public(),
        "now": now,
    }
    return requests.ask_for_help(**{**details, **changes})


def test_asking_makes_a_request_and_a_message_and_agrees_to_nothing_yet(now):
    ward = make_area("St Aidans")
    make_postcode("CA1 1AA", ward=ward)

    asked = ask(now)

    assert (asked.state, asked.area, str(asked.wanted_times.get())) == ("waiting", ward, "Tuesday 09:00 to 12:00")
    assert not Consent.objects.exists()
    assert asked.promised_on == date(2026, 11, 25)
    assert kinds() == [("help_asked", "arthur@example.org")]
    line = AuditLine.objects.get(action="help_asked")
    assert "Arthur" not in str(line.detail)


def test_a_place_known_by_its_name_is_in_the_nearest_ward_of_its_district(now):
    cumberland = make_area("Cumberland", kind="district")
    make_area("Castle", parent=cumberland)
    fellside = make_area("Alston and Fellside", parent=cumberland, position=(54.80, -2.45))
    make_area("Elsewhere", position=(54.8110, -2.4380))
    make_place("Alston", district=cumberland)
    make_place("Nenthead", position=(54.79, -2.34))

    asked = ask(now, where="Alston", whereabouts=find_place("Alston"))
    nowhere = ask(now, where="Nenthead", whereabouts=find_place("Nenthead"))

    assert asked.area == fellside
    assert nowhere.area == Area.objects.get(name="Elsewhere")


@pytest.mark.parametrize(("arrived_by", "state"), [("phone", "done"), ("web", "done"), ("letter", "to-do")])
def test_nobody_is_rung_to_hear_what_they_were_told_when_they_asked(now, arrived_by, state):
    make_postcode("CA1 1AA")
    person = {"name": "Arthur Fernley", "contact_by": "phone", "phone": "01632 960 178"}

    ask(now, person=person, arrived_by=arrived_by)

    assert Message.objects.get().state == state


def test_a_form_posted_twice_makes_one_request(now):
    make_postcode("CA1 1AA")
    key = uuid4()

    assert ask(now, form_key=key) == ask(now, form_key=key)
    assert HelpRequest.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"whereabouts": Whereabouts("unknown", sentence="We cannot find it.")}, "We cannot find it."),
        ({"words": " "}, "Tell us what you would like help with, or choose a topic."),
        ({"person": {"name": "Arthur", "contact_by": "phone", "phone": "12"}}, "Enter a phone number"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(now, changes, sentence):
    make_postcode("CA1 1AA")

    with pytest.raises(Refused, match=sentence):
        ask(now, **changes)
    assert HelpRequest.objects.count() == 0


def test_an_offer_shows_need_and_area_and_never_the_person(coordinator, champion, request_, now):
    champion.person.email = "rowan@example.org"
    champion.person.save()
    request_.topics.add(make_topic("Video calls"))
    request_.area = make_area("Harraby")
    request_.save()

    offers.offer(request=request_, champion=champion, by=coordinator, now=now)

    request_.refresh_from_db()
    message = Message.objects.get()
    assert request_.state == "offered"
    assert (message.subject, message.to) == ("Can you help someone in Harraby?", "rowan@example.org")
    assert "Video calls" in message.body
    assert "Monday 23 November, 10am" in message.body
    for secret in (request_.person.name, "arthur@example.org", "CA1 1AA", "Help with my phone"):
        assert secret not in message.subject + message.body + message.body_html


def test_declining_is_all_right_and_the_request_waits_for_the_next(champion, request_, now):
    offer = offered(request_, champion, now)

    offers.decline_offer(offer=offer, by=Actor.of(champion.user), now=now)

    request_.refresh_from_db()
    assert (request_.state, request_.offers.get().state) == ("waiting", "declined")


def test_who_said_no_is_not_asked_about_it_again(coordinator, champion, request_, now):
    offers.decline_offer(offer=offered(request_, champion, now), by=Actor.of(champion.user), now=now)

    with pytest.raises(Refused, match="Said no to this request on Friday 20 November 2026"):
        offers.offer(request=request_, champion=champion, by=coordinator, now=now)


def test_an_offer_that_lapsed_a_second_ago_cannot_be_accepted(champion, request_, now):
    offer = offered(request_, champion, now - timedelta(days=3, seconds=1))

    with pytest.raises(Refused, match="The time to answer has passed"):
        offers.accept(offer=offer, by=Actor.of(champion.user), now=now)


def test_an_offer_taken_back_cannot_be_accepted(coordinator, champion, request_, now):
    offer = offered(request_, champion, now)
    offers.withdraw(offer=offer, by=coordinator, now=now)

    with pytest.raises(Refused, match="answered already, or is no longer needed"):
        offers.accept(offer=offer, by=Actor.of(champion.user), now=now)


def test_nobody_answers_for_somebody_else(champion, request_, now):
    offer = offered(request_, champion, now)

    for other in (Actor.of(make_user()), Actor.public()):
        with pytest.raises(Refused, match="offered to somebody else"):
            offers.accept(offer=offer, by=other, now=now)


def test_an_offer_lapses_and_goes_back_among_those_waiting(champion, request_, now):
    offered(request_, champion, now)

    assert offers.lapse_offers(now + timedelta(days=3) - timedelta(seconds=1)) == 0
    assert offers.lapse_offers(now + timedelta(days=3)) == 1
    assert offers.lapse_offers(now + timedelta(days=4)) == 0

    request_.refresh_from_db()
    assert (request_.state, request_.offers.get().state) == ("waiting", "lapsed")


def test_a_request_is_offered_to_one_champion_at_a_time(coordinator, champion, request_, now):
    offers.offer(request=request_, champion=champion, by=coordinator, now=now)

    with pytest.raises(Refused, match="not waiting"):
        offers.offer(request=request_, champion=make_champion("Dorothea"), by=coordinator, now=now)


def test_a_lapsed_offer_does_not_stand_in_the_way_of_the_next(coordinator, champion, request_, now):
    offered(request_, champion, now - timedelta(days=4))
    other = make_champion("Dorothea Blenkinship")

    offer = offers.offer(request=request_, champion=other, by=coordinator, now=now)

    assert list(Offer.objects.order_by("made_at").values_list("state", flat=True)) == ["lapsed", "open"]
    assert offer.reasons["for"]


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda champion: champion.met.all().delete(), "Not recorded yet: DBS check"),
        (lambda champion: champion.met.update(expires_on="2026-11-19"), "DBS check ran out"),
        (lambda champion: type(champion).objects.update(state="paused"), "Is taking a break"),
        (lambda champion: type(champion).objects.update(max_people=1), "Already helping 1 person"),
        (lambda champion: type(champion).objects.update(settings=["phone"]), "Has not said they help"),
        (lambda champion: type(champion).objects.update(birth_year=2009), "Is under 18"),
        (lambda champion: type(champion).objects.update(home_latitude=55.5), "beyond how far they travel"),
    ],
)
def test_no_acceptance_breaks_a_hard_rule_that_held_when_it_was_offered(now, happens, why):
    check = make_requirement()
    champion = make_champion(user=make_user(), role=make_role(requirements=[check]), max_people=2)
    champion.met.create(requirement=check, met_on="2026-01-01")
    matched(make_request(now=now), champion, now)
    request = make_request(now=now)
    offer = offered(request, champion, now)

    happens(champion)

    with pytest.raises(Refused, match=why):
        offers.accept(offer=offer, by=Actor.of(champion.user), now=now)
    request.refresh_from_db()
    assert request.state == "offered"


def test_contact_details_are_seen_by_the_matched_champion_alone_and_each_look_is_written_down(
    coordinator, champion, request_, now
):
    with pytest.raises(Refused, match="while you are helping them"):
        requests.look_at_contact(request=request_, by=Actor.of(champion.user), now=now)
    matched(request_, champion, now)

    assert requests.look_at_contact(request=request_, by=Actor.of(champion.user), now=now) == request_.person
    assert requests.look_at_contact(request=request_, by=coordinator, now=now) == request_.person
    lines = AuditLine.objects.filter(action="help_contact_seen").order_by("pk")
    assert [line.user for line in lines] == [champion.user, coordinator.user]


def test_a_champion_sees_nobody_any_more_once_the_help_has_ended(champion, request_, now):
    matched(request_, champion, now)
    requests.close_request(request=request_, outcome="Done", by=Actor.of(champion.user), now=now)
    request_.refresh_from_db()

    with pytest.raises(Refused, match="while you are helping them"):
        requests.look_at_contact(request=request_, by=Actor.of(champion.user), now=now)


def test_cancelling_tells_the_champion_who_was_asked(champion, request_, now):
    offered(request_, champion, now)

    requests.cancel_request(request=request_, by=Actor.public(), now=now)

    request_.refresh_from_db()
    assert (request_.state, request_.offers.get().state) == ("cancelled", "withdrawn")
    assert [kind for kind, _ in kinds()] == ["champion_offer_over", "help_cancelled"]
    with pytest.raises(Refused, match="already ended"):
        requests.cancel_request(request=request_, by=Actor.public(), now=now)


def test_whether_it_helped_is_asked_of_nobody_who_had_no_help(coordinator, request_, now):
    requests.close_request(request=request_, outcome="Moved away", by=coordinator, now=now)

    assert [kind for kind, _ in kinds()] == ["help_ended"]


def test_whoever_was_matched_is_asked_whether_it_helped(coordinator, champion, request_, now):
    matched(request_, champion, now)

    requests.close_request(request=request_, outcome="They can do it now", by=coordinator, now=now)

    assert [kind for kind, _ in kinds()][-1] == "help_closed"


def test_a_match_that_does_not_fit_is_ended_and_the_person_is_told_that_we_look_again(
    coordinator, champion, request_, now
):
    matched(request_, champion, now)

    offers.end_match(request=request_, by=coordinator, now=now)

    request_.refresh_from_db()
    assert (request_.state, request_.champion) == ("waiting", None)
    assert [kind for kind, _ in kinds()][-2:] == ["help_handed_over", "champion_match_over"]


def test_a_break_takes_offers_back_and_leaves_matches_as_they_are(champion, request_, now):
    matched(request_, champion, now)
    waiting = make_request(now=now)
    offered(waiting, champion, now)

    profile.pause(champion=champion, until=date(2026, 12, 1), by=Actor.of(champion.user), now=now)

    waiting.refresh_from_db()
    request_.refresh_from_db()
    assert (waiting.state, request_.state) == ("waiting", "matched")
    champion.refresh_from_db()
    assert (champion.state, champion.paused_until) == ("paused", date(2026, 12, 1))
    profile.return_from_pause(champion=champion, by=Actor.of(champion.user), now=now)
    champion.refresh_from_db()
    assert (champion.state, champion.paused_until) == ("active", None)


def test_a_break_cannot_end_before_it_begins(champion, now):
    with pytest.raises(Refused, match="tomorrow or later"):
        profile.pause(champion=champion, until=date(2026, 11, 20), by=Actor.of(champion.user), now=now)


def test_leaving_hands_over_the_people_they_helped_and_closes_the_account(champion, request_, now):
    matched(request_, champion, now)

    profile.leave(champion=champion, by=Actor.of(champion.user), now=now)

    request_.refresh_from_db()
    champion.refresh_from_db()
    assert (request_.state, request_.champion, champion.state) == ("waiting", None, "left")
    assert champion.user.is_active is False
    assert [kind for kind, _ in kinds()][-1] == "help_handed_over"


def profile_of(**changes):
    return {
        "topics": [],
        "languages": [],
        "settings": ["venue"],
        "slots": (),
        "travel_miles": 5,
        "max_people": 2,
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"travel_miles": 0}, "between 1 and 60 miles"),
        ({"travel_miles": 10_000}, "between 1 and 60 miles"),
        ({"max_people": 0}, "between 1 and 20"),
        ({"settings": []}, "at least one way"),
        ({"slots": (Slot(1, time(12), time(9)),)}, "On Tuesday the time to finish"),
        ({"home": ("ZZ1 1ZZ", Whereabouts("outside", sentence="Outside."))}, "Outside."),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(champion, now, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        profile.update_profile(champion=champion, **profile_of(**changes), by=Actor.of(champion.user), now=now)


def log(champion, now, **changes):
    details = {
        "held_on": now.date(),
        "minutes": 60,
        "setting": "venue",
        "outcome": "done",
        "form_key": uuid4(),
        "by": Actor.of(champion.user),
        "now": now,
    }
    return sessions.log_help(champion=champion, **{**details, **changes})


def test_help_is_logged_and_finishing_frees_the_place(champion, request_, now):
    matched(request_, champion, now)
    topic = make_topic("Video calls")

    logged = log(champion, now, request=request_, topics=[topic], finished=True)

    request_.refresh_from_db()
    assert (logged.minutes, list(logged.topics.all()), request_.state) == (60, [topic], "closed")
    assert request_.outcome == "They can do it now"
    assert [kind for kind, _ in kinds()][-1] == "help_closed"


def test_help_logged_twice_with_one_form_is_one_session(champion, now):
    key = uuid4()

    assert log(champion, now, form_key=key) == log(champion, now, form_key=key)
    assert HelpSession.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": 30 * 60}, "between 1 and 600 minutes"),
        ({"minutes": 0}, "between 1 and 600 minutes"),
        ({"held_on": date(2026, 11, 21)}, "in the future"),
        ({"held_on": date(2026, 11, 19)}, "before you became a champion, on Friday 20 November 2026"),
    ],
)
def test_help_that_cannot_have_been_is_refused(champion, now, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        log(champion, now, **changes)


def test_thirty_hours_in_one_day_are_refused_in_parts_too(champion, now):
    log(champion, now, minutes=600)

    with pytest.raises(Refused, match="That would make 15 hours on Friday 20 November 2026"):
        log(champion, now, minutes=300)


def test_help_before_the_match_is_refused(champion, request_, now):
    matched(request_, champion, now)
    champion.active_since = now - timedelta(days=100)
    champion.save()

    with pytest.raises(Refused, match="before you were matched with this person"):
        log(champion, now, request=request_, held_on=date(2026, 11, 19))


def test_help_to_somebody_elses_person_is_refused(champion, request_, now):
    with pytest.raises(Refused, match="You are not helping this person"):
        log(champion, now, request=request_)


def test_who_is_not_cleared_or_has_left_logs_nothing(now):
    waiting = make_champion(state="applied", user=make_user())
    left = make_champion("Gone", state="left", user=make_user())
    left.active_since = now
    left.save()

    with pytest.raises(Refused, match="once you are cleared"):
        log(waiting, now)
    with pytest.raises(Refused, match="not a champion at the moment"):
        log(left, now)


def test_staff_who_help_as_champions_see_no_more_than_other_champions(champion, request_, now):
    matched(request_, champion, now)
    requests.close_request(request=request_, outcome="Done", by=Actor.of(champion.user), now=now)
    request_.refresh_from_db()
    champion.user.groups.set(Group.objects.filter(name="Partner editors"))

    with pytest.raises(Refused, match="while you are helping them"):
        requests.look_at_contact(request=request_, by=Actor.of(reloaded(champion.user)), now=now)


def test_a_champion_is_not_led_to_somebody_who_asked_for_no_contact(champion, request_, now):
    matched(request_, champion, now)
    request_.person.do_not_contact = True
    request_.person.save()

    with pytest.raises(Refused, match="ring us"):
        requests.look_at_contact(request=request_, by=Actor.of(champion.user), now=now)


def reloaded(user):
    """As another request finds it: what it may do is worked out anew."""
    return type(user).objects.get(pk=user.pk)
