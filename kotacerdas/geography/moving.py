"""What the script needs that makes a map move: the same layers as data, and its words in the reader's language."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from shapely import set_precision, simplify, to_wkb
from shapely.geometry import mapping
from shapely.geometry import shape as read_shape

from kotacerdas.geography.drawings import Picture
from kotacerdas.geography.maps import Layer, Mark, Patch

TEN_METRES = 0.0001
FIVE_DECIMALS = 1e-5
FORM = b"2"


def data_of(picture: Picture, *, is_kept: bool = True) -> dict[str, Any]:
    """`is_kept`: the areas are those of the city as they are kept, so the script may fetch them and the browser keep them."""
    west, south, east, north = picture.frame.bounds()
    return {
        "bounds": [round(west, 5), round(south, 5), round(east, 5), round(north, 5)],
        "outlines": _address(picture) if is_kept else {"features": list(features(picture))},
        "layers": [_layer(layer) for layer in picture.layers],
        "words": words(),
    }


def _address(picture: Picture) -> str:
    """Of the city's outlines; the first five characters of an area's code are its city's. Other outlines or another form
    of what is told, other address."""
    if not picture.areas.rows:
        return ""
    mark = hashlib.sha256(FORM + b"".join(to_wkb(shape) for shape in picture.shapes.values())).hexdigest()[
        :12
    ]
    return f"{reverse('geography:outlines')}?kota={picture.areas.rows[0].code[:5]}&ringkas=1&v={mark}"


def features(picture: Picture) -> Iterator[dict[str, Any]]:
    """The areas with no more corners than are seen, and the kecamatan around them with the place of its name."""
    for area in picture.areas.rows:
        about = {"kode": area.code, "nama": area.name, "skematis": area.is_schematic}
        yield _feature(about, picture.shapes[area.code])
    for code, whole in picture.kecamatan:
        middle = whole.representative_point()
        about = {
            "jenis": "kecamatan", "kode": code, "nama": picture.areas.kecamatan.get(code, ""),
            "tengah": [round(middle.x, 6), round(middle.y, 6)],
        }  # fmt: skip
        yield _feature(about, whole)


def _feature(properties: dict[str, Any], shape: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": mapping(shape)}


def _layer(layer: Layer) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": layer.key,
        "marks": [_mark(mark) for mark in layer.marks],
        "patches": [_patch(patch) for patch in layer.patches],
    }
    if layer.picture is not None:
        found["picture"] = {
            "url": layer.picture.url,
            "corners": [list(each) for each in layer.picture.corners],
        }
    return found


def _mark(mark: Mark) -> dict[str, Any]:
    found = {
        "at": [round(mark.lon, 6), round(mark.lat, 6)],
        "label": str(mark.label),
        "tone": mark.tone,
        "href": mark.href,
        "number": mark.number,
        "move": mark.move,
    }
    return _filled(found)


def _patch(patch: Patch) -> dict[str, Any]:
    found = {"label": str(patch.label), "tone": patch.tone, "href": patch.href, "code": patch.code}
    if not patch.code:
        found["shape"] = _light(patch.shape)
    return _filled(found)


def _light(shape: Mapping[str, Any]) -> Any:
    return mapping(set_precision(simplify(read_shape(shape), TEN_METRES / 2), FIVE_DECIMALS))


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}


def words() -> dict[str, str]:
    return {
        "map": _("Map. Move it with the arrow keys, zoom with plus and minus."),
        "in": _("Zoom in"),
        "out": _("Zoom out"),
        "whole": _("Show the whole city"),
        "start": _("Map that moves"),
        "stays": _("The map cannot move in this browser; the drawing stays."),
        "move": _("%(label)s. Move it with the arrow keys; with Shift in smaller steps."),
        "wheel": _("Hold Ctrl while scrolling to zoom the map"),
        "wheel_mac": _("Hold ⌘ while scrolling to zoom the map"),
        "fingers": _("Use two fingers to move the map"),
    }
