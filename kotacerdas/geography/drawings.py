"""Draws maps as SVG: land, layers, names, north and scale. Looks are classes of maps.css; no style attribute, all text escaped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from shapely import coverage_union_all

from kotacerdas.common import formats
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.domain.names import Name, rooms
from kotacerdas.geography.domain.picture import WIDTH, Frame, frame_of, patch_path, path, simpler
from kotacerdas.geography.maps import TONES, Layer, Mark, Patch

NOWHERE = (95.0, -11.0, 141.0, 6.0)
"""Indonesia, where neither outlines nor marks say where to look."""

NEAR_AN_EDGE = 190
"""Units; a name so near to it hangs on one side of its place, for on a phone it is longer than half of this."""

SIDES = {-1: "kiri", 0: "", 1: "kanan"}
ROOMS = ("", "lebar-saja", "bukan-ponsel", "")
"""Looks of names by the number of pages that have room for them; maps.css hides them on the others."""


@dataclass(frozen=True)
class Picture:
    """One map while it is drawn."""

    areas: Areas
    layers: Sequence[Layer]

    @cached_property
    def frame(self) -> Frame:
        if self.areas.rows:
            return frame_of(self.areas.bounds)
        lons = [mark.lon for layer in self.layers for mark in layer.marks]
        lats = [mark.lat for layer in self.layers for mark in layer.marks]
        return frame_of((min(lons), min(lats), max(lons), max(lats)) if lons else NOWHERE)

    @cached_property
    def shapes(self) -> Mapping[str, Any]:
        """Of the areas by code, with as many corners as can be seen."""
        simple = simpler([area.shape for area in self.areas.rows], self.frame)
        return {area.code: shape for area, shape in zip(self.areas.rows, simple, strict=True)}

    def svg(self, sentence: str) -> str:
        """Links can be reached one by one, so with them the picture is a group and not one image."""
        role = "group" if any(layer.links for layer in self.layers) else "img"
        order = range(len(self.layers))
        inside = "".join(
            (
                *self._land(),
                *map(self._faces, order),
                *self._borders(),
                *self._names(),
                *map(self._dots, order),
                self._north(),
            )
        )
        return (
            f'<svg class="peta-gambar" viewBox="0 0 {WIDTH} {self.frame.height}" role="{role}" '
            f'aria-label="{escape(sentence)}" focusable="false">{inside}</svg>'
        )

    def scale_bar(self) -> tuple[str, str]:
        """A line as wide as the picture, which shrinks with it, and what its marked part is worth."""
        length, metres = self.frame.scale()
        line = (
            f'<svg class="peta-skala" viewBox="0 0 {WIDTH} 14" aria-hidden="true" focusable="false">'
            f'<path d="M1 1V11H{length:.1f}V1"/></svg>'
        )
        if metres >= 1000:
            return line, _("%(distance)s km") % {"distance": formats.number(metres // 1000)}
        return line, _("%(distance)s m") % {"distance": formats.number(metres)}

    # --- the city ---

    def _land(self) -> Iterator[str]:
        yield f'<g class="peta-darat{" skematis" if self.areas.is_schematic else ""}">'
        for area in self.areas.rows:
            drawn = path(self.shapes[area.code], self.frame)
            yield f'<path d="{drawn}"><title>{escape(area.name)}</title></path>'
        yield "</g>"

    def _borders(self) -> Iterator[str]:
        yield '<g class="peta-batas" aria-hidden="true">'
        for _code, whole in self.kecamatan:
            yield f'<path d="{path(whole, self.frame)}"/>'
        yield "</g>"

    @cached_property
    def kecamatan(self) -> list[tuple[str, Any]]:
        """Code and shape of each: what lies in it, dissolved."""
        rows = sorted(self.areas.rows, key=lambda area: area.code)
        return [
            (code, coverage_union_all([self.shapes[area.code] for area in members]))
            for code, members in groupby(rows, key=lambda area: area.kecamatan)
        ]

    def _names(self) -> Iterator[str]:
        """Those of large areas first: one that would lie over another is left out, for every map has a list beside it."""
        yield '<g class="peta-nama" aria-hidden="true">'
        by_size = sorted(self.kecamatan, key=lambda each: -each[1].area)
        found = [
            self._name(words, whole) for code, whole in by_size if (words := self.areas.kecamatan.get(code))
        ]
        for name, room in zip(found, rooms(found), strict=True):
            look = " ".join(filter(None, (SIDES[name.side], ROOMS[room])))
            if room:
                looks = f' class="{look}"' if look else ""
                yield f'<text{looks} x="{name.x:.0f}" y="{name.y:.0f}">{escape(name.words)}</text>'
        yield "</g>"

    def _name(self, words: str, whole: Any) -> Name:
        place = whole.representative_point()
        x, y = self.frame.at(place.x, place.y)
        side = -1 if x < NEAR_AN_EDGE else 1 if x > WIDTH - NEAR_AN_EDGE else 0
        return Name(words, min(max(x, 8), WIDTH - 8), y, side)

    def _north(self) -> str:
        letter = escape(pgettext("compass", "N"))
        return (
            f'<g class="peta-utara" aria-hidden="true" transform="translate({WIDTH - 46} 34)">'
            f'<path d="M0 -18L9 12L0 6L-9 12Z"/><text y="34">{letter}</text></g>'
        )

    # --- what stands on it ---

    def _faces(self, at: int) -> str:
        drawn = self._raster(self.layers[at]) + "".join(map(self._patch, self.layers[at].patches))
        return f'<g data-lapis="{at}">{drawn}</g>' if drawn else ""

    def _raster(self, layer: Layer) -> str:
        """Three of its corners say where it lies, and how it is turned."""
        if layer.picture is None:
            return ""
        left_top, right_top, _right_bottom, left_bottom = (
            self.frame.at(*corner) for corner in layer.picture.corners
        )
        along = right_top[0] - left_top[0], right_top[1] - left_top[1]
        down = left_bottom[0] - left_top[0], left_bottom[1] - left_top[1]
        matrix = " ".join(f"{part:.3f}" for part in (*along, *down, *left_top))
        return (
            f'<image class="peta-raster" href="{escape(layer.picture.url)}" width="1" height="1" preserveAspectRatio="none" '
            f'transform="matrix({matrix})"/>'
        )

    def _dots(self, at: int) -> str:
        drawn = "".join(map(self._mark, self.layers[at].marks))
        return f'<g data-lapis="{at}">{drawn}</g>' if drawn else ""

    def _patch(self, patch: Patch) -> str:
        if patch.code:
            whole = self.shapes.get(patch.code)
            drawn = path(whole, self.frame) if whole is not None else ""
        else:
            drawn = patch_path(patch.shape, self.frame)
        label = escape(str(patch.label))
        face = f'<path class="bidang {tone(patch.tone)}" d="{drawn}"><title>{label}</title></path>'
        return _linked(face, patch.href, label)

    def _mark(self, mark: Mark) -> str:
        x, y = self.frame.at(mark.lon, mark.lat)
        label = escape(str(mark.label))
        look = f"tanda {tone(mark.tone)}{' bernomor' if mark.number else ''}"
        dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{14 if mark.number else 6}"><title>{label}</title></circle>'
        number = (
            f'<text x="{x:.1f}" y="{y:.1f}" aria-hidden="true">{escape(mark.number)}</text>'
            if mark.number
            else ""
        )
        return _linked(f'<g class="{look}">{dot}{number}</g>', mark.href, label)


def _linked(drawn: str, href: str, label: str) -> str:
    return f'<a href="{escape(href)}" aria-label="{label}">{drawn}</a>' if href else drawn


def tone(name: str) -> str:
    if name not in TONES:
        raise ValueError(f"{name!r} is no tone of a map; there are {', '.join(TONES)}")
    return f"nada-{name}"
