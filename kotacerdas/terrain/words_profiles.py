"""Words of the page of a profile: what may be wrong with its ends, and which mast to raise."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common.faults import register
from kotacerdas.common.formats import number
from kotacerdas.terrain.domain.ends import Asked
from kotacerdas.terrain.domain.looking import HIGHEST_MAST
from kotacerdas.terrain.domain.profiles import Sight, Verdict
from kotacerdas.terrain.domain.raising import Raise
from kotacerdas.terrain.words_radio import metres

TONES = {
    Verdict.CLEAR: "ramp-3",
    Verdict.GRAZING: "warm",
    Verdict.BLOCKED: "bad",
    Verdict.UNKNOWN: "plain",
}
"""Of lines on a map; the words stand beside it."""


def kilometres(metres: float) -> str:
    return _("%(distance)s km") % {"distance": number(metres / 1000, 1 if metres >= 1000 else 2)}


def beside(asked: Asked, metres: float) -> str:
    """What was asked: from where to where, how far, with which wave."""
    first, last = names_of(asked)
    said = {"first": first, "last": last, "distance": kilometres(metres), "mhz": number(asked.mhz, 0)}
    return _("%(first)s to %(last)s, %(distance)s, %(mhz)s MHz") % said


def names_of(asked: Asked) -> tuple[str, str]:
    return asked.first.name or "A", asked.last.name or "B"


def advice(sight: Sight, rise: Raise | None, heights: tuple[float, float], ends: tuple[str, str]) -> str:
    """Which mast to raise by how much; empty where the zone is free or nobody knows."""
    if rise is None or not sight.needed:
        return ""
    ways = list(_ways(rise, heights, ends))
    if not ways:
        return _("No mast of up to %(most)s would free the zone: the link needs a relay or another hub.") % {
            "most": metres(HIGHEST_MAST, 0)
        }
    return _("To free the zone, raise %(ways)s.") % {"ways": _(", or ").join(ways)}


def _ways(rise: Raise, heights: tuple[float, float], ends: tuple[str, str]) -> Iterator[str]:
    """Only such as a mast can be built for."""
    for end, height, more in zip(ends, heights, (rise.first, rise.last), strict=True):
        if height + more <= HIGHEST_MAST:
            yield _("the mast at %(end)s by %(more)s") % {"end": end, "more": metres(more)}
    if max(heights) + rise.both <= HIGHEST_MAST:
        yield _("both by %(more)s") % {"more": metres(rise.both)}


register(
    {
        "terrain-end-unreadable": gettext_lazy(
            "“%(text)s” is no place. Write longitude and latitude in degrees, such as 116.831400, -1.237900."
        ),
        "terrain-end-swapped": gettext_lazy(
            "Longitude and latitude are swapped. Write longitude first: %(right)s."
        ),
        "terrain-end-not-on-earth": gettext_lazy(
            "“%(text)s” is no place on earth: longitude goes from -180 to 180, latitude from -90 to 90."
        ),
        "terrain-end-outside": gettext_lazy(
            "The place %(place)s lies outside the elevation model of the city. Choose one on the map."
        ),
        "terrain-ends-same": gettext_lazy("Both ends are the same place. Move one of them."),
        "terrain-no-ground": gettext_lazy(
            "The city has no elevation model yet, so nobody knows what lies between the two."
        ),
        "terrain-ground-lost": gettext_lazy(
            "The prepared heights are not on the disk. On the page of the terrain the programme office has them prepared anew."
        ),
    }
)
