"""The ((fields)) of every message to a person, whatever it is about."""

from django.utils.text import capfirst

from messaging.models import Channel
from messaging.wordings import Field
from people.telling import address_of

# In a letter a link is of no use, and on the telephone nobody reads one out.
LINKS_IN = (Channel.EMAIL, Channel.SMS)


def helped_person(words):
    """Whom it is about, where it goes to somebody who helps them."""
    return words["person"].name if words["to_name"] != words["person"].name else ""


def whom_to_ask_for(words):
    helped = helped_person(words)
    return f"Ask for {words['to_name']}. It is about {helped}." if helped else ""


def how_to_tell_us(words):
    phone = words["programme"].phone
    return f"You can ring us on {phone}, or tell any library." if phone else "You can tell any library."


def how_to_reach_us(words):
    programme = words["programme"]
    ways = [f"ring us on {programme.phone}"] if programme.phone else []
    ways += [f"write to {programme.email}"] if programme.email else []
    return f"{capfirst(', or '.join(ways))}." if ways else ""


def linked(words, link):
    return link if words["channel"] in LINKS_IN else ""


NAME = Field("name", "Who it is addressed to: the person, or whoever helps them.", lambda words: words["to_name"])
HELPED = Field(
    "helped person",
    "Whom it is about, when it goes to somebody who helps them. Nothing when it goes to the person.",
    helped_person,
)
ASK_FOR = Field(
    "whom to ask for",
    "“Ask for Dora. It is about Asha.”, when a helper is rung. Nothing when it is the person.",
    whom_to_ask_for,
)
PHONE = Field("phone", "The number to ring us, from the programme’s settings.", lambda words: words["programme"].phone)
TELL_US = Field("how to tell us", "“You can ring us on …, or tell any library.”", how_to_tell_us)
REACH_US = Field(
    "how to reach us", "“Ring us on …, or write to …”, from the programme’s settings.", how_to_reach_us, by_the_way=True
)


def addressed_to(person):
    """What an example of a message to somebody begins with, whether or not they could be told just now."""
    where = address_of(person)
    return {"person": person, "to_name": where[2] if where else person.name}


def found(rows, value):
    """The row that a form names, if it is among those that may be shown."""
    return rows.filter(pk=value).first() if value.isascii() and value.isdecimal() and len(value) < 19 else None
