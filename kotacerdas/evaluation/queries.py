"""Reads for pages and other apps: rounds, a round's ranking, a city's scorecard, two results side by side."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count

from kotacerdas.evaluation.domain import dimensions, leverage
from kotacerdas.evaluation.models import Milestone, Recommendation, Result, Round, Score
from kotacerdas.instruments.domain import ranking, scoring, trace
from kotacerdas.instruments.domain.edition import Edition, Node

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


# --- rounds ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListedRound:
    """A round with the number of cities that we have a figure of."""

    round: Round
    rows: int


def rounds(user: "Someone") -> list[ListedRound]:
    """The rounds that one may see, the newest first."""
    figures = Result.objects.visible_to(user).filter(index__isnull=False).values_list("round")
    rows = dict(figures.annotate(Count("pk")))
    found = Round.objects.visible_to(user).order_by("-year", "code")
    return [ListedRound(round_, rows.get(round_.pk, 0)) for round_ in found]


# --- ranking -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A city's score in a part of the form, and what it adds to the index."""

    code: str
    score: Decimal
    contribution: Decimal | None


@dataclass(frozen=True)
class RankedCity:
    """A row of the list. `place` is its place among the rows that we have, not in the country."""

    result: Result
    city: "City"
    place: int | None
    index: Decimal | None
    parts: dict[str, Part]

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
    results = list(Result.objects.visible_to(user).filter(round=round_).select_related("city__province"))
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
        )
        for result in results
    ]
    rows.sort(key=lambda row: (row.place or 10**6, not row.result.participated, row.city.short_name))
    return Ranking(round_, tuple(rows))


@dataclass(frozen=True)
class Standing:
    """Where one result stands among the figures of its round, without the cost of the whole list."""

    round: Round
    place: int | None
    figures: tuple[tuple[str, Decimal], ...]
    """Each city's name and figure. The short name would not do: 26 are shared by a kabupaten and a kota."""
    others: tuple[Decimal, ...]
    """The figures of all the other cities."""

    @property
    def count(self) -> int:
        return len(self.figures)

    @property
    def is_whole(self) -> bool:
        """As of a ranking: whether the place is the official one."""
        return self.round.is_complete and self.count == self.round.cities_scored


def standing_of(result: Result, user: "Someone") -> Standing:
    """One query, no object for each city: a scorecard needs the figures only."""
    found = Result.objects.visible_to(user).filter(round=result.round).order_by("city__name")
    rows = [
        (pk, name, index)
        for pk, name, index in found.values_list("pk", "city__name", "index")
        if index is not None
    ]
    others = tuple(index for pk, _name, index in rows if pk != result.pk)
    return Standing(
        round=result.round,
        place=None if result.index is None else ranking.place_among(result.index, sorted(others)),
        figures=tuple((name, index) for _pk, name, index in rows),
        others=others,
    )


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


# --- scorecard ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuestionRow:
    """A question of the form with this year's score, last year's, and what one level more would do."""

    node: Node
    score: Decimal | None
    before: Decimal | None
    lever: leverage.Lever | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.score is None or self.before is None else self.score - self.before


@dataclass(frozen=True)
class PartRow:
    """A part of the form. `reached` and `possible` are shares of what the heaviest part could contribute."""

    node: Node
    score: Decimal | None
    before: Decimal | None
    contribution: Decimal | None
    reached: Decimal
    possible: Decimal
    rows: tuple[QuestionRow, ...]

    @property
    def questions(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class AxisRow:
    """One axis of the radar: a dimension, or a part where no dimension is known."""

    code: str
    node: Node | None
    now: Decimal | None
    before: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True)
