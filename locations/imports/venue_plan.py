"""What an import of places would do, row by row: added, changed, left as it is, or left out with the reason.

Reads the database and changes nothing, so that a dry run and the real one cannot disagree.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from locations.distance import METRES_IN_A_MILE, miles_between
from locations.imports.grid import to_globe
from locations.imports.outcome import LeftOut
from locations.models import Postcode, VenueKind, VenuePage
from locations.names import normalise_name
from locations.postcode_forms import parse_postcode, postcode_key

# A grid reference farther than this from its own postcode is a slip of the pen: the largest postcodes reach 3 miles.
FARTHEST_FROM_POSTCODE_IN_MILES = 4
# A file that gives the postcode's own middle has not surveyed the building.
SAME_PLACE_IN_METRES = 20
# A place of the same name as near as this is the same place, put in by hand or by another file.
SAME_NAME_IN_MILES = 0.6


@dataclass
class Step:
    """One row and what would come of it. action: new, change, same or out."""

    row_number: int
    name: str
    action: str
    reason: str = ""
    row: object = None
    venue: VenuePage | None = None
    changes: dict = field(default_factory=dict)
    says: dict = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


def plan(rows, *, source):
    """The steps for VenueRows (or (number, name, reason) of rows that could not be read), in the file's order."""
    readable = [row for row in rows if not isinstance(row, tuple)]
    twice = _names_given_twice(readable)
    known = KnownVenues(source)
    steps = []
    for row in rows:
        if isinstance(row, tuple):
            steps.append(Step(row[0], row[1], "out", row[2]))
            continue
        try:
            steps.append(_step(row, twice, known))
        except LeftOut as reason:
            steps.append(Step(row.number, row.name, "out", str(reason)))
    return steps


def _step(row, twice, known):
    if row.closed:
        raise LeftOut("it closed" + (f" {row.closed}" if row.closed.startswith("in ") else ""))
    if row.kind not in VenueKind.values:
        raise LeftOut(f"“{row.kind}” is not a kind of place; the kinds are {', '.join(VenueKind.values)}")
    if row.key in twice:
        others = ", ".join(str(number) for number in twice[row.key] if number != row.number)
        raise LeftOut(f"the same name stands in row {others}: take one out, or tell them apart in the column key")
    says = _what_it_says(row)
    venue = known.find(row, says["position"])
    if venue is None:
        return Step(row.number, row.name, "new", row=row, changes=says, says=says)
    if not venue.live or venue.has_unpublished_changes:
        raise LeftOut("an editor has taken it off the site, or has changes to it that are not published yet")
    changes, kept = _changes(venue, says)
    return Step(row.number, row.name, "change" if changes else "same", "", row, venue, changes, says, kept)


def _names_given_twice(rows):
    """{key: row numbers} where two open places of one file have one name."""
    numbers = defaultdict(list)
    for row in rows:
        if not row.closed:
            numbers[row.key].append(row.number)
    return {key: found for key, found in numbers.items() if len(found) > 1}


def _what_it_says(row):
    """The venue's fields as the file has them, in values that JSON can keep."""
    says = {"title": row.name, "kind": row.kind, **row.values}
    if row.postcode:
        says["postcode"] = row.postcode
    if row.hours is not None:
        says["hours"] = hours_as_kept((day, *stretch) for day, stretches in row.hours.items() for stretch in stretches)
    says["position"] = _position(row)
    return says


