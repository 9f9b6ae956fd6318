"""The finder's filters: each answer is a link that asks again a little differently. Pure."""

from core.cards import Choice, PickGroup
from events.models import BookingMode
from locations.models.venues import VenueKind
from pages.finder.asked import RINGS

WHEN = {"today": "Today", "week": "Next 7 days", "month": "Next 4 weeks"}
ACCESS = {"step-free": "Step-free", "loop": "Hearing loop"}
BOOKING = {BookingMode.BOOK: "Book a place", BookingMode.DROP_IN: "Just turn up"}
# Further than this is looked at when there is nothing nearer, and offered only then.
FARTHEST_OFFERED = 25


def filter_groups(asked, reach):
    """Those always shown. What is shown is marked, also where it is not what was asked for."""
    rings = [ring for ring in RINGS if ring <= max(FARTHEST_OFFERED, reach.miles)]
    far = [
        Choice(f"{ring} mile{'' if ring == 1 else 's'}", asked.url(within=ring, online=None), ring == reach.miles)
        for ring in rings
    ]
    return [
        PickGroup(
            "when", "When", [Choice(words, asked.url(when=key), key == reach.when) for key, words in WHEN.items()]
        ),
        PickGroup("within", "How far", [*far, Choice("From home", asked.url(online="yes"), asked.online)]),
    ]


def more_groups(asked, topics):
    """Those folded away."""
    topic_choices = {topic.slug: topic.title for topic in topics}
    return [
        one_of("topic", "Topic", topic_choices, asked.topic.slug if asked.topic else "", asked),
        one_of("kind", "Kind of place", dict(VenueKind.choices), asked.kind, asked),
        PickGroup("access", "Access", [toggle(key, words, asked) for key, words in ACCESS.items()]),
        one_of("booking", "Booking", BOOKING, asked.booking, asked),
    ]


def one_of(name, heading, choices, chosen, asked):
    links = [Choice(words, asked.url(**{name: key}), key == chosen) for key, words in choices.items()]
    return PickGroup(name, heading, [Choice("Anything", asked.url(**{name: None}), not chosen), *links])


def toggle(key, words, asked):
    """Several may be chosen; choosing one again takes it away."""
    chosen = key in asked.access
    rest = [each for each in asked.access if each != key]
    return Choice(words, asked.url(access=rest if chosen else [*rest, key]), chosen)
