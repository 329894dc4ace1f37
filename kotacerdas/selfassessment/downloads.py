"""The board as a file: exactly the rows of the page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.evidence.findings.standings import DIMENSION_NAMES
from kotacerdas.instruments.words import text
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.queries.board import Row

FILTERS = ("cari", "status", "dimensi", "opd")


def board(request: HttpRequest, assessment: Assessment, rows: Iterable[Row], file_type: str) -> HttpResponse:
    columns = [
        Column("code", _("Code")),
        Column("title", _("Question"), width=60),
        Column("part", _("Part"), width=30),
        Column("dimension", _("Dimension"), width=16),
        Column("organisation", _("Organisation"), width=40),
        Column("person", _("Person in charge"), width=30),
        Column("due", _("Due on"), "date"),
        Column("state", pgettext("answer", "State"), width=20),
        Column("level", _("Claimed level"), "integer"),
        Column("statement", _("Statement"), width=60),
        Column("figures", _("Figures"), width=40),
        Column("confirmed", _("Confirmed citations"), "integer"),
        Column("waiting", _("Citations to be checked"), "integer"),
        Column("proposed", _("Pages proposed"), "integer"),
    ]
    name = f"penilaian-{assessment.city.code}-{assessment.round.code}"
    told = list(map(_row, rows))
    if file_type == "csv":
        return csv_response(name, columns, told)
    source = Source(
        title=_("Self-assessment of %(city)s, %(round)s")
        % {"city": assessment.city.name, "round": assessment.round.title},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": assessment.city.name},
        address=request.build_absolute_uri(assessment.get_absolute_url()),
        exported_at=timezone.now(),
        filters=[(each, request.GET[each]) for each in FILTERS if request.GET.get(each)],
        zone=assessment.city.zone,
    )
    return xlsx_response(name, columns, told, source)


def _row(row: Row) -> dict[str, Any]:
    answer, proof = row.answer, row.proof
    return {
        "code": answer.code,
        "title": row.title,
        "part": text(row.question.component.title),
        "dimension": str(DIMENSION_NAMES.get(row.question.dimension, "")),
        "organisation": str(answer.organisation or ""),
        "person": str(answer.person or ""),
        "due": answer.due_on,
        "state": answer.get_state_display(),
        "level": answer.level,
        "statement": answer.statement,
        "figures": answer.figures,
        "confirmed": proof.confirmed,
        "waiting": proof.waiting,
        "proposed": proof.proposed,
    }
