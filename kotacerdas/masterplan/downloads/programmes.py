"""The board as a file: exactly the rows of the page, all pages of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.masterplan.findings import programmes as findings
from kotacerdas.masterplan.models import Edition, Programme, WorkplanYear

FILTERS = ("cari", "dimensi", "jenis", "keadaan", "dana", "rencana", "opd", "tahun")


def board(request: HttpRequest, edition: Edition, programmes: Any, year: int, file_type: str) -> HttpResponse:
    columns = [
        Column("code", _("Code"), width=14),
        Column("title", _("Programme"), width=60),
        Column("kind", pgettext("programme", "Kind"), width=24),
        Column("dimension", _("Dimension"), width=20),
        Column("subdimension", _("Sub-dimension"), width=24),
        Column("lead", _("Leading agency"), width=40),
        Column("measure", _("Measured by"), width=40),
        Column("unit", _("Unit"), width=12),
        Column("ceiling", _("Ceiling %(year)s in rupiah") % {"year": year}, "integer", width=20),
        Column("starts", _("Starts on"), "date"),
        Column("ends", _("Ends on"), "date"),
        Column("renja_years", _("Years in the agency’s Renja"), width=16),
        Column("rkpd_years", _("Years in the city’s RKPD"), width=16),
        Column("state", pgettext("programme", "State"), width=14),
        Column("sample", _("Sample"), width=10),
    ]
    name = f"program-{edition.code}"
    rows = [_row(each) for each in programmes.prefetch_related("workplan_years")]
    if file_type == "csv":
        return csv_response(name, columns, rows)
    at = [edition.city.code, edition.code]
    source = Source(
        title=_("Programmes: %(edition)s, %(city)s") % {"edition": edition.title, "city": edition.city.name},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": edition.city.name},
        address=request.build_absolute_uri(reverse("masterplan:board", args=at)),
        exported_at=timezone.now(),
        filters=[(each, request.GET[each]) for each in FILTERS if request.GET.get(each)],
        zone=edition.city.zone,
    )
    return xlsx_response(name, columns, rows, source)


def _row(programme: Programme) -> dict[str, Any]:
    return {
        "code": programme.code,
        "title": programme.title,
        "kind": programme.get_kind_display(),
        "dimension": programme.get_dimension_display(),
        "subdimension": findings.subdimension(programme),
        "lead": programme.lead.name if programme.lead else "",
        "measure": programme.measure,
        "unit": programme.unit,
        "ceiling": programme.ceiling,  # type: ignore[attr-defined]  # annotated by `queries.board.narrowed`
        "starts": programme.starts_on,
        "ends": programme.ends_on,
        **{f"{document}_years": _years(programme, document) for document in WorkplanYear.Document},
        "state": programme.get_state_display(),
        "sample": _("Sample") if programme.is_sample else "",
    }


def _years(programme: Programme, document: str) -> str:
    return findings.years(each.year for each in programme.workplan_years.all() if each.document == document)
