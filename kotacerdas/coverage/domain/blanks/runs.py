"""Cells of an area written briefly: where each run of neighbouring numbers begins, and how long it is."""

from collections.abc import Sequence

import numpy as np

from kotacerdas.coverage.domain.blanks.frames import Whole


def packed(cells: Whole) -> list[list[int]]:
    ordered = np.sort(cells)
    begins = np.flatnonzero(np.diff(ordered, prepend=-2) != 1)
    lengths = np.diff(np.append(begins, ordered.size))
    return [[int(start), int(length)] for start, length in zip(ordered[begins], lengths, strict=True)]


def unpacked(runs: Sequence[Sequence[int]]) -> Whole:
    if not runs:
        return np.empty(0, np.int64)
    return np.concatenate([np.arange(start, start + length) for start, length in runs])
