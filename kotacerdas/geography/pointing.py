"""Points of a GeoJSON file as a table, so that they come in like any workbook: checked cell by cell, and undone if need be."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.outlines import placing, reading
from kotacerdas.geography.intakes import PLACES
from kotacerdas.imports import actions as imports
from kotacerdas.imports.actions import Looked
from kotacerdas.imports.intakes import Target
from kotacerdas.imports.models import ImportRun

LON, LAT = "Bujur", "Lintang"
MOST_COLUMNS = 60
MOST_LETTERS = 1000
_THEIR_NAMES = {"bujur", "lintang", "longitude", "latitude", "lon", "lng", "long", "lat", "x", "y"}


def look_into(content: bytes, *, name: str, target: Target) -> Looked:
    """Before any transaction. Raises `Refused` for a file without points."""
    collection = reading.read(content, points=True)
    placed = placing.place(collection)
    stem = name.rpartition(".")[0] or name
    table = io.BytesIO(_table(placed).encode("utf-8-sig"))
    looked = imports.look_into(table, name=f"{stem[:100]}.csv", intake=PLACES, target=target)
    if collection.faults and len(collection.faults) >= len(collection.features):
        raise Refused(Fault("geography-mostly-no-points", {"count": len(collection.faults)}))
    return looked


def take_in(looked: Looked, *, target: Target, by: Any, now: datetime) -> ImportRun:
    return imports.take_in(looked, intake=PLACES, target=target, by=by, now=now)


def _table(placed: placing.Placed) -> str:
    columns = list(
        dict.fromkeys(
            name
            for feature in placed.features
            for name in list(feature.properties)[:MOST_COLUMNS]
            if name.casefold() not in _THEIR_NAMES
        )
    )[:MOST_COLUMNS]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([*columns, LON, LAT])
    for feature in placed.features:
        point = feature.shape
        writer.writerow([*_cells(feature.properties, columns), f"{point.x:.6f}", f"{point.y:.6f}"])
    return written.getvalue()


def _cells(properties: Mapping[str, Any], columns: list[str]) -> list[str]:
    return [_cell(properties.get(name)) for name in columns]


def _cell(value: Any) -> str:
    """What is no single value is left out."""
    if value is None or isinstance(value, dict | list):
        return ""
    return " ".join(str(value).split())[:MOST_LETTERS]
