from locations.models.areas import Area, Place
from locations.models.postcodes import Postcode, PostcodeGroup
from locations.models.venues import Closure, OpeningHours, VenueIndexPage, VenuePage

__all__ = ["Area", "Closure", "OpeningHours", "Place", "Postcode", "PostcodeGroup", "VenueIndexPage", "VenuePage"]
