"""Whatever happens, in whatever order: nobody is offered, found or matched who breaks a hard rule at that moment."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from champions.actions import agreeing, offers, profile, requests, turns
from champions.models import Champion, HelpRequest
from core.actors import Actor
from core.errors import Refused
from people.actions.erasing import erase_person
from people.actions.merging import merge_people
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_found, make_request, make_requirement, make_role
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db

ALL = st.integers(0, 1)
MOSTLY = st.sampled_from([True, True, True, False])
MEANWHILE = st.sampled_from(["", "", "check ran out", "pauses", "is no adult", "helps by video only"])
SYSTEM = Actor.system()


class AnyOrder(RuleBasedStateMachine):
    """Two people, two champions and a clock. The rules are written here once more, as a second opinion."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = NOW
        self.check = make_requirement()
        self.champions = [self.new_champion(), self.new_champion()]
        self.requests = [make_request(make_person(f"Person {number}")) for number in range(2)]
        # Half of what may go wrong goes wrong from here.
        make_found(self.requests[0], self.champions[0], self.now)

    def new_champion(self):
        role = make_role(requirements=[self.check])
        champion = make_champion("Champion", role=role, user=make_user(), birth_year=1961, max_people=1)
        champion.met.create(requirement=self.check, met_on="2026-01-01")
        return champion

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def may_help(self, champion, request):
        champion = Champion.objects.get(pk=champion.pk)
        met = champion.met.get(requirement=self.check)
        helping = champion.matches.filter(state__in=["found", "matched"]).exclude(pk=request.pk).count()
        said = champion.offers.filter(request=request).values_list("state", flat=True)
        return (
            champion.state == "active"
            and self.now.year - champion.birth_year > 18
            and request.setting in champion.settings
            and (met.expires_on is None or met.expires_on >= self.now.date())
            and helping < champion.max_people
            and "declined" not in said
            and "not-wanted" not in said
        )

    def attempt(self, action, **values):
        """True when it was done; a refusal has changed nothing."""
        try:
            with transaction.atomic():
                action(**values, now=self.now)
        except Refused:
            return False
        return True

    def one_in(self, state, number):
        """One of the requests in a state, so that most of what happens could happen; None when there is none."""
        found = list(HelpRequest.objects.filter(state=state).order_by("pk"))
        return found[number % len(found)] if found else None

    @contextmanager
    def meanwhile(self, what, champion):
        """Between one person's looking and their pressing the button something happens; afterwards it is put right."""
        rows, met = Champion.objects.filter(pk=champion.pk), champion.met
        was = rows.values("state", "birth_year", "settings")[0]
        changes = {"pauses": {"state": "paused"}, "is no adult": {"birth_year": self.now.year - 15}}
        changes["helps by video only"] = {"settings": ["video"]}
        rows.update(**changes.get(what, was))
        if what == "check ran out":
            met.update(expires_on=self.now.date() - timedelta(days=1))
        yield
        met.update(expires_on=None)
        rows.filter(**changes.get(what, was)).update(**was)

    @rule(person=ALL, champion=ALL, what=MEANWHILE)
    def offer(self, person, champion, what):
        request, champion = self.one_in("waiting", person) or self.requests[person], self.champions[champion]
        with self.meanwhile(what, champion):
            may = self.may_help(champion, request)
            if self.attempt(offers.offer, request=request, champion=champion, by=SYSTEM):
                assert may

    @rule(person=ALL, order=st.permutations(range(2)))
    def ask_in_turn(self, person, order):
        chosen = [self.champions[number] for number in order]
        may = self.may_help(chosen[0], self.requests[person])
        if self.attempt(turns.ask_in_turn, request=self.requests[person], champions=chosen, by=SYSTEM):
            assert may

    @rule(person=ALL, says_yes=MOSTLY, what=MEANWHILE)
    def champion_answers(self, person, says_yes, what):
        request = self.one_in("offered", person)
        if request is None:
            return
        live = request.offers.select_related("champion").get(state="open")
        act = offers.accept if says_yes else offers.decline_offer
        with self.meanwhile(what, live.champion):
            may = self.may_help(live.champion, request) and live.lapses_at > self.now
            if self.attempt(act, offer=live, by=Actor.of(live.champion.user)) and says_yes:
                assert may

    @rule(person=ALL, says_yes=MOSTLY, what=MEANWHILE)
    def person_answers(self, person, says_yes, what):
        request = self.one_in("found", person)
        if request is None:
            return
        act = agreeing.agree if says_yes else agreeing.rather_not
        with self.meanwhile(what, request.champion):
            may = self.may_help(request.champion, request)
            self.attempt(act, request=request, by=Actor.public())
            if HelpRequest.objects.get(pk=request.pk).state == "matched":
                assert may

    @rule(person=ALL)
    def person_cancels_is_forgotten_and_another_asks(self, person):
        request = HelpRequest.objects.get(pk=self.requests[person].pk)
        self.attempt(requests.cancel_request, request=request, by=Actor.public())
        self.attempt(erase_person, person=request.person, by=SYSTEM, why="asked")
        self.requests[person] = make_request(make_person("Somebody else"))

    @rule(one=ALL, other=ALL)
    def two_people_are_one(self, one, other):
        kept, gone = (HelpRequest.objects.get(pk=self.requests[each].pk).person for each in (one, other))
        if kept != gone:
            self.attempt(lambda now: merge_people(kept, gone, by=SYSTEM, now=now))

    @rule(champion=ALL)
    def champion_pauses_or_comes_back(self, champion):
        champion = Champion.objects.get(pk=self.champions[champion].pk)
        act = profile.pause if champion.state == "active" else profile.return_from_pause
        self.attempt(act, champion=champion, by=SYSTEM)

    @rule(champion=ALL)
    def champion_leaves_and_another_comes(self, champion):
        self.attempt(profile.leave, champion=self.champions[champion], by=SYSTEM)
        self.champions[champion] = self.new_champion()

    @rule(days=st.integers(1, 3))
    def time_passes(self, days):
        self.now += timedelta(days=days)
        turns.lapse_and_ask_next(self.now)

    @invariant()
    def nobody_has_more_people_than_they_said(self):
        for champion in Champion.objects.all():
            assert champion.matches.filter(state__in=["found", "matched"]).count() <= champion.max_people

    @invariant()
    def who_is_with_somebody_is_with_one_who_said_yes(self):
        for request in HelpRequest.objects.filter(state__in=["found", "matched"]):
            assert request.champion.state in ("active", "paused")
            assert [offer.champion for offer in request.offers.filter(state="accepted")] == [request.champion]
            assert (request.state == "matched") == (request.matched_at is not None)

    @invariant()
    def an_offer_is_open_where_the_request_says_so(self):
        for request in HelpRequest.objects.all():
            assert request.offers.filter(state="open").exists() == (request.state == "offered")

    @invariant()
    def contact_is_open_only_after_a_yes(self):
        matched = HelpRequest.objects.filter(state="matched", person__consents__purpose="contact").distinct()
        assert matched.count() == HelpRequest.objects.filter(state="matched").count()


def test_no_order_of_events_breaks_a_hard_rule():
    run_state_machine_as_test(AnyOrder, settings=settings(max_examples=15, stateful_step_count=15, deadline=None))
