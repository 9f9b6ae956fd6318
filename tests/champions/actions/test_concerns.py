"""A concern: raised by anybody, told to the lead without a word of it, looked into, closed, gone in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from champions.actions import concerns, profile
from champions.models import BlockedPair, Champion, Concern, HelpRequest
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.retention import apply_rules
from core.roles import COORDINATORS, SAFEGUARDING
from core.worklist import waiting_for
from messaging.models import Message
from people.actions.erasing import erase_person
from people.subject_access import everything_about
from tests.factories.accounts import make_staff, make_superuser, make_user
from tests.factories.champions import make_champion, make_concern, make_found, make_offer, make_request
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
WORDS = "Zebedee asked for her PIN"


@pytest.fixture
def lead():
    return make_staff(SAFEGUARDING, first_name="Ines", last_name="Oduya")


@pytest.fixture
def by(lead):
    return Actor.of(lead)


def raised(now, by=None, **said):
    said = {"about": "champion", "words": WORDS, "form_key": uuid4(), **said}
    return concerns.raise_concern(**said, by=by or Actor.public(), now=now)


def said_in_log(concern):
    return [(note.kind, note.words) for note in concern.notes.all()]


def test_a_concern_is_kept_as_it_was_told_with_no_name_needed(now):
    concern = raised(now, who="Rowan")

    assert (concern.words, concern.who, concern.name, concern.contact) == (WORDS, "Rowan", "", "")
    assert (concern.state, concern.taken_by, concern.first_seen_at) == ("new", None, None)


def test_a_form_posted_twice_makes_one_concern_and_one_message(now, lead):
    key = uuid4()

    assert raised(now, form_key=key) == raised(now, form_key=key)
    assert Message.objects.filter(kind="concern_came").count() == 1


def test_a_concern_that_says_nothing_is_refused(now):
    with pytest.raises(Refused, match="what worries you"):
        raised(now, words=" \n ")


def test_every_lead_is_told_that_one_came_and_not_a_word_of_it(now, lead):
    make_staff(SAFEGUARDING, is_active=False)
    make_staff(COORDINATORS)

    concern = raised(now, name="Zebedee Quarrell", contact="01632 960 999")

    [message] = Message.objects.all()
    assert message.to == lead.email
    assert f"/admin/concern/inspect/{concern.pk}/" in message.body
    for told in ("Zebedee", "PIN", "960 999", concern.reference):
        assert told not in message.subject + message.body + message.body_html


def test_each_look_is_written_down_without_content_and_the_first_is_kept(now, by):
    concern = raised(now)

    concerns.look(concern, by=by, now=now)
    concerns.look(concern, by=by, now=now + timedelta(hours=1))

    looks = AuditLine.objects.filter(action="concern_seen")
    assert [line.user for line in looks] == [by.user, by.user]
    assert [line.detail for line in looks] == [{}, {}]
    assert Concern.objects.get().first_seen_at == now


def test_no_audit_line_has_a_word_of_a_concern(now, by):
    concern = raised(now, who="Rowan", name="Zebedee", contact="01632 960 999")
    concerns.write_note(concern=concern, kind="decision", words="Rang Zebedee", by=by, now=now)
    concerns.close(concern=concern, outcome="nothing", words="Zebedee was wrong", by=by, now=now)

    lines = AuditLine.objects.values_list("action", "about_type", "about_id", "detail")
    said = " ".join(map(str, lines))
    assert not any(word in said for word in ("Zebedee", "Rowan", "960", "PIN"))


def test_a_note_begins_looking_into_it_and_stands_in_the_log(now, by):
    concern = raised(now)

    concerns.write_note(concern=concern, kind="note", words="Rang the library.", by=by, now=now)

    concern.refresh_from_db()
    assert (concern.state, said_in_log(concern)) == ("looking", [("note", "Rang the library.")])


def test_a_closed_concern_has_its_outcome_takes_no_more_and_can_be_opened_again(now, by):
    concern = concerns.close(concern=raised(now), outcome="advice", words="Spoke with both.", by=by, now=now)

    assert (concern.state, concern.outcome, concern.closed_at) == ("closed", "advice", now)
    assert said_in_log(concern) == [("decision", "Closed: Advice or training was given. Spoke with both.")]
    with pytest.raises(Refused, match="Open it again first"):
        concerns.write_note(concern=concern, kind="note", words="More", by=by, now=now)

    concern = concerns.open_again(concern, by=by, now=now)

    assert (concern.state, concern.outcome, concern.closed_at) == ("looking", "", None)
    with pytest.raises(Refused):
        concerns.open_again(concern, by=by, now=now)


def test_the_database_keeps_no_concern_closed_without_a_date(now):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_concern(state="closed")


@pytest.mark.parametrize("act", [concerns.stop_champion, concerns.lift_stop, concerns.let_apply_again])
def test_what_is_done_to_a_champion_needs_one(act, now, by):
    with pytest.raises(Refused, match="which champion"):
        act(raised(now), by=by, now=now)


def test_a_concern_about_a_request_is_about_whoever_helps(now):
    request = make_request(state="matched", champion=make_champion(), matched_at=now)

    assert raised(now, request=request).champion == request.champion


@pytest.fixture
def stopped(now, by):
    """A champion with one person helped and one offer open, whom the lead has just stopped."""
    champion = make_champion("Rowan Pettifer", user=make_user())
    make_request(state="matched", champion=champion, matched_at=now)
    make_offer(make_request(state="offered"), champion)
    concern = raised(now)
    concerns.say_about_whom(concern=concern, champion=champion, by=by, now=now)
    concern.refresh_from_db()
    concerns.stop_champion(concern, by=by, now=now)
    return Champion.objects.get()


def test_a_stopped_champion_has_nothing_in_hand_and_others_see_only_that_it_is_looked_into(stopped):
    assert (stopped.state, stopped.state_reason) == ("paused", "Being looked into")
    assert set(HelpRequest.objects.values_list("state", "champion")) == {("waiting", None)}
    assert [offer.state for offer in stopped.offers.all()] == ["withdrawn"]
    told = Message.objects.filter(about_type="champions.champion")
    assert not any("concern" in message.body or "looked into" in message.body for message in told)


@pytest.mark.parametrize("who", ["champion", "coordinator", "lead"])
def test_nobody_brings_a_stopped_champion_back_before_the_stop_is_lifted(who, stopped, now, by):
    them = {"champion": Actor.of(stopped.user), "coordinator": Actor.of(make_staff(COORDINATORS)), "lead": by}[who]
    with pytest.raises(Refused, match="ring us" if who == "champion" else "safeguarding lead"):
        profile.return_from_pause(champion=stopped, by=them, now=now)

    concerns.lift_stop(Concern.objects.get(), by=by, now=now)

    assert profile.return_from_pause(champion=stopped, by=them, now=now).state == "active"
    with pytest.raises(Refused, match="not stopped"):
        concerns.lift_stop(Concern.objects.get(), by=by, now=now)


def test_a_champion_is_stopped_once_and_never_after_they_went(stopped, now, by):
    concern = Concern.objects.get()
    with pytest.raises(Refused, match="already"):
        concerns.stop_champion(concern, by=by, now=now)

    profile.leave(champion=stopped, by=by, now=now)

    with pytest.raises(Refused, match="not a champion any more"):
        concerns.stop_champion(Concern.objects.get(), by=by, now=now)


def test_a_stopped_champion_hears_of_each_whom_they_had_as_far_as_it_had_come(now, by):
    rowan = make_person("Rowan Pettifer", email="rowan@example.org", contact_by="email")
    champion = make_champion(person=rowan, user=make_user())
    make_request(state="matched", champion=champion, matched_at=now)
    make_found(make_request(), champion)

    concerns.stop_champion(make_concern(champion=champion), by=by, now=now)

    told = Message.objects.filter(person_key=champion.person.key).values_list("kind", flat=True)
    assert sorted(told) == ["champion_match_over", "champion_not_this_time"]


def test_an_applicant_who_is_stopped_stays_what_they_are_and_is_not_cleared(now, by):
    from champions.actions.applications import activate

    applicant = make_champion(state="in-checks", birth_year=1961)
    concern = make_concern(champion=applicant)

    concerns.stop_champion(concern, by=by, now=now)

    assert Champion.objects.get().state == "in-checks"
    with pytest.raises(Refused, match="safeguarding lead"):
        activate(champion=applicant, by=Actor.system(), now=now)


def test_a_pair_blocked_from_a_concern_has_its_reason_for_the_lead_alone(now, by):
    champion, request = make_champion(), make_request(reference="K7M4PX")
    concern = make_concern(champion=champion)

    concerns.block_pair(concern=concern, request=request, reason="She is afraid of him", by=by, now=now)

    pair = BlockedPair.objects.get()
    assert (pair.champion, pair.person, pair.for_lead_only) == (champion, request.person, True)
    assert said_in_log(concern) == [("done", "Never matched again with who asked in H-K7M4PX. She is afraid of him")]


def test_new_and_late_concerns_are_on_the_leads_worklist_and_on_nobody_elses(now, london, lead, by):
    late, new = make_concern(now=london(2026, 11, 19, 9)), make_concern(now=now)

    assert [(number, words) for number, words, _ in waiting_for(lead, now)] == [
        (2, "concerns that are new"),
        (1, "concern not looked at within a working day"),
    ]
    assert waiting_for(make_staff(COORDINATORS), now) == []

    for concern in (late, new):
        concerns.look(concern, by=by, now=now)

    assert waiting_for(lead, now) == []


def test_where_there_is_no_lead_whoever_makes_accounts_is_told(now):
    make_concern()
    boss = make_superuser()
    words = "concern that nobody can read: no account is in the group Safeguarding leads"

    assert words in [line for _, line, _ in waiting_for(boss, now)]

    make_staff(SAFEGUARDING)

    assert words not in [line for _, line, _ in waiting_for(boss, now)]


def test_closed_concerns_go_with_their_log_after_six_years_and_open_ones_stay(now, by):
    old = concerns.close(concern=raised(now), outcome="nothing", words="No more to do.", by=by, now=now)
    still_open = raised(now)
    later = now.replace(year=2032, month=11, day=19)

    assert apply_rules(later)["concerns"] == 0
    assert apply_rules(later + timedelta(days=3))["concerns"] == 1
    assert list(Concern.objects.all()) == [still_open]
    assert not old.notes.exists()


def test_a_champion_is_not_given_what_was_said_about_them(now, by):
    request = make_request(state="matched", champion=make_champion("Rowan Pettifer"), matched_at=now)
    concern = raised(now, request=request)
    concerns.block_pair(concern=concern, request=make_request(make_person("Winnie")), reason=WORDS, by=by, now=now)

    for person in (request.champion.person, request.person, BlockedPair.objects.get().person):
        sections = dict(everything_about(person))
        assert "Zebedee" not in str(sections)
        assert not any("safeguarding" in title or "matched" in title for title in sections)


def test_who_is_being_looked_into_is_not_erased_and_the_concern_outlives_them(now, by):
    champion = make_champion(state="left")
    concern = make_concern(champion=champion)
    with pytest.raises(Refused, match="safeguarding lead is looking into"):
        erase_person(champion.person, by=by, now=now, why="asked")

    concerns.close(concern=concern, outcome="passed-on", words="To the police.", by=by, now=now)
    erase_person(champion.person, by=by, now=now, why="asked")

    assert Concern.objects.get().words == "She asked for his PIN."
