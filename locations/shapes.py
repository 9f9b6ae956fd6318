"""Boundaries as coordinates of a GeoJSON MultiPolygon: polygons of rings of [longitude, latitude]. Pure."""

DECIMALS = 5  # a metre or so


class NotAShape(Exception):
    """Its text says what is wrong with it."""


def shape_of(geometry):
    """The coordinates of a MultiPolygon, from a GeoJSON geometry of either kind."""
    geometry = geometry if isinstance(geometry, dict) else {}
    kinds = {"Polygon": lambda polygon: [polygon], "MultiPolygon": list}
    try:
        polygons = kinds[geometry.get("type")](geometry["coordinates"])
        shape = [[[_point(point) for point in ring] for ring in polygon] for polygon in polygons]
    except (KeyError, TypeError, ValueError, IndexError):
        raise NotAShape("it has no boundary that we can read") from None
    if not shape or not all(polygon and len(polygon[0]) >= 4 for polygon in shape):
        raise NotAShape("it has no boundary that we can read")
    return shape


def _point(point):
    longitude, latitude = round(float(point[0]), DECIMALS), round(float(point[1]), DECIMALS)
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise NotAShape("its boundary is not in degrees of longitude and latitude (WGS 84)")
    return [longitude, latitude]


def middle_of(shape):
    """(latitude, longitude) of the centre of gravity of its largest part."""
    ring = max((polygon[0] for polygon in shape), key=lambda ring: abs(_weights(ring)[0]))
    area, east, north = _weights(ring)
    if not area:
        return ring[0][1], ring[0][0]
    return round(ring[0][1] + north / (3 * area), DECIMALS), round(ring[0][0] + east / (3 * area), DECIMALS)


def _weights(ring):
    """Twice the area, and its moments about the first point, by the shoelace formula."""
    area = east = north = 0.0
    left, foot = ring[0]
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        x1, y1, x2, y2 = x1 - left, y1 - foot, x2 - left, y2 - foot
        cross = x1 * y2 - x2 * y1
        area += cross
        east += (x1 + x2) * cross
        north += (y1 + y2) * cross
    return area, east, north
