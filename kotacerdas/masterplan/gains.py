"""What one level more of a question adds to a city's final index: told by the evaluation, which lies above this app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Gains:
    """By code of a question: what a level more adds to the final index, and how many levels are missing. `basis` says what
    both rest on, as faults do, so that each reader reads it in the own language."""

    questions: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    basis: tuple[Fault, ...] = ()


Source = Callable[["City", "Someone"], Gains]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """In `ready()` of the app above; there is one."""
    if source not in _sources:
        _sources[:] = [source]
    return source


def gains(city: "City", user: "Someone") -> Gains:
    """What this reader may know; nothing where nobody tells it."""
    return _sources[0](city, user) if _sources else Gains()
