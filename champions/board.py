"""The board of applications: who stands where, for how many days, and what is missing. Oldest first."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from champions.models import Champion, ChampionState, ReferenceState
from champions.requirements import missing
from core.words import as_day, count_words

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Card:
    champion: Champion
    age: str
    missing: list
    notes: list


@dataclass(frozen=True)
class Column:
    """`wants` counts what its cards are missing: [(title, how many)], the most first."""

    title: str
    hint: str
    cards: list
    wants: list = field(default_factory=list)


def columns(now, *, wanting=""):
    """In five queries, however many there are. `wanting` keeps of those in checks whoever misses that."""
    today = as_day(now)
    in_play = Champion.objects.filter(state__in=[ChampionState.APPLIED, ChampionState.IN_CHECKS])
    lately = Champion.objects.active().filter(active_since__gt=now - LATELY)
    cards = [card(champion, now, today) for champion in with_checks(in_play).order_by("applied_at", "pk")]
    in_checks = [each for each in cards if each.champion.state == ChampionState.IN_CHECKS]
    waiting = [each for each in in_checks if each.missing]
    return [
        Column("Applied", "Nobody has looked yet", of_state(cards, ChampionState.APPLIED)),
        Column(
            "In checks",
            "Something is missing",
            [each for each in waiting if not wanting or wanting in each.missing],
            Counter(title for each in waiting for title in each.missing).most_common(),
        ),
        Column("Ready to decide", "Everything is in date", [each for each in in_checks if not each.missing]),
        Column("Active lately", "In the last 30 days", [active_card(each, now) for each in newest(lately)]),
    ]


def of_state(cards, state):
    return [each for each in cards if each.champion.state == state]


def with_checks(champions):
    return champions.select_related("person", "role", "area").prefetch_related(
        "met", "role__requirements", "references"
    )


def newest(champions):
    return champions.select_related("person", "role", "area").order_by("active_since", "pk")


def card(champion, now, today):
    days = count_words((now - champion.applied_at).days, "day")
    return Card(champion, f"{days} since applying", missing(champion, today), reference_notes(champion, now))


def active_card(champion, now):
    return Card(champion, f"Active for {count_words((now - champion.active_since).days, 'day')}", [], [])


def reference_notes(champion, now):
    """What the coordinator has to do about references."""
    references = list(champion.references.all())
    to_read = sum(each.state == ReferenceState.ANSWERED for each in references)
    to_ring = sum(each.is_to_ring(now) for each in references)
    notes = [count_words(to_read, "reference to read", "references to read")] if to_read else []
    return notes + ([count_words(to_ring, "referee to ring", "referees to ring")] if to_ring else [])
