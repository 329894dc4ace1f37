"""Points as GeoJSON: out with the keys of the workbook's columns, and in by way of a table in these columns."""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.exports import harmless
from kotacerdas.imports import actions as imports
from kotacerdas.imports.intakes import Target
from kotacerdas.imports.models import ImportRun
from kotacerdas.wifi.intakes import POINTS, columns
from kotacerdas.wifi.queries.standing import Standing

MEDIA_TYPE = "application/geo+json"
MOST_BYTES = 8 * 1024 * 1024
Feature = Mapping[str, Any]
_NO_LETTER = re.compile("[\0\ud800-\udfff]")
"""What an escape may stand for and no table takes: a null, half a letter."""


# --- Out ---------------------------------------------------------------------------------------------------


def collection(rows: Iterable[Standing], *, about: str, address: str, at: datetime) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "name": about,
        "source": address,
        "exported_at": at.isoformat(),
        "note": _("Points marked as samples are invented and prove nothing."),
        "features": [_feature(row) for row in rows],
    }


def _feature(row: Standing) -> dict[str, Any]:
    values = columns.values_of(row.point, row.changes[-1] if row.changes else None)
    place = [float(values.pop("lon")), float(values.pop("lat"))]
    beside = {
        "unit": row.point.unit.code if row.point.unit else "",
        "contract": row.contract.number if row.contract else "",
        "provider": row.provider,
    }
    return {
        "type": "Feature",
        "id": row.point.code,
        "geometry": {"type": "Point", "coordinates": place},
        "properties": {name: _plain(name, value) for name, value in {**values, **beside}.items()},
    }


def _plain(name: str, value: str) -> Any:
    """Numbers as numbers, yes and no as such; what is not known as null."""
    if name == "sample":
        return value == "yes"
    if value == "":
        return None
    if name in columns.WHOLE:
        return int(value)
    return float(value) if name in columns.NUMBERS else value


# --- In ----------------------------------------------------------------------------------------------------


def take_in(content: bytes, name: str, target: Target) -> imports.Looked:
    """The table whose bytes lie on the disk, before any row knows of it. Raises `Refused`."""
    rows = [_row(number, each) for number, each in enumerate(_features(content), start=1)]
    table = io.BytesIO(_table(rows))
    stem = name.rpartition(".")[0] or name
    return imports.look_into(table, name=f"{stem[:100]}.csv", intake=POINTS, target=target)


def hand_over(looked: imports.Looked, target: Target, *, by: Any, now: datetime) -> ImportRun:
    """From here it goes the way of every workbook: its dry run is made, or ordered, at once."""
    run = imports.take_in(looked, intake=POINTS, target=target, by=by, now=now)
    mapping = {each.key: at for at, each in enumerate(columns.columns())}
    choices = imports.Choices(run.sheet, (run.header_first, run.header_last), mapping, numbers="en")
    return imports.choose_columns(run, choices, by=by, now=now)


def _features(content: bytes) -> list[Feature]:
    if len(content) > MOST_BYTES:
        raise Refused(Fault("wifi-geojson-too-large", {"most_bytes": MOST_BYTES}))
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(Fault("wifi-geojson-unreadable")) from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise Refused(Fault("wifi-geojson-unreadable"))
    if not features:
        raise Refused(Fault("wifi-geojson-empty"))
    return features


def _row(number: int, feature: Feature) -> dict[str, str]:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind != "Point":
        raise Refused(Fault("wifi-geojson-not-points", {"number": number, "given": str(kind)[:40]}))
    place = geometry.get("coordinates")
    lon, lat = (*place, None, None)[:2] if isinstance(place, list) else (None, None)
    properties = feature.get("properties")
    told = (
        {str(key): _text(value) for key, value in properties.items()} if isinstance(properties, dict) else {}
    )
    if name := _text(feature.get("id")):
        told.setdefault("code", name)
    return {**told, "lon": _text(lon), "lat": _text(lat)}


def _text(value: Any) -> str:
    """As a cell of a table; what is no text, number or yes and no is left out."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else str(value)
    if isinstance(value, str) and _NO_LETTER.search(value):
        raise Refused(Fault("wifi-geojson-unreadable"))
    return str(value) if isinstance(value, int | str) else ""


def _table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """With the titles of the columns; a property is known by its column's key, title or other names."""
    wanted = columns.columns()
    numbers = {*columns.NUMBERS, *columns.WHOLE}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([str(each.title) for each in wanted])
    for row in rows:
        folded = {name.casefold(): value for name, value in row.items()}
        cells = []
        for each in wanted:
            names = (each.key, str(each.title), *each.aliases)
            cell = next((folded[name.casefold()] for name in names if name.casefold() in folded), "")
            cells.append(cell if each.key in numbers else harmless(cell))
        writer.writerow(cells)
    return out.getvalue().encode("utf-8-sig")
