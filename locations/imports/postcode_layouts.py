"""Which column of a postcode file is which, and what one row says. Pure.

Known: Code-Point Open (as published, without a header, or with one), ONSPD and NSPL of any year, and any CSV whose
header uses these names.
"""

import re
from dataclasses import dataclass
from datetime import date

from locations.imports.outcome import LeftOut
from locations.postcode_forms import PostcodeParts, parse_postcode

CODE_POINT_OPEN = ["PC", "PQ", "EA", "NO", "CY", "RH", "LH", "CC", "DC", "WC"]
# Each of our names, and the patterns that the publishers' names match, the one to prefer first.
COLUMNS = {
    "postcode": ("pcds", "postcode", "pc", "pcd8", "pcd7", "pcd2", "pcd"),
    "quality": ("pqi", "pq", "positional_quality_indicator", "osgrdind", "gridind"),
    "easting": ("eastings?", "ea", "oseast1m", "east1m"),
    "northing": ("northings?", "no", "osnrth1m", "north1m"),
    "latitude": ("lat", "latitude"),
    "longitude": ("long", "lon", "longitude"),
    "district_code": ("district_code", "dc", "laua", "oslaua", r"lad\d\dcd", "admin_district_code"),
    "district_name": ("district_name",),
    "ward_code": ("ward_code", "wc", "ward", "osward", r"wd\d\dcd", "admin_ward_code"),
    "ward_name": ("ward_name",),
    "lsoa_code": ("lsoa21", "lsoa21cd", "lsoa11", "lsoa11cd", "lsoa_code"),
    "ended": ("doterm",),
}
NO_POSITION_QUALITIES = {"90", "9"}
PSEUDO_CODE = re.compile(r"[A-Z]99999999")


@dataclass(frozen=True)
class Layout:
    """Where each of our columns stands in a row."""

    places: dict[str, int]

    def has(self, name):
        return name in self.places

    def get(self, row, name):
        place = self.places.get(name)
        return row[place].strip() if place is not None and place < len(row) else ""


@dataclass
class PostcodeRow:
    parts: PostcodeParts
    easting: float | None
    northing: float | None
    latitude: float | None
    longitude: float | None
    ward_code: str
    district_code: str
    lsoa_code: str
    terminated_on: date | None
    ward_name: str = ""
    district_name: str = ""


def recognise(first_row):
    """(layout, whether the first row is data), or None if this is no table of postcodes."""
    named = _layout_of([cell.strip().lower() for cell in first_row])
    if named:
        return named, False
    if len(first_row) == len(CODE_POINT_OPEN) and _is_postcode(first_row[0]):
        return _layout_of([name.lower() for name in CODE_POINT_OPEN]), True
    return None


def _layout_of(header):
    places = {}
    for name, patterns in COLUMNS.items():
        for pattern in patterns:
            found = [place for place, cell in enumerate(header) if re.fullmatch(pattern, cell)]
            if found:
                places[name] = found[-1]  # of two years' codes the later
                break
    on_grid = {"easting", "northing"} <= places.keys()
    on_globe = {"latitude", "longitude"} <= places.keys()
    return Layout(places) if "postcode" in places and (on_grid or on_globe) else None


def _is_postcode(text):
    parts = parse_postcode(text)
    return bool(parts and parts.is_unit)


def read(row, layout):
    """What one row says, or LeftOut with the reason."""
    parts = parse_postcode(layout.get(row, "postcode"))
    if not (parts and parts.is_unit):
        raise LeftOut("not a postcode")
    easting, northing = _number(layout.get(row, "easting")), _number(layout.get(row, "northing"))
    latitude, longitude = _number(layout.get(row, "latitude")), _number(layout.get(row, "longitude"))
    on_globe = None not in (latitude, longitude) and abs(latitude) < 90 and (latitude, longitude) != (0, 0)
    on_grid = None not in (easting, northing) and (easting, northing) != (0, 0)
    if layout.get(row, "quality") in NO_POSITION_QUALITIES or not (on_globe or on_grid):
        raise LeftOut("no position in the file")
    if not on_globe and parts.area == "BT":
        raise LeftOut("on the Irish grid, and without latitude and longitude")
    return PostcodeRow(
        parts,
        *((None, None) if on_globe else (easting, northing)),
        *((latitude, longitude) if on_globe else (None, None)),
        ward_code=_code(layout.get(row, "ward_code")),
        district_code=_code(layout.get(row, "district_code")),
        lsoa_code=_code(layout.get(row, "lsoa_code")),
        terminated_on=_month(layout.get(row, "ended")),
        ward_name=layout.get(row, "ward_name"),
        district_name=layout.get(row, "district_name"),
    )


def _number(text):
    try:
        return float(text)
    except ValueError:
        return None


def _code(text):
    """A GSS code; E99999999 and its like stand for "none"."""
    return "" if len(text) > 9 or PSEUDO_CODE.fullmatch(text) else text


def _month(text):
    """199512 is December 1995."""
    if not re.fullmatch(r"\d{6}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:]), 1)
    except ValueError:
        return None
