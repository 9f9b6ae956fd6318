"""Bring a council's table of small areas (LSOA): who lives there, and where. Saved whole or not at all."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import Avg, Count

from core.audit import record
from core.errors import Refused
from core.words import list_words
from locations.imports.files import tables
from locations.imports.lsoa_rows import CODE, COLUMNS, columns_of, missing_columns, read_rows
from locations.models import Lsoa, Postcode
from locations.shapes import DECIMALS, NotAShape, middle_of, shape_of

BATCH = 500
CODE_NAMES = {*COLUMNS["code"], *COLUMNS["older_codes"]}


@dataclass
class LsoaPlan:
    """What an import would do. With `faults` it does nothing. `kept` are held, and are not in the file."""

    faults: list[str] = field(default_factory=list)
    new: list[Lsoa] = field(default_factory=list)
    changed: list[Lsoa] = field(default_factory=list)
    same: int = 0
    kept: list[str] = field(default_factory=list)
    without_position: list[str] = field(default_factory=list)
    without_shape: list[str] = field(default_factory=list)


def plan_import(path, boundaries=None):
    """The plan of an import that has not happened."""
    rows, faults = rows_of(path)
    shapes = shapes_of(boundaries, rows) if boundaries else {}
    if faults:
        return LsoaPlan(faults)
    held, middles, plan = Lsoa.objects.in_bulk(), middles_of_postcodes(), LsoaPlan()
    shared = shared_codes(rows)
    for code, values in rows.items():
        older = [each for each in values.get("older_codes", "").split() if each not in shared]
        shape = shape_from(shapes, code, older)
        lsoa, says = held.get(code), says_of(values, middles, shape, code, older)
        if lsoa is None:
            plan.new.append(lsoa := Lsoa(**{"name": code} | says))
        elif any(getattr(lsoa, name) != value for name, value in says.items()):
            plan.changed.append(lsoa)
            for name, value in says.items():
                setattr(lsoa, name, value)
        else:
            plan.same += 1
        note_what_is_missing(plan, lsoa)
    plan.kept = sorted(held.keys() - rows.keys())
    return plan


def rows_of(path):
    for name, rows in tables(path):
        columns = columns_of(next(rows, []))
        if missing := missing_columns(columns):
            raise Refused(f"The first row of {name} has to name the column {list_words(missing)}.")
        read, faults = read_rows(rows, columns)
        if not read and not faults:
            raise Refused(f"{name} has no rows under its header.")
        return read, faults
    raise Refused(f"{path} is empty.")


def says_of(values, middles, shape, code, older):
    """What the row becomes, without what nothing says. The file's own position is the best."""
    says = {name: value for name, value in values.items() if name not in ("latitude", "longitude")}
    position = (values.get("latitude"), values.get("longitude"))
    if position[0] is None:
        position = middle_of_postcodes(middles, code, older) or (middle_of(shape) if shape else None)
    if position:
        says["latitude"], says["longitude"] = position
    return says | ({"shape": shape} if shape else {})


def shared_codes(rows):
    """Older codes of areas that were split since: what is known of the whole is true of no part."""
    older = Counter(code for values in rows.values() for code in values.get("older_codes", "").split())
    return {code for code, number in older.items() if number > 1}


def middles_of_postcodes():
    """{code: (how many postcodes, mean latitude, mean longitude)} of those in use."""
    found = Postcode.objects.filter(terminated_on=None).exclude(lsoa_code="").order_by().values_list("lsoa_code")
    rows = found.annotate(Count("pk"), Avg("latitude"), Avg("longitude"))
    return {code: (number, latitude, longitude) for code, number, latitude, longitude in rows}


def middle_of_postcodes(middles, code, older):
    found = [middles[code]] if code in middles else [middles[each] for each in older if each in middles]
    total = sum(number for number, _, _ in found)
    if not total:
        return None
    return tuple(round(sum(row[0] * row[place] for row in found) / total, DECIMALS) for place in (1, 2))


def shape_from(shapes, code, older):
    """Its own boundary, or those of the older areas that it was made of."""
    if code in shapes:
        return shapes[code]
    return [polygon for each in dict.fromkeys(older) for polygon in shapes.get(each, [])]


def shapes_of(path, rows):
    """{code: shape} of a GeoJSON file of boundaries, of the areas in the table and those they were made of."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))["features"]
        features = [feature for feature in found if isinstance(feature, dict)]
    except OSError:
        raise Refused(f"There is no file called {path}.") from None
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{path} is not a GeoJSON file of boundaries (a FeatureCollection).") from None
    wanted = rows.keys() | {code for values in rows.values() for code in values.get("older_codes", "").split()}
    shapes = {}
    for feature in features:
        code = code_of(feature)
        if code in wanted:
            try:
                shapes[code] = shape_of(feature.get("geometry"))
            except NotAShape as why:
                raise Refused(f"{code} in {path}: {why}.") from None
    if not shapes:
        raise Refused(f"{path} has no boundary of any area in the table: are they of another year, or another county?")
    return shapes


def code_of(feature):
    """By its own number or a property; a number that merely counts is none."""
    named = [value for name, value in (feature.get("properties") or {}).items() if name.casefold() in CODE_NAMES]
    known = [str(value).strip().upper() for value in (feature.get("id"), *named)]
    return next((code for code in known if CODE.fullmatch(code)), "")


def note_what_is_missing(plan, lsoa):
    if lsoa.latitude is None:
        plan.without_position.append(lsoa.code)
    if not lsoa.shape:
        plan.without_shape.append(lsoa.code)


@transaction.atomic
def carry_out(plan, *, replace=False, by, now):
    """Save a plan that has no faults. `replace` takes away what is held and not in the file."""
    if plan.faults:
        raise Refused("Nothing was saved: correct the file first.")
    fields = [each.name for each in Lsoa._meta.concrete_fields if not each.primary_key]
    Lsoa.objects.bulk_create(
        [*plan.new, *plan.changed],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=fields,
    )
    if replace:
        for start in range(0, len(plan.kept), BATCH):
            Lsoa.objects.filter(pk__in=plan.kept[start : start + BATCH]).delete()
    counts = {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}
    record("lsoas.imported", Lsoa(), by=by, now=now, taken_away=len(plan.kept) if replace else 0, **counts)
