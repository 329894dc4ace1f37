"""Looks for better choices on a second core, while the first one proves how good any choice can be.

Large neighbourhood search (Shaw, 1998): the best choice so far is kept but for the programmes of some agencies, which are chosen
anew by the exact solver. Agencies share money and nothing else, so such a part is small and is solved within a second.
"""

import random
from collections.abc import Sequence
from threading import Event
from time import perf_counter

from kotacerdas.masterplan.domain.portfolio import highs
from kotacerdas.masterplan.domain.portfolio.rows import Model

WORTH_IT = 120
"""Columns from which on a search beside the proof pays."""
_FIRST_SECONDS, _PART_SECONDS = 2.0, 1.0
_PART = 150


def improved(
    model: Model, start: frozenset[int] | None, over: Event, *, seconds: float
) -> frozenset[int] | None:
    """The best choice found until `over` is set or time is out, beginning at `start` if it is the best that is known; None if not
    even one was found. Draws the same parts each time, but how many of them depends on the machine."""
    ends = perf_counter() + seconds
    first = highs.solved(model, seconds=min(_FIRST_SECONDS, seconds), gap=0.0).chosen
    found = [each for each in (first, start) if each is not None]
    if not found:
        return None
    best = max(found, key=model.value)
    chance = random.Random(7)  # noqa: S311 - draws parts of a search, no secrets
    parts = _parts(model)
    while not over.is_set() and (left := ends - perf_counter()) > 0:
        free = _drawn(parts, chance)
        fixed = {at: int(at in best) for at in range(len(model.columns)) if at not in free}
        other = highs.solved(model, seconds=min(_PART_SECONDS, left), gap=0.0, fixed=fixed).chosen
        if other is not None and model.value(other) > model.value(best):
            best = other
    return best


def _parts(model: Model) -> list[list[int]]:
    """Columns by agency; those without one by themselves."""
    found: dict[str, list[int]] = {}
    for at, column in enumerate(model.columns):
        found.setdefault(column.programme.agency or f" {column.programme.code}", []).append(at)
    return list(found.values())


def _drawn(parts: Sequence[list[int]], chance: random.Random) -> set[int]:
    free: set[int] = set()
    for part in chance.sample(parts, len(parts)):
        free.update(part)
        if len(free) >= _PART:
            break
    return free
