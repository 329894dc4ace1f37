"""The risks of a programme in the matrix of PermenPANRB 5/2020."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kotacerdas.masterplan import scales
from kotacerdas.masterplan.domain.risks import STEPS, Level, Scale
from kotacerdas.masterplan.models import Programme, Risk

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class Row:
    """A risk with its number in the matrix. The size after treatment is None where nobody judged it."""

    number: int
    risk: Risk
    size: int
    level: Level
    after: int | None
    after_level: Level | None
    must_treat: bool


@dataclass(frozen=True)
class Cell:
    """`now` and `after` are the numbers of the risks that stand here before and after treatment."""

    likelihood: int
    impact: int
    size: int
    level: Level
    now: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    likelihood: int
    word: Mapping[str, str]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Register:
    """`lines` from the likeliest down, as the regulation prints them."""

    scale: Scale
    rows: tuple[Row, ...]
    lines: tuple[Line, ...] = field(repr=False)


def of(programme: Programme, *, user: "Someone") -> Register:
    """The gravest first."""
    scale = scales.risk_scale()
    found = Risk.objects.visible_to(user).filter(programme=programme).select_related("owner")
    ordered = sorted(found, key=lambda each: (-scale.size(each.likelihood, each.impact), each.pk))
    rows = tuple(_row(number, each, scale) for number, each in enumerate(ordered, start=1))
    lines = tuple(
        Line(at, scale.likelihoods[at - 1], tuple(_cell(at, impact, rows, scale) for impact in STEPS))
        for at in reversed(STEPS)
    )
    return Register(scale, rows, lines)


def _row(number: int, risk: Risk, scale: Scale) -> Row:
    size = scale.size(risk.likelihood, risk.impact)
    after = None
    if risk.residual_likelihood is not None and risk.residual_impact is not None:
        after = scale.size(risk.residual_likelihood, risk.residual_impact)
    after_level = None if after is None else scale.level_of(after)
    return Row(number, risk, size, scale.level_of(size), after, after_level, scale.must_treat(size))


def _cell(likelihood: int, impact: int, rows: tuple[Row, ...], scale: Scale) -> Cell:
    size = scale.size(likelihood, impact)
    now = tuple(each.number for each in rows if each.size == size)
    after = tuple(each.number for each in rows if each.after == size)
    return Cell(likelihood, impact, size, scale.level_of(size), now, after)
