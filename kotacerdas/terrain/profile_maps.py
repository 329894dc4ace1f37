"""Both ends of a profile on the map, as marks that can be moved, and the line between them."""

from typing import Any

from django.utils.translation import gettext as _
from shapely import box, intersects

from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.maps import Layer, Mark, Patch
from kotacerdas.terrain.domain.ends import Asked
from kotacerdas.terrain.domain.profiles import Verdict
from kotacerdas.terrain.ribbons import ribbon
from kotacerdas.terrain.words_profiles import TONES, names_of
from kotacerdas.terrain.words_radio import VERDICTS

Place = tuple[float, float]
ROOM = 0.5
"""Of the distance between the ends, left free around them."""
LEAST_ROOM = 0.003
"""Degrees, some 300 metres."""
LINE = "jalur"


def start(areas: Areas) -> tuple[Place, Place] | None:
    """Where the marks stand before anybody moved them: in the two largest areas. None without outlines."""
    largest = sorted(areas.rows, key=lambda area: area.shape.area, reverse=True)[:2]
    if len(largest) < 2:
        return None
    first, last = (area.shape.representative_point() for area in largest)
    return (first.x, first.y), (last.x, last.y)


def around(areas: Areas, asked: Asked) -> Areas:
    """The areas near both ends, so that the map is large enough to see them apart; all where none is near."""
    (west, east), (south, north) = (
        sorted(pair) for pair in ((asked.first.lon, asked.last.lon), (asked.first.lat, asked.last.lat))
    )
    room = max(LEAST_ROOM, ROOM * max(east - west, north - south))
    seen = box(west - room, south - room, east + room, north + room)
    near = [area for area in areas.rows if intersects(area.shape, seen)]
    return Areas(near or areas.rows, kecamatan=areas.kecamatan)


def layers(first: Place, last: Place, names: tuple[str, str], verdict: Verdict | None) -> list[Layer]:
    marks = [
        Mark(*place, label, "accent", number=letter, move=field)
        for place, label, letter, field in zip((first, last), names, ("A", "B"), ("dari", "ke"), strict=True)
    ]
    tones = [(TONES[each], VERDICTS[each]) for each in Verdict]
    patches = [line(first, last, verdict)] if verdict else []
    return [
        Layer(LINE, _("Line of sight"), patches=patches, legend=tones),
        Layer("ujung", _("Both ends"), marks=marks),
    ]


def line(first: Place, last: Place, verdict: Verdict) -> Patch:
    return Patch(ribbon(first, last), VERDICTS[verdict], TONES[verdict])


def followed(asked: Asked, verdict: Verdict) -> dict[str, Any]:
    """What the script draws on the map after the ends were moved."""
    first, last = (asked.first.lon, asked.first.lat), (asked.last.lon, asked.last.lat)
    drawn = line(first, last, verdict)
    patch = {"label": str(drawn.label), "tone": drawn.tone, "shape": drawn.shape}
    return {"marks": {"dari": first, "ke": last}, "layer": LINE, "patches": [patch]}


def names(asked: Asked) -> tuple[str, str]:
    first, last = names_of(asked)
    return _label("A", first), _label("B", last)


def _label(letter: str, name: str) -> str:
    return letter if name == letter else f"{letter}: {name}"
