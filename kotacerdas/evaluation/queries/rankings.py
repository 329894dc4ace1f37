"""A round's list in order of place, one result's standing in it, and the same list under other weights."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from kotacerdas.evaluation.domain import dimensions
from kotacerdas.evaluation.models import RankInterval, Result, Round, Score
from kotacerdas.evaluation.queries.rounds import ListedRound
from kotacerdas.instruments.domain import ranking, scoring
from kotacerdas.instruments.domain.edition import Edition, Node

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Part:
    """A city's score in a part of the form, and what it adds to the index."""

    code: str
    score: Decimal
    contribution: Decimal | None


@dataclass(frozen=True)
class RankedCity:
    """A row of the list. `place` is its place among the rows that we have, not in the country.

    `has_questions`: single questions of the dimensions are known; `has_panel`: even the single answers of assessors.
    """

    result: Result
    city: "City"
    place: int | None
    index: Decimal | None
    parts: dict[str, Part]
    interval: RankInterval | None = None
    has_questions: bool = False
    has_panel: bool = False

    @property
    def province(self) -> str:
        return self.city.province.name


@dataclass(frozen=True)
class Ranking:
    """All rows of a round that one may see, in order of place, those without a figure last."""

    round: Round
    rows: tuple[RankedCity, ...]

    @cached_property
    def ranked(self) -> tuple[RankedCity, ...]:
        return tuple(row for row in self.rows if row.index is not None)

    @cached_property
    def absent(self) -> tuple[RankedCity, ...]:
        return tuple(row for row in self.rows if not row.result.participated)

    @cached_property
    def unscored(self) -> tuple[RankedCity, ...]:
        """Rows that stand in no order: did not take part, or only a place was published."""
        return tuple(row for row in self.rows if row.index is None)

    @cached_property
    def is_whole(self) -> bool:
        """Whether the rows are all cities that were scored, so that a place in them is the official one."""
        return self.round.is_complete and len(self.ranked) == self.round.cities_scored

    @property
    def parts(self) -> tuple[Node, ...]:
        """The parts of the form, where at least one row has scores in them."""
        has_scores = any(row.parts for row in self.rows)
        return self.round.edition.root.children if self.round.edition and has_scores else ()

    @cached_property
    def has_dimensions(self) -> bool:
        return any(row.has_questions for row in self.ranked)

    @cached_property
    def has_intervals(self) -> bool:
        return any(row.interval for row in self.ranked)

    @cached_property
    def has_panels(self) -> bool:
        """Whether single answers seem to be known of all cities, so that intervals can be computed."""
        return bool(self.ranked) and all(row.has_panel for row in self.rows if row.result.participated)

    def name_of(self, row: RankedCity) -> str:
        """The short name for charts; the whole one where a kabupaten and a kota of this list share the short one."""
        return row.city.name if row.city.short_name in self._shared_names else row.city.short_name

    @cached_property
    def _shared_names(self) -> set[str]:
        counts = Counter(row.city.short_name for row in self.rows)
        return {name for name, count in counts.items() if count > 1}

    @cached_property
    def provinces(self) -> list[tuple[str, str, int]]:
        """Code, name and number of rows of each province, by name."""
        counts: dict[tuple[str, str], int] = {}
        for row in self.ranked:
            key = (row.city.province.name, row.city.province.code)
            counts[key] = counts.get(key, 0) + 1
        return [(code, name, count) for (name, code), count in sorted(counts.items())]


def ranking_of(round_: Round, user: "Someone") -> Ranking:
    """One query, however many cities."""
    visible = (
        Result.objects.visible_to(user).filter(round=round_).select_related("city__province", "interval")
    )
    results = list(visible.annotate(**_known_scores(round_.edition)))
    places = ranking.places({result.pk: result.index for result in results if result.index is not None})
    rows = [
        RankedCity(
            result=result,
            city=result.city,
            place=places.get(result.pk),
            index=result.index,
            parts={
                code: Part(code, Decimal(score), None if share == "None" else Decimal(share))
                for code, (score, share) in result.parts.items()
            },
            interval=getattr(result, "interval", None),
            has_questions=getattr(result, "has_questions", False),
            has_panel=getattr(result, "has_panel", False),
        )
        for result in results
    ]
    rows.sort(key=lambda row: (row.place or 10**6, not row.result.participated, row.city.short_name))
    return Ranking(round_, tuple(rows))


def _known_scores(edition: Edition | None) -> dict[str, Exists]:
    """How deep the scores of each result go, told from one question of the form: two looks into an index."""
    if edition is None:
        return {}
    scores = Score.objects.filter(result=OuterRef("pk"))
    found = {"has_panel": Exists(scores.filter(code=edition.leaves[0].code, panel__isnull=False))}
    if questions := dimensions.questions_of(edition, dimensions.ORDER[0]):
        found["has_questions"] = Exists(scores.filter(code=questions[0]))
    return found


@dataclass(frozen=True)
class Standing:
    """Where one result stands among the figures of its round, without the cost of the whole list."""

    round: Round
    place: int | None
    figures: tuple[tuple[str, Decimal], ...]
    """Each city's name and figure. The short name would not do: 26 are shared by a kabupaten and a kota."""
    others: tuple[Decimal, ...]
    """The figures of all the other cities."""
    at_home: tuple[Decimal, ...] = ()
    """Those of the others in its province."""
    place_at_home: int | None = None

    @property
    def count(self) -> int:
        return len(self.figures)

    @property
    def count_at_home(self) -> int:
        return len(self.at_home) + 1

    @property
    def is_whole(self) -> bool:
        """As of a ranking: whether the place is the official one."""
        return self.round.is_complete and self.count == self.round.cities_scored


def standing_of(result: Result, user: "Someone") -> Standing:
    """One query, no object for each city: a scorecard needs the figures only."""
    found = Result.objects.visible_to(user).filter(round=result.round).order_by("city__name")
    rows = [
        (pk, name, province, index)
        for pk, name, province, index in found.values_list("pk", "city__name", "city__province", "index")
        if index is not None
    ]
    home = result.city.province_id
    others = tuple(index for pk, _name, _province, index in rows if pk != result.pk)
    at_home = tuple(index for pk, _name, province, index in rows if pk != result.pk and province == home)
    return Standing(
        round=result.round,
        place=_place(result, others),
        figures=tuple((name, index) for _pk, name, _province, index in rows),
        others=others,
        at_home=at_home,
        place_at_home=_place(result, at_home),
    )


def _place(result: Result, others: Sequence[Decimal]) -> int | None:
    return None if result.index is None else ranking.place_among(result.index, sorted(others))


def under_weights(listing: Ranking, edition: Edition) -> list[tuple[RankedCity, int]]:
    """The place of each city had the same part scores been weighed as `edition` does.

    Only for cities with every part of that edition; the places are among those.
    """
    codes = [node.code for node in edition.root.children]
    indices: dict[int, Decimal] = {}
    for row in listing.ranked:
        if all(code in row.parts for code in codes):
            index = scoring.score(edition, {code: row.parts[code].score for code in codes}).index
            if index is not None:
                indices[row.result.pk] = index
    by_pk = {row.result.pk: row for row in listing.ranked}
    return [(by_pk[pk], place) for pk, place in ranking.places(indices).items()]


def featured(user: "Someone", listed: list[ListedRound]) -> Ranking | None:
    """The newest whole list of the rounds, else the list with the most rows."""
    first = max(listed, key=lambda each: (each.round.is_complete, each.rows, each.round.year), default=None)
    return ranking_of(first.round, user) if first else None
