"""From the British National Grid to latitude and longitude."""

from functools import cache

from pyproj import Transformer


@cache
def _transformer():
    # Made once: finding the way from one system to the other takes longer than using it a thousand times.
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def to_globe(eastings, northings):
    """[(latitude, longitude)] of many at once, to a millimetre (the eighth figure of a degree)."""
    if not eastings:
        return []
    longitudes, latitudes = _transformer().transform(eastings, northings)
    return [
        (round(latitude, 8), round(longitude, 8)) for latitude, longitude in zip(latitudes, longitudes, strict=True)
    ]
