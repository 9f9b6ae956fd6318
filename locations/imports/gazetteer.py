"""Names of places from a CSV: OS Open Names, or the columns of docs/places.md. And areas by their GSS codes.

Two places of one name are told apart by the nearest town, so that the finder can ask which is meant.
"""

from collections import Counter

from django.db import transaction

from core.audit import record
from core.errors import Refused
from locations.distance import miles_to_each
from locations.imports.files import tables
from locations.imports.outcome import LeftOut, Outcome
from locations.models import Area, AreaKind, Place, PlaceKind
from locations.names import normalise_name

BATCH = 5_000
# Our column, and what OS Open Names calls it.
PLACE_COLUMNS = {
    "source_id": "ID",
    "name": "NAME1",
    "kind": "LOCAL_TYPE",
    "latitude": "lat",
    "longitude": "lon",
    "district": "COUNTY_UNITARY",
    "postcode_district": "POSTCODE_DISTRICT",
    "qualifier": "",
}
PLACE_NEEDS = {"name", "kind", "latitude", "longitude"}
AREA_NEEDS = {"code", "name", "kind"}
SETTLED = (PlaceKind.CITY, PlaceKind.TOWN)


def import_places(path, *, by, now):
    """Add the places of a file to the gazetteer; those it had before are brought up to date."""
    outcome = Outcome()
    districts = {normalise_name(area.name): area.code for area in Area.objects.filter(kind=AreaKind.DISTRICT)}
    places = []
    for number, cells in _rows(path, PLACE_NEEDS, PLACE_COLUMNS):
        outcome.read += 1
        try:
            places.append((_place(cells, districts), cells.get("postcode_district", "")))
        except LeftOut as reason:
            outcome.leave_out(str(reason), f"row {number}")
    _tell_apart(places)
    with transaction.atomic():
        Place.objects.bulk_create(
            {place.source_id: place for place, _ in places}.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["source_id"],
            update_fields=["name", "search_name", "qualifier", "kind", "district", "latitude", "longitude"],
        )
        outcome.taken = len(places)
        record("places.imported", Place(), by=by, now=now, taken=outcome.taken)
    return outcome


def import_areas(path, *, by, now):
    """Add wards, districts and counties by GSS code: the columns code, name, kind, parent, latitude, longitude."""
    outcome, areas = Outcome(), {}
    for number, cells in _rows(path, AREA_NEEDS, {}):
        outcome.read += 1
        try:
            area = _area(cells)
            areas[area.code] = area
        except LeftOut as reason:
            outcome.leave_out(str(reason), f"row {number}")
    held = set(Area.objects.values_list("code", flat=True)) | set(areas)
    for area in areas.values():
        area.parent_id = area.parent_id if area.parent_id in held else None
    # A parent before its children, whatever the order of the file.
    order = [AreaKind.COUNTY, AreaKind.DISTRICT, AreaKind.WARD]
    with transaction.atomic():
        Area.objects.bulk_create(
            sorted(areas.values(), key=lambda area: order.index(area.kind)),
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "kind", "parent", "latitude", "longitude"],
        )
        outcome.taken = len(areas)
        record("areas.imported", Area(), by=by, now=now, taken=outcome.taken)
    return outcome


def _rows(path, needs, aliases):
    """(row number, cells by our names) of the first table; the header is row 1."""
    ours = {alias: name for name, alias in aliases.items() if alias}
    for _, rows in tables(path):
        header = [ours.get(cell.strip(), cell.strip()) for cell in next(rows, [])]
        if not needs <= set(header):
            raise Refused(f"The first row of {path} has to name the columns {', '.join(sorted(needs))}.")
        for number, row in enumerate(rows, start=2):
            yield number, {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        return


def _place(cells, districts):
    name, kind = cells.get("name", ""), cells.get("kind", "").lower()
    if not name:
        raise LeftOut("it has no name")
    if kind not in PlaceKind.values:
        raise LeftOut("it is not a settlement")
    latitude, longitude = _position(cells)
    if latitude is None:
        raise LeftOut("it has no position")
    return Place(
        name=name,
        search_name=normalise_name(name),
        qualifier=cells.get("qualifier", ""),
        kind=kind,
        district_id=districts.get(normalise_name(cells.get("district", ""))),
        latitude=latitude,
        longitude=longitude,
        source_id=cells.get("source_id") or f"{normalise_name(name)} {latitude:.3f} {longitude:.3f}"[:40],
    )


def _area(cells):
    code, kind = cells.get("code", ""), cells.get("kind", "").lower()
    if not code or len(code) > 9 or not cells.get("name"):
        raise LeftOut("it has no code or no name")
    if kind not in AreaKind.values:
        raise LeftOut(f"its kind is none of {', '.join(AreaKind.values)}")
    latitude, longitude = _position(cells)
    return Area(
        code=code,
        name=cells["name"],
        kind=kind,
        parent_id=cells.get("parent") or None,
        latitude=latitude,
        longitude=longitude,
    )


def _position(cells):
    try:
        return float(cells["latitude"]), float(cells["longitude"])
    except (KeyError, ValueError):
        return None, None


def _tell_apart(places):
    """Give those that share a name the nearest town as a qualifier, and the outward code where that is shared too."""
    shared = Counter(place.search_name for place, _ in places)
    towns = [place for place, _ in places if place.kind in SETTLED]
    alike = [(place, outward) for place, outward in places if shared[place.search_name] > 1 and not place.qualifier]
    for place, _ in alike:
        others = [town for town in towns if town.search_name != place.search_name]
        if others and place.kind not in SETTLED:
            miles = miles_to_each(place.latitude, place.longitude, [(town.latitude, town.longitude) for town in others])
            place.qualifier = f"near {others[miles.index(min(miles))].name}"
    labels = Counter(str(place) for place, _ in places)
    for place, outward in alike:
        if labels[str(place)] > 1 and outward:
            place.qualifier = f"{place.qualifier} ({outward})".strip()
