"""What stands on a map or on tiles: values that pages build, and the tags of `templatetags/maps.py` draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

TONES = ("ramp-1", "ramp-2", "ramp-3", "ramp-4", "warm", "bad", "violet", "plain", "accent")
"""How a mark or a patch is coloured. `ramp-1` to `ramp-4` go from little to much; none carries meaning alone."""


@dataclass(frozen=True)
class Mark:
    """A place; `number` is written into it where the list beside the map counts."""

    lon: float
    lat: float
    label: "str | Promise"
    tone: str = "accent"
    href: str = ""
    number: str = ""


@dataclass(frozen=True)
class Patch:
    """A surface; `shape` is a GeoJSON geometry in degrees."""

    shape: Mapping[str, Any]
    label: "str | Promise"
    tone: str = "ramp-1"
    href: str = ""


@dataclass(frozen=True)
class Layer:
    """Marks and patches that are shown and hidden together; its label stands in the legend."""

    key: str
    label: "str | Promise"
    marks: Sequence[Mark] = ()
    patches: Sequence[Patch] = ()
    tone: str = "accent"
    is_shown: bool = True


@dataclass(frozen=True)
class Tile:
    """One area of the tile-grid map. `words` is the figure as it is read, `column` and `row` where it stands."""

    code: str
    name: str
    words: str
    column: int
    row: int
    tone: str = "plain"
    href: str = ""
