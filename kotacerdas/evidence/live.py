"""Figures that the system itself knows, such as tasks finished in time: looked at live, and frozen as evidence.

Each app registers its figures in `ready()`. A figure counts and names nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from kotacerdas.common.domain.faults import Fault, Refused

Words = str | Promise


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    since: date
    until: date


@dataclass(frozen=True)
class Row:
    """One line of the table: what it is, and its numbers in the order of the columns."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class LiveResult:
    """What was counted. The last column is the one that a chart shows.

    `query_text` says in words what was counted and how, so that somebody else can count it again.
    """

    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    value: Decimal | None
    """None where there was nothing to count."""
    query_text: str
    has_samples: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Figure:
    """`name` is stored in rows, so it stays. `query(city, period)` answers in the language that is active."""

    name: str
    title: Words
    unit: Words
    places: int
    query: Callable[[Any, Period], LiveResult]


_figures: dict[str, Figure] = {}


def register(figure: Figure) -> None:
    if _figures.get(figure.name, figure) is not figure:
        raise ValueError(f"the figure {figure.name!r} is registered already")
    _figures[figure.name] = figure


def figures() -> list[Figure]:
    return list(_figures.values())


def named(name: str) -> Figure:
    """Raises `Refused` for one that nobody registered."""
    if name not in _figures:
        raise Refused(Fault("evidence-figure-unknown", {"name": name[:60]}))
    return _figures[name]


def share(part: int, of: int) -> Decimal | None:
    """In percent, exact to a tenth; None of nothing."""
    return (Decimal(100) * part / of).quantize(Decimal("0.1")) if of else None
