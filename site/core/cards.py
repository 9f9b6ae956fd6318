"""What the pieces in templates/components show. Views and template tags fill these in; templates only show them."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Tag:
    """A state in words with its icon. kind: ok (room, open), few, stop, who, off, or "" for plain."""

    words: str
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Action:
    """A button. One main action for each choice; the others quiet."""

    label: str
    url: str
    quiet: bool = False


@dataclass(frozen=True)
class AnswerCard:
    """One arm of the fingerpost. kind: sess, plac or peop, in that order."""

    kind: str
    heading: str
    say: str
    details: tuple[str, ...] = ()
    action: Action | None = None
    icon: str = ""
    button: bool = False

    @property
    def drawing(self):
        return self.icon or {"sess": "calendar", "plac": "wifi", "peop": "people"}[self.kind]


@dataclass(frozen=True)
class SessionCard:
    """One occurrence in a list."""

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    miles: float | None = None
    tag: Tag | None = None
    action: Action | None = None
    gone: bool = False  # cancelled, or moved away from this date
    note: str = ""  # why, or when it was to be before


@dataclass(frozen=True)
class PlaceRow:
    """One venue in a list. letter matches a map's pin."""

    name: str
    url: str
    miles: float | None = None
    letter: str = ""
    tag: Tag | None = None
    more: str = ""
    facts: str = ""


@dataclass(frozen=True)
class PeopleRow:
    """How many champions there are in an area, and a coarse band. Never a person."""

    count_words: str
    where: str
    facts: str = ""
    band: str = ""


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    chosen: bool = False


@dataclass(frozen=True)
class PickGroup:
    """One question of a filter, each answer a link."""

    key: str
    heading: str
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class SummaryRow:
    """One line of check-your-answers or of the facts. change_what is read aloud after "Change"."""

    key: str
    value: object
    change_url: str = ""
    change_what: str = ""


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str
