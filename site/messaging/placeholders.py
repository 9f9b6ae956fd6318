"""Words with ((fields)) in them, written as GOV.UK Notify writes them. Pure.

What a field stands for is put in once and never read again: a name typed as "((link))" stays as it was typed.
"""

import re
from difflib import get_close_matches
from itertools import takewhile

PLACEHOLDER = re.compile(r"\(\(([^()\n]*)\)\)")


def key(name):
    """((Booking  number)) and ((booking_number)) are the same field, whichever apostrophe a word processor makes."""
    return " ".join(name.replace("_", " ").replace("’", "'").split()).casefold()


def names_in(text):
    return [key(name) for name in PLACEHOLDER.findall(text)]


def fill(text, value_of, by_the_way=()):
    """The text with `value_of(name)` in the place of each field.

    A line that says nothing, because all its fields are empty, is left out, and with it a line above that ends with a
    colon and led to it. The fields said `by_the_way` add to what their line says: without them it stays. Of several
    empty lines one stays.
    """
    lines = text.split("\n")
    filled = [None if is_idle(line, value_of, by_the_way) else fill_line(line, value_of) for line in lines]
    kept = []
    for number, line in enumerate(filled):
        if line is None or leads_nowhere(lines, filled, number):
            continue
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def is_idle(line, value_of, by_the_way):
    names = names_in(line)
    if not names or any(value_of(name) for name in names):
        return False
    return not PLACEHOLDER.sub("", line).strip() or any(name not in by_the_way for name in names)


def leads_nowhere(lines, filled, number):
    """Whether a line ends with a colon, and what it led to down to the next empty line has been left out."""
    if not lines[number].rstrip().endswith(":"):
        return False
    below = list(takewhile(lambda each: lines[each].strip(), range(number + 1, len(lines))))
    with_fields = [each for each in below if PLACEHOLDER.search(lines[each])]
    return with_fields[:1] == below[:1] != [] and all(filled[each] is None for each in with_fields)


def fill_line(line, value_of):
    """Around an empty field one space is enough."""
    filled, is_gap = "", False
    for number, piece in enumerate(PLACEHOLDER.split(line)):
        if number % 2 == 0:
            filled += piece.lstrip(" ") if is_gap and not filled else piece
        else:
            value = value_of(key(piece))
            is_gap = not value
            filled = filled.removesuffix(" ") if is_gap else filled + value
    return filled.rstrip(" ")


def problems(text, known, needed=()):
    """What is wrong with words that staff have written, in sentences. `known` and `needed` are names of fields."""
    found = PLACEHOLDER.findall(text)
    wrong = [not_a_field(name, known) for name in dict.fromkeys(found) if key(name) not in known]
    wrong += [half_a_field(line) for line in text.split("\n") if is_half(PLACEHOLDER.sub("·", line))]
    missing = [name for name in needed if name not in map(key, found)]
    return wrong + [f"The message must contain (({name}))" for name in missing]


def not_a_field(name, known):
    near = get_close_matches(key(name), known, n=1)
    return f"(({name})) is not a field of this message" + (f". Did you mean (({near[0]}))?" if near else "")


def is_half(line):
    return "((" in line or "))" in line


def half_a_field(line):
    return f"A field stands between (( and )). One of the two is missing in “{line.strip()[:80]}”"
