"""Figures that other apps offer by themselves: each registers a function in `ready()`, as `@source("evaluation.index")`.

Such a figure is not stored: it is asked for when it is shown, and follows what it comes from. The definition of an indicator
names it as its formula: `{"kind": "source", "name": "evaluation.index"}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Measurement:
    """`places` are the decimals it is known with; `basis` says in the reader's language of what it was made; `url` leads
    there."""

    value: Decimal
    places: int
    basis: str = ""
    url: str = ""
    is_sample: bool = False


Measure = Callable[[Any, Any], Mapping[str, Measurement]]
"""`measure(city, user)`: by period, what this reader may see, in a constant number of queries."""

_sources: dict[str, Measure] = {}


def source(name: str) -> Callable[[Measure], Measure]:
    """Registers the decorated function. `name` is stored in definitions and never changes."""

    def register(measure: Measure) -> Measure:
        if _sources.setdefault(name, measure) is not measure:
            raise ValueError(f"the source {name!r} is registered already")
        return measure

    return register


def names() -> list[str]:
    return sorted(_sources)


def measured(name: str, city: Any, user: Any) -> Mapping[str, Measurement]:
    """Nothing where the app that offers it is not installed."""
    measure = _sources.get(name)
    return measure(city, user) if measure else {}
