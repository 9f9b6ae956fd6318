"""Sessions near somebody who waits for a champion. The events app, which is above us, comes here and says how to find
them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class SessionNearby:
    """In words, as they are read to somebody. `key` tells it from the others on one page."""

    key: str
    title: str
    when: str
    where: str
    miles: float
    url: str


FINDERS = []
MOST = 3


def register(finder):
    """`finder(latitude, longitude, now, most)` returns SessionNearby, the best first."""
    FINDERS.append(finder)


def sessions_near(request, now):
    return [near for finder in FINDERS for near in finder(request.latitude, request.longitude, now, MOST)][:MOST]
