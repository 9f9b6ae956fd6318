"""The ward or district that a member's page is about, and which of them are somebody's."""

from dataclasses import dataclass

from django.db.models import Q

from champions.models import Champion
from locations.models import Area, AreaKind, Lsoa, Postcode
from reports.models import MemberArea


@dataclass(frozen=True)
class Ground:
    """`wards` are all that lie in it: of a ward, itself. `instead_of` names a ward that is no more, for which its
    district is shown.
    """

    area: Area
    wards: tuple[Area, ...]
    instead_of: str = ""

    @property
    def name(self):
        return self.area.name

    @property
    def district_code(self):
        return self.area.parent_id if self.area.kind == AreaKind.WARD else self.area.pk

    def of_places(self, to_venue=""):
        """The condition under which a venue lies in it."""
        field = {AreaKind.WARD: "ward", AreaKind.DISTRICT: "district"}.get(self.area.kind, "district__parent")
        return Q(**{f"{to_venue}{field}": self.area.pk})


@dataclass(frozen=True)
class Known:
    """An area as it was written down: it may have been abolished since."""

    code: str
    name: str
    district_code: str = ""


def areas_of(user):
    """What an account stands for: set by a manager, or said by an elected member who is a champion too."""
    known = {row.code: Known(row.code, row.name, row.district_code) for row in MemberArea.objects.filter(user=user)}
    champion = Champion.objects.filter(user=user, represents__isnull=False).select_related("represents").first()
    if champion:
        area = champion.represents
        known.setdefault(area.pk, Known(area.pk, area.name, area.parent_id or ""))
    return list(known.values())


def known_by_code(code):
    """An area that we hold, or a ward that only the population table still has; None for neither."""
    code = code.strip().upper()
    area = Area.objects.filter(pk=code).first()
    if area:
        return Known(area.pk, area.name, area.parent_id or "")
    lsoa = Lsoa.objects.filter(ward_code=code).exclude(ward_code="").first()
    return Known(code, lsoa.ward_name, lsoa.district_code) if lsoa else None


def ground_of(known):
    """The Ground of an area; of a ward that was abolished its district, and None where not even that is known."""
    area = Area.objects.select_related("parent").filter(pk=known.code).first()
    if area is not None and not was_abolished(area):
        return Ground(area, wards_in(area))
    district = Area.objects.filter(pk=known.district_code).first()
    return Ground(district, wards_in(district), instead_of=known.name) if district else None


def was_abolished(area):
    """A ward in which no address lies any more, though the postcodes of its district are held."""
    if area.kind != AreaKind.WARD or not area.parent_id:
        return False
    held = Postcode.objects.filter(terminated_on=None)
    return not held.filter(ward_code=area.pk).exists() and held.filter(district_code=area.parent_id).exists()


def wards_in(area):
    if area.kind == AreaKind.WARD:
        return (area,)
    below = Q(parent=area) | Q(parent__parent=area)
    return tuple(Area.objects.filter(below, kind=AreaKind.WARD).select_related("parent"))
