"""The columns of a table of small areas (LSOA), by whatever names they are known, and what stands in its rows. Pure."""

import re
from collections import defaultdict
from math import isfinite, nan

from core.words import list_words

CODE = re.compile(r"[EWSN]\d{8}")
# Our field, and what the column is called: the first name is the one we ask for.
COLUMNS = {
    "code": ("lsoa21_code", "lsoa21cd", "lsoa21", "lsoa_code", "code"),
    "name": ("lsoa21_name", "lsoa21nm", "lsoa_name", "name"),
    "older_codes": ("lsoa11_codes", "lsoa11_code", "lsoa11cd", "older_codes"),
    "ward_code": ("ward24_code", "wd24cd", "wd23cd", "ward_code"),
    "ward_name": ("ward24_name", "wd24nm", "wd23nm", "ward_name"),
    "district_code": ("ltla24_code", "lad24cd", "lad23cd", "lad22cd", "district_code"),
    "district_name": ("ltla24_name", "lad24nm", "lad23nm", "lad22nm", "district_name"),
    "rural": ("ruc", "rural"),
    "population": ("pop_2021", "population"),
    "aged_65": ("age_65_plus", "aged_65"),
    "aged_75": ("age_75_plus", "aged_75"),
    "disabled": ("disabled_2021", "disabled"),
    "deprivation": ("imd2025_decile", "imd2019_decile", "imd_decile", "deprivation"),
    "exclusion_risk": ("deri_score", "exclusion_risk"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long"),
}
NEEDED = ("code", "population")
PEOPLE = {"population": "people", "aged_65": "aged 65 or over", "aged_75": "aged 75 or over", "disabled": "disabled"}
LONGEST = {"name": 80, "ward_name": 80, "district_name": 80, "ward_code": 9, "district_code": 9}
RURAL = {"rural": True, "urban": False, "yes": True, "no": False, "": None}


class Fault(Exception):
    """What is wrong with a row; its text is said after the number of its line."""


def columns_of(header):
    """{our field: its place in a row}; the first of a field's names that is there."""
    places = {name.strip().casefold(): place for place, name in reversed(list(enumerate(header)))}
    return {
        field: next(places[name] for name in names if name in places)
        for field, names in COLUMNS.items()
        if any(name in places for name in names)
    }


def missing_columns(columns):
    """The needed ones that are not there, in words."""
    missing = [COLUMNS[field] for field in NEEDED if field not in columns]
    return [f"{names[0]} (or {list_words(names[1:], last='or')})" for names in missing]


def read_rows(rows, columns):
    """({code: {field: value}}, [what is wrong, by line]). The header was line 1; empty lines are nothing."""
    read, faults, lines = {}, [], defaultdict(list)
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            values = read_row({field: row[place].strip() for field, place in columns.items() if place < len(row)})
        except Fault as fault:
            faults.append(f"Line {line}: {fault}.")
            continue
        lines[values["code"]].append(line)
        read[values["code"]] = values
    faults += [
        f"Lines {list_words(where)} all have the code {code}: keep one of them."
        if len(where) > 2
        else f"Lines {list_words(where)} both have the code {code}: keep one of them."
        for code, where in lines.items()
        if len(where) > 1
    ]
    return read, faults


def read_row(cells):
    """The values of one row, by our fields."""
    code = cells.get("code", "").upper()
    if not code:
        raise Fault("it has no code. Each small area needs one, like E01019078")
    if not CODE.fullmatch(code):
        raise Fault(f"“{code[:20]}” is not the code of a small area, like E01019078")
    values = {field: READERS[field](field, cells[field]) for field in cells if field != "code"}
    for field in ("aged_65", "aged_75", "disabled"):
        if values.get(field, 0) > values.get("population", 0):
            raise Fault(f"it has more {PEOPLE[field]} than people")
    if (values.get("latitude") is None) != (values.get("longitude") is None):
        raise Fault("it has one half of a position")
    if values.get("name") == "":
        del values["name"]
    return {"code": code, **values}


def words(field, text):
    return text[: LONGEST.get(field, len(text))]


def codes(field, text):
    """E01019103|E01019105 and others: one after the other with a space between."""
    found = CODE.findall(text.upper())
    if text and not found:
        raise Fault(f"“{text[:20]}” are not older codes, like E01019103")
    return " ".join(found)


def whole(field, text):
    number = decimal(field, text)
    if number is None:
        if field in NEEDED:
            raise Fault(f"it does not say how many {PEOPLE[field]} live there")
        return 0
    if number < 0 or number != int(number) or number > 1_000_000:
        raise Fault(f"“{text[:20]}” is not a number of {PEOPLE[field]}")
    return int(number)


def decimal(field, text):
    if not text:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = nan
    if not isfinite(number):
        raise Fault(f"“{text[:20]}” under {COLUMNS[field][0]} is not a number")
    return number


def between(least, most):
    def read(field, text):
        number = decimal(field, text)
        if number is not None and not least <= number <= most:
            raise Fault(f"“{text[:20]}” under {COLUMNS[field][0]} is not between {least} and {most}")
        return number

    return read


def decile(field, text):
    number = between(1, 10)(field, text)
    if number is not None and number != int(number):
        raise Fault(f"“{text[:20]}” under {COLUMNS[field][0]} is not a whole number")
    return None if number is None else int(number)


def rural(field, text):
    if text.casefold() not in RURAL:
        raise Fault(f"“{text[:20]}” under {COLUMNS[field][0]} is neither Rural nor Urban")
    return RURAL[text.casefold()]


READERS = dict.fromkeys(COLUMNS, words) | dict.fromkeys(PEOPLE, whole)
READERS |= {"older_codes": codes, "rural": rural, "deprivation": decile, "exclusion_risk": between(0, 10)}
READERS |= {"latitude": between(-90, 90), "longitude": between(-180, 180)}
