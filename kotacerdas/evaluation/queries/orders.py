"""The list of a round as somebody asks for it: which rows, by which figure, and the places that follow from that figure."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kotacerdas.evaluation.domain import dimensions
from kotacerdas.evaluation.models import Score
from kotacerdas.evaluation.queries.rankings import RankedCity, Ranking
from kotacerdas.instruments.domain import ranking, scoring
from kotacerdas.people.domain.names import fold

FINAL, NAME = "final", "nama"
Kind = Literal["final", "name", "part", "dimension"]


@dataclass(frozen=True)
class Ordered:
    """Rows to be shown. `places` are those by the figure asked for among all rows of the list, `at_home` among those of
    the chosen province; both by result. `figures` are the scores in the chosen dimension."""

    rows: tuple[RankedCity, ...]
    by: str
    kind: Kind
    places: dict[int, int]
    province: str = ""
    at_home: dict[int, int] = field(default_factory=dict)
    figures: dict[int, Decimal] = field(default_factory=dict)
    has_intervals: bool = False
    """An interval is of a place by the final score, so beside other places there is none."""


def ordered(listing: Ranking, *, order: str = "", province: str = "", words: str = "") -> Ordered:
    """`order` is a part of the form, a dimension, `FINAL` or `NAME`; with a minus the other way round. `province` is a code,
    `words` a search; neither changes a place. One query for a dimension, none else."""
    by, is_other_way = (order or FINAL).removeprefix("-"), order.startswith("-")
    kind = _kind(listing, by)
    figures = _figures(listing, by, kind)
    local = {row.result.pk: row for row in listing.ranked if province and row.city.province.code == province}
    rows = [row for row in listing.ranked if not province or row.result.pk in local]
    wanted = fold(words)
    if wanted:
        rows = [row for row in rows if wanted in fold(row.city.name) or wanted in fold(row.province)]
    return Ordered(
        rows=tuple(_sorted(rows, figures, kind, is_other_way)),
        by=by,
        kind=kind,
        places=ranking.places(figures),
        province=next((row.province for row in local.values()), ""),
        at_home=ranking.places({key: figure for key, figure in figures.items() if key in local}),
        figures=figures if kind == "dimension" else {},
        has_intervals=listing.has_intervals and kind in {"final", "name"},
    )


def _kind(listing: Ranking, by: str) -> Kind:
    if by == NAME:
        return "name"
    if by in {node.code for node in listing.parts}:
        return "part"
    return "dimension" if by in dimensions.ORDER and listing.has_dimensions else "final"


def _figures(listing: Ranking, by: str, kind: Kind) -> dict[int, Decimal]:
    if kind == "part":
        return {row.result.pk: row.parts[by].score for row in listing.ranked if by in row.parts}
    if kind == "dimension":
        return by_dimension(listing, (by,))[by]
    return {row.result.pk: row.index for row in listing.ranked if row.index is not None}


def by_dimension(
    listing: Ranking, wanted: tuple[str, ...] = dimensions.ORDER
) -> dict[str, dict[int, Decimal]]:
    """The score of each ranked result in each dimension, where its questions are known; one query."""
    edition = listing.round.edition
    if edition is None or not listing.has_dimensions:
        return {dimension: {} for dimension in wanted}
    belongs = {code: name for name in wanted for code in dimensions.questions_of(edition, name)}
    answers: dict[str, dict[int, list[Fraction]]] = {name: {} for name in wanted}
    ranked = {row.result.pk for row in listing.ranked}
    scores = Score.objects.filter(result__round=listing.round, code__in=belongs).order_by()
    for result, code, value, panel in scores.values_list("result", "code", "value", "panel"):
        if result in ranked:
            # A kept mean of three ends after eight decimals, which may fall on the wrong side of a rounding edge.
            answer = scoring.panel_mean(tuple(panel)) if panel else Fraction(value)
            answers[belongs[code]].setdefault(result, []).append(answer)
    return {
        name: {
            key: score for key, values in found.items() if (score := dimensions.mean_of(values)) is not None
        }
        for name, found in answers.items()
    }


def _sorted(
    rows: list[RankedCity], figures: dict[int, Decimal], kind: Kind, is_other_way: bool
) -> list[RankedCity]:
    """Those without a figure come last whatever the order."""
    if kind == "name":
        return sorted(rows, key=lambda row: row.city.short_name, reverse=is_other_way)
    if kind == "final":
        return rows[::-1] if is_other_way else rows
    scored = [row for row in rows if row.result.pk in figures]
    unscored = [row for row in rows if row.result.pk not in figures]
    return sorted(scored, key=lambda row: figures[row.result.pk], reverse=not is_other_way) + unscored
