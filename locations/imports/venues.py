"""Bring a file of places onto the site. What it would do is planned first (venue_plan.py); this does it."""

from datetime import time

from django.db import transaction

from core.audit import record
from core.errors import Refused
from locations.imports.files import tables
from locations.imports.outcome import LeftOut
from locations.imports.venue_layouts import PLAIN, layout_for, read_venue
from locations.imports.venue_plan import import_key, plan
from locations.models import OpeningHours, VenueIndexPage, VenuePage


def read_file(path, layout="auto"):
    """(name of the layout, rows, columns passed over): each row a VenueRow, or (number, name, reason)."""
    for _, cells in tables(path):
        header = [cell.strip() for cell in next(cells, [])]
        name, to_plain = layout_for(header, layout)
        unknown = sorted(set(header) - set(PLAIN) - {""}) if name == "plain" else []
        # Counted as a spreadsheet does: the header is row 1.
        rows = [
            _read(number, dict(zip(header, row, strict=False)), to_plain)
            for number, row in enumerate(cells, start=2)
            if any(row)
        ]
        return name, rows, unknown
    raise Refused(f"{path} is empty.")


def _read(number, cells, to_plain):
    try:
        return read_venue(number, cells, to_plain)
    except LeftOut as reason:
        name = next((cells[column] for column in ("name", "Library name", "STATION_NAME") if cells.get(column)), "")
        return number, name, str(reason)


def plan_import(path, *, layout="auto"):
    """(steps, columns passed over) of an import that has not happened."""
    source, rows, unknown = read_file(path, layout)
    return source, plan(rows, source=source), unknown


def carry_out(source, steps, *, by, now):
    """Add and change the places of a plan, each in its own transaction and published as an editor would."""
    index = VenueIndexPage.objects.first()
    if index is None:
        raise Refused("There is no page of places to put them under: run `manage.py migrate` first.")
    for step in steps:
        if step.action == "new":
            _add(index, source, step, by=by)
        elif step.action == "change" or (step.action == "same" and step.venue.imported_values != step.says):
            _change(source, step, by=by)
    counts = {action: sum(step.action == action for step in steps) for action in ("new", "change", "same", "out")}
    record("venues.imported", index, by=by, now=now, **counts)


@transaction.atomic
def _add(index, source, step, *, by):
    venue = VenuePage(title=step.name, live=False, import_key=import_key(source, step.row), imported_values=step.says)
    _set(venue, step.changes)
    index.add_child(instance=venue)
    venue.save_revision(user=by.user, log_action=True).publish(user=by.user)


@transaction.atomic
def _change(source, step, *, by):
    venue = VenuePage.objects.get(pk=step.venue.pk)
    venue.import_key = venue.import_key or import_key(source, step.row)
    venue.imported_values = step.says
    _set(venue, step.changes)
    if step.changes:
        venue.save_revision(user=by.user, log_action=True).publish(user=by.user)
    else:
        venue.save()


def _set(venue, changes):
    for name, value in changes.items():
        if name == "hours":
            venue.opening_hours.set(
                [
                    OpeningHours(weekday=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
                    for day, opens, closes in value
                ]
            )
        elif name == "position":
            venue.latitude, venue.longitude, venue.position_source = value
        else:
            setattr(venue, name, value)
