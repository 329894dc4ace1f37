"""The way to a score, step by step: every value given, every rule, every rounding, in the order of computing.

Steps are data; `instruments.explain` puts them into words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kotacerdas.instruments.domain.edition import Method, Node, Rounding
from kotacerdas.instruments.domain.numbers import exact_decimal, round_half_up
from kotacerdas.instruments.domain.scoring import NodeScore, Result, combine, share


class Rule(StrEnum):
    GIVEN = "given"
    PANEL_MEAN = "panel_mean"
    MEAN = "mean"
    CONTRIBUTION = "contribution"
    SUM = "sum"
    WEIGHTED_MEAN = "weighted_mean"
    FORMULA = "formula"
    ROUND = "round"
    BAND = "band"


@dataclass(frozen=True)
class Operand:
    """One number that went in: whose it is, its value, and its weight where the rule uses one."""

    code: str
    value: Decimal
    weight: Decimal | None = None


@dataclass(frozen=True)
class Step:
    """One step; `value` is its outcome, `places` how far a rounding went, `exact` false where digits were cut."""

    rule: Rule
    node: str
    value: Decimal
    operands: tuple[Operand, ...] = ()
    places: int | None = None
    is_exact: bool = True
    text: str | None = None  # the formula, or the band's code


def steps(result: Result) -> list[Step]:
    """All steps of the result; a node given as a published score is one step, its children none."""
    found = list(_steps(result, result.edition.root))
    band = result.band
    if band is not None and result.index is not None:
        found.append(Step(Rule.BAND, result.edition.root.code, result.index, text=band.code))
    return found


def _steps(result: Result, node: Node) -> Iterator[Step]:
    score = result.nodes.get(node.code)
    if score is None or not score.is_given:
        for child in node.children:
            yield from _steps(result, child)
    if score is None:
        return
    if score.is_given:
        yield _given(result, score)
    else:
        yield from _computed(result, node, score)


def _given(result: Result, score: NodeScore) -> Step:
    if score.panel is None:
        return Step(Rule.GIVEN, score.code, result.shown(score.code) or Decimal(0))
    answers = enumerate(score.panel, start=1)
    operands = tuple(Operand(str(place), Decimal(answer)) for place, answer in answers)
    return _step(Rule.PANEL_MEAN, score.code, score.value, operands, result.edition.places)


def _computed(result: Result, node: Node, score: NodeScore) -> Iterator[Step]:
    places = result.edition.places
    values = [result.nodes[child.code].value for child in node.children]
    unrounded = combine(node, values)
    operands = tuple(
        Operand(child.code, exact_decimal(value, at_least=places), child.weight)
        for child, value in zip(node.children, values, strict=True)
    )
    match node.method:
        case Method.WEIGHTED_SUM:
            for child, operand, value in zip(node.children, operands, values, strict=True):
                yield from _contribution(node, child, operand, value)
            shares = ((child.code, result.contribution(child.code)) for child in node.children)
            added = tuple(Operand(code, amount) for code, amount in shares if amount is not None)
            yield _step(Rule.SUM, node.code, unrounded, added, places)
        case Method.WEIGHTED_MEAN:
            yield _step(Rule.WEIGHTED_MEAN, node.code, unrounded, operands, places)
        case Method.MEAN:
            yield _step(Rule.MEAN, node.code, unrounded, operands, places)
        case _:
            parameters = tuple(Operand(name, number) for name, number in node.parameters.items())
            yield _step(Rule.FORMULA, node.code, unrounded, operands + parameters, places, text=node.formula)
    if node.rounding is not None:
        yield _round(node.code, unrounded, node.rounding)


def _contribution(node: Node, child: Node, operand: Operand, value: Fraction) -> Iterator[Step]:
    unrounded = share(child, value)
    rounding = node.contribution_rounding
    yield _step(Rule.CONTRIBUTION, child.code, unrounded, (operand,), rounding.places if rounding else 0)
    if rounding:
        yield _round(child.code, unrounded, rounding)


def _round(code: str, unrounded: Fraction, rounding: Rounding) -> Step:
    before = (Operand(code, exact_decimal(unrounded, at_least=rounding.places)),)
    return Step(Rule.ROUND, code, round_half_up(unrounded, rounding.places), before, rounding.places)


def _step(
    rule: Rule,
    code: str,
    value: Fraction,
    operands: tuple[Operand, ...],
    places: int,
    *,
    text: str | None = None,
) -> Step:
    """A step whose value shows at least `places` decimals."""
    shown = exact_decimal(value, at_least=places)
    return Step(rule, code, shown, operands, is_exact=Fraction(shown) == value, text=text)
