"""A model is brought or invented, prepared in the background, and becomes the ground of its city."""

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.geography.domain.projection import projection_at
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.jobs.actions import enqueue
from kotacerdas.people.models import City
from kotacerdas.terrain import keeping, retention, tiles
from kotacerdas.terrain.domain import classes, synthetic
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.models import Ground, Part

if TYPE_CHECKING:
    from kotacerdas.people.models import User

TASK = "terrain.prepare"
PICTURE = "relief.png"
MARGIN = 1_000.0
"""Metres around the outlines that an invented ground reaches, so that points at the border see over it."""


@dataclass(frozen=True)
class Brought:
    """One file: a tile of heights above sea, or heights of trees and buildings above the ground."""

    content: BinaryIO
    name: str
    media_type: str
    is_clutter: bool = False


def bring(
    brought: Sequence[Brought], *, city: City, source: str, cell: int, by: "User | None", now: datetime
) -> Ground:
    """Keeps the files and prepares them in the background; the city's ground stays as it is until that went well. Where tiles
    overlap the first with a height counts."""
    given = sorted(brought, key=lambda each: each.is_clutter)
    blobs = [files.store(each.content) for each in given]
    with transaction.atomic():
        title = _title(given)
        row = Ground.objects.create(city=city, title=title, source=source, cell=cell, by=by, at=now)
        how: dict[str, Any] = {"about": row, "by": by, "city": city, "now": now}
        kept = [
            files.keep(blob, name=each.name, media_type=each.media_type, **how)
            for each, blob in zip(given, blobs, strict=True)
        ]
        row.file = kept[0]
        Part.objects.bulk_create(
            Part(ground=row, file=file, kind=_kind(each), position=at)
            for at, (each, file) in enumerate(zip(given, kept, strict=True))
            if at
        )
        return _ordered(row, by)


def _kind(brought: Brought) -> Part.Kind:
    return Part.Kind.CLUTTER if brought.is_clutter else Part.Kind.TILE


def _title(brought: Sequence[Brought]) -> str:
    """After the first file, and how many came with it."""
    more = f" (+{len(brought) - 1})" if len(brought) > 1 else ""
    return brought[0].name[-(160 - len(more)) :] + more


@transaction.atomic
def invent(*, city: City, cell: int, title: str, by: "User | None", now: datetime) -> Ground:
    """A synthetic relief, prepared in the background. Raises `Refused` where the city has no outline."""
    return _ordered(invented(city=city, cell=cell, title=title, by=by, now=now), by)


@transaction.atomic
def invented(*, city: City, cell: int, title: str, by: "User | None", now: datetime) -> Ground:
    """A synthetic relief over the outlines of the city, until it brings a model; not prepared yet. Raises `Refused`."""
    if not areas_of(city).rows:
        raise Refused(Fault("terrain-no-outlines"))
    row = Ground.objects.create(
        city=city, title=title, source=synthetic.SOURCE, is_synthetic=True, cell=cell, by=by, at=now
    )
    audit.record("terrain.invent", on=row, by=by, city=city, now=now)
    return row


@transaction.atomic
def again(row: Ground, *, by: "User | None", now: datetime) -> Ground:
    """Prepares one whose heights were lost, or whose job was given up. Raises `Refused` for any other."""
    City.objects.select_for_update(of=("self",)).get(pk=row.city_id)
    row.refresh_from_db()
    if not row.can_be_prepared_anew:
        raise Refused(Fault("terrain-prepared-already", {"title": row.title}))
    audit.record("terrain.again", on=row, by=by, city=row.city, now=now)
    return _ordered(row, by)


def _ordered(row: Ground, by: "User | None") -> Ground:
    row.job = enqueue(TASK, by=by, city=row.city, about=row, key=str(row.pk), ground=row.pk)
    row.save(update_fields=["file", "job"])
    return row


def prepare(row: Ground) -> dict[str, Any]:
    """Resamples and keeps the heights beside the database, and answers what was found. Done again it ends the same. Raises
    `Refused`."""
    keeping.sweep(row.folder.parent)
    model = _invented(row) if row.is_synthetic else tiles.gathered(row)
    shutil.rmtree(row.folder, ignore_errors=True)
    keeping.keep(model, row.folder)
    keeping.kept_whole(row.folder / PICTURE, _png(model))
    return _about(model) | tiles.told(row)


def _invented(row: Ground) -> Elevation:
    areas = areas_of(row.city)
    if not areas.rows:
        raise Refused(Fault("terrain-no-outlines"))
    west, south, east, north = areas.bounds
    projection = projection_at((west + east) / 2, (south + north) / 2)
    corners = projection.metres([west, west, east, east], [south, north, south, north])
    left, right = float(min(corners[0])) - MARGIN, float(max(corners[0])) + MARGIN
    bottom, top = float(min(corners[1])) - MARGIN, float(max(corners[1])) + MARGIN
    size = float(row.cell)
    columns, rows = int((right - left) // size) + 1, int((top - bottom) // size) + 1
    grid = Grid(
        rows, columns, size, left // size * size, top // size * size + size, f"EPSG:{projection.epsg}"
    )
    return synthetic.relief(grid)


def _png(model: Elevation) -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.fromarray(classes.picture(model)).save(written, "PNG", optimize=True)
    return written.getvalue()


def _about(model: Elevation) -> dict[str, Any]:
    land = model.heights[~model.voids & ~model.sea]
    grid = model.grid
    return {
        "rows": grid.rows,
        "columns": grid.columns,
        "size": grid.size,
        "crs": grid.crs,
        "west": grid.west,
        "north": grid.north,
        "lowest": round(float(land.min()), 1),
        "highest": round(float(land.max()), 1),
        "void_share": round(model.void_count / grid.cells, 6),
        "heights": [[each.low, each.high, each.hectares, each.share] for each in classes.by_height(model)],
        "slopes": [[each.low, each.high, each.hectares, each.share] for each in classes.by_slope(model)],
    }


@transaction.atomic
def take(
    row: Ground, about: dict[str, Any], *, by: "User | None", now: datetime, is_chosen: bool = False
) -> Ground:
    """What was prepared becomes the ground of its city, unless one that was brought later is in use and nobody chose this one.
    Done again it changes nothing."""
    City.objects.select_for_update(of=("self",)).get(pk=row.city_id)
    row.refresh_from_db()
    if row.is_used and row.about == about:
        return row
    row.state, row.about, row.faults = Ground.State.READY, about, []
    if is_chosen or not Ground.objects.used(row.city).filter(at__gt=row.at).exists():
        Ground.objects.used(row.city).exclude(pk=row.pk).update(is_used=False)
        row.is_used = True
        audit.record("terrain.take", on=row, by=by, city=row.city, now=now)
    row.save(update_fields=["state", "about", "faults", "is_used"])
    transaction.on_commit(partial(retention.put_away, row.city))
    return row


@transaction.atomic
def refuse(row: Ground, faults: tuple[Fault, ...]) -> Ground:
    """The city keeps the ground it had."""
    row.state = Ground.State.REFUSED
    row.faults = [[fault.kind, dict(fault.values)] for fault in faults]
    row.save(update_fields=["state", "faults"])
    return row


@transaction.atomic
def use(row: Ground, *, by: "User | None", now: datetime) -> Ground:
    """One that was prepared before, again. Raises `Refused` for one that never was, or was lost."""
    if row.state != Ground.State.READY:
        raise Refused(Fault("terrain-not-ready", {"title": row.title}))
    if row.is_lost:
        raise Refused(Fault("terrain-ground-lost"))
    keeping.choose(row.folder)
    return take(row, row.about, by=by, now=now, is_chosen=True)
