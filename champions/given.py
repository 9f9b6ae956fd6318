"""All the help that a champion gave: one to one, and what the apps above know of (sessions on the rota).

given.also("rota", help_at_sessions)   # help_at_sessions(champion) returns a list of Given
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from core.words import LONDON

SOURCES = {}


@dataclass(frozen=True)
class Given:
    """Help on one day. `person` tells people apart and says nobody's name; None for somebody at a drop-in.

    `entry` is the number of what they wrote down themselves; None for what a register says.
    """

    on: date
    minutes: int
    where: str
    topics: tuple = ()
    outcome: str = ""
    miles: int = 0
    person: int | None = None
    entry: int | None = None


@dataclass(frozen=True)
class Total:
    """What it adds up to, in a year or in all."""

    people: int
    sessions: int
    minutes: int
    miles: int
    topics: tuple
    year: int | None = None


def also(name, source):
    SOURCES[name] = source


def given_by(champion):
    """Every help they gave, the latest first."""
    found = [one for source in (one_to_one, *SOURCES.values()) for one in source(champion)]
    return sorted(found, key=lambda one: one.on, reverse=True)


def one_to_one(champion):
    return [
        Given(
            on=session.held_on,
            minutes=session.minutes,
            where=str(session.request) if session.request else "At a drop-in",
            topics=tuple(topic.title for topic in session.topics.all()),
            outcome=session.get_outcome_display(),
            miles=session.travel_miles or 0,
            person=session.request.person_id if session.request else None,
            entry=session.pk,
        )
        for session in champion.sessions.select_related("request").prefetch_related("topics")
    ]


def total(given, year=None):
    topics = Counter(topic for one in given for topic in one.topics)
    return Total(
        people=len({one.person for one in given if one.person}),
        sessions=len(given),
        minutes=sum(one.minutes for one in given),
        miles=sum(one.miles for one in given),
        topics=tuple(sorted(topics.items(), key=lambda each: (-each[1], each[0]))),
        year=year,
    )


def by_year(given):
    """A Total for each calendar year with any, the latest first."""
    years = sorted({one.on.year for one in given}, reverse=True)
    return [total([one for one in given if one.on.year == year], year) for year in years]


def of_this_year(given, now):
    year = now.astimezone(LONDON).year
    return total([one for one in given if one.on.year == year], year)
