"""An answer as text that can be kept for a while, and back. What comes back shows the same page and files. Pure.

Plain values are as in JSON and tuples are its lists; all else is an object whose one member says what it is. What
nobody has thought of is refused. What people said in their own words is left out: kept, it would outlive an erasure.
"""

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from django.utils.functional import Promise

from reports.charts import Bar, Chart, Line
from reports.report import Answer, Tile
from reports.tables import HIDDEN, Column, Link, Table

PLAIN = (type(None), bool, int, float, str)
WRITTEN = {"date": (date, date.fromisoformat), "decimal": (Decimal, Decimal), "fraction": (Fraction, Fraction)}
PARTS = {part.__name__.lower(): part for part in (Answer, Tile, Table, Column, Link, Chart, Bar, Line)}
NOT_KEPT = ("more",)  # it is for a template of its own, and may be anything


def to_text(answer):
    if answer.more:
        raise TypeError("An answer for a template of its own cannot be kept.")
    return json.dumps(packed(replace(answer, tables=tuple(t for t in answer.tables if not t.in_their_words))))


def from_text(text):
    """None where it cannot be read: it was kept by other code than this."""
    try:
        return unpacked(json.loads(text))
    except (KeyError, TypeError, ValueError):
        return None


def packed(value):
    if isinstance(value, Enum):
        return packed(value.value)
    if isinstance(value, Promise):
        return str(value)
    if type(value) in PLAIN:
        return value
    if type(value) is tuple:
        return [packed(each) for each in value]
    if type(value) is list:
        return {"list": [packed(each) for each in value]}
    if value is HIDDEN:
        return {"hidden": True}
    for name, (kind, _) in WRITTEN.items():
        if type(value) is kind:
            return {name: str(value)}
    return packed_part(value)


def packed_part(value):
    name = type(value).__name__.lower()
    if PARTS.get(name) is not type(value):
        raise TypeError(f"A {name} cannot be kept.")
    return {name: {each.name: packed(getattr(value, each.name)) for each in fields(value) if each.name not in NOT_KEPT}}


def unpacked(value):
    if type(value) is list:
        return tuple(unpacked(each) for each in value)
    if type(value) is not dict:
        return value
    ((name, held),) = value.items()
    if name == "list":
        return [unpacked(each) for each in held]
    if name == "hidden":
        return HIDDEN
    if name in WRITTEN:
        _, read = WRITTEN[name]
        return read(held)
    return PARTS[name](**{each: unpacked(part) for each, part in held.items()})
