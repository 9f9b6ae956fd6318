from locations.models.areas import Area, AreaKind, Place, PlaceKind
from locations.models.holidays import BankHoliday
from locations.models.lsoas import Lsoa
from locations.models.postcodes import Postcode, PostcodeGroup
from locations.models.venues import Closure, OpeningHours, PositionSource, VenueIndexPage, VenueKind, VenuePage

__all__ = [
    "Area",
    "AreaKind",
    "BankHoliday",
    "Closure",
    "Lsoa",
    "OpeningHours",
    "Place",
    "PlaceKind",
    "PositionSource",
    "Postcode",
    "PostcodeGroup",
    "VenueIndexPage",
    "VenueKind",
    "VenuePage",
]
