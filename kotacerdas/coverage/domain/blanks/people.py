"""How many people live in parts of kelurahan, by their share of the area, nobody twice."""

from collections.abc import Mapping, Sequence

import numpy as np

from kotacerdas.coverage.domain.blanks.frames import Whole


def apportioned(people: int, weights: Sequence[int]) -> list[int]:
    """Whole persons whose sum is `people`, as near to the weights as can be (largest remainders; the first of equals)."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    given = [people * each // total for each in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(people * weights[at] % total), at))
    for at in by_remainder[: people - sum(given)]:
        given[at] += 1
    return given


def in_parts(
    people: Mapping[int, int], units: Whole, parts: Whole, count: int
) -> tuple[dict[int, dict[int, int]], list[int | None]]:
    """`parts` numbers every cell from 0 to `count` - 1. Answers the people of each part by kelurahan, and of each part in all;
    None where it lies in a kelurahan whose people nobody knows."""
    by_unit: dict[int, dict[int, int]] = {}
    sums: list[int | None] = [0] * count
    tally = np.bincount(units * count + parts, minlength=count).tolist()
    for unit in range(-(-len(tally) // count)):
        cells = tally[unit * count : (unit + 1) * count]
        there = [part for part, size in enumerate(cells) if size]
        if unit not in people:
            for part in there:
                sums[part] = None
            continue
        if not there:
            continue
        shares = apportioned(people[unit], [cells[part] for part in there])
        by_unit[unit] = dict(zip(there, shares, strict=True))
        for part, share in by_unit[unit].items():
            if (so_far := sums[part]) is not None:
                sums[part] = so_far + share
    return by_unit, sums