class Scorecard:
    """Everything about one result: its computation, last year's, its place, and what one level more would do."""

    row: Result
    computed: scoring.Result | None
    earlier: Result | None
    earlier_computed: scoring.Result | None
    standing: Standing
    levers: dict[str, leverage.Lever] = field(default_factory=dict)

    @property
    def edition(self) -> Edition | None:
        return self.computed.edition if self.computed else None

    @property
    def top(self) -> Decimal:
        """The highest index that the form allows; 4 where the form is not known, as in every known one."""
        return self.edition.scale_of(self.edition.root).max if self.edition else Decimal(4)

    @property
    def place(self) -> int | None:
        return self.standing.place

    @property
    def has_places(self) -> bool:
        return self.standing.count > 1

    @property
    def answered(self) -> int:
        """How many questions have a published score."""
        return sum(part.questions for part in self.parts)

    @cached_property
    def parts(self) -> tuple[PartRow, ...]:
        if self.computed is None:
            return ()
        nodes = self.computed.edition.root.children
        widest = max((node.weight or Decimal(0) for node in nodes), default=Decimal(1)) or Decimal(1)
        return tuple(self._part(node, widest) for node in nodes)

    def _part(self, node: Node, widest: Decimal) -> PartRow:
        assert self.computed
        score, contribution = self.computed.shown(node.code), self.computed.contribution(node.code)
        return PartRow(
            node=node,
            score=score,
            before=self.earlier_score(node.code),
            contribution=contribution,
            reached=(contribution or Decimal(0)) * 100 / (self.top * widest),
            possible=(node.weight or Decimal(0)) / widest,
            rows=tuple(
                QuestionRow(
                    below,
                    self.computed.shown(below.code),
                    self.earlier_score(below.code),
                    self.levers.get(below.code),
                )
                for below in node.walk()
                if below.is_leaf and below is not node and below.code in self.computed.nodes
            ),
        )

    @cached_property
    def steps(self) -> list[trace.Step]:
        return trace.steps(self.computed) if self.computed else []

    @cached_property
    def sample_steps(self) -> list[trace.Step]:
        """The way of the weakest part, then the sum: enough to see the rules at work."""
        weakest = min(self.parts, key=lambda part: part.score or Decimal(0), default=None)
        if weakest is None or self.edition is None:
            return []
        shown = {weakest.node.code, self.edition.root.code}
        return [step for step in self.steps if step.node in shown]

    @cached_property
    def best(self) -> list[leverage.Lever]:
        return leverage.best(list(self.levers.values()), 6)

    @cached_property
    def worth_of_a_level(self) -> list[tuple[str, Decimal]]:
        """About what a level is worth in each part, for a city whose questions are not public."""
        return leverage.worth_of_a_level(self.edition) if self.edition and not self.levers else []

    @cached_property
    def shown_difference(self) -> Decimal | None:
        if self.earlier is None or self.row.index is None or self.earlier.index is None:
            return None
        return self.row.index - self.earlier.index

    @cached_property
    def improvement(self) -> Decimal | None:
        """From unrounded figures, as the ministry takes it; from shown ones where only those are known."""
        return improvement(self.earlier, self.row) if self.earlier else None

    @property
    def improvement_differs_from_shown(self) -> bool:
        return self.improvement != self.shown_difference

    @property
    def forms_differ(self) -> bool:
        return bool(
            self.earlier_computed
            and self.earlier
            and self.earlier.round.instrument != self.row.round.instrument
        )

    @cached_property
    def dimensions(self) -> list[dimensions.DimensionMean]:
        return dimensions.means(self.computed) if self.computed else []

    @cached_property
    def axes(self) -> list[AxisRow]:
        """Six dimensions where the questions are known, else the parts of the form."""
        if self.dimensions:
            earlier = dimensions.means(self.earlier_computed) if self.earlier_computed else []
            before = {each.dimension: each.value for each in earlier}
            return [
                AxisRow(each.dimension, None, each.value, before.get(each.dimension))
                for each in self.dimensions
            ]
        return [AxisRow(part.node.code, part.node, part.score, part.before) for part in self.parts]

    def earlier_score(self, code: str) -> Decimal | None:
        return self.earlier_computed.shown(code) if self.earlier_computed else None


def improvement(before: Result, after: Result) -> Decimal | None:
    """From unrounded figures, as the ministry takes it; from shown ones where only those are known."""
    if before.exact is not None and after.exact is not None:
        return (after.exact - before.exact).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return None if before.index is None or after.index is None else after.index - before.index


def results_of(city: "City", user: "Someone") -> list[Result]:
    """A city's results, the latest year first."""
    return list(
        Result.objects.visible_to(user)
        .filter(city=city)
        .select_related("round", "source")
        .order_by("-round__year")
    )