def _position(row):
    """[latitude, longitude, source], checked against the postcode."""
    given = row.position or (to_globe([row.grid[0]], [row.grid[1]])[0] if row.grid else None)
    postcode = _live_postcode(row.postcode) if row.postcode else None
    if given and not (-90 <= given[0] <= 90 and -180 <= given[1] <= 180):
        raise LeftOut(f"{given[0]}, {given[1]} is no latitude and longitude")
    if given and postcode:
        miles = miles_between(*given, postcode.latitude, postcode.longitude)
        if miles > FARTHEST_FROM_POSTCODE_IN_MILES:
            km = miles * METRES_IN_A_MILE / 1000
            raise LeftOut(f"its position in the file is {km:.0f} km from its postcode {row.postcode}")
        if miles * METRES_IN_A_MILE <= SAME_PLACE_IN_METRES:
            given = None
    if given:
        return [*given, "file"]
    if postcode:
        return [postcode.latitude, postcode.longitude, "postcode"]
    raise LeftOut(
        f"the file gives no position and {row.postcode} is not a postcode that we hold"
        if row.postcode
        else "the file gives neither a postcode nor a position"
    )


def _live_postcode(label):
    """The postcode's row; None if no postcode around there was ever imported, so that nothing can be said of it."""
    parts = parse_postcode(label)
    postcode = Postcode.objects.filter(pk=parts.key).first()
    if postcode and postcode.terminated_on:
        raise LeftOut(f"its postcode {label} ended in {postcode.terminated_on:%B %Y}: give the one in use")
    if postcode is None and _holds_postcodes_of(parts.outward):
        raise LeftOut(f"its postcode {label} is not in use: correct it in the file")
    return postcode


def _holds_postcodes_of(outward):
    return Postcode.objects.filter(key__gte=f"{outward}0AA", key__lte=f"{outward}9ZZ").exists()


class KnownVenues:
    """The places we hold: by the file's own key, or by name and nearness for one that another way brought in."""

    def __init__(self, source):
        self.source = source
        venues = list(VenuePage.objects.prefetch_related("opening_hours"))
        self.by_key = {venue.import_key: venue for venue in venues if venue.import_key}
        self.by_name = defaultdict(list)
        for venue in venues:
            if not venue.import_key:
                self.by_name[normalise_name(venue.title)].append(venue)

    def key(self, row):
        return import_key(self.source, row)

    def find(self, row, position):
        venue = self.by_key.get(self.key(row))
        if venue:
            return venue
        name = normalise_name(row.name)
        for venue in self.by_name[name]:
            if _same_postcode(venue, row) or _is_near(venue, position):
                return venue
        # Longtown, a library, and Longtown Library at the same postcode are one.
        for other, venues in self.by_name.items():
            if f"{other} ".startswith(f"{name} ") or f"{name} ".startswith(f"{other} "):
                for venue in venues:
                    if venue.kind == row.kind and _same_postcode(venue, row):
                        return venue
        return None


def _same_postcode(venue, row):
    return bool(row.postcode) and postcode_key(venue.postcode) == postcode_key(row.postcode)


def import_key(source, row):
    return f"{source}:{row.key}"[:100]


def _is_near(venue, position):
    if None in (venue.latitude, venue.longitude):
        return False
    return miles_between(venue.latitude, venue.longitude, *position[:2]) <= SAME_NAME_IN_MILES


def _changes(venue, says):
    """What the file would change, and what it says otherwise but somebody set by hand."""
    changes, kept = {}, []
    for name, said in says.items():
        current = current_value(venue, name)
        if current == said or (name == "position" and _same_place(current, said)):
            continue
        untouched = current == venue.imported_values[name] if name in venue.imported_values else not current
        if untouched:
            changes[name] = said
        else:
            kept.append(name)
    return changes, kept


def _same_place(current, said):
    return current is not None and miles_between(*current[:2], *said[:2]) * METRES_IN_A_MILE <= SAME_PLACE_IN_METRES


def current_value(venue, name):
    if name == "hours":
        return hours_as_kept((row.weekday, row.opens, row.closes) for row in venue.opening_hours.all())
    if name == "position":
        if None in (venue.latitude, venue.longitude):
            return None
        return [venue.latitude, venue.longitude, venue.position_source]
    return getattr(venue, name)


def hours_as_kept(rows):
    return sorted([weekday, f"{opens:%H:%M}", f"{closes:%H:%M}"] for weekday, opens, closes in rows)
