"""Draws a city's areas: schematic around their representative points, or as a file of the city says, looked at before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from shapely.geometry import mapping

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.geography.actions.places import place_anew
from kotacerdas.geography.domain import schematic, tiles
from kotacerdas.geography.domain.outlines.proposal import Proposal, propose
from kotacerdas.geography.models import Outline, OutlineFile
from kotacerdas.geography.queries.areas import known_areas, units_by_code
from kotacerdas.people.models import City

if TYPE_CHECKING:
    from kotacerdas.people.models import User

Position = tuple[float, float]
MEDIA_TYPE = "application/geo+json"


# --- schematic ---------------------------------------------------------------------------------------------


@transaction.atomic
def draw_schematic(
    city: City, points: Mapping[str, Position], *, source: str, by: "User | None", now: datetime
) -> list[Outline]:
    """A cell for each point whose area is known. The outlines that the city had are replaced."""
    _lock(city)
    units = units_by_code(city)
    known = {code: point for code, point in points.items() if code in units}
    if not known:
        raise Refused(Fault("geography-no-points"))
    stored = _replace(city, schematic.cells(known), known, is_schematic=True, source=source)
    audit.record("geography.schematic", on=None, by=by, city=city, now=now, note={"count": len(stored)})
    return stored


# --- from a file -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Looked:
    """A file that holds outlines of the city, and whose bytes lie on the disk; no row knows of it yet."""

    name: str
    blob: Blob
    epsg: int | None
    proposal: Proposal


def look_into(content: bytes, *, name: str, city: City, epsg: int | None = None) -> Looked:
    """What is slow, before any transaction. Raises `Refused` with what the file is, if nothing of it can be taken."""
    proposal = propose(content, known_areas(city), epsg)
    return Looked(name, files.store(content), epsg, proposal)


@transaction.atomic
def take_in(
    looked: Looked, *, city: City, source: str, as_of: date | None, by: "User | None", now: datetime
) -> OutlineFile:
    """Keeps the file; the outlines of the city stay as they are."""
    row = OutlineFile.objects.create(
        city=city, file_name=looked.name[-120:], epsg=looked.epsg, source=source, as_of=as_of, by=by, at=now
    )
    row.file = files.keep(
        looked.blob, name=looked.name, media_type=MEDIA_TYPE, about=row, by=by, city=city, now=now
    )
    row.save(update_fields=["file"])
    return row


def proposal_of(row: OutlineFile) -> Proposal:
    """What the kept file would change today. Raises `Refused`."""
    if row.file is None:
        raise Refused(Fault("file-gone"))
    with row.file.open() as content:
        return propose(content.read(), known_areas(row.city), row.epsg)


def use(row: OutlineFile, *, by: "User | None", now: datetime) -> Sequence[Outline]:
    """The outlines of the file become those of the city, all at once; may be done again after another file was used."""
    proposal = proposal_of(row)
    with transaction.atomic():
        _lock(row.city)
        points = {code: _middle(shape) for code, shape in proposal.shapes.items()}
        stored = _replace(
            row.city, proposal.shapes, points, is_schematic=False, source=row.source, as_of=row.as_of
        )
        row.taken_at = now
        row.save(update_fields=["taken_at"])
        note = {"count": len(stored), "lacking": len(proposal.lacking)}
        audit.record("geography.outlines", on=row, by=by, city=row.city, now=now, note=note)
    return stored


def _lock(city: City) -> None:
    City.objects.select_for_update(of=("self",)).get(pk=city.pk)


def _replace(
    city: City, shapes: Mapping[str, Any], points: Mapping[str, Position], **fields: Any
) -> list[Outline]:
    """An area without a shape has no outline afterwards: two drawings side by side would overlap. Places are looked for anew."""
    units, squares = units_by_code(city), tiles.squares(points)
    Outline.objects.filter(unit__city=city).delete()
    stored = Outline.objects.bulk_create(
        Outline(
            unit=units[code], shape=plain(shape), lon=degrees(points[code][0]), lat=degrees(points[code][1]),
            column=squares[code][0], row=squares[code][1], **fields,
        )
        for code, shape in shapes.items()
    )  # fmt: skip
    place_anew(city)
    return stored


def _middle(shape: Any) -> Position:
    point = shape.representative_point()
    return point.x, point.y


def plain(shape: Any) -> dict[str, Any]:
    """As GeoJSON."""
    found = mapping(shape)
    return {"type": found["type"], "coordinates": found["coordinates"]}


def degrees(value: float) -> Decimal:
    return round(Decimal(str(value)), 6)
