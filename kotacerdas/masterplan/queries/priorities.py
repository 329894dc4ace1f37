"""A scale of priorities as pages show it: weights with who said what, programmes in their order, how far a weight can move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain import pairwise, saaty, sensitivity
from kotacerdas.masterplan.domain.sensitivity import Range
from kotacerdas.masterplan.models import Criterion, Edition, Mark, Opinion, Programme, Scale

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

USUAL_FIRST = 10
MOST_RANGED = 60
"""Programmes of which every pair is looked at; of more only the first ten."""
_FINE = 9
_HUNDRED = Decimal(100)


def scales_of(edition: Edition, user: "Someone") -> list[Scale]:
    """With how many criteria, opinions and portfolios each has."""
    rows = Scale.objects.visible_to(user).filter(edition=edition).order_by("-is_open", "title")
    counted = rows.annotate(
        n_criteria=Count("criteria", distinct=True), n_opinions=Count("opinions", distinct=True),
        n_portfolios=Count("portfolios", distinct=True),
    )  # fmt: skip
    return list(counted)


@dataclass(frozen=True)
class Voice:
    """What one person says. `found` is None where the comparisons no longer fit the criteria."""

    opinion: Opinion
    found: pairwise.Weights | None

    @property
    def counts(self) -> bool:
        return self.found is not None and (self.found.is_consistent or bool(self.opinion.overruled))

    @property
    def worst(self) -> pairwise.Pair | None:
        return self.found.worst if self.found and not self.found.is_consistent else None


@dataclass(frozen=True)
class Part:
    """What one criterion adds to the score of a programme; `mark` None: nobody has marked it."""

    criterion: Criterion
    mark: Decimal | None
    adds: Fraction


@dataclass(frozen=True)
class Ranked:
    """`score` lies between 0 and 100. Equal ones share a place."""

    programme: Programme
    place: int
    score: Fraction
    parts: tuple[Part, ...]

    @property
    def lacks_marks(self) -> bool:
        return any(part.mark is None for part in self.parts)


@dataclass(frozen=True)
class Standing:
    """All of one scale. `weights` are empty while there is none; they add up to one."""

    scale: Scale
    criteria: tuple[Criterion, ...]
    voices: tuple[Voice, ...]
    ratio: float | None
    weights: Mapping[str, Fraction]
    programmes: Mapping[str, Programme]
    marks: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """Of a programme by its code, then by criterion."""

    @cached_property
    def ranked(self) -> tuple[Ranked, ...]:
        if not self.weights:
            return ()
        ordered = sensitivity.order(self._scores, self.weights)
        found: list[Ranked] = []
        for at, code in enumerate(ordered, start=1):
            score = sensitivity.score(self._scores[code], self.weights)
            place = found[-1].place if found and found[-1].score == score else at
            found.append(Ranked(self.programmes[code], place, score, self._parts(code)))
        return tuple(found)

    @cached_property
    def unmarked(self) -> tuple[Programme, ...]:
        return tuple(each for code, each in self.programmes.items() if code not in self.marks)

    @property
    def counted(self) -> int:
        return sum(voice.counts for voice in self.voices)

    def ranges(self, first: int | None) -> list[Range]:
        """Between which values each weight keeps the order of so many at the top; None asks about the whole order."""
        if not self.weights or len(self._scores) < 2:
            return []
        if first is None and len(self._scores) > MOST_RANGED:
            first = USUAL_FIRST
        return sensitivity.ranges(self._scores, self.weights, first=first)

    @cached_property
    def _scores(self) -> dict[str, dict[str, Fraction]]:
        return {
            code: {criterion: Fraction(value) for criterion, value in by_criterion.items()}
            for code, by_criterion in self.marks.items()
        }

    def _parts(self, code: str) -> tuple[Part, ...]:
        marks = self.marks[code]
        return tuple(
            Part(each, marks.get(each.code), self.weights[each.code] * Fraction(marks.get(each.code, 0)))
            for each in self.criteria
        )

    def voice_of(self, user: "Someone") -> Voice | None:
        return next((each for each in self.voices if each.opinion.user_id == user.pk), None)


def standing_of(scale: Scale) -> Standing:
    """Four queries. The scale with its edition selected, and already seen by the reader."""
    criteria = tuple(scale.criteria.all())
    codes = [each.code for each in criteria]
    opinions = Opinion.objects.filter(scale=scale).select_related("user").order_by("at", "pk")
    voices = tuple(Voice(each, _heard(each, codes)) for each in opinions)
    ratio, weights = _weights(scale, criteria, voices)
    rows = Programme.objects.filter(edition=scale.edition_id).exclude(state=Programme.State.STOPPED)
    programmes = {each.code: each for each in rows.select_related("lead").order_by("code")}
    return Standing(scale, criteria, voices, ratio, weights, programmes, _marks(scale))


def _marks(scale: Scale) -> Mapping[str, Mapping[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    rows = Mark.objects.filter(criterion__scale=scale).exclude(programme__state=Programme.State.STOPPED)
    for code, criterion, value in rows.values_list("programme__code", "criterion__code", "value").order_by():
        found.setdefault(code, {})[criterion] = value
    return found


def _heard(opinion: Opinion, criteria: Sequence[str]) -> pairwise.Weights | None:
    try:
        said = saaty.read(opinion.pairs)
        return pairwise.of_group(criteria, {"": said}, overruled=[""]).together
    except Refused:
        return None


def _weights(
    scale: Scale, criteria: Sequence[Criterion], voices: Sequence[Voice]
) -> tuple[float | None, Mapping[str, Fraction]]:
    """With the ratio of what all say together, where it comes from comparisons."""
    if scale.method == Scale.Method.DIRECT:
        given = {each.code: Fraction(each.weight or 0) for each in criteria}
        return None, sensitivity.normalised(given) if any(given.values()) else {}
    people = {str(each.opinion.pk): saaty.read(each.opinion.pairs) for each in voices if each.counts}
    if not people:
        return None, {}
    together = pairwise.of_group([each.code for each in criteria], people, overruled=people).together
    exact = {code: Fraction(str(round(weight, _FINE))) for code, weight in together.weights.items()}
    return together.ratio, sensitivity.normalised(exact)
