"""What is at a place, in words: what there is first, and then what there is not, since that is asked too. Pure."""

from dataclasses import dataclass

from core.cards import Tag
from core.words import count_words


@dataclass(frozen=True)
class Facility:
    """A field of the venue, what it is called, its drawing, and how its absence is said."""

    field: str
    label: str
    icon: str
    no: str


@dataclass(frozen=True)
class Fact:
    words: str
    icon: str
    missing: bool = False


COMPUTERS = "public_computers"
ONLINE = (
    Facility("free_wifi", "Free wifi", "wifi", "No free wifi"),
    Facility(COMPUTERS, "Computers to use", "computer", "No computers to use"),
    Facility("device_loan", "Devices to borrow", "tablet", "No devices to borrow"),
)
ACCESS = (
    Facility("step_free", "Step-free", "step-free", "Not step-free"),
    Facility("accessible_toilet", "Accessible toilet", "toilet", "No accessible toilet"),
    Facility("hearing_loop", "Hearing loop", "ear", "No hearing loop"),
    Facility("quiet_room", "Quiet room", "tick", "No quiet room"),
    Facility("parking", "Car park", "parking", "No car park"),
    Facility("bus", "Bus stop nearby", "bus", "No bus stop nearby"),
    Facility("creche", "Crèche", "tick", "No crèche"),
)
FACILITIES = {facility.field: facility for facility in (*ONLINE, *ACCESS)}
# Nothing ticked is far more often not known than not there: a place fresh from an import is not "not step-free".
NOT_KNOWN = Fact("We do not know yet. Please ask before you set out", "minus", missing=True)
# What is asked for most, and so offered as a filter and said in lists.
IN_LISTS = ("step_free", "accessible_toilet", "hearing_loop", "parking")


def online_facts(venue):
    return _facts(venue, ONLINE)


def access_facts(venue):
    return _facts(venue, ACCESS)


def short_facts(venue):
    """14 computers, free wifi. Step-free, car park."""
    online = [_words(venue, facility) for facility in ONLINE if getattr(venue, facility.field)]
    access = [FACILITIES[field].label for field in IN_LISTS if getattr(venue, field)]
    return " ".join(f"{', '.join(words).capitalize()}." for words in (online, access) if words)


def opening_tag(opening):
    return Tag(opening.words, opening.kind, "clock")


def _facts(venue, facilities):
    """What is there and what is not; of a place about which nobody has said anything yet, just that."""
    if not any(getattr(venue, facility.field) for facility in facilities):
        return [NOT_KNOWN]
    there = [Fact(_words(venue, facility), facility.icon) for facility in facilities if getattr(venue, facility.field)]
    missing = [Fact(facility.no, "minus", True) for facility in facilities if not getattr(venue, facility.field)]
    return there + missing


def _words(venue, facility):
    return count_words(venue.public_computers, "computer") if facility.field == COMPUTERS else facility.label
