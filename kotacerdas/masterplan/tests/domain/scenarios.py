"""Scenarios for tests and a solver that tries everything."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import strategies as st

from kotacerdas.masterplan.domain.portfolio import scenario
from kotacerdas.masterplan.domain.portfolio.rows import limits
from kotacerdas.masterplan.domain.portfolio.scenario import Programme, Scenario, Way

CODES = "ABCDEFG"


def given(*programmes: Mapping[str, Any], **more: Any) -> Scenario:
    return scenario.read({"programmes": programmes, **more})


def programme(code: str, cost: object = 0, priority: object = 1, **more: Any) -> dict[str, Any]:
    """One that costs APBD of 2026."""
    return {"code": code, "costs": {"APBD": {"2026": cost}}, "priority": priority, **more}


def budget(amount: object) -> dict[str, Any]:
    return {"budget": {"APBD": {"2026": amount}}}


def best_by_trying(of: Scenario) -> Decimal | None:
    """What the best choice is worth, by trying all; None if nothing holds together."""
    return max((scenario.value_of(of, choice) for choice in _choices(of)), default=None)


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


@st.composite
def anything(draw: st.DrawFn) -> Scenario:
    """Small scenarios of every kind of demand, a third of which cannot hold."""
    amounts = st.integers(0, 12)
    rows = []
    for at, code in enumerate(CODES[: draw(st.integers(1, 6))]):
        before = st.sampled_from(CODES[:at]) if at else st.nothing()
        names = st.lists(before, max_size=1) if at else st.just([])
        requires = draw(names)
        row = {
            "code": code, "priority": draw(amounts), "gain": draw(amounts), "must": draw(st.integers(0, 5)) == 0,
            "agency": draw(st.sampled_from(["x", "y"])), "requires": requires,
            "excludes": [each for each in draw(names) if each not in requires],
            "lifts": draw(st.dictionaries(st.sampled_from(["q", "r"]), st.integers(1, 3), max_size=2)),
        }  # fmt: skip
        costs = st.fixed_dictionaries({"APBD": st.fixed_dictionaries({"2026": amounts, "2027": amounts})})
        if draw(st.booleans()):
            row["ways"] = [
                {"code": way, "costs": draw(costs), "brings": draw(st.sampled_from(["1", "0.5"]))}
                for way in "pq"
            ]
        else:
            row |= {"costs": draw(costs), "effort": {"2026": draw(amounts)}}
        rows.append(row)
    return given(
        *rows, objective=draw(st.sampled_from(["priority", "gain"])),
        budget={"APBD": {"2026": draw(st.integers(0, 40)), "2027": draw(st.integers(0, 40))}},
        capacity={"x": {"2026": draw(st.integers(0, 30))}},
        questions={"q": {"per_level": 2, "room": 2}, "r": {"per_level": 1, "room": 4}},
    )  # fmt: skip
