"""Demands that exactly the same sites cover are one demand; those that no site covers are none."""

from dataclasses import replace

import numpy as np

from kotacerdas.siting.domain.problem import Problem, Table


def merged(problem: Problem) -> Problem:
    """The same question with fewer demands: every choice is worth the same in both."""
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
    weights = np.bincount(new_of[kept], weights=problem.weights[kept], minlength=len(first)).astype(float)
    sites, lengths = table.entries(np.array(first, np.intp))
    demands = np.repeat(np.arange(len(first)), lengths)
    covers = Table.of_pairs(sites, demands, len(problem.sites))
    return replace(problem, weights=weights, covers=covers)
