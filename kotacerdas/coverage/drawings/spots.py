"""Blank spots on the map, on tiles, and on paper."""

from collections.abc import Sequence
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from shapely.geometry import shape as read_shape

from kotacerdas.coverage.findings import percent, tone
from kotacerdas.coverage.findings import spots as findings
from kotacerdas.coverage.models import BlankSpot
from kotacerdas.coverage.queries.spots import Details, Numbered
from kotacerdas.coverage.queries.surveys import Share, ToCheck
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.domain.picture import WIDTH, frame_of, path
from kotacerdas.geography.maps import Layer, Mark, Patch, Tile

FONT = "Libertinus Serif"


def layers(
    rows: Sequence[Numbered], unknown: Sequence[ToCheck], *, only_unknown: bool = False
) -> list[Layer]:
    """Unknown below, spots with their numbers above."""
    below = [] if not unknown else [_unknown_layer(unknown, numbers=only_unknown)]
    open_ones = [each for each in rows if each.spot.is_open]
    solved = [each for each in rows if not each.spot.is_open]
    above = [_layer("blank", pgettext("map", "Blank spot"), open_ones, "warm")] if open_ones else []
    done = [_layer("solved", pgettext("map", "Solved"), solved, "ramp-2")] if solved else []
    return [*below, *done, *above]


def _unknown_layer(rows: Sequence[ToCheck], *, numbers: bool) -> Layer:
    patches = tuple(Patch(each.shape, each.name, "plain") for each in rows)
    marks = tuple(Mark(each.lon, each.lat, each.name, "plain", number=str(each.number)) for each in rows)
    return Layer("unknown", _("To be checked"), marks if numbers else (), patches, tone="plain")


def _layer(key: str, label: str, rows: Sequence[Numbered], tone: str) -> Layer:
    return Layer(
        key,
        label,
        tuple(
            Mark(float(each.spot.lon), float(each.spot.lat), _label(each), tone, each.spot.get_absolute_url(), str(each.number))
            for each in rows
        ),
        tuple(Patch(each.spot.shape, _label(each), tone) for each in rows),
        tone=tone,
    )  # fmt: skip


def _label(each: Numbered) -> str:
    said = {"number": each.number, "place": each.spot.unit.name, "people": findings.people(each.spot)}
    return _("%(number)s. %(place)s, people: %(people)s") % said


def around(details: Details) -> list[Layer]:
    """One spot with the places of need in it."""
    spot = details.spot
    tone = "warm" if spot.is_open else "ramp-2"
    found = [
        Layer("blank", pgettext("map", "Blank spot"), (), (Patch(spot.shape, str(spot), tone),), tone=tone)
    ]
    if details.places:
        marks = tuple(Mark(float(each.lon), float(each.lat), each.name, "accent") for each in details.places)
        found.append(Layer("needs", _("Places of need"), marks, tone="accent"))
    return found


def nearby(areas: Areas, spot: BlankSpot) -> Areas:
    """Its kelurahan alone, so that the map is large enough."""
    mine = [each for each in areas.rows if each.code == spot.unit.code]
    return Areas(mine or areas.rows, kecamatan=areas.kecamatan)


def tiles(shares: Sequence[Share]) -> list[Tile]:
    return [
        Tile(
            each.code,
            each.name,
            percent(each.reached),
            each.column,
            each.row,
            tone(each.reached),
        )
        for each in shares
    ]


def printed(areas: Areas, rows: Sequence[Numbered]) -> str:
    """An SVG of its own for paper: no classes, every colour said where it stands. Empty without outlines."""
    if not areas.rows:
        return ""
    frame = frame_of(areas.bounds)
    parts = [
        f'<path d="{path(each.shape, frame)}" fill="#f3f5f1" stroke="#8a9691" stroke-width="1.2"/>'
        for each in areas.rows
    ]
    for each in rows:
        fill = _paper(each)
        parts.append(
            f'<path d="{path(read_shape(each.spot.shape), frame)}" fill="{fill}" stroke="#8f4e00" stroke-width="1.5"/>'
        )
    for each in rows:
        x, y = frame.at(float(each.spot.lon), float(each.spot.lat))
        fill = _paper(each)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="{fill}" stroke="#10211f" stroke-width="1.5"/>'
            f'<text x="{x:.1f}" y="{y + 6:.1f}" text-anchor="middle" font-family="{FONT}" font-size="18" fill="#10211f">'
            f"{escape(str(each.number))}</text>"
        )
    size = f'viewBox="0 0 {WIDTH} {frame.height}" width="{WIDTH}" height="{frame.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _paper(each: Numbered) -> str:
    """Amber while it is open, pale teal once it is solved; the list says it in words."""
    return "#f0a51a" if each.spot.is_open else "#9ccaca"
