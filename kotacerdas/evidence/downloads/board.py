"""The board and the requests as files: exactly the rows of the page."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.evidence.findings.standings import DIMENSION_NAMES, REQUEST_STANDINGS, STANDINGS
from kotacerdas.evidence.queries.board import Question
from kotacerdas.evidence.queries.requests import Row
from kotacerdas.evidence.targets import Scope

if TYPE_CHECKING:
    from kotacerdas.people.models import City

FILTERS = ("cari", "status", "dimensi", "opd")


def board(
    request: HttpRequest, city: "City", scope: Scope, questions: Iterable[Question], file_type: str
) -> HttpResponse:
    columns = [
        Column("code", _("Code")),
        Column("title", _("Question"), width=60),
        Column("group", _("Part"), width=30),
        Column("dimension", _("Dimension"), width=16),
        Column("state", pgettext("question", "State"), width=24),
        Column("confirmed", _("Confirmed citations"), "integer"),
        Column("waiting", _("Citations to be checked"), "integer"),
        Column("proposed", _("Pages proposed"), "integer"),
        Column("agency", _("Asked of"), width=40),
        Column("due", _("Due on"), "date"),
        Column("request", _("Request")),
    ]
    title = _("Question board of %(city)s, %(scope)s") % {"city": city.name, "scope": scope.title}
    name = f"papan-bukti-{city.code}-{scope.key}"
    return _written(request, city, name, title, columns, list(map(_question, questions)), file_type)


def _question(each: Question) -> dict[str, Any]:
    asked = each.request
    return {
        "code": each.target.code,
        "title": each.target.title,
        "group": each.target.group,
        "dimension": str(DIMENSION_NAMES.get(each.target.dimension, "")),
        "state": str(STANDINGS[each.standing]),
        "confirmed": each.confirmed,
        "waiting": each.waiting,
        "proposed": each.proposed,
        "agency": asked.agency.name if asked else "",
        "due": asked.day if asked else None,
        "request": asked.code if asked else "",
    }


def requests(request: HttpRequest, city: "City", rows: Iterable[Row], file_type: str) -> HttpResponse:
    columns = [
        Column("code", _("Code")),
        Column("what", _("What is needed"), width=60),
        Column("agency", _("Asked of"), width=40),
        Column("due", _("Due on"), "date"),
        Column("state", pgettext("request for evidence", "State"), width=24),
        Column("late", _("Days late"), "integer"),
        Column("questions", _("Questions"), "integer"),
        Column("files", _("Files sent"), "integer"),
        Column("by", _("Asked by"), width=30),
    ]
    title = _("Requests for evidence of %(city)s") % {"city": city.name}
    return _written(
        request, city, f"permintaan-bukti-{city.code}", title, columns, list(map(_request, rows)), file_type
    )


def _request(row: Row) -> dict[str, Any]:
    return {
        "code": row.request.code,
        "what": row.request.what,
        "agency": row.request.agency.name,
        "due": row.request.day,
        "state": str(REQUEST_STANDINGS[row.standing]),
        "late": row.days_late or None,
        "questions": row.questions,
        "files": row.files,
        "by": str(row.request.by or ""),
    }


def _written(
    request: HttpRequest,
    city: "City",
    name: str,
    title: str,
    columns: list[Column],
    rows: list[dict[str, Any]],
    file_type: str,
) -> HttpResponse:
    if file_type == "csv":
        return csv_response(name, columns, rows)
    asked: Iterator[tuple[str, str]] = (
        (each, request.GET[each]) for each in FILTERS if request.GET.get(each)
    )
    source = Source(
        title=title,
        source=_("Kept in KotaCerdas by %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(request.path.rpartition("unduh")[0]),
        exported_at=timezone.now(),
        filters=list(asked),
        zone=city.zone,
    )
    return xlsx_response(name, columns, rows, source)
