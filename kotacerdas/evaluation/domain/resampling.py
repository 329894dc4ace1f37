"""How much a place hangs on who happened to assess: a round's index and places under redrawn panels.

In every draw each city, independently of the others, is given as many assessors as it has, taken from its own with
replacement. An assessor is taken with the whole sheet: one who is strict is strict in every question. The official
index is computed anew with the official weights and rounding, and all cities are ranked, equals sharing a place. Nine
of ten draws then lie between the 5th and the 95th percentile by nearest rank: of N values in order, the one at position
p/100 * N rounded up, so that both ends are values which a draw has given.

With three to five assessors this is a rough guide. It knows nothing of how other assessors would have scored.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, TypeAlias, TypeVar

from kotacerdas.instruments.domain import ranking, scoring
from kotacerdas.instruments.domain.edition import Edition

DRAWS = 2000
LOWEST, HIGHEST = 5, 95
FEWEST = 2
"""One assessor redrawn is always the same one."""

Sheet: TypeAlias = Mapping[str, int]
"""One assessor's answer to every question, by its code."""
Sheets: TypeAlias = Sequence[Sheet]
Tell: TypeAlias = Callable[[int, int], None]
Value = TypeVar("Value", bound="int | Decimal")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Interval:
    """Both ends of index and place of one city in nine of ten draws."""

    index_low: Decimal
    index_high: Decimal
    rank_low: int
    rank_high: int
    assessors: int


def sheets_of(edition: Edition, answers: scoring.Given) -> list[Sheet] | None:
    """The columns of the panels, each one assessor's sheet; None unless every question was answered by the same number of
    assessors, at least two. A published mean does not say whose answers it is the mean of."""
    panels = {leaf.code: answers.get(leaf.code) for leaf in edition.leaves}
    lengths = {len(panel) if isinstance(panel, tuple) else 0 for panel in panels.values()}
    if len(lengths) != 1 or min(lengths) < FEWEST:
        return None
    return [
        {code: int(panel[seat]) for code, panel in panels.items() if isinstance(panel, tuple)}
        for seat in range(lengths.pop())
    ]


def intervals(
    edition: Edition,
    cities: Mapping[str, Sheets],
    *,
    seed: int,
    draws: int = DRAWS,
    tell: Tell = lambda done, of: None,
) -> dict[str, Interval]:
    """Of each city by its code. A city's draws follow from the seed and its code alone: neither the order of assessors or
    cities nor who else is in the round changes its index."""
    drawn: dict[str, list[Decimal]] = {}
    for done, (code, sheets) in enumerate(sorted(cities.items())):
        tell(done, len(cities))
        drawn[code] = indices(edition, sheets, random=Random(f"{seed}/{code}"), draws=draws)  # noqa: S311 - no secret
    ranks = _ranks(drawn, draws)
    return {
        code: Interval(*_ends(drawn[code]), *_ends(ranks[code]), assessors=len(cities[code]))
        for code in drawn
    }


def indices(edition: Edition, sheets: Sheets, *, random: Random, draws: int) -> list[Decimal]:
    """The city's index in each draw. Of n assessors there are at most C(2n-1, n) panels to be scored: 126 of five."""
    # Sorted by what they hold, so that it does not matter who sits where.
    ordered = sorted(sheets, key=lambda sheet: sorted(sheet.items()))
    known: dict[tuple[int, ...], Decimal] = {}
    found = []
    for _draw in range(draws):
        seats = tuple(sorted(random.choices(range(len(ordered)), k=len(ordered))))
        if seats not in known:
            known[seats] = _index(edition, [ordered[seat] for seat in seats])
        found.append(known[seats])
    return found


def _index(edition: Edition, panel: Sheets) -> Decimal:
    given: dict[str, Any] = {code: tuple(sheet[code] for sheet in panel) for code in panel[0]}
    index = scoring.score(edition, given).index
    assert index is not None, "every question is answered"
    return index


def _ranks(drawn: Mapping[str, Sequence[Decimal]], draws: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {code: [] for code in drawn}
    for draw in range(draws):
        for code, place in ranking.places({code: values[draw] for code, values in drawn.items()}).items():
            found[code].append(place)
    return found


def _ends(values: Sequence[Value]) -> tuple[Value, Value]:
    rising = sorted(values)
    return percentile(rising, LOWEST), percentile(rising, HIGHEST)


def percentile(rising: Sequence[Value], percent: int) -> Value:
    """By nearest rank, in whole numbers so that no binary fraction moves an edge."""
    return rising[max(-(-percent * len(rising) // 100), 1) - 1]
