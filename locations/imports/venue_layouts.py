"""What one row of a file of places says, in the columns of docs/places.md, whichever publisher's file it is. Pure."""

import re
from dataclasses import dataclass, field
from datetime import time

from core.errors import Refused
from locations.imports.outcome import LeftOut
from locations.names import normalise_name
from locations.opening import WEEKDAYS
from locations.postcode_forms import parse_postcode

DAYS = [name.lower() for name in WEEKDAYS]
WORDS = ("name", "kind", "summary", "address", "town", "access_notes", "phone", "email", "website")
TICKS = (
    "free_wifi device_loan step_free hearing_loop accessible_toilet parking bus quiet_room creche sessions_only".split()
)
POSITION = ("latitude", "longitude", "easting", "northing")
PLAIN = ["key", *WORDS, "postcode", *POSITION, *TICKS, "public_computers", *DAYS, "closed"]

YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
STRETCH = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:-|–|to)\s*(\d{1,2})[:.](\d\d)")


@dataclass
class VenueRow:
    """One place. `values` are fields of the venue that the file fills in; an empty cell fills in nothing."""

    number: int
    name: str
    key: str
    kind: str
    postcode: str = ""
    position: tuple[float, float] | None = None
    grid: tuple[float, float] | None = None
    values: dict = field(default_factory=dict)
    hours: dict[int, list[tuple[time, time]]] | None = None
    closed: str = ""


def layout_for(header, name="auto"):
    """(name, function from a row's cells to the plain columns) of a file with this header."""
    if name == "auto":
        name = next((each for each, marks in MARKS.items() if marks <= set(header)), "")
    if name not in LAYOUTS or not MARKS[name] <= set(header):
        wanted = ", ".join(sorted(MARKS[name])) if name in MARKS else "name and kind"
        raise Refused(f"The first row of the file has to name its columns, {wanted} among them. See docs/places.md.")
    return name, LAYOUTS[name]


def read_venue(number, cells, layout):
    """One row of the file as a VenueRow, or LeftOut with the reason."""
    plain = layout({column: (cell or "").strip() for column, cell in cells.items() if column})
    if not plain.get("name"):
        raise LeftOut("it has no name")
    values = {name: plain[name] for name in WORDS if plain.get(name) and name not in ("name", "kind")}
    for name in TICKS:
        if plain.get(name):
            values[name] = _tick(name, plain[name])
    if plain.get("public_computers"):
        values["public_computers"] = _count(plain["public_computers"])
    parts = parse_postcode(plain.get("postcode", ""))
    if plain.get("postcode") and not (parts and parts.is_unit):
        raise LeftOut(f"{plain['postcode']} is not a whole postcode")
    return VenueRow(
        number=number,
        name=plain["name"],
        key=plain.get("key") or normalise_name(plain["name"]),
        kind=plain.get("kind", ""),
        postcode=parts.label if parts else "",
        position=_pair(plain, "latitude", "longitude"),
        grid=_pair(plain, "easting", "northing"),
        values=values,
        hours=_week(plain),
        closed=plain.get("closed", ""),
    )


def _plain(row):
    return row


def _library(row):
    """Arts Council England's basic dataset of public libraries."""
    name = row["Library name"]
    *street, town = [row[column] for column in ("Address 1", "Address 2") if row.get(column)] or [""]
    if not street:
        street, town = [town], row.get("Address 3", "")
    year = row.get("Year closed", "")
    return {
        "key": normalise_name(f"{row['Local authority']} {name}"),
        "name": name,
        "kind": _library_kind(name),
        "address": ", ".join(street),
        "town": town,
        "postcode": row.get("Postcode", ""),
        "email": row.get("Email address", ""),
        "website": row.get("URL", ""),
        "latitude": row.get("lat", ""),
        "longitude": row.get("lon", ""),
        "closed": f"in {year}" if year else "",
        **{day: row.get(f"{day.capitalize()} staffed hours", "") for day in DAYS},
    }


def _library_kind(name):
    words = name.lower()
    if "drop" in words:
        return "other"
    return "library-link" if "link" in words else "library"


def _fire_station(row):
    """The Home Office's list of fire stations. People come to a session there, and cannot walk in outside one."""
    address, town = split_address(row["STATION_ADDRESS"], county=row.get("FRS_FULLNAME", ""))
    return {
        "key": normalise_name(f"{row.get('FRS_FULLNAME', '')} {row['STATION_NAME']}"),
        "name": row["STATION_NAME"],
        "kind": "fire-station",
        "address": address,
        "town": town,
        "postcode": row["STATION_POSTCODE"],
        "latitude": row.get("lat", ""),
        "longitude": row.get("lon", ""),
        "easting": row.get("STATION_EASTING", ""),
        "northing": row.get("STATION_NORTHING", ""),
        "sessions_only": "yes",
    }


LAYOUTS = {"libraries": _library, "fire-stations": _fire_station, "plain": _plain}
MARKS = {
    "libraries": {"Local authority", "Library name", "Postcode"},
    "fire-stations": {"STATION_NAME", "STATION_ADDRESS", "STATION_POSTCODE"},
    "plain": {"name", "kind"},
}


def split_address(text, *, county=""):
    """("Main Street, Hensingham", "Whitehaven") of an address in one cell that may end with its county."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1 and county and parts[-1].lower() == county.lower():
        parts.pop()
    *street, town = parts or [""]
    return (", ".join(street), town) if street else ("", town)


def read_stretches(text):
    """[(09:00, 12:00), (13:00, 17:00)] of "09:00-12:00, 13:00-17:00"; none of "closed"."""
    if text.lower() in ("", "closed"):
        return []
    stretches = []
    for part in re.split(r"[,;]| and ", text):
        match = STRETCH.fullmatch(part.strip())
        try:
            opens_hour, opens_minute, closes_hour, closes_minute = map(int, match.groups())
            opens, closes = time(opens_hour, opens_minute), time(closes_hour, closes_minute)
        except (AttributeError, ValueError):
            raise LeftOut(f"“{text}” are not opening hours like 09:00-17:00") from None
        if opens >= closes:
            raise LeftOut(f"“{text}” closes before it opens")
        stretches.append((opens, closes))
    return sorted(stretches)


def _week(plain):
    """Hours by weekday, or None if the file says nothing of hours for this place."""
    if not any(plain.get(day) for day in DAYS):
        return None
    week = {weekday: read_stretches(plain.get(day, "")) for weekday, day in enumerate(DAYS)}
    return {weekday: stretches for weekday, stretches in week.items() if stretches}


def _tick(name, text):
    if text.lower() not in YES | NO:
        raise LeftOut(f"{name} is “{text}”: say yes or no")
    return text.lower() in YES


def _count(text):
    if not text.isdecimal() or int(text) > 1_000:
        raise LeftOut(f"public_computers is “{text}”: give a number")
    return int(text)


def _pair(plain, first, second):
    if not plain.get(first) and not plain.get(second):
        return None
    try:
        return float(plain[first]), float(plain[second])
    except (KeyError, ValueError):
        raise LeftOut(f"{first} and {second} are not two numbers") from None
