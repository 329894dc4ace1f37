"""Coverage as files: a table for each kelurahan, one for each point, areas to look at as shapes, rasters as GeoTIFF."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.coverage.findings import runs as findings
from kotacerdas.coverage.findings import share
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.run_files import RASTERS
from kotacerdas.people.models import City

GEOJSON, GEOTIFF = "application/geo+json", "image/tiff"
Names = Mapping[str, str]
TABLES = ("kelurahan", "titik")


def response(
    request: HttpRequest, city: City, run: CoverageRun, names: Names, points: Names, what: str, file_type: str
) -> HttpResponse | FileResponse:
    """`names` are those of kelurahan, `points` those of points, by code. 404 for what there is not."""
    name = f"jangkauan-{what}-{city.code}"
    if what in RASTERS and file_type == "tif":
        return _raster(run, what, name)
    if what == "celah" and file_type == "geojson":
        return _geojson(run, names, name)
    if what not in TABLES or file_type not in ("csv", "xlsx"):
        raise Http404
    columns, rows = _areas(run, names) if what == "kelurahan" else _points(run, points)
    if file_type == "csv":
        return csv_response(name, columns, rows)
    return xlsx_response(name, columns, rows, _source(request, city, run))


def _source(request: HttpRequest, city: City, run: CoverageRun) -> Source:
    told = "; ".join(f"{name}: {value}" for name, value in findings.model(run))
    note = [findings.method(run), told]
    if run.is_sample:
        note.insert(0, _("These figures rest on samples."))
    return Source(
        title=_("Wi-Fi coverage of %(city)s") % {"city": city.name},
        source=_("Computed by KotaCerdas for %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        zone=city.zone,
        note=" ".join(note),
    )


Table = tuple[list[Column], Sequence[Mapping[str, Any]]]


def _areas(run: CoverageRun, names: Names) -> Table:
    columns = [
        Column("code", _("Code"), width=16),
        Column("kelurahan", _("Kelurahan"), width=24),
        Column("people", _("People"), "integer"),
        Column("reached", _("People reached"), "integer"),
        Column("share", _("Share of the people"), "number", places=3),
        Column("ha", _("Hectares of land"), "number"),
        Column("ha_reached", _("Hectares reached"), "number"),
        *(
            Column(f"{kind}_{part}", f"{title}, {words}", "integer")
            for kind, title in _kinds()
            for part, words in (("reached", _("reached")), ("all", pgettext("places", "all")))
        ),
    ]
    return columns, [_area(code, each, names) for code, each in run.found["areas"].items()]


def _kinds() -> list[tuple[str, str]]:
    return [
        ("school", pgettext("places", "Schools")),
        ("posyandu", "Posyandu"),
        ("health", _("Health services")),
    ]


def _area(code: str, each: Mapping[str, Any], names: Names) -> dict[str, Any]:
    part = share(each["reached"], each["people"])
    row = {name: each[name] for name in ("people", "reached", "ha", "ha_reached")}
    for kind, _title in _kinds():
        row[f"{kind}_reached"], row[f"{kind}_all"] = each["places"].get(kind, (0, 0))
    return {
        "code": code,
        "kelurahan": names.get(code, code),
        "share": None if part is None else float(part),
        **row,
    }


def _points(run: CoverageRun, points: Names) -> Table:
    columns = [
        Column("code", _("Code"), width=16),
        Column("name", _("Name"), width=30),
        Column("people", _("People reached"), "integer"),
        Column("only_people", _("People whom only this one reaches"), "integer"),
        Column("best_people", _("People for whom it is strongest"), "integer"),
        Column("ha", _("Hectares reached"), "number"),
        Column("only_ha", _("Hectares that only this one reaches"), "number"),
        Column("best_ha", _("Hectares where it is strongest"), "number"),
    ]
    return columns, [{**each, "name": points.get(each["code"], "")} for each in run.found["points"]]


def _geojson(run: CoverageRun, names: Names, name: str) -> HttpResponse:
    features = [
        {
            "type": "Feature",
            "properties": {
                "kelurahan": names.get(each["unit"], each["unit"]), "kode": each["unit"], "warga_perkiraan": each["people"],
                "hektare": each["ha"], "sinyal": findings.signal(each), "contoh": run.is_sample,
            },
            "geometry": each["shape"],
        }
        for each in run.found["gaps"]
    ]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return HttpResponse(content, content_type=GEOJSON, headers=_named(f"{name}.geojson"))


def _raster(run: CoverageRun, what: str, name: str) -> FileResponse:
    try:
        content = (run.folder / f"{what}.tif").open("rb")
    except OSError:
        raise Http404 from None
    return FileResponse(content, content_type=GEOTIFF, headers=_named(f"{name}.tif"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
