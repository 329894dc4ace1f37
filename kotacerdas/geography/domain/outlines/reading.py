"""Takes a GeoJSON file apart without trusting it: nothing in it may take long, nest deep or be no number."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from shapely import MultiPolygon, Point, Polygon

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused

MOST_BYTES = 24 * 1024 * 1024
MOST_FEATURES = 5000
MOST_CORNERS = 1_000_000
LEAST_OF_A_RING = 4
DEEPEST = 100
"""Lists and objects within each other; a MultiPolygon in a collection needs nine."""
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_BRACKET = re.compile(r"[\[\]{}]")
_SHAPES = {"Polygon", "MultiPolygon"}


@dataclass(frozen=True)
class Feature:
    """`number` counts from 1, as in the file. `shape` is a shapely geometry in the units of the file."""

    number: int
    shape: Any
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Collection:
    """`crs` is what the file says of its coordinate system, "" where it says nothing."""

    features: Sequence[Feature]
    crs: str = ""
    faults: Sequence[Fault] = ()
    """Of single features, which were left out."""


def read(content: bytes, *, points: bool = False) -> Collection:
    """Polygons, or with `points` places. Raises `Refused` for what is no GeoJSON of these."""
    told = _told(content)
    rows = _features(told)
    found: list[Feature] = []
    faults: list[Fault] = []
    left = MOST_CORNERS
    for number, row in enumerate(rows, start=1):
        try:
            shape, corners = _shape(row.get("geometry"), points=points)
        except _Wrong as wrong:
            if len(faults) < ENOUGH:
                faults.append(Fault(wrong.kind, {"number": number, **wrong.values}))
            continue
        left -= corners
        if left < 0:
            raise Refused(Fault("geography-too-many-corners", {"most": MOST_CORNERS}))
        properties = row.get("properties")
        found.append(Feature(number, shape, properties if isinstance(properties, dict) else {}))
    if not found:
        raise Refused(faults or [Fault("geography-nothing-in-file")])
    return Collection(found, _crs(told), faults)


def _told(content: bytes) -> dict[str, Any]:
    if not content.strip():
        raise Refused(Fault("file-empty"))
    if len(content) > MOST_BYTES:
        raise Refused(Fault("file-too-large", {"most_bytes": MOST_BYTES}))
    if content.startswith(_PACKED):
        raise Refused(Fault("geography-packed"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(Fault("geography-not-text")) from None
    if _depth(text) > DEEPEST:
        raise Refused(Fault("geography-too-deep", {"most": DEEPEST}))
    try:
        told = json.loads(text, parse_constant=_no_number)
    except _NoNumber as error:
        raise Refused(Fault("geography-no-number", {"text": str(error)})) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise Refused(Fault("geography-not-json", {"at": str(line or 1)})) from None
    if not isinstance(told, dict):
        raise Refused(Fault("geography-not-geojson", {"found": type(told).__name__}))
    return told


class _NoNumber(ValueError):
    pass


def _no_number(text: str) -> NoReturn:
    raise _NoNumber(text)


def _depth(text: str) -> int:
    """Counted before the text is parsed. Brackets between quotation marks count too, which does no harm: no name holds a
    hundred of them that stay open."""
    deepest = depth = 0
    for found in _BRACKET.finditer(text):
        depth += 1 if found[0] in "[{" else -1
        if depth > deepest:
            deepest = depth
            if deepest > DEEPEST:
                break
    return deepest


def _features(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    kind = told.get("type")
    if kind == "Topology":
        raise Refused(Fault("geography-topojson"))
    rows = told.get("features") if kind == "FeatureCollection" else [told] if kind == "Feature" else None
    if not isinstance(rows, list):
        raise Refused(Fault("geography-not-geojson", {"found": str(kind)[:40]}))
    if len(rows) > MOST_FEATURES:
        raise Refused(Fault("geography-too-many-features", {"most": MOST_FEATURES}))
    return [row if isinstance(row, dict) else {} for row in rows]


def _crs(told: Mapping[str, Any]) -> str:
    """As GeoJSON of 2008 says it; the later standard knows degrees only."""
    crs = told.get("crs")
    if not isinstance(crs, dict):
        return ""
    properties = crs.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    return str(name or crs.get("type") or "?")[:200]


class _Wrong(Exception):
    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind, self.values = kind, values


def _shape(geometry: Any, *, points: bool) -> tuple[Any, int]:
    """The geometry and how many corners it has."""
    if not isinstance(geometry, dict):
        raise _Wrong("geography-no-geometry")
    kind, given = geometry.get("type"), geometry.get("coordinates")
    if points and kind == "Point":
        return Point(_position(given)), 1
    if points or kind not in _SHAPES | {"GeometryCollection"}:
        raise _Wrong("geography-other-geometry", found=str(kind)[:40])
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        parts = [
            part
            for each in (members if isinstance(members, list) else [])
            if isinstance(each, dict) and each.get("type") in _SHAPES
            for part in _polygons(each["type"], each.get("coordinates"))
        ]
    else:
        parts = _polygons(kind, given)
    if not parts:
        raise _Wrong("geography-no-geometry")
    corners = sum(len(ring) for part in parts for ring in part)
    made = [Polygon(part[0], part[1:]) for part in parts]
    return (made[0] if len(made) == 1 else MultiPolygon(made)), corners


def _polygons(kind: Any, given: Any) -> list[list[list[tuple[float, float]]]]:
    rings = [given] if kind == "Polygon" else given
    if not isinstance(rings, list):
        raise _Wrong("geography-coordinates")
    return [_rings(each) for each in rings]


def _rings(given: Any) -> list[list[tuple[float, float]]]:
    if not isinstance(given, list) or not given:
        raise _Wrong("geography-coordinates")
    found = []
    for ring in given:
        if not isinstance(ring, list):
            raise _Wrong("geography-coordinates")
        corners = [_position(each) for each in ring]
        if corners and corners[0] != corners[-1]:
            corners.append(corners[0])
        if len(corners) < LEAST_OF_A_RING:
            raise _Wrong("geography-too-few-corners")
        found.append(corners)
    return found


def _position(given: Any) -> tuple[float, float]:
    """A height after the first two is left out."""
    if not isinstance(given, list) or len(given) < 2:
        raise _Wrong("geography-coordinates")
    x, y = given[0], given[1]
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in (x, y)):
        raise _Wrong("geography-coordinates")
    try:
        x, y = float(x), float(y)
    except OverflowError:
        raise _Wrong("geography-coordinates") from None
    if not (math.isfinite(x) and math.isfinite(y)):
        raise _Wrong("geography-coordinates")
    return x, y
