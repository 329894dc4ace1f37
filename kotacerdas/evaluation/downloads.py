"""Rankings and scorecards as files: the columns, the rows, and where they come from."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.common.language import pick
from kotacerdas.evaluation import findings
from kotacerdas.evaluation.models import Result, Round
from kotacerdas.evaluation.queries import Ordered, RankedCity, Ranking, Scorecard, intervals
from kotacerdas.evaluation.templatetags.evaluation import dimension_name, part_name
from kotacerdas.instruments.domain.numbers import exact_decimal
from kotacerdas.instruments.words import text


def ranking(request: HttpRequest, table: Ranking, order: Ordered, file_type: str) -> HttpResponse:
    """The rows as the page shows them: filtered, in the same order and with the same places."""
    round_ = table.round
    asked = request.GET.dict()
    filters = [(name, f"{asked[name]}") for name in ("q", "provinsi", "urut") if asked.get(name)]
    basis = intervals.basis_of(table) if order.has_intervals else None
    note = " ".join([findings.extent(table), *(findings.of_intervals(basis) if basis else ())])
    source = _source(request, pick(round_, "title"), round_, note, filters)
    rows = (_ranked(row, order) for row in order.rows)
    return _file(file_type, f"peringkat-{round_.code}", list(_columns(table, order)), rows, source)


def _columns(table: Ranking, order: Ordered) -> Iterator[Column]:
    yield Column("place", _place_head(table, order), "integer")
    yield Column("code", _("Code"))
    yield Column("city", _("City"), width=30)
    yield Column("province", _("Province"), width=26)
    if order.province:
        yield Column(
            "at_home", _("Place in %(province)s") % {"province": order.province}, "integer", width=16
        )
    for node in table.parts:
        yield Column(node.code, f"{node.code} {text(node.title)}", "number")
    if order.kind == "dimension":
        yield Column("dimension", str(dimension_name(order.by)), "number")
    yield Column("index", _("Final score"), "number")
    if order.has_intervals:
        yield Column("rank_low", _("Place, from (90 percent)"), "integer")
        yield Column("rank_high", _("Place, to (90 percent)"), "integer")
        yield Column("index_low", _("Final score, from (90 percent)"), "number")
        yield Column("index_high", _("Final score, to (90 percent)"), "number")
        yield Column("assessors", _("Assessors"), "integer")


def _place_head(table: Ranking, order: Ordered) -> str:
    if order.kind in {"part", "dimension"}:
        return _("Place by %(figure)s") % {"figure": part_name(order.by, table.round)}
    return _("Rank") if table.is_whole else _("Place among these rows")


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


def _ranked(row: RankedCity, order: Ordered) -> dict[str, Any]:
    key, interval = row.result.pk, row.interval
    found: dict[str, Any] = {
        "place": order.places.get(key),
        "code": row.city.code,
        "city": row.city.name,
        "province": row.province,
        "at_home": order.at_home.get(key),
        "dimension": order.figures.get(key),
        "index": published(row.index),
        **{code: part.score for code, part in row.parts.items()},
    }
    if interval:
        found |= {name: getattr(interval, name) for name in ("rank_low", "rank_high", "assessors")}
        found |= {name: published(getattr(interval, name)) for name in ("index_low", "index_high")}
    return found


def published(index: Decimal | None) -> Decimal | None:
    """Stored with six decimals, published with two."""
    return None if index is None else exact_decimal(Fraction(index), at_least=2)


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