def scorecard(result: Result, user: "Someone") -> Scorecard:
    """A constant number of queries, whatever the form's length."""
    earlier = (
        Result.objects.visible_to(user)
        .filter(city=result.city, round__year__lt=result.round.year, index__isnull=False)
        .select_related("round")
        .prefetch_related("scores")
        .order_by("-round__year", "-is_computed")
        .first()
    )
    computed = compute(result)
    standing = standing_of(result, user)
    found = leverage.levers(computed, standing.others) if computed else []
    return Scorecard(
        row=result,
        computed=computed,
        earlier=earlier,
        earlier_computed=compute(earlier) if earlier else None,
        standing=standing,
        levers={lever.code: lever for lever in found},
    )


def compute(result: Result) -> scoring.Result | None:
    """The engine's result from the kept scores; None where only a final is known."""
    edition, answers = result.round.edition, result.answers()
    return scoring.score(edition, answers) if edition and answers else None


# --- a city ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CityProfile:
    city: "City"
    results: list[Result]
    recommendations: list[Recommendation]
    milestones: list[Milestone]

    @cached_property
    def advice(self) -> list[tuple[int, str, list[Recommendation]]]:
        """The recommendations by year and stage, the latest first."""
        groups: dict[tuple[int, str], list[Recommendation]] = {}
        for each in self.recommendations:
            groups.setdefault((each.year, each.stage), []).append(each)
        return [(year, stage, group) for (year, stage), group in sorted(groups.items(), reverse=True)]


def profile(city: "City", user: "Someone") -> CityProfile:
    return CityProfile(
        city,
        results_of(city, user),
        list(Recommendation.objects.visible_to(user).filter(city=city).select_related("source")),
        list(Milestone.objects.visible_to(user).filter(city=city).select_related("source")),
    )


# --- comparison --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ComparedNode:
    """One node of either form: its score in both results; None where the form lacks it or it was not published."""

    code: str
    node: Node
    is_part: bool
    left: Decimal | None
    right: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.left is None or self.right is None else self.right - self.left


def comparable_results(user: "Someone") -> list[Result]:
    """Every result with a figure that one may see, for the two choices of the comparison."""
    return list(
        Result.objects.visible_to(user)
        .filter(index__isnull=False)
        .select_related("round", "city__province")
        .order_by("city__name", "-round__year", "round__code")
    )


def compared(left: Result, right: Result) -> list[ComparedNode]:
    """The nodes of both forms; empty unless both are computed. Parts in the order of the form, then the questions:
    those in both first, the largest difference on top.

    Codes are kept unique across editions of one instrument, so a code in both is the same question.
    """
    one, other = compute(left), compute(right)
    if one is None or other is None:
        return []
    nodes = {**one.edition.nodes, **other.edition.nodes}
    parts = {node.code for edition in (one.edition, other.edition) for node in edition.root.children}
    order = [*other.edition.nodes, *(code for code in one.edition.nodes if code not in other.edition.nodes)]
    found = [
        ComparedNode(code, nodes[code], code in parts, one.shown(code), other.shown(code))
        for code in order
        if code != other.edition.root.code and (code in one.nodes or code in other.nodes)
    ]
    return sorted(found, key=_parts_then_largest)


def _parts_then_largest(each: ComparedNode) -> tuple[bool, bool, Decimal]:
    distance = abs(each.difference) if each.difference is not None else Decimal(0)
    return (
        not each.is_part,
        each.difference is None and not each.is_part,
        Decimal(0) if each.is_part else -distance,
    )


# --- for the home page -------------------------------------------------------------------------------------


def featured(user: "Someone", listed: list[ListedRound]) -> Ranking | None:
    """The newest whole list of the rounds, else the list with the most rows."""
    first = max(listed, key=lambda each: (each.round.is_complete, each.rows, each.round.year), default=None)
    return ranking_of(first.round, user) if first else None


def best_explained(user: "Someone") -> Result | None:
    """The result with the most published figures: where the calculation can be followed furthest."""
    visible = Result.objects.visible_to(user).filter(is_computed=True)
    # Counted by the scores' own index; joined to the results it would take ten times as long.
    figures = dict(Score.objects.order_by().values_list("result").annotate(Count("pk")))
    years = visible.values_list("pk", "round__year")
    furthest = max(years, key=lambda each: (figures.get(each[0], 0), each[1]), default=None)
    return visible.select_related("round", "city__province").get(pk=furthest[0]) if furthest else None
