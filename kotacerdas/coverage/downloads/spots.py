"""Blank spots as files: exactly the rows of the page, as a table or as shapes on a map."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.coverage.findings import spots as findings
from kotacerdas.coverage.models import BlankSpot, Survey
from kotacerdas.coverage.queries.spots import Numbered
from kotacerdas.people.models import City

FILE_TYPES = ("csv", "xlsx", "geojson")
FILTERS = ("kelurahan", "keadaan", "sebab")
GEOJSON = "application/geo+json"


def response(
    request: HttpRequest, city: City, rows: Iterable[Numbered], survey: Survey | None, file_type: str
) -> HttpResponse:
    name = f"blank-spot-{city.code}"
    lines = [(each.spot, _line(each)) for each in rows]
    if file_type == "geojson":
        return _geojson(name, lines)
    columns = _columns()
    if file_type == "csv":
        return csv_response(name, columns, [line for _spot, line in lines])
    source = Source(
        title=_("Blank spots in %(city)s") % {"city": city.name},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        filters=[(each, request.GET[each]) for each in FILTERS if request.GET.get(each)],
        zone=city.zone,
        note=findings.method(survey) if survey else "",
    )
    return xlsx_response(name, columns, [line for _spot, line in lines], source)


def _columns() -> list[Column]:
    return [
        Column("number", _("Number"), "integer", width=8),
        Column("code", _("Code"), width=26),
        Column("kelurahan", _("Kelurahan"), width=24),
        Column("kecamatan", _("Kecamatan"), width=24),
        Column("people", _("People"), "integer"),
        Column("estimate", _("Estimate"), width=10),
        Column("ha", _("Hectares"), "number"),
        Column("cause", _("Cause"), width=18),
        Column("metres", _("Metres to the nearest tower or point"), "integer"),
        Column("schools", pgettext("places", "Schools"), "integer"),
        Column("posyandu", "Posyandu", "integer"),
        Column("health", _("Health services"), "integer"),
        Column("reports", _("Reports of signal"), "integer"),
        Column("measurements", _("Measurements"), "integer"),
        Column("state", pgettext("blank spot", "State"), width=14),
        Column("remedy", _("Remedy"), width=24),
        Column("programme", _("Programme"), width=20),
        Column("lon", _("Longitude"), "number", places=6),
        Column("lat", _("Latitude"), "number", places=6),
        Column("sample", _("Sample"), width=10),
    ]


def _line(each: Numbered) -> dict[str, Any]:
    spot = each.spot
    counted = bool(spot.behind)
    return {
        "number": each.number,
        "code": spot.code,
        "kelurahan": spot.unit.name,
        "kecamatan": spot.unit.parent.name if spot.unit.parent else "",
        "people": spot.people,
        "estimate": _("Yes") if spot.people is not None and spot.people_is_estimate else "",
        "ha": spot.area_ha,
        "cause": str(spot.get_cause_display()),
        "metres": spot.metres,
        "schools": spot.needs.get("school", 0) if counted else None,
        "posyandu": spot.needs.get("posyandu", 0) if counted else None,
        "health": spot.needs.get("health", 0) if counted else None,
        "reports": spot.behind.get("reports") if counted else None,
        "measurements": sum(spot.behind.get("samples", {}).values()) if counted else None,
        "state": str(spot.get_state_display()),
        "remedy": str(spot.get_remedy_display()),
        "programme": _programme(spot),
        "lon": spot.lon,
        "lat": spot.lat,
        "sample": _("Sample") if spot.is_sample else "",
    }


def _programme(spot: BlankSpot) -> str:
    """Of an adopted plan; a draft is nobody else's business."""
    return spot.programme.code if spot.programme and spot.programme.edition.is_frozen else ""


def _geojson(name: str, lines: Iterable[tuple[BlankSpot, dict[str, Any]]]) -> HttpResponse:
    features = [
        {"type": "Feature", "geometry": spot.shape, "properties": {key: line[key] for key in line if key not in ("lon", "lat")}}
        for spot, line in lines
    ]  # fmt: skip
    whole = {"type": "FeatureCollection", "features": features}
    response = HttpResponse(json.dumps(whole, ensure_ascii=False, default=float), content_type=GEOJSON)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.geojson")
    return response
