"""`{% city_map areas layers %}` draws a map that is whole without a script; `{% tile_map tiles %}` the city as squares.

Every map needs a list of the same things beside it: that is the page's duty.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.geography import drawings, moving
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.drawings import Picture
from kotacerdas.geography.maps import Layer, Tile

register = template.Library()

MANY_STOPS = 12
"""From here on a keyboard is offered a way around the map."""
MOST_LAYERS = 10
"""maps.css switches so many without a script."""


@register.inclusion_tag("geography/_map.html")
def city_map(
    areas: Areas, layers: Sequence[Layer] = (), sentence: str = "", name: str = "peta", is_kept: bool = True
) -> dict[str, Any]:
    """`sentence` tells the map's finding to those who cannot see it; `name` tells two maps of a page apart.
    `is_kept=False`: these are not the areas as the city has them, but such as it may have."""
    layers = list(layers)
    if len(layers) > MOST_LAYERS:
        raise ValueError(f"a map shows at most {MOST_LAYERS} layers, not {len(layers)}")
    picture = Picture(areas, layers)
    line, length = picture.scale_bar()
    return {
        "areas": areas,
        "layers": layers,
        "name": name,
        # All text in them was escaped where they were drawn.
        "picture": mark_safe(picture.svg(str(sentence) or told(areas, layers))),  # noqa: S308 - our own drawing; words in it are escaped
        "scale_line": mark_safe(line),  # noqa: S308 - our own drawing, of figures only
        "scale_words": length,
        "has_many_stops": sum(layer.stops for layer in layers) > MANY_STOPS,
        "data": moving.data_of(picture, is_kept=is_kept),
        "data_name": f"{name}-data",
    }


def told(areas: Areas, layers: Sequence[Layer]) -> str:
    """What the map shows, where the page does not say it better."""
    count = len(areas.rows)
    shown = ngettext("Map of %(count)s area", "Map of %(count)s areas", count) % {
        "count": formats.number(count)
    }
    parts = [
        _("%(label)s: %(count)s")
        % {"label": layer.label, "count": formats.number(len(layer.marks) + len(layer.patches))}
        if layer.marks or layer.patches or layer.picture is None
        else str(layer.label)
        for layer in layers
    ]
    return "; ".join([shown, *parts])


@register.inclusion_tag("geography/_tiles.html")
def tile_map(tiles: Sequence[Tile], label: str = "") -> dict[str, Any]:
    """The tiles from the upper left, row by row, as they are read."""
    return {"tiles": sorted(tiles, key=lambda tile: (tile.row, tile.column)), "label": label}


@register.filter
def tone(name: str) -> str:
    """The class of a tone."""
    return drawings.tone(name)
