"""A champion and a person who are never matched: not offered, not shown, and parted where they were matched."""

import pytest

from champions.actions import blocks, offers
from champions.candidates import candidates, need_of
from champions.matching import rank
from champions.models import BlockedPair, HelpRequest
from core.actors import Actor
from core.errors import Refused
from messaging.models import Message
from people.actions.erasing import erase_person
from people.actions.merging import merge_people, unmerge_people
from people.models import Merge
from people.subject_access import everything_about
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_found, make_offer, make_pair, make_request
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor.system()


def kinds_told(champion):
    return list(Message.objects.filter(person_key=champion.person.key).values_list("kind", flat=True))


def reachable(name="Rowan Pettifer", **kwargs):
    return make_champion(person=make_person(name, email="rowan@example.org", contact_by="email"), **kwargs)


def test_a_blocked_champion_is_neither_a_match_nor_a_near_miss(now):
    champion, near_miss = make_champion("Rowan Pettifer"), make_champion("Tansy Wade", settings=["video"])
    request = make_request()
    before = rank(need_of(request), candidates(request, now=now), today=now.date())
    for each in (champion, near_miss):
        make_pair(each, request.person)

    ranking = rank(need_of(request), candidates(request, now=now), today=now.date())

    assert ([match.candidate.pk for match in before.matches], len(before.near_misses)) == ([champion.pk], 1)
    assert (ranking.matches, ranking.near_misses) == ((), ())


def test_of_blocked_pairs_no_more_is_read_and_no_further_query_is_asked(now, django_assert_max_num_queries):
    request = make_request()
    for _ in range(3):
        make_pair(make_champion(), request.person)
    free = make_champion()

    with django_assert_max_num_queries(8):
        assert [candidate.pk for candidate in candidates(request, now=now)] == [free.pk]


def test_a_blocked_champion_cannot_be_offered_and_cannot_say_yes(now, by):
    champion = make_champion(user=make_user())
    asked, waiting = make_request(state="offered"), make_request()
    offer = make_offer(asked, champion)
    for request in (asked, waiting):
        make_pair(champion, request.person)

    with pytest.raises(Refused, match="never matched with this person"):
        offers.offer(request=waiting, champion=champion, by=by, now=now)
    with pytest.raises(Refused, match="never matched with this person"):
        offers.accept(offer=offer, by=Actor.of(champion.user), now=now)


def test_blocking_two_who_are_matched_ends_it_at_once_and_tells_both(now, by):
    champion = reachable()
    person = make_person("Arthur Fernley", phone="01632 960 178", contact_by="phone")
    request = make_request(person, state="matched", champion=champion, matched_at=now)
    other = make_request(state="matched", champion=champion, matched_at=now)

    blocks.block(champion=champion, person=person, reason="They do not get on.", by=by, now=now)

    request.refresh_from_db()
    other.refresh_from_db()
    assert (request.state, request.champion, other.state) == ("waiting", None, "matched")
    assert kinds_told(champion) == ["champion_match_over"]
    assert Message.objects.get(person_key=person.key).kind == "help_handed_over"


def test_of_somebody_who_had_not_said_yes_yet_the_champion_hears_not_this_time(now, by):
    champion = reachable(user=make_user())
    request = make_request()
    make_found(request, champion)

    blocks.block(champion=champion, person=request.person, reason="They do not get on.", by=by, now=now)

    assert kinds_told(champion) == ["champion_not_this_time"]


def test_blocking_takes_back_an_offer_of_the_two(now, by):
    champion, request = reachable(), make_request(state="offered")
    offer = make_offer(request, champion)

    blocks.block(champion=champion, person=request.person, reason="They do not get on.", by=by, now=now)

    offer.refresh_from_db()
    assert (offer.state, HelpRequest.objects.get().state) == ("withdrawn", "waiting")
    assert kinds_told(champion) == ["champion_offer_over"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_pair_needs_a_reason(reason, now, by):
    with pytest.raises(Refused, match="Enter the reason"):
        blocks.block(champion=make_champion(), person=make_person(), reason=reason, by=by, now=now)


def test_a_pair_is_blocked_once_and_nobody_with_themselves(now, by):
    pair = make_pair()
    with pytest.raises(Refused, match="already"):
        blocks.block(champion=pair.champion, person=pair.person, reason="Again", by=by, now=now)
    with pytest.raises(Refused, match="one and the same"):
        blocks.block(champion=pair.champion, person=pair.champion.person, reason="Odd", by=by, now=now)


def test_a_pair_taken_back_may_be_matched_again(now, by):
    champion, request = make_champion(), make_request()
    pair = make_pair(champion, request.person)

    blocks.unblock(pair, by=by, now=now)

    assert offers.offer(request=request, champion=champion, by=by, now=now).state == "open"


def test_merging_keeps_the_pair_and_parts_the_two_whichever_record_it_was_on(now, by):
    for blocked_on in ("kept", "gone"):
        champion, kept, gone = reachable(), make_person("Arthur Fernley"), make_person("A Fernley")
        make_pair(champion, kept if blocked_on == "kept" else gone)
        theirs = gone if blocked_on == "kept" else kept
        request = make_request(theirs, state="matched", champion=champion, matched_at=now)

        merge_people(kept, gone, by=by, now=now)

        request.refresh_from_db()
        assert (request.state, request.champion) == ("waiting", None), blocked_on
        assert champion.blocked_pairs.get().person == kept


def test_merging_two_records_that_are_both_blocked_and_taking_them_apart_leaves_each_with_its_own(now, by):
    champion, kept, gone = make_champion(), make_person("Arthur Fernley"), make_person("A Fernley")
    mine, other = make_pair(champion, kept), make_pair(champion, gone)

    merge_people(kept, gone, by=by, now=now)
    assert set(BlockedPair.objects.values_list("person", flat=True)) == {kept.pk}
    unmerge_people(Merge.objects.get().pk, by=by, now=now)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.person, other.person) == (kept, gone)


@pytest.mark.parametrize("who", ["person", "champion"])
def test_a_pair_goes_with_either_of_the_two(who, now, by):
    pair = make_pair(make_champion(state="left"))

    erase_person(pair.person if who == "person" else pair.champion.person, by=by, now=now, why="asked")

    assert not BlockedPair.objects.exists()


def test_who_asked_not_to_meet_somebody_is_shown_that_and_the_champion_is_not(now):
    pair = make_pair(reason="They do not get on.")

    theirs, champions = (dict(everything_about(person)) for person in (pair.person, pair.champion.person))

    assert theirs["A champion with whom you are not matched"] == [{"since": now.replace(hour=11), "why": pair.reason}]
    assert "They do not get on." not in str(champions)
