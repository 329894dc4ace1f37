"""What stands on a map or on tiles: values that pages build, and the tags of `templatetags/maps.py` draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

TONES = ("ramp-1", "ramp-2", "ramp-3", "ramp-4", "warm", "bad", "violet", "plain", "accent")
"""How a mark or a patch is coloured. `ramp-1` to `ramp-4` go from little to much; none carries meaning alone."""


@dataclass(frozen=True)
class Mark:
    """A place; `number` is written into it where the list beside the map counts. One with a `move` can be dragged, or pushed
    by the arrow keys, where a script runs; other scripts hear of it under that name."""

    lon: float
    lat: float
    label: "str | Promise"
    tone: str = "accent"
    href: str = ""
    number: str = ""
    move: str = ""


@dataclass(frozen=True)
class Patch:
    """A surface; `shape` is a GeoJSON geometry in degrees. For a whole area its `code` is enough: `Patch.of_area`."""

    shape: Mapping[str, Any]
    label: "str | Promise"
    tone: str = "ramp-1"
    href: str = ""
    code: str = ""

    @classmethod
    def of_area(cls, code: str, label: "str | Promise", tone: str = "ramp-1", href: str = "") -> "Patch":
        """Drawn as the outline of this area on the same map, so that neighbours touch."""
        return cls({}, label, tone, href, code)


@dataclass(frozen=True)
class Picture:
    """A raster laid on the map: `corners` are longitude and latitude of its upper left, upper right, lower right and lower left
    corner. Its pixels stay pixels however near one comes."""

    url: str
    corners: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Layer:
    """Marks, patches and a picture that are shown and hidden together; its label stands in the legend.

    Where its marks, patches or picture have several tones, `legend` says in words what each tone means. `key` is a word of small letters,
    digits and hyphens, once on a map.
    """

    key: str
    label: "str | Promise"
    marks: Sequence[Mark] = ()
    patches: Sequence[Patch] = ()
    tone: str = "accent"
    is_shown: bool = True
    legend: "Sequence[tuple[str, str | Promise]]" = ()
    picture: Picture | None = None

    @property
    def links(self) -> int:
        """How many of them lead somewhere."""
        return sum(bool(each.href) for each in self.marks) + sum(bool(each.href) for each in self.patches)

    @property
    def stops(self) -> int:
        """At how many of them a keyboard stops, once the map moves."""
        return self.links + sum(bool(each.move and not each.href) for each in self.marks)


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
    figure: str = ""
    """What the figure is, for a script that writes another one in its place."""
