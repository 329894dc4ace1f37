"""The matrix of agencies as a file: the rows shown, led and supported programmes in columns of their own, and the proof."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.masterplan import findings
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries.matrix import Matrix, Row


def response(
    request: HttpRequest,
    edition: Edition,
    matrix: Matrix,
    rows: Iterable[Row],
    filters: dict[str, str],
    file_type: str,
) -> HttpResponse:
    name = f"opd-{edition.city.code}-{edition.code}"
    columns, lines = _columns(matrix), [_line(row) for row in rows]
    if file_type == "csv":
        return csv_response(name, columns, lines)
    source = Source(
        title=_("Agencies and dimensions, %(plan)s") % {"plan": edition.title},
        source=_("%(plan)s, kept in KotaCerdas by %(city)s")
        % {"plan": edition.title, "city": edition.city.name},
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        filters=[(key, value) for key, value in filters.items() if value],
        zone=edition.city.zone,
        note=_("Samples are invented and prove nothing.") if edition.is_sample else "",
    )
    return xlsx_response(name, columns, lines, source)


def _columns(matrix: Matrix) -> list[Column]:
    found = [Column("agency", _("Agency"), width=44), Column("code", _("Code"), width=24)]
    for each in matrix.columns:
        said = {"column": findings.matrix.column(each)}
        found.append(Column(f"{each}-leads", _("%(column)s: leads") % said, "integer", width=14))
        found.append(Column(f"{each}-supports", _("%(column)s: supports") % said, "integer", width=14))
    return [
        *found,
        Column("leads", _("Leads in all"), "integer", width=14),
        Column("supports", _("Supports in all"), "integer", width=14),
        Column("places", _("Places in the Renstra"), width=60),
        Column("renstra", _("Renstra of its own"), width=40),
        Column("quotes", _("Confirmed quotes"), "integer", width=12),
        Column("documents", _("Documents"), width=60),
    ]


def _line(row: Row) -> dict[str, Any]:
    return {
        "agency": row.agency.name,
        "code": row.agency.code,
        **dict(_cells(row)),
        "leads": row.total.leads,
        "supports": row.total.supports,
        "places": "; ".join(f"{each.code}: {each.renstra_ref}" for each in row.renstra_places),
        "renstra": "; ".join(each.title for each in row.renstra),
        "quotes": len(row.quotes),
        "documents": "; ".join(each.document.title for each in row.documents),
    }


def _cells(row: Row) -> Iterator[tuple[str, int]]:
    for column, cell in row.cells.items():
        yield f"{column}-leads", cell.leads
        yield f"{column}-supports", cell.supports
