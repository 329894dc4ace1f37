"""Indicators computed from others, and whether a published figure agrees with its published parts.

A formula is one of three, as JSON in the definition:
`{"kind": "instrument", "edition": "ipm/2014", "inputs": {"UHH": "umur-harapan-hidup", ...}}` by the official engine;
`{"kind": "expression", "text": "people / area", "inputs": {"people": "penduduk", ...}, "parameters": {...}}`;
`{"kind": "streak", "inputs": {"opinion": "opini-bpk"}, "least": 4}`: how many years in a row, ending with the asked one.
`"factors": {"PPP": 1000}` brings an input into the unit of the formula; `"steady": ["area"]` names inputs whose last known
figure stays in force until the next one.
Values stay fractions and are rounded once, for display.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kotacerdas.common.domain.faults import Refused
from kotacerdas.indicators.domain.figures import Figure
from kotacerdas.instruments.domain import formulas, scoring
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.numbers import exact_decimal, round_half_up

KINDS = ("instrument", "expression", "streak")


@dataclass(frozen=True)
class Formula:
    """`inputs` leads from the names within the formula to codes of indicators."""

    kind: str
    inputs: Mapping[str, str]
    text: str = ""
    edition: str = ""
    parameters: Mapping[str, Decimal] = field(default_factory=dict)
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    steady: frozenset[str] = frozenset()
    least: Decimal = Decimal(0)


def read(stored: Mapping[str, Any]) -> Formula | None:
    """None for an indicator that is only observed. Raises `ValueError` for what is no formula."""
    if not stored:
        return None
    kind = stored.get("kind")
    inputs = stored.get("inputs")
    if kind not in KINDS or not isinstance(inputs, Mapping) or not inputs:
        raise ValueError(f"no formula of an indicator: {stored!r}")
    return Formula(
        kind=kind,
        inputs=dict(inputs),
        text=str(stored.get("text", "")),
        edition=str(stored.get("edition", "")),
        parameters=_decimals(stored.get("parameters", {})),
        factors=_decimals(stored.get("factors", {})),
        steady=frozenset(stored.get("steady", ())),
        least=Decimal(str(stored.get("least", 0))),
    )


def _decimals(stored: Mapping[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in stored.items()}


@dataclass(frozen=True)
class Computed:
    """`value` is exact; `shown` rounds as the instrument does, else to the indicator's decimals. `inputs` are what it was
    computed from, by the names within the formula; `result` is the engine's, which explains itself."""

    value: Fraction
    shown: Decimal
    inputs: Mapping[str, Figure]
    result: scoring.Result | None = None


Numbers = Mapping[str, Fraction]


def compute(
    formula: Formula, inputs: Mapping[str, Figure], *, places: int, edition: Edition | None = None
) -> Computed | None:
    """None while an input is missing, or where the formula has no value for them (a division by nothing)."""
    if set(formula.inputs) - set(inputs):
        return None
    used = {name: inputs[name] for name in formula.inputs}
    try:
        if formula.kind == "instrument":
            assert edition is not None, f"{formula.edition} is not known"
            given = {name: figure.value * formula.factors.get(name, 1) for name, figure in used.items()}
            result = scoring.score(edition, given)
            assert result.root is not None
            assert result.index is not None
            return Computed(result.root.exact, result.index, used, result)
        value = _evaluated(formula, {name: Fraction(figure.value) for name, figure in used.items()})
    except (Refused, formulas.BadFormula, ZeroDivisionError):
        return None
    return Computed(value, round_half_up(value, places), used)


def streak(opinions: Mapping[int, Decimal], year: int, *, least: Decimal) -> int:
    """Years in a row, ending with `year`, whose opinion reaches `least`. A year that is not known ends it."""
    count = 0
    while (found := opinions.get(year - count)) is not None and found >= least:
        count += 1
    return count


@dataclass(frozen=True)
class Agreement:
    """Between which values the formula can lie, each part being anywhere within its last printed digit."""

    low: Decimal
    high: Decimal
    computed: Decimal
    published: Decimal
    agrees: bool


def agreement(
    formula: Formula, computed: Computed, published: Figure, *, edition: Edition | None = None
) -> Agreement:
    """Whether a published figure can have come from the published parts.

    Exact for formulas that rise or fall with each part, as all of ours do: each part is moved to the end of its rounding
    that lowers (raises) the outcome. The Human Development Index of Balikpapan in 2018 as printed fails, the same with 10.65
    years of schooling agrees (`regulated-formulas` H6, H6b).
    """
    value_of = _function(formula, edition)
    middle = {name: Fraction(figure.value) for name, figure in computed.inputs.items()}
    lowest, highest = dict(middle), dict(middle)
    for name, figure in computed.inputs.items():
        rises = value_of({**middle, name: figure.high}) >= value_of({**middle, name: figure.low})
        lowest[name], highest[name] = (figure.low, figure.high) if rises else (figure.high, figure.low)
    low, high = value_of(lowest), value_of(highest)
    agrees = low <= published.high and published.low <= high
    places = published.places + 2
    return Agreement(
        round_half_up(low, places), round_half_up(high, places), computed.shown, published.value, agrees
    )


def _function(formula: Formula, edition: Edition | None) -> Callable[[Numbers], Fraction]:
    if formula.kind != "instrument":
        return lambda numbers: _evaluated(formula, numbers)
    assert edition is not None
    scored = edition

    def by_engine(numbers: Numbers) -> Fraction:
        within = {
            name: _within(scored, name, value * Fraction(formula.factors.get(name, 1)))
            for name, value in numbers.items()
        }
        root = scoring.score(scored, within).root
        assert root is not None
        return root.exact

    return by_engine


def _within(edition: Edition, code: str, value: Fraction) -> Decimal:
    """Half a digit may lead past the end of a scale, where no true value lies."""
    scale = edition.scale_of(edition.nodes[code])
    return exact_decimal(min(max(value, Fraction(scale.min)), Fraction(scale.max)))


def _evaluated(formula: Formula, numbers: Numbers) -> Fraction:
    parameters = {name: Fraction(value) for name, value in formula.parameters.items()}
    scaled = {name: value * Fraction(formula.factors.get(name, 1)) for name, value in numbers.items()}
    return formulas.value(formula.text, {**parameters, **scaled})
