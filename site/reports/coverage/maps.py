"""A map of small areas, shaded by a class of each, drawn by the server as SVG. Pure.

Longitudes are narrowed by the cosine of the middle latitude: true enough for a county. Points are rounded to a grid, so
that what two areas share stays shared; the grid is widened until the drawing is small enough to send.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

WIDTH, HEIGHT, MARGIN = 600, 800, 12
NARROWEST, LEAST_DEGREES = 0.6, 0.02
MOST_LETTERS = 220_000
LETTERS_OF_A_DOT = 20
GRIDS = (1, 2, 3, 4, 6, 8)
DOT, LARGE_DOT, DOT_GRID = 5, 10, 8
FEW = 100  # so few areas without a boundary have room for large dots
LETTER, LINE = 11, 22  # about how large a letter of a name is
MOST_NAMES = 12
MILES_IN_A_DEGREE = 69.05


@dataclass(frozen=True)
class Drawn:
    """An area as it is drawn: its boundary, or a dot where none is known."""

    kind: str
    latitude: float
    longitude: float
    shape: list | None = None


@dataclass(frozen=True)
class Name:
    x: int
    y: int
    words: str
    anchor: str = "start"

    def box(self):
        left = self.x - (len(self.words) * LETTER if self.anchor == "end" else 0)
        return left, self.y - LINE, left + len(self.words) * LETTER, self.y

    def meets(self, other):
        a, b = self.box(), other.box()
        return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@dataclass(frozen=True)
class Map:
    words: str
    width: int
    height: int
    paths: list[tuple[str, str]]  # (class, path)
    places: list[tuple[int, int]]
    names: list[Name]
    tried: tuple[int, int, int] | None = None  # where, and how far around it is near

    @property
    def box(self):
        return f"{-MARGIN} {-MARGIN} {self.width + 2 * MARGIN} {self.height + 2 * MARGIN}"


@dataclass(frozen=True)
class Sheet:
    """Where on the paper a place lies."""

    west: float
    north: float
    across: float
    down: float
    width: int
    height: int

    def point(self, latitude, longitude, grid=1):
        x, y = (longitude - self.west) * self.across, (self.north - latitude) * self.down
        return round(x / grid) * grid, round(y / grid) * grid

    def holds(self, latitude, longitude):
        x, y = self.point(latitude, longitude)
        return 0 <= x <= self.width and 0 <= y <= self.height


def draw(areas, *, words, places=(), towns=(), tried=None, near=0):
    """`areas` are Drawn; `places` (latitude, longitude); `towns` (name, latitude, longitude), the largest first.

    None where there is nothing to draw. `tried` is a place that is tried out, with a ring `near` miles around it.
    """
    if not areas:
        return None
    sheet = sheet_of(areas)
    return Map(
        words,
        sheet.width,
        sheet.height,
        paths_of(areas, sheet),
        sorted({sheet.point(*place) for place in places if sheet.holds(*place)}),
        names_of(towns, sheet),
        (*sheet.point(*tried), round(near * sheet.down / MILES_IN_A_DEGREE)) if tried else None,
    )


def sheet_of(areas):
    points = [
        (latitude, longitude)
        for area in areas
        for longitude, latitude in (
            [point for polygon in area.shape for point in polygon[0]]
            if area.shape
            else [(area.longitude, area.latitude)]
        )
    ]
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    south, north, west, east = min(latitudes), max(latitudes), min(longitudes), max(longitudes)
    narrow = cos(radians((south + north) / 2))
    wide, high = (east - west) * narrow, north - south
    # One area alone, or all on one line: some paper on both sides of it.
    left, top = room_beside(wide, high), room_beside(high, wide)
    wide, high = wide + 2 * left, high + 2 * top
    scale = min(WIDTH / wide, HEIGHT / high)
    across = scale * narrow
    return Sheet(west - left / narrow, north + top, across, scale, round(wide * scale), round(high * scale))


def room_beside(length, other):
    return max(NARROWEST * other - length, LEAST_DEGREES - length, 0) / 2


def paths_of(areas, sheet):
    """One path for each class; all in dots if even the widest grid leaves too much."""
    if len(areas) * LETTERS_OF_A_DOT > MOST_LETTERS:
        return dots(areas, sheet)
    size = LARGE_DOT if len(areas) <= FEW else DOT
    for grid in GRIDS:
        paths = [(kind, "".join(outline(area, sheet, grid, size) for area in those)) for kind, those in by_kind(areas)]
        if sum(len(path) for _, path in paths) <= MOST_LETTERS:
            return paths
    return dots(areas, sheet)


def dots(areas, sheet):
    """A dot for all areas around a point of the grid, of the farthest class among them: gaps are what we look for."""
    kinds = {}
    for area in areas:
        at = sheet.point(area.latitude, area.longitude, DOT_GRID)
        kinds[at] = max(kinds.get(at, ""), f"{area.kind} dots")
    paths = defaultdict(str)
    for at, kind in sorted(kinds.items()):
        paths[kind] += dot(*at, DOT_GRID // 2)
    return sorted(paths.items())


def by_kind(areas):
    kinds = defaultdict(list)
    for area in areas:
        kinds[area.kind if area.shape else f"{area.kind} dots"].append(area)
    return sorted(kinds.items())


def outline(area, sheet, grid, size):
    drawn = "".join(ring(points, sheet, grid) for polygon in area.shape or () for points in polygon)
    return drawn or dot(*sheet.point(area.latitude, area.longitude, grid), size)


def ring(points, sheet, grid):
    """M284 186l2 7 -6 7z; nothing for one that is too small for the grid."""
    placed = []
    for longitude, latitude in points:
        at = sheet.point(latitude, longitude, grid)
        if not placed or at != placed[-1]:
            placed.append(at)
    if len(placed) > 1 and placed[0] == placed[-1]:
        placed.pop()
    if len(placed) < 3:
        return ""
    steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(placed)]
    return f"M{placed[0][0]} {placed[0][1]}l{' '.join(steps)}z"


def dot(x, y, size):
    """A square on its corner."""
    return f"M{x} {y - size}l{size} {size} {-size} {size} {-size} {-size}z"


def names_of(towns, sheet):
    """As many names as have room, beside their places."""
    placed = []
    for words, latitude, longitude in towns:
        if len(placed) == MOST_NAMES:
            break
        if not sheet.holds(latitude, longitude):
            continue
        x, y = sheet.point(latitude, longitude)
        name = (
            Name(x - 8, y - 4, words, "end") if x + 8 + len(words) * LETTER > sheet.width else Name(x + 8, y - 4, words)
        )
        if name.box()[0] >= 0 and name.box()[1] >= 0 and not any(name.meets(other) for other in placed):
            placed.append(name)
    return placed
