"""Who could help with a request, and why. Pure: a Need and candidates in, ranked matches out.

Each rule is written once, in champions/hard_rules.py, and asked three times: when the coordinator looks, when an offer
is made and when it is accepted. What decides the order among those who may is `Weights`, which a coordinator can read.
"""

from dataclasses import asdict, dataclass, field
from heapq import nsmallest
from math import ceil, inf

from champions import hard_rules
from champions.match_words import reasons_against, reasons_for
from champions.meeting import Spot, meeting_spot
from champions.times import Slot, shared_slots
from locations.distance import miles_to_each

NEAR_MISSES_SHOWN = 10
IN_PERSON = ("venue", "home")
# A champion this far away is worth half as much, for distance, as one next door.
HALF_WORTH_MILES = 5
# This much shared time in a week is plenty: more does not make a better match.
PLENTY_OF_MINUTES = 240


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody asked for. `language` is empty for English; no `times` means any time."""

    latitude: float
    longitude: float
    setting: str = "venue"
    topics: tuple[str, ...] = ()
    times: tuple[Slot, ...] = ()
    language: str = ""
    step_free: bool = False
    travel_miles: float = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement of a candidate's role. Not met: never recorded, or recorded for a day that has passed."""

    title: str
    met: bool = False
    expires_on: object = None


@dataclass(frozen=True, slots=True)
class Candidate:
    pk: int
    name: str
    latitude: float | None
    longitude: float | None
    state: str = "active"
    paused_until: object = None
    away_until: object = None  # the last day of a holiday that they are on
    meets_people: bool = True
    may_visit_homes: bool = False
    adult: bool = True
    checks: tuple[Check, ...] = ()
    settings: frozenset = frozenset({"venue"})
    topics: frozenset = frozenset()
    languages: frozenset = frozenset()
    slots: tuple[Slot, ...] = ()
    spots: tuple[Spot, ...] = ()
    travel_miles: float = 5
    helping: int = 0
    asked: int = 0  # about somebody else, and has not answered yet
    max_people: int = 2
    taught: dict = field(default_factory=dict)  # topic: how often
    sessions: int = 0
    helped_before: bool = False
    said_no_on: object = None
    not_wanted_on: object = None  # the person who asked said that they would rather have somebody else
    let_lapse: bool = False
    blocked: bool = False  # with this person, for ever

    @property
    def first_name(self):
        return self.name.split(" ", 1)[0]


@dataclass(frozen=True)
class Weights:
    """How much each thing counts towards the order, beside the others: they need not add up to anything."""

    distance: int = 40
    topics: int = 25
    time: int = 15
    room: int = 10
    known: int = 10

    def shares(self):
        """{name: share} out of 100. All nothing decides nothing: then the nearer comes first."""
        values = asdict(self)
        whole = sum(values.values()) or 1
        return {name: 100 * value / whole for name, value in values.items()}


@dataclass(frozen=True)
class Match:
    candidate: Candidate
    score: float
    miles: float | None  # none when nobody needs to travel
    shared: tuple[Slot, ...]
    spot: Spot | None = None
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()


@dataclass(frozen=True)
class NearMiss:
    """One thing is in the way, and it could change."""

    candidate: Candidate
    why_not: str
    change: str
    miles: float | None
    goes_to: float | None = None  # how far the champion would have to travel, where that is all that is in the way

    @property
    def whole_miles(self):
        """A hundredth of a mile beyond a whole one is not worth another."""
        return ceil(self.goes_to - 0.01)


@dataclass(frozen=True)
class Ranking:
    matches: tuple[Match, ...]
    total: int
    near_misses: tuple[NearMiss, ...]


def rank(need, candidates, *, today, weights=Weights(), limit=10):
    """The best matches in order, with every reason, and the nearest of those whom one thing keeps away."""
    candidates, shares = list(candidates), weights.shares()
    found, misses = [], []
    for candidate, miles in zip(candidates, miles_to_all(need, candidates), strict=True):
        if hard_rules.is_out_of_the_question(need, candidate, miles):
            continue
        in_the_way = list(hard_rules.barriers(need, candidate, miles=miles, today=today, enough=2))
        if not in_the_way:
            found.append(score(need, candidate, miles, shares))
        elif len(in_the_way) == 1 and in_the_way[0].could_change:
            misses.append((miles is None, miles, candidate.pk, candidate, in_the_way[0]))
    found.sort(key=in_order)
    nearest = nsmallest(NEAR_MISSES_SHOWN, misses, key=lambda miss: miss[:3])
    matches = tuple(with_reasons(need, match, found, today) for match in found[:limit])
    return Ranking(matches, len(found), tuple(near_miss(*miss[1:]) for miss in nearest))


def near_miss(miles, _, candidate, barrier):
    return NearMiss(candidate, barrier.why_not, barrier.change, miles, barrier.goes_to)


def barriers(need, candidate, *, today):
    """Every hard rule that keeps this one candidate from this need."""
    [miles] = miles_to_all(need, [candidate])
    return list(hard_rules.barriers(need, candidate, miles=miles, today=today))


def best_of(need, candidate, *, today, weights=Weights()):
    """The match of one candidate with its reasons, whatever stands in the way."""
    [miles] = miles_to_all(need, [candidate])
    match = score(need, candidate, miles, weights.shares())
    return with_reasons(need, match, [match], today)


def miles_to_all(need, candidates):
    """By geodesic; None for everybody when nobody needs to travel."""
    if need.setting not in IN_PERSON:
        return [None] * len(candidates)
    # Nobody without a home goes anywhere.
    placed = [candidate for candidate in candidates if candidate.latitude is not None]
    positions = [(candidate.latitude, candidate.longitude) for candidate in placed]
    miles = dict(
        zip(
            (candidate.pk for candidate in placed), miles_to_each(need.latitude, need.longitude, positions), strict=True
        )
    )
    return [miles.get(candidate.pk, inf) for candidate in candidates]


def in_order(match):
    """Best first. Of two that count the same the nearer, and then the one who was there first."""
    return (-round(match.score, 9), match.miles or 0, match.candidate.pk)


def score(need, candidate, miles, shares, *, with_spot=True):
    shared = shared_slots(need.times, candidate.slots) if need.times else candidate.slots
    worth = {
        "distance": 1 if miles is None else HALF_WORTH_MILES / (HALF_WORTH_MILES + miles),
        "topics": len(candidate.topics.intersection(need.topics)) / len(need.topics) if need.topics else 1,
        "time": min(1, sum(slot.minutes for slot in shared) / PLENTY_OF_MINUTES),
        "room": 1 - (candidate.helping + candidate.asked) / candidate.max_people,
        "known": 1 if candidate.helped_before else 0,
    }
    total = sum(shares[name] * value for name, value in worth.items())
    spot = meeting_spot(need, candidate, shared) if with_spot and need.setting == "venue" else None
    return Match(candidate, total, miles, shared, spot)


def with_reasons(need, match, found, today):
    return Match(
        match.candidate,
        match.score,
        match.miles,
        match.shared,
        match.spot,
        tuple(reasons_for(need, match, found, today)),
        tuple(reasons_against(need, match, today)),
    )
