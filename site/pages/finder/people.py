"""The third arm: whether a person can help, by area and band alone."""

from dataclasses import dataclass

from champions.public import by_phone_count, people_near
from core.cards import PeopleRow
from core.words import count_words, list_words

MOST_ROWS = 5
MOST_TOPICS = 4


@dataclass(frozen=True)
class People:
    """`near` can meet somebody here. Nobody near: `by_phone` can ring them, 0 when too few to say."""

    near: int = 0
    by_phone: int = 0
    rows: tuple[PeopleRow, ...] = ()


def people_for(whereabouts, asked, now):
    bands = people_near(whereabouts.latitude, whereabouts.longitude, topic=asked.topic, now=now)
    if not bands:
        return people_by_phone(asked, now)
    return People(sum(band.count for band in bands), 0, tuple(row(band) for band in bands[:MOST_ROWS]))


def people_by_phone(asked, now):
    return People(by_phone=by_phone_count(topic=asked.topic, now=now))


def row(band):
    topics = f"{'; '.join(band.topics[:MOST_TOPICS])}. " if band.topics else ""
    return PeopleRow(
        count_words(band.count, "person", "people"),
        f"in {band.area_name}",
        f"{topics}{list_words(band.languages)}.",
        f"Within {count_words(band.within_miles, 'mile')}",
    )
