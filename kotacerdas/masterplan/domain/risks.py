"""The matrix of risks of PermenPANRB 5/2020: the size of a risk is looked up, never multiplied.

Five by five, each of 1 to 25 once. Some cities declare this matrix and then multiply, so a size that comes from elsewhere is
compared with the cell before it is believed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused

STEPS = range(1, 6)
Words = Mapping[str, str]


@dataclass(frozen=True)
class Level:
    """A band of sizes, both ends belonging to it. `alarms`: a programme with such a risk stands at risk."""

    code: str
    first: int
    last: int
    label: Words
    handling: Words
    alarms: bool


@dataclass(frozen=True)
class Scale:
    """`matrix` has a row for each likelihood from 1, a cell for each impact from 1. A size above `appetite` must be treated."""

    matrix: tuple[tuple[int, ...], ...]
    levels: tuple[Level, ...]
    appetite: int
    likelihoods: tuple[Words, ...]
    impacts: tuple[Words, ...]
    treatments: Mapping[str, Words]

    def size(self, likelihood: int, impact: int) -> int:
        if likelihood not in STEPS or impact not in STEPS:
            raise Refused(Fault("risk-off-scale", {"likelihood": likelihood, "impact": impact}))
        return self.matrix[likelihood - 1][impact - 1]

    def level_of(self, size: int) -> Level:
        return next(each for each in self.levels if each.first <= size <= each.last)

    def level(self, likelihood: int, impact: int) -> Level:
        return self.level_of(self.size(likelihood, impact))

    def must_treat(self, size: int) -> bool:
        return size > self.appetite

    def alarms(self, size: int) -> bool:
        return self.must_treat(size) and self.level_of(size).alarms


@dataclass(frozen=True)
class Judged:
    """A risk as somebody judged it; the two after treatment are both there or both None."""

    what: str
    likelihood: int
    impact: int
    treatment: str = ""
    mitigation: str = ""
    residual_likelihood: int | None = None
    residual_impact: int | None = None


def read(document: Mapping[str, Any]) -> Scale:
    """Raises `ValueError` where the file is not a whole matrix with bands without holes."""
    scale = Scale(
        matrix=tuple(tuple(row) for _, row in sorted(document["matrix"].items())),
        levels=tuple(
            Level(each["code"], each["from"], each["to"], each["label"], each["handling"], each["alarms"])
            for each in document["levels"]
        ),
        appetite=document["appetite"],
        likelihoods=tuple(document["likelihoods"]),
        impacts=tuple(document["impacts"]),
        treatments={each["code"]: each["label"] for each in document["treatments"]},
    )
    cells = sorted(cell for row in scale.matrix for cell in row)
    if [len(row) for row in scale.matrix] != [len(STEPS)] * len(STEPS) or cells != [*range(1, 26)]:
        raise ValueError("the matrix of risks does not hold each of 1 to 25 once")
    if [scale.levels[0].first, scale.levels[-1].last] != [1, 25] or any(
        lower.last + 1 != higher.first for lower, higher in pairwise(scale.levels)
    ):
        raise ValueError("the levels of risks leave sizes out or name them twice")
    if len(scale.likelihoods) != len(STEPS) or len(scale.impacts) != len(STEPS):
        raise ValueError("likelihood and impact have five words each")
    return scale


def now(risk: Judged, scale: Scale) -> tuple[int, bool]:
    """The size that stands, and whether it is the one after treatment."""
    if risk.residual_likelihood is None or risk.residual_impact is None:
        return scale.size(risk.likelihood, risk.impact), False
    return scale.size(risk.residual_likelihood, risk.residual_impact), True


def faults(risk: Judged, scale: Scale) -> Iterator[Fault]:
    """Everything wrong with it."""
    at = {"risk": risk.what.strip()[:80]}
    if not at["risk"]:
        yield Fault("risk-without-words")
    residual = (risk.residual_likelihood, risk.residual_impact)
    given: Sequence[int] = [each for each in (risk.likelihood, risk.impact, *residual) if each is not None]
    if any(each not in STEPS for each in given):
        yield Fault("risk-off-scale", {"likelihood": risk.likelihood, "impact": risk.impact})
        return
    if (residual[0] is None) != (residual[1] is None):
        yield Fault("risk-half-residual", at)
        return
    size = scale.size(risk.likelihood, risk.impact)
    after, is_residual = now(risk, scale)
    if is_residual and after > size:
        yield Fault("risk-grows-by-treatment", {**at, "size": size, "after": after})
    if risk.treatment and risk.treatment not in scale.treatments:
        yield Fault("risk-treatment-unknown", {**at, "given": risk.treatment[:40]})
    if scale.must_treat(size) and not (risk.treatment and risk.mitigation.strip()):
        yield Fault("risk-untreated", {**at, "size": size, "appetite": scale.appetite})


def size_fault(likelihood: int, impact: int, given: int, scale: Scale) -> Fault | None:
    """For what comes in with a size of its own: many sheets multiply."""
    right = scale.size(likelihood, impact)
    values = {"likelihood": likelihood, "impact": impact, "given": given, "size": right}
    if given == right:
        return None
    return Fault("risk-multiplied" if given == likelihood * impact else "risk-size", values)
