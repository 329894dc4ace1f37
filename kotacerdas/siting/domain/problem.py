"""The question: sites, what each covers, what it costs, and the rules that a choice keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
NO_GROUP = -1


@dataclass(frozen=True)
class Rules:
    """What a choice keeps. Sites and groups are numbers, counted from 0.

    `most` sites at most; costs sum to `budget` at most; `musts` are all chosen; of a pair in `excludes` at most one; of each
    group in `least` that many at least; a site in `hangs_on` reaches no hub by itself and needs one of those named there (a
    relay). Relays bring nearer to a hub, so no circle of them can hold itself up; `neighbours.relays` sees to that.
    """

    most: int | None = None
    budget: int | None = None
    musts: frozenset[int] = frozenset()
    excludes: tuple[tuple[int, int], ...] = ()
    least: Mapping[int, int] = field(default_factory=dict)
    hangs_on: Mapping[int, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows of differing length in one array: row i is `values[starts[i]:starts[i + 1]]`."""

    starts: Indices
    values: Indices

    @classmethod
    def of_pairs(cls, rows: Any, values: Any, count: int) -> "Table":
        """Each pair once, in order of row and value."""
        pairs = np.unique(np.column_stack((rows, values)).astype(np.intp), axis=0).reshape(-1, 2)
        starts = np.concatenate(([0], np.cumsum(np.bincount(pairs[:, 0], minlength=count))))
        return cls(starts.astype(np.intp), np.ascontiguousarray(pairs[:, 1]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, at: int) -> Indices:
        return self.values[self.starts[at] : self.starts[at + 1]]

    @cached_property
    def lengths(self) -> Indices:
        return np.diff(self.starts)

    @cached_property
    def row_of_value(self) -> Indices:
        """For each entry of `values` the number of its row."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def entries(self, rows: Indices) -> tuple[Indices, Indices]:
        """The values of these rows one after the other, and the length of each row."""
        lengths = self.lengths[rows]
        before = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(self.starts[rows] - before, lengths)
        return self.values[places], lengths

    def turned(self, count: int) -> "Table":
        """The same pairs with rows and values exchanged; `count` is how many values there are."""
        order = np.argsort(self.values, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(self.values, minlength=count))))
        return Table(starts.astype(np.intp), self.row_of_value[order])


@dataclass(frozen=True)
class Problem:
    """`covers` holds for each site the numbers of the demands that it covers; `groups` a number for each site, `NO_GROUP` for
    one in none. Costs are whole rupiah."""

    sites: Sequence[str]
    costs: npt.NDArray[np.int64]
    weights: Floats
    covers: Table
    rules: Rules
    groups: Indices
    group_names: Sequence[str] = ()

    @cached_property
    def covered_by(self) -> Table:
        """For each demand the sites that cover it."""
        return self.covers.turned(len(self.weights))

    @cached_property
    def excluded_by(self) -> Table:
        """For each site those that cannot be chosen beside it."""
        pairs = np.array(self.rules.excludes, np.intp).reshape(-1, 2)
        both = np.concatenate((pairs, pairs[:, ::-1]))
        return Table.of_pairs(both[:, 0], both[:, 1], len(self.sites))

    @cached_property
    def carries(self) -> Table:
        """For each site those that may hang on it."""
        pairs = [(relay, site) for site, relays in self.rules.hangs_on.items() for relay in relays]
        given = np.array(pairs, np.intp).reshape(-1, 2)
        return Table.of_pairs(given[:, 0], given[:, 1], len(self.sites))

    @cached_property
    def hangs(self) -> Flags:
        """Which sites need a relay."""
        found = np.zeros(len(self.sites), bool)
        found[list(self.rules.hangs_on)] = True
        return found

    @cached_property
    def noise(self) -> float:
        """Weight below this comes of the rounding of sums."""
        return 1e-9 * float(self.alone.max(initial=0.0))

    @cached_property
    def alone(self) -> Floats:
        """What each site covers, if it were the only one."""
        return sums(self.covers.row_of_value, self.weights[self.covers.values], len(self.sites))

    def covered(self, chosen: Iterable[int]) -> Flags:
        """Which demands these sites cover together."""
        found = np.zeros(len(self.weights), bool)
        for site in chosen:
            found[self.covers.row(site)] = True
        return found

    def value(self, chosen: Iterable[int]) -> float:
        """The weight that these sites cover together."""
        return float(self.weights[self.covered(chosen)].sum())

    def cost(self, chosen: Iterable[int]) -> int:
        return int(sum(int(self.costs[site]) for site in chosen))

    def is_kept(self, chosen: frozenset[int]) -> bool:
        """Whether a choice keeps every rule: the slow and plain check that every answer passes before it is given."""
        rules = self.rules
        return (
            (rules.most is None or len(chosen) <= rules.most)
            and (rules.budget is None or self.cost(chosen) <= rules.budget)
            and rules.musts <= chosen
            and not any(first in chosen and second in chosen for first, second in rules.excludes)
            and all(
                sum(1 for site in chosen if self.groups[site] == group) >= least
                for group, least in rules.least.items()
            )
            and all(rules.hangs_on[site] & chosen for site in chosen if site in rules.hangs_on)
        )


def merged(problem: Problem) -> Problem:
    """The same question with fewer demands: those that exactly the same sites cover are one, those that no site covers none. Every
    choice is worth the same in both."""
    table = problem.covered_by
    numbers: dict[bytes, int] = {}
    first: list[int] = []
    new_of = np.full(len(table), -1, np.intp)
    bounds = table.starts.tolist()
    for at in np.flatnonzero(table.lengths).tolist():
        key = table.values[bounds[at] : bounds[at + 1]].tobytes()
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(first)
            first.append(at)
        new_of[at] = number
    kept = new_of >= 0
    weights = sums(new_of[kept], problem.weights[kept], len(first))
    sites, lengths = table.entries(np.array(first, np.intp))
    covers = Table.of_pairs(sites, np.repeat(np.arange(len(first)), lengths), len(problem.sites))
    return replace(problem, weights=weights, covers=covers)


def sums(places: Indices, values: Floats, count: int) -> Floats:
    """Values added up by place."""
    return np.asarray(np.bincount(places, weights=values, minlength=count), float)


def problem(
    costs: Sequence[int],
    weights: Sequence[float],
    pairs: Iterable[tuple[int, int]],
    rules: Rules,
    *,
    sites: Sequence[str] = (),
    groups: Sequence[int] | None = None,
    group_names: Sequence[str] = (),
) -> Problem:
    """From plain Python; `pairs` are (site, demand)."""
    given = np.array(list(pairs), np.intp).reshape(-1, 2)
    return Problem(
        tuple(sites) or tuple(str(at) for at in range(len(costs))),
        np.asarray(costs, np.int64),
        np.asarray(weights, float),
        Table.of_pairs(given[:, 0], given[:, 1], len(costs)),
        rules,
        np.full(len(costs), NO_GROUP, np.intp) if groups is None else np.asarray(groups, np.intp),
        tuple(group_names),
    )
