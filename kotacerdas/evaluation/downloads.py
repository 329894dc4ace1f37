"""Rankings and scorecards as files: the columns, the rows, and where they come from."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.common.language import pick
from kotacerdas.evaluation import findings
from kotacerdas.evaluation.models import Result, Round
from kotacerdas.evaluation.queries import RankedCity, Ranking, Scorecard
from kotacerdas.instruments.domain.numbers import exact_decimal
from kotacerdas.instruments.words import text


def ranking(request: HttpRequest, table: Ranking, rows: Sequence[RankedCity], file_type: str) -> HttpResponse:
    """The rows as the page shows them: filtered and in the same order."""
    columns = [
        Column("place", _("Rank") if table.is_whole else _("Place among these rows"), "integer"),
        Column("code", _("Code")),
        Column("city", _("City"), width=30),
        Column("province", _("Province"), width=26),
        *(Column(node.code, f"{node.code} {text(node.title)}", "number") for node in table.parts),
        Column("index", _("Final score"), "number"),
    ]
    round_ = table.round
    asked = request.GET.dict()
    filters = [(name, f"{asked[name]}") for name in ("q", "provinsi", "urut") if asked.get(name)]
    source = _source(request, pick(round_, "title"), round_, findings.extent(table), filters)
    return _file(file_type, f"peringkat-{round_.code}", columns, (_ranked(row) for row in rows), source)


def scorecard(request: HttpRequest, card: Scorecard, file_type: str) -> HttpResponse:
    """Every node with its score, last year's, its contribution, and what one level more would give."""
    if card.edition is None:
        raise Http404
    result = card.row
    columns = [
        Column("code", _("Code")),
        Column("title", _("Question"), width=60),
        Column("score", str(result.round.year), "number"),
        Column("before", str(card.earlier.round.year) if card.earlier else _("Earlier"), "number"),
        Column("contribution", _("Contribution"), "number"),
        Column("raised", _("Final score with one level more"), "number"),
    ]
    source = _source(
        request, f"{result.city.name}, {result.round.year}", result.round, pick(result, "note"), (), result
    )
    return _file(file_type, f"rapor-{result.city.code}-{result.round.code}", columns, _nodes(card), source)


def _file(
    file_type: str, name: str, columns: Sequence[Column], rows: Iterable[dict[str, Any]], source: Source
) -> HttpResponse:
    if file_type == "csv":
        return csv_response(name, columns, rows)
    if file_type == "xlsx":
        return xlsx_response(name, columns, rows, source)
    raise Http404


def _source(
    request: HttpRequest,
    title: str,
    round_: Round,
    note: str,
    filters: Sequence[tuple[str, str]],
    result: Result | None = None,
) -> Source:
    documents = [result.source] if result and result.source else list(round_.sources.all())
    return Source(
        title=title,
        source="; ".join(document.title for document in documents),
        address=request.build_absolute_uri(request.path.rsplit("/", 1)[0] + "/"),
        exported_at=timezone.now(),
        filters=filters,
        zone=round_.zone,
        note=note,
    )


def _ranked(row: RankedCity) -> dict[str, Any]:
    return {
        "place": row.place,
        "code": row.city.code,
        "city": row.city.name,
        "province": row.province,
        # Stored with six decimals, published with two.
        "index": None if row.index is None else exact_decimal(Fraction(row.index), at_least=2),
        **{code: part.score for code, part in row.parts.items()},
    }


def _nodes(card: Scorecard) -> Iterator[dict[str, Any]]:
    assert card.computed
    for node in card.computed.edition.root.walk():
        lever = card.levers.get(node.code)
        yield {
            "code": node.code,
            "title": text(node.title),
            "score": card.computed.shown(node.code),
            "before": card.earlier_score(node.code),
            "contribution": card.computed.contribution(node.code),
            "raised": lever.index if lever else None,
        }
