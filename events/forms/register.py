"""What the register's page sends: marks, counts, a name, a note."""

import uuid
from dataclasses import dataclass, field

from core.errors import Refused
from events.actions.registers import Marked
from events.models import Mark
from people.models import AgeBand

LONGEST_NOTE = 2000


@dataclass
class Sent:
    """`marks` holds those alone that differ from what the page showed: an old page undoes nothing newer."""

    marks: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)
    name: str = ""
    note: str | None = None
    walk_in_key: uuid.UUID | None = None


def read(post, register):
    form_key = key_in(post.get("form_key"))
    return Sent(
        marks=marks_in(post, register, form_key),
        counts=counts_in(post),
        name=post.get("name", "").strip(),
        note=note_in(post, register.occurrence),
        walk_in_key=uuid.uuid5(form_key, f"walk-in:{post.get('name', '').strip()}"),
    )


def note_in(post, occurrence):
    """None where it is as it was: then there is nothing to write."""
    note = post.get("note", occurrence.register_note).replace("\r\n", "\n").replace("\x00", "").strip()[:LONGEST_NOTE]
    return None if note == occurrence.register_note else note


def key_in(text):
    """Of the page that was sent. The same page sent twice has the same key, and so have its marks."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def marks_in(post, register, form_key):
    marks = {}
    for line in register.marked:
        pk = line.booking.pk
        chosen = post.get(f"mark-{pk}", "")
        if post.get("do") == "all" and not chosen and line in register.booked:
            chosen = Mark.PRESENT.value
        if post.get("came") == str(pk):
            chosen = Mark.PRESENT.value
        people = whole_number(post.get(f"people-{pk}", ""))
        shown = (post.get(f"was-{pk}", ""), whole_number(post.get(f"were-{pk}", "")))
        if chosen and (chosen, people) != shown:
            marks[pk] = Marked(chosen, people, uuid.uuid5(form_key, f"{pk}:{chosen}:{people}"))
    return marks


def counts_in(post):
    """The numbers in the boxes that are not what the page showed; one more or fewer where + or − was pressed."""
    counts = {}
    for number, band in enumerate(AgeBand.values):
        typed = post.get(f"count-{number}", "")
        if typed == "":
            continue
        people = whole_number(typed)
        if people is None:
            raise Refused("Count people with a whole number, like 3.")
        people += (post.get("more") == str(number)) - (post.get("fewer") == str(number))
        if str(people) != post.get(f"counted-{number}", ""):
            counts[band] = max(people, 0)
    return counts


def whole_number(text):
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
