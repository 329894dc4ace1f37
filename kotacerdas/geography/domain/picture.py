"""Where places stand in a drawing of the city: north up, the projection that maps on the web have, one measure for all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, radians, sinh, tan
from typing import Any

from shapely import coverage_simplify, get_parts, simplify
from shapely.geometry import shape as read_shape

WIDTH = 1000
LEAST_HEIGHT, MOST_HEIGHT = 450, 1250
MARGIN = 24
EQUATOR = 111_319.49
"""Metres in a degree of longitude at the equator."""
SCALE_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Frame:
    """`west` and `north` are the upper left corner in degrees, and `unit` the degrees of longitude in one unit of the drawing."""

    west: float
    north: float
    unit: float
    height: int

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) / self.unit, (_stretched(self.north) - _stretched(lat)) / self.unit

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        south = _unstretched(_stretched(self.north) - self.height * self.unit)
        return self.west, south, self.west + WIDTH * self.unit, self.north

    @property
    def metres(self) -> float:
        """In one unit, in the middle of the drawing."""
        _west, south, _east, north = self.bounds()
        return self.unit * EQUATOR * cos(radians((south + north) / 2))

    def scale(self, longest: float = 260) -> tuple[float, int]:
        """Length of the scale bar in units and in round metres."""
        most = longest * self.metres
        size = 1
        while size * 10 <= most:
            size *= 10
        metres = max(size * step for step in SCALE_STEPS if size * step <= most)
        return metres / self.metres, metres


def frame_of(bounds: tuple[float, float, float, float]) -> Frame:
    """Around the bounds with a margin; never so flat or so high that a page is hard to read."""
    west, south, east, north = bounds
    top, bottom = _stretched(north), _stretched(south)
    unit = max((east - west) / (WIDTH - 2 * MARGIN), (top - bottom) / (MOST_HEIGHT - 2 * MARGIN), 1e-7)
    height = max(LEAST_HEIGHT, round((top - bottom) / unit) + 2 * MARGIN)
    middle_lon, middle = (west + east) / 2, (top + bottom) / 2
    return Frame(middle_lon - WIDTH / 2 * unit, _unstretched(middle + height / 2 * unit), unit, height)


def _stretched(lat: float) -> float:
    """Mercator's ordinate, in degrees."""
    return degrees(asinh(tan(radians(lat))))


def _unstretched(ordinate: float) -> float:
    return degrees(atan(sinh(radians(ordinate))))


def simpler(shapes: Sequence[Any], frame: Frame) -> list[Any]:
    """For drawing only: corners that nobody would see are left out, and neighbours still touch."""
    reach = frame.unit * 0.8
    return list(coverage_simplify(list(shapes), reach)) if shapes else []


def path(geometry: Any, frame: Frame) -> str:
    """The commands of an SVG path for a polygon, several, or lines."""
    return "".join(_ring(corners, frame) for corners in _rings(geometry))


def patch_path(geojson: Any, frame: Frame) -> str:
    return path(simplify(read_shape(geojson), frame.unit * 0.4), frame)


def _rings(geometry: Any) -> Iterator[Iterable[tuple[float, float]]]:
    for part in get_parts(geometry):
        if part.geom_type == "Polygon":
            yield part.exterior.coords
            yield from (hole.coords for hole in part.interiors)


def _ring(corners: Iterable[tuple[float, float]], frame: Frame) -> str:
    written: list[str] = []
    for lon, lat in corners:
        x, y = frame.at(lon, lat)
        place = f"{x:.1f} {y:.1f}"
        if not written or written[-1] != place:
            written.append(place)
    return f"M{'L'.join(written[:-1])}Z" if len(written) > 3 else ""
