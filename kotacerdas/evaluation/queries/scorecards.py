"""Everything about one result: its computation, last year's, its standing, and what one level more would do."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from kotacerdas.evaluation.domain import dimensions, leverage
from kotacerdas.evaluation.models import Result, Round, Score
from kotacerdas.evaluation.queries.rankings import Standing, standing_of
from kotacerdas.instruments.domain import scoring, trace
from kotacerdas.instruments.domain.edition import Edition, Node

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


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


def scorecard(result: Result, user: "Someone") -> Scorecard:
    """A constant number of queries, whatever the form's length."""
    earlier = (
        Result.objects.visible_to(user)
        .filter(
            _same_instrument(result.round),
            city=result.city,
            round__year__lt=result.round.year,
            index__isnull=False,
        )
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


def _same_instrument(round_: Round) -> Q:
    """Any edition of it, and rounds of which it is not known; an SPBE index is no earlier Smart City score."""
    instrument, stroke, _edition = round_.instrument.partition("/")
    return Q(round__instrument="") | Q(round__instrument__startswith=instrument + stroke)


def compute(result: Result) -> scoring.Result | None:
    """The engine's result from the kept scores; None where only a final is known."""
    edition, answers = result.round.edition, result.answers()
    return scoring.score(edition, answers) if edition and answers else None


def best_explained(user: "Someone") -> Result | None:
    """The result with the most published figures: where the calculation can be followed furthest."""
    visible = Result.objects.visible_to(user).filter(is_computed=True)
    # Counted by the scores' own index; joined to the results it would take ten times as long.
    figures = dict(Score.objects.order_by().values_list("result").annotate(Count("pk")))
    years = visible.values_list("pk", "round__year")
    furthest = max(years, key=lambda each: (figures.get(each[0], 0), each[1]), default=None)
    return visible.select_related("round", "city__province").get(pk=furthest[0]) if furthest else None
