"""A venue's position, ward and district, worked out from its postcode unless somebody knew better."""

from dataclasses import dataclass

from django.apps import apps

from locations.postcode_forms import parse_postcode


@dataclass(frozen=True)
class Position:
    latitude: float
    longitude: float
    ward_code: str
    district_code: str
    source: str  # postcode, or sector when only the middle of its sector is known


def position_of(postcode):
    """Where a postcode lies: exactly, else the middle of its sector, else None."""
    parts = parse_postcode(postcode or "")
    if not (parts and parts.is_unit):
        return None
    row = _model("Postcode").objects.filter(pk=parts.key).first()
    if row:
        return Position(row.latitude, row.longitude, row.ward_code, row.district_code, "postcode")
    group = _model("PostcodeGroup").objects.filter(pk=parts.sector).first()
    if group:
        # A sector may lie in several wards: its middle says nothing about this building's.
        return Position(group.latitude, group.longitude, "", group.district_code, "sector")
    return None


def fill_position(venue):
    """Set what the postcode tells, and leave what was set by hand or came from a file."""
    found = position_of(venue.postcode)
    if None in (venue.latitude, venue.longitude):
        venue.position_source = "postcode"
    if venue.position_source in ("postcode", "sector"):
        _follow_postcode(venue, found)
    if found:
        _fill_areas(venue, found)


def _follow_postcode(venue, found):
    if found:
        venue.latitude, venue.longitude = found.latitude, found.longitude
        venue.position_source = found.source
    elif _postcode_changed(venue):
        # Better no position than the old one: the place would be shown where it no longer is.
        venue.latitude = venue.longitude = None


def _postcode_changed(venue):
    stored = _model("VenuePage").objects.filter(pk=venue.pk).values_list("postcode", flat=True).first()
    return stored is not None and parse_postcode(stored) != parse_postcode(venue.postcode)


def _fill_areas(venue, found):
    areas = _model("Area").objects.in_bulk([code for code in (found.ward_code, found.district_code) if code])
    ward, district = areas.get(found.ward_code), areas.get(found.district_code)
    venue.ward = ward or (venue.ward if found.source == "sector" else None)
    venue.district = district or (ward and ward.parent) or venue.district


def _model(name):
    # The models import this file, so it asks for them when they are there.
    return apps.get_model("locations", name)
