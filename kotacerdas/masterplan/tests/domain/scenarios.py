"""Scenarios for tests and a solver that tries everything."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

from kotacerdas.masterplan.domain.portfolio import scenario, solving
from kotacerdas.masterplan.domain.portfolio.rows import limits
from kotacerdas.masterplan.domain.portfolio.scenario import Programme, Scenario, Way


def given(*programmes: Mapping[str, Any], **more: Any) -> Scenario:
    return scenario.read({"programmes": programmes, **more})


def programme(code: str, cost: object = 0, priority: object = 1, **more: Any) -> dict[str, Any]:
    """One that costs APBD of 2026."""
    return {"code": code, "costs": {"APBD": {"2026": cost}}, "priority": priority, **more}


def budget(amount: object) -> dict[str, Any]:
    return {"budget": {"APBD": {"2026": amount}}}


def best_by_trying(of: Scenario) -> Decimal | None:
    """What the best choice is worth, by trying all; None if nothing holds together."""
    return max((solving.value_of(of, choice) for choice in _choices(of)), default=None)


def _choices(of: Scenario) -> Iterator[tuple[tuple[Programme, Way], ...]]:
    for picked in product(*((None, *each.choices) for each in of.programmes)):
        choice = tuple(
            (each, way) for each, way in zip(of.programmes, picked, strict=True) if way is not None
        )
        if _holds(of, choice):
            yield choice


def _holds(of: Scenario, choice: tuple[tuple[Programme, Way], ...]) -> bool:
    codes = {each.code for each, _way in choice}
    ways = [(each.code, way.code) for each in of.programmes for way in each.choices]
    chosen = {(each.code, way.code) for each, way in choice}
    fits = all(
        sum((amount for at, amount in takes.items() if ways[at] in chosen), Decimal(0)) <= there
        for _kind, _name, there, takes in limits(of)
    )
    return (
        fits
        and all(each.code in codes for each in of.programmes if each.must)
        and all(set(each.requires) <= codes and not set(each.excludes) & codes for each, _way in choice)
    )
