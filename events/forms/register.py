"""What the register's pages send: marks, counts, names, a note; and one mark as it is tapped."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from core.errors import Refused
from events.actions.registers import Marked
from events.forms.rota import rota_in
from events.models import Booking, Mark
from events.register_lines import LATE
from people.models import AgeBand

LONGEST_NOTE = 2000
UNREADABLE = "This mark could not be read. Please mark them again."
NOT_HERE = "They are not on this register any more. Open the register again to see who is."


@dataclass
class Sent:
    """`marks` holds those alone that differ from what the page showed: an old page undoes nothing newer."""

    marks: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)
    rota: dict = field(default_factory=dict)
    note: str | None = None
    # The one walk-in of the register's page, whose key makes a page sent twice count once.
    name: str = ""
    been_before: bool = False
    walk_in_key: uuid.UUID | None = None
    # The walk-ins of a sheet that is typed in, [(name, been before)].
    sheet: list = field(default_factory=list)


def read(post, register):
    form_key = key_in(post.get("form_key"))
    name = post.get("name", "").strip()
    return Sent(
        marks=marks_in(post, register, form_key),
        counts=counts_in(post),
        rota=rota_in(post),
        note=note_in(post, register.occurrence),
        name=name,
        been_before="been" in post,
        walk_in_key=uuid.uuid5(form_key, f"walk-in:{name}"),
        sheet=sheet_in(post),
    )


def put_back(post, register, rota=()):
    """Onto a page that is shown again: what was sent with what would not do."""
    for line in register.marked:
        pk = line.booking.pk
        line.sent_tick = post.get(f"mark-{pk}", "")
        line.sent_people = whole_number(post.get(f"people-{pk}", ""))
    for line in rota:
        line.sent_tick = post.get(f"rota-{line.place.pk}", "")
        line.sent_minutes = post.get(f"rota-minutes-{line.place.pk}")
    for number in range(len(AgeBand)):
        if f"count-{number}" in post:
            register.sent_counts[number] = post[f"count-{number}"]
    sent = {name: post.get(name, "") for name in ("name", "been", "note", "reason")} | {"came": post.getlist("came")}
    rows = [(name, f"been-{number}" in post) for number, name in enumerate(post.getlist("row"))]
    return {"sent": sent} | ({"rows": rows} if rows else {})


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


def ticked(tick, **more):
    """Late is a tick of its own on every form of the register, and present all the same."""
    return Marked(Mark.PRESENT.value, late=True, **more) if tick == LATE else Marked(tick, **more)


def marks_in(post, register, form_key):
    marks = {}
    came = post.getlist("came")
    for line in register.marked:
        pk = line.booking.pk
        chosen = post.get(f"mark-{pk}", "")
        if post.get("do") == "all" and not chosen and line in register.booked:
            chosen = Mark.PRESENT.value
        if str(pk) in came:
            chosen = Mark.PRESENT.value
        people = whole_number(post.get(f"people-{pk}", ""))
        shown = (post.get(f"was-{pk}", ""), whole_number(post.get(f"were-{pk}", "")))
        if chosen and (chosen, people) != shown:
            marks[pk] = ticked(chosen, people=people, key=uuid.uuid5(form_key, f"{pk}:{chosen}:{people}"))
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


def sheet_in(post):
    """The names in the rows that were blank on the paper."""
    rows = enumerate(post.getlist("row"))
    return [(name.strip(), f"been-{number}" in post) for number, name in rows if name.strip()]


def whole_number(text):
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def one_mark(body, occurrence, *, now):
    """{booking id: Marked} from the JSON of a tap; nothing from {}, by which a tablet asks whether it is heard.

    How long ago it was tapped is said, not when: the tablet's clock may be wrong, but runs as fast as ours.
    """
    sent = json_in(body)
    if not sent:
        return {}
    try:
        key, booking_key = uuid.UUID(sent["key"]), uuid.UUID(sent["booking"])
        at = now - timedelta(milliseconds=max(float(sent["ago"]), 0))
        people = sent.get("people") and int(sent["people"])
        tick = str(sent["mark"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise Refused(UNREADABLE) from None
    pk = Booking.objects.filter(occurrence=occurrence, key=booking_key).values_list("pk", flat=True).first()
    if pk is None:
        raise Refused(NOT_HERE)
    return {pk: ticked(tick, people=people, key=key, at=at)}


def json_in(body):
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(UNREADABLE) from None
    if not isinstance(sent, dict):
        raise Refused(UNREADABLE)
    return sent
