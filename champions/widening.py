"""Who would fit if something changed, for a request that nobody fits: asked only then."""

from copy import copy
from dataclasses import dataclass, replace

from champions.candidates import candidates, need_of
from champions.matching import rank
from champions.sessions_near import sessions_near
from core.words import as_day

WIDER_MILES = (3, 5, 10, 15, 20)
MOST_SHOWN = 3


@dataclass(frozen=True)
class Wider:
    """If the person could go so far, so many champions would fit."""

    miles: int
    total: int


@dataclass(frozen=True)
class WaysOut:
    wider: list
    by_phone: int
    sessions: list

    @property
    def session_keys(self):
        return {session.key: session for session in self.sessions}


def ways_out(request, now):
    return WaysOut(farther(request, now), by_phone(request, now), sessions_near(request, now))


def farther(request, now):
    """The distances from which on more would fit, shortest first."""
    if request.setting != "venue" or request.travel_miles >= WIDER_MILES[-1]:
        return []
    as_wide = copy(request)
    as_wide.travel_miles = WIDER_MILES[-1]
    everybody, need = candidates(as_wide, now=now), need_of(request)
    found, most = [], 0
    for miles in WIDER_MILES:
        if miles <= request.travel_miles:
            continue
        total = rank(replace(need, travel_miles=miles), everybody, today=as_day(now), limit=0).total
        if total > most:
            most = total
            found.append(Wider(miles, total))
    return found[:MOST_SHOWN]


def by_phone(request, now):
    if request.setting == "phone":
        return 0
    asked = copy(request)
    asked.setting = "phone"
    return rank(need_of(asked), candidates(asked, now=now), today=as_day(now), limit=0).total
