"""Points that would be missed least, as files: every point with what it reaches, and whether it goes."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.siting.exports.files import attached
from kotacerdas.siting.losing import findings
from kotacerdas.siting.models import Saving
from kotacerdas.siting.queries.savings import Row

FILE_TYPES = ("csv", "xlsx", "geojson")


def response(request: HttpRequest, saving: Saving, rows: Sequence[Row], file_type: str) -> HttpResponse:
    name = f"hemat-wifi-{saving.city.code}"
    lines = [_line(each) for each in rows]
    if file_type == "geojson":
        return attached(json.dumps(_geojson(rows, lines), ensure_ascii=False), name, "geojson")
    if file_type == "csv":
        return csv_response(name, _columns(), lines)
    source = Source(
        title=_("Points that would be missed least in %(city)s") % {"city": saving.city.name},
        source=_("Computed in KotaCerdas for %(city)s") % {"city": saving.city.name},
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        filters=[(_("Question"), findings.question(saving)), *findings.facts(saving.found)],
        zone=saving.city.zone,
        note=f"{findings.money(saving)} {findings.method(saving)}",
    )
    return xlsx_response(name, _columns(), lines, source)


def _columns() -> list[Column]:
    return [
        Column("code", _("Code"), width=18),
        Column("name", _("Name"), width=30),
        Column("kelurahan", _("Kelurahan"), width=22),
        Column("goes", _("Goes"), width=10),
        Column("must", _("Must stay"), width=12),
        Column("hub", _("Feeds another point"), width=14),
        Column("covered", _("People whom it reaches"), "integer"),
        Column("alone", _("People whom only it reaches"), "integer"),
        Column("shared", _("Share that others reach, too"), "number"),
        Column("monthly", _("Cost a month in rupiah"), "integer"),
        Column("lon", _("Longitude"), "number", places=6),
        Column("lat", _("Latitude"), "number", places=6),
        Column("sample", _("Sample"), width=10),
    ]


def _line(each: Row) -> dict[str, Any]:
    yes = _("Yes")
    return {
        "code": each.code, "name": each.name, "kelurahan": each.kelurahan, "goes": yes if each.is_gone else "",
        "must": yes if each.is_must else "", "hub": yes if each.is_hub else "", "covered": each.covered, "alone": each.alone,
        "shared": None if each.shared is None else round(each.shared, 4), "monthly": each.monthly, "lon": each.lon,
        "lat": each.lat, "sample": yes if each.is_sample else "",
    }  # fmt: skip


def _geojson(rows: Sequence[Row], lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {
                "code": row.code, "name": row.name, "kelurahan": row.kelurahan, "goes": row.is_gone, "must_stay": row.is_must,
                "is_hub": row.is_hub, "people": row.covered, "people_only_here": row.alone, "shared": line["shared"],
                "monthly_cost": row.monthly, "is_sample": row.is_sample,
            },
        }
        for row, line in zip(rows, lines, strict=True)
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}
