"""What somebody asked the finder, read from the address of the page. Pure.

Anything may stand in an address. What makes no sense is left out and said so, and never fails.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from core.words import list_words
from events.models import BookingMode
from locations.models.venues import VenueKind

DAYS = {"today": 1, "week": 7, "month": 28}
RINGS = (1, 2, 5, 10, 25, 50)  # miles
BOOKING = (BookingMode.BOOK, BookingMode.DROP_IN)
ACCESS = ("step-free", "loop")
KINDS = tuple(VenueKind.values)
LONGEST_Q = 100
MOST_PAGES = 1000

SAID = {
    "when": "when",
    "within": "how far",
    "topic": "what you would like to do",
    "kind": "the kind of place",
    "access": "getting in",
    "online": "from home",
    "booking": "booking",
    "page": "the page",
}


@dataclass(frozen=True)
class Asked:
    q: str = ""
    when: str = ""
    within: int = 0
    topic: object = None
    kind: str = ""
    access: tuple[str, ...] = ()
    online: bool = False
    booking: str = ""
    page: int = 1
    left_out: tuple[str, ...] = field(default=(), compare=False)

    @property
    def step_free(self):
        return "step-free" in self.access

    @property
    def hearing_loop(self):
        return "loop" in self.access

    @property
    def is_narrowed(self):
        """Whether anything but where, when and how far was chosen."""
        return bool(self.topic or self.kind or self.access or self.booking)

    @property
    def is_choosy_of_places(self):
        return bool(self.kind or self.access)

    @property
    def sentence(self):
        """What we could not make sense of."""
        if not self.left_out:
            return ""
        return f"We did not understand what was asked about {list_words(self.left_out)}, so we left that out."

    @property
    def filters(self):
        """What was chosen besides the place, as it stands in an address."""
        return {
            "when": self.when,
            "within": self.within,
            "topic": self.topic and self.topic.slug,
            "kind": self.kind,
            "access": self.access,
            "online": self.online and "yes",
            "booking": self.booking,
        }

    def query(self, **changes):
        wanted = {"q": self.q} | self.filters | changes
        return urlencode({name: value for name, value in wanted.items() if value}, doseq=True)

    def url(self, **changes):
        """The address that asks the same but for `changes`; a change to None or nothing leaves it out."""
        query = self.query(**changes)
        return f"/find/?{query}" if query else "/find/"

    def hidden(self, *but):
        """(name, value) of every filter, for a form that asks for the place again."""
        for name, value in self.filters.items():
            if value and name not in but:
                yield from ((name, each) for each in (value if isinstance(value, tuple) else [value]))

    @property
    def hidden_filters(self):
        return list(self.hidden())

    @property
    def hidden_but_topic(self):
        return list(self.hidden("topic"))

    @property
    def show_all_url(self):
        return self.url(topic=None, kind=None, access=None, booking=None)

    @property
    def online_url(self):
        return self.url(online="yes", within=None, when="month")

    @property
    def page_query(self):
        """What stands before page= in the links to earlier and later."""
        return f"{self.query()}&" if self.query() else ""


def read(query, topics):
    """From the page's query (a QueryDict) and the topics that there are."""
    left_out = []

    def one_of(name, choices):
        value = query.get(name, "")
        if value in ("", "any"):
            return ""
        if value in choices:
            return value
        left_out.append(SAID[name])
        return ""

    topic_slugs = {topic.slug: topic for topic in topics}
    access = tuple(value for value in ACCESS if value in query.getlist("access"))
    if set(query.getlist("access")) - {"", *ACCESS}:
        left_out.append(SAID["access"])
    return Asked(
        q=clean(query.get("q", "")),
        when=one_of("when", DAYS),
        within=int(one_of("within", [str(miles) for miles in RINGS]) or 0),
        topic=topic_slugs.get(one_of("topic", topic_slugs)),
        kind=one_of("kind", KINDS),
        access=access,
        online=bool(one_of("online", ["yes"])),
        booking=one_of("booking", BOOKING),
        page=int(one_of("page", PAGES) or 1),
        left_out=tuple(left_out),
    )


PAGES = frozenset(str(number) for number in range(1, MOST_PAGES + 1))


def clean(text):
    """What was typed, as it may be shown again: on one line, not endless, nothing unprintable."""
    text = "".join(character if character.isprintable() else " " for character in text[: 10 * LONGEST_Q])
    return " ".join(text.split())[:LONGEST_Q]
