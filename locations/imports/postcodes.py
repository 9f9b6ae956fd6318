"""Bring a file of postcodes into the table, and with it the middles of sectors and outward codes.

Rows go in by batches, each its own transaction: a long import must not hold SQLite's only write lock. A second run
with the same file changes nothing, and a file changes only what it has columns for: Code-Point Open, which has no
LSOA, leaves those that ONSPD brought.
"""

from collections import Counter, defaultdict
from itertools import chain, islice

from django.db import reset_queries, transaction

from core.audit import record
from core.errors import Refused
from locations.imports.files import tables
from locations.imports.grid import to_globe
from locations.imports.outcome import LeftOut, Outcome
from locations.imports.postcode_layouts import read, recognise
from locations.models import Area, AreaKind, Postcode, PostcodeGroup

BATCH = 5_000


def import_postcodes(path, *, only=(), by, now, progress=lambda words: None):
    """Take all postcodes that a file, zip or folder holds, or `only` those of some areas (CA, LA)."""
    outcome, middles, names = Outcome(), Middles(), AreaNames()
    tables_read = 0
    for name, rows in tables(path):
        first = next(rows, None)
        known = recognise(first) if first else None
        if known is None:
            outcome.notes.append(f"{name} was passed over: it is not a table of postcodes.")
            continue
        tables_read += 1
        layout, first_is_data = known
        rows = chain([first], rows) if first_is_data else rows
        while batch := list(islice(rows, BATCH)):
            _take(batch, layout, outcome, middles, names, only)
            reset_queries()  # in development Django keeps the text of each
            progress(f"{name}: {outcome.read:,} rows read, {outcome.taken:,} postcodes taken")
    if not tables_read:
        raise Refused(
            f"No table of postcodes was found in {path}. Code-Point Open, ONSPD and NSPL are known, "
            "as the zip they are published in, unpacked, or as one CSV."
        )
    with transaction.atomic():
        middles.save()
        names.save()
        left_out = sum(outcome.left_out.values())
        record("postcodes.imported", Postcode(), by=by, now=now, taken=outcome.taken, left_out=left_out)
    return outcome


def _take(batch, layout, outcome, middles, names, only):
    rows = {}
    for cells in batch:
        outcome.read += 1
        try:
            row = read(cells, layout)
        except LeftOut as reason:
            outcome.leave_out(str(reason), cells[0] if cells else "an empty row")
            continue
        if only and row.parts.area not in only:
            outcome.leave_out("of another area", row.parts.label)
            continue
        if row.parts.key in rows:
            outcome.leave_out("twice in the file", row.parts.label)
        rows[row.parts.key] = row
    _put_on_globe([row for row in rows.values() if row.latitude is None])
    _save(rows, layout)
    outcome.taken += len(rows)
    for row in rows.values():
        middles.add(row)
        names.add(row)


def _put_on_globe(rows):
    positions = to_globe([row.easting for row in rows], [row.northing for row in rows])
    for row, (latitude, longitude) in zip(rows, positions, strict=True):
        row.latitude, row.longitude = latitude, longitude


def _save(rows, layout):
    # A live postcode in a file that lists only live ones is not ended any more.
    columns = ["latitude", "longitude", "terminated_on"]
    columns += [name for name in ("ward_code", "district_code", "lsoa_code") if layout.has(name)]
    with transaction.atomic():
        Postcode.objects.bulk_create(
            [
                Postcode(
                    key=key,
                    latitude=row.latitude,
                    longitude=row.longitude,
                    ward_code=row.ward_code,
                    district_code=row.district_code,
                    lsoa_code=row.lsoa_code,
                    terminated_on=row.terminated_on,
                )
                for key, row in rows.items()
            ],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=columns,
        )


class Middles:
    """The mean position of each sector and outward code, by its live postcodes, or by ended ones if it has no other."""

    def __init__(self):
        self.sums = defaultdict(lambda: [0.0, 0.0, 0])
        self.codes = defaultdict(Counter)

    def add(self, row):
        for label in (row.parts.outward, row.parts.sector):
            key = label, row.terminated_on is None
            sums = self.sums[key]
            sums[0] += row.latitude
            sums[1] += row.longitude
            sums[2] += 1
            self.codes[key][row.ward_code, row.district_code] += 1

    def save(self):
        groups = [self._group(label, live) for label, live in self.sums if live or (label, True) not in self.sums]
        PostcodeGroup.objects.bulk_create(
            groups,
            update_conflicts=True,
            unique_fields=["label"],
            update_fields=["latitude", "longitude", "ward_code", "district_code"],
        )

    def _group(self, label, live):
        latitude, longitude, count = self.sums[label, live]
        (ward_code, district_code), _ = self.codes[label, live].most_common(1)[0]
        return PostcodeGroup(
            label=label,
            latitude=round(latitude / count, 6),
            longitude=round(longitude / count, 6),
            ward_code=ward_code,
            district_code=district_code,
        )


class AreaNames:
    """Wards and districts that we do not hold yet, from a file that names them; those we hold stay as they are."""

    def __init__(self):
        self.districts, self.wards = {}, {}
        self.sums = defaultdict(lambda: [0.0, 0.0, 0])

    def add(self, row):
        named = [
            (self.districts, row.district_code, row.district_name),
            (self.wards, row.ward_code, row.ward_name),
        ]
        for areas, code, name in named:
            if code and name:
                areas[code] = name, row.district_code
                sums = self.sums[code]
                sums[0] += row.latitude
                sums[1] += row.longitude
                sums[2] += 1

    def save(self):
        for areas, kind in ((self.districts, AreaKind.DISTRICT), (self.wards, AreaKind.WARD)):
            held = set(Area.objects.filter(kind=AreaKind.DISTRICT).values_list("code", flat=True))
            Area.objects.bulk_create(
                [
                    self._area(code, name, kind, parent if kind == AreaKind.WARD and parent in held else None)
                    for code, (name, parent) in areas.items()
                ],
                ignore_conflicts=True,
            )

    def _area(self, code, name, kind, parent):
        latitude, longitude, count = self.sums[code]
        return Area(
            code=code,
            name=name,
            kind=kind,
            parent_id=parent,
            latitude=round(latitude / count, 6),
            longitude=round(longitude / count, 6),
        )
