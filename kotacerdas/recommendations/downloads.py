"""The list as a file: exactly the rows of the page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.evidence.findings.documents import place_of
from kotacerdas.evidence.models import Use
from kotacerdas.people.models import City
from kotacerdas.recommendations.domain.tags import Tag
from kotacerdas.recommendations.queries.board import Row
from kotacerdas.recommendations.templatetags.recommendations import advice_text
from kotacerdas.recommendations.words import CLAIMS, PROOFS, TAGS, VERDICTS

FILTERS = ("cari", "tahun", "opd", "tema", "status")


def listing(request: HttpRequest, city: City, rows: Iterable[Row], file_type: str) -> HttpResponse:
    columns = [
        Column("year", _("Year"), "integer"),
        Column("stage", _("Stage"), width=8),
        Column("number", _("Number"), "integer"),
        Column("text", _("Recommendation"), width=60),
        Column("tags", _("Subjects"), width=30),
        Column("owner", _("Organisation"), width=40),
        Column("due", _("Due on"), "date"),
        Column("plan", _("Plan"), width=50),
        Column("claim", _("Claim of the city"), width=18),
        Column("words", _("What was done"), width=50),
        Column("proof", _("Whether the proof suffices"), width=18),
        Column("confirmed", _("Confirmed citations"), "integer"),
        Column("where", _("Where the proof is"), width=60),
        Column("verdict", _("Verdict of the assessors"), width=18),
        Column("verdict_year", _("Year of the verdict"), "integer"),
        Column("verdict_source", _("Source of the verdict"), width=40),
        Column("closed", _("Closed on"), "date"),
        Column("sample", _("Sample"), width=10),
    ]
    name = f"rekomendasi-{city.code}"
    told = [_row(each, city) for each in rows]
    if file_type == "csv":
        return csv_response(name, columns, told)
    source = Source(
        title=_("Recommendations to %(city)s and what is done about them") % {"city": city.name},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(reverse("recommendations:recommendations")),
        exported_at=timezone.now(),
        filters=[(each, request.GET[each]) for each in FILTERS if request.GET.get(each)],
        zone=city.zone,
    )
    return xlsx_response(name, columns, told, source)


def where(use: Use) -> str:
    """Document and place of a proof, in words."""
    return ", ".join(filter(None, (use.citation.document.title, place_of(use.citation))))


def _row(row: Row, city: City) -> dict[str, Any]:
    advice, care = row.recommendation, row.care
    return {
        "year": advice.year,
        "stage": advice.stage,
        "number": advice.number,
        "text": advice_text(advice),
        "tags": ", ".join(str(TAGS[Tag(each)]) for each in care.tags),
        "owner": str(care.owner or ""),
        "due": care.due_on,
        "plan": care.plan,
        "claim": str(CLAIMS[row.claim]),
        "words": care.claim_words,
        "proof": str(PROOFS[row.proof]),
        "confirmed": len(row.present),
        "where": "; ".join(map(where, row.proofs)),
        "verdict": str(VERDICTS[row.verdict]),
        "verdict_year": care.verdict_year,
        "verdict_source": care.verdict_source,
        "closed": care.closed_at.astimezone(city.timezone).date() if care.closed_at else None,
        "sample": _("Sample") if row.is_sample else "",
    }
