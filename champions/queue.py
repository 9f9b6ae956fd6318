"""Everybody who waits for a champion and everybody who might help them, read in a few queries however many they are;
and the plan that comes of it.
"""

from collections import defaultdict
from dataclasses import dataclass

from champions.candidates import day_of, everybody, need_of
from champions.models import BlockedPair, HelpRequest, HelpSession, MatchWeights, Offer
from champions.plan import Asking, Plan, best_plan, in_full, one_by_one, possible_matches
from core.words import as_day

ANSWERS = ("declined", "not-wanted", "lapsed")


@dataclass(frozen=True)
class Queue:
    """`requests` by their number, longest waiting first. `best` has every reason; `by_turns` is to compare it with."""

    requests: dict
    best: Plan
    by_turns: Plan

    @property
    def left(self):
        """Who waits on, whatever we do today."""
        return [request for pk, request in self.requests.items() if pk not in self.best.pairs]


def queue(*, now):
    today, weights = as_day(now), MatchWeights.current()
    requests = {request.pk: request for request in waiting()}
    askings = askings_of(requests)
    possible = possible_matches(askings, everybody(now=now), today=today, weights=weights)
    best = in_full(best_plan(possible), askings, today=today, weights=weights)
    # The order in which they were worked out is not that of waiting.
    best.pairs.update({pk: best.pairs.pop(pk) for pk in requests if pk in best.pairs})
    return Queue(requests, best, one_by_one(possible))


def waiting():
    return HelpRequest.objects.waiting().select_related("area").prefetch_related("topics", "wanted_times")


def askings_of(requests):
    theirs = of_theirs(requests)
    return [Asking(pk, need_of(request), theirs[pk]) for pk, request in requests.items()]


def of_theirs(requests):
    """{request: {champion: what that request alone knows of them}}."""
    theirs, by_person = defaultdict(lambda: defaultdict(dict)), requests_by_person(requests)
    for request, champion, changes in [*answers_of(requests), *helpers_of(by_person), *blocked_of(by_person)]:
        theirs[request][champion].update(changes)
    return theirs


def answers_of(requests):
    offers = Offer.objects.filter(request__in=list(requests), state__in=ANSWERS).order_by("answered_at")
    for request, champion, state, answered_at in offers.values_list("request", "champion", "state", "answered_at"):
        day = day_of(answered_at)
        said = {"declined": {"said_no_on": day}, "not-wanted": {"not_wanted_on": day}, "lapsed": {"let_lapse": True}}
        yield request, champion, said[state]


def helpers_of(by_person):
    sessions = HelpSession.objects.filter(request__person__in=list(by_person)).order_by()
    for person, champion in sessions.values_list("request__person", "champion").distinct():
        for request in by_person[person]:
            yield request, champion, {"helped_before": True}


def blocked_of(by_person):
    pairs = BlockedPair.objects.filter(person__in=list(by_person)).order_by()
    for person, champion in pairs.values_list("person", "champion"):
        for request in by_person[person]:
            yield request, champion, {"blocked": True}


def requests_by_person(requests):
    by_person = defaultdict(list)
    for request in requests.values():
        by_person[request.person_id].append(request.pk)
    return by_person
