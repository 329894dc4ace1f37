"""Areas and places as files: tables, and GeoJSON that comes in again as it went out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, safe_filename, xlsx_response
from kotacerdas.geography import moving
from kotacerdas.geography.drawings import Picture
from kotacerdas.geography.models import Outline, Place
from kotacerdas.geography.queries.areas import areas_from
from kotacerdas.geography.queries.overview import Overview, Row
from kotacerdas.people.models import City

TABLES = ("csv", "xlsx")
GEOJSON = "application/geo+json"
KEPT_FOR = 600
"""Seconds for which a browser does not even ask again."""


# --- outlines ----------------------------------------------------------------------------------------------


def outlines(
    request: HttpRequest, city: City, rows: Sequence[Outline], *, is_brief: bool
) -> HttpResponseBase:
    """As they are kept; brief: simplified for drawing and with the kecamatan, which is no file to bring in again."""
    brief = moving.features(Picture(areas_from(rows), ())) if is_brief else None
    features = brief or (_outline(row, row.shape) for row in rows)
    return conditional(request, f"batas-{city.code}", features)


def _outline(row: Outline, shape: Any) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "kode": row.unit.code,
        "nama": row.unit.name,
        "kecamatan": row.unit.parent.name if row.unit.parent else "",
        "skematis": row.is_schematic,
        "sumber": row.source,
    }
    if row.as_of:
        properties["keadaan"] = row.as_of.isoformat()
    return {"type": "Feature", "properties": properties, "geometry": shape}


def conditional(request: HttpRequest, name: str, features: Iterable[Mapping[str, Any]]) -> HttpResponseBase:
    """A browser that has it already gets "not modified"."""
    content = geojson(features)
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    whole = _file(name, content)
    whole["ETag"] = etag
    patch_cache_control(whole, public=True, max_age=KEPT_FOR)
    found: HttpResponseBase | None = get_conditional_response(request, etag=etag, response=whole)
    return found or whole


def geojson(features: Iterable[Mapping[str, Any]]) -> bytes:
    whole = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=float).encode()


def _file(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=GEOJSON)
    response["Content-Disposition"] = content_disposition_header(False, safe_filename(name, "geojson")) or ""
    return response


# --- tables ------------------------------------------------------------------------------------------------


def areas_table(request: HttpRequest, city: City, view: Overview, file_type: str) -> HttpResponse:
    title = _("Areas of %(city)s") % {"city": city.name}
    return _table(
        request, city, f"wilayah-{city.code}", title, _area_columns(), map(_area, view.rows), file_type
    )


def _area_columns() -> list[Column]:
    return [
        Column("code", _("Code"), width=16),
        Column("name", _("Kelurahan or desa"), width=26),
        Column("kecamatan", _("Kecamatan"), width=22),
        Column("people", pgettext("geography", "People"), "integer"),
        Column("year", _("Year"), width=8),
        Column("estimate", _("Estimate"), width=10),
        Column("sample", _("Sample"), width=10),
        Column("source", _("Source of the count"), width=44),
        Column("square_km", _("Area in km²"), "number"),
        Column("density", _("People per km²"), "integer"),
        Column("places", _("Places"), "integer"),
        Column("outline", _("Outline"), width=12),
        Column("lon", _("Longitude"), "number", places=6),
        Column("lat", _("Latitude"), "number", places=6),
        Column("outline_source", _("Source of the outline"), width=44),
    ]


def _area(row: Row) -> dict[str, Any]:
    people, outline = row.people, row.outline
    return {
        "code": row.unit.code,
        "name": row.unit.name,
        "kecamatan": row.kecamatan,
        "people": people.people if people else None,
        "year": str(people.year) if people else "",
        "estimate": _yes(bool(people and people.is_estimate)),
        "sample": _yes(bool(people and people.is_sample)),
        "source": people.source if people else "",
        "square_km": row.square_km,
        "density": round(row.density) if row.density else None,
        "places": row.places,
        "outline": "" if outline is None else _("schematic") if outline.is_schematic else _("of the city"),
        "lon": outline.lon if outline else None,
        "lat": outline.lat if outline else None,
        "outline_source": outline.source if outline else "",
    }


def places_file(request: HttpRequest, city: City, rows: Iterable[Place], file_type: str) -> HttpResponse:
    name = f"tempat-{city.code}"
    if file_type == "geojson":
        return _file(name, geojson(_place_features(rows)))
    title = _("Places of %(city)s") % {"city": city.name}
    return _table(request, city, name, title, _place_columns(), map(_place, rows), file_type)


def _place_columns() -> list[Column]:
    """Named as the intake names them, so that the file comes in again."""
    return [
        Column("code", _("Code"), width=26),
        Column("name", _("Name"), width=40),
        Column("kind", pgettext("place", "Kind"), width=18),
        Column("lon", _("Longitude"), "number", places=6),
        Column("lat", _("Latitude"), "number", places=6),
        Column("unit", _("Kelurahan"), width=24),
        Column("unit_code", _("Code of the kelurahan"), width=16),
        Column("sample", _("Sample"), width=10),
        Column("source", _("Source"), width=40),
    ]


def _place(row: Place) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.get_kind_display(),
        "lon": row.lon,
        "lat": row.lat,
        "unit": row.unit.name if row.unit else "",
        "unit_code": row.unit.code if row.unit else "",
        "sample": _yes(row.is_sample),
        "source": row.source,
    }


def _place_features(rows: Iterable[Place]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "type": "Feature",
            "properties": {
                "kode": row.code,
                "nama": row.name,
                "jenis": row.kind,
                "kelurahan": row.unit.code if row.unit else "",
                "contoh": "ya" if row.is_sample else "tidak",
                "sumber": row.source,
            },
            "geometry": {"type": "Point", "coordinates": [float(row.lon), float(row.lat)]},
        }


def _yes(value: bool) -> str:
    return pgettext("cell", "Yes") if value else pgettext("cell", "No")


def _table(
    request: HttpRequest,
    city: City,
    name: str,
    title: str,
    columns: list[Column],
    rows: Iterable[Any],
    file_type: str,
) -> HttpResponse:
    if file_type == "csv":
        return csv_response(name, columns, rows)
    source = Source(
        title=title,
        source=_("Kept in KotaCerdas by %(city)s; each row names where it comes from") % {"city": city.name},
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        zone=city.zone,
        note=_(
            "An estimate is no count, and a schematic outline no border. Samples are invented and prove nothing."
        ),
    )
    return xlsx_response(name, columns, rows, source)
