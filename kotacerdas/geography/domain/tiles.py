"""Where each area's square stands in the tile-grid map: near its neighbours, so that the city is still recognised.

The rule, without chance: each point is placed between where it lies and where it comes in the order of all points, which
spreads crowded middles; then every area gets a square of its own so that the sum of squared ways to the squares is least.
"""

from collections.abc import Mapping
from math import ceil, cos, radians, sqrt
from typing import Any

import numpy as np

Position = tuple[float, float]
Square = tuple[int, int]
ROOM = 1.6
"""Squares for each area: more keep the shape better, fewer keep the map small."""
SPREAD = 0.6
"""How much of a point's place is its rank; the rest is where it lies."""
MOST_COLUMNS = 12


def squares(points: Mapping[str, Position]) -> dict[str, Square]:
    """Column and row by code, from the upper left corner, both beginning with 0. Points are longitude and latitude."""
    if not points:
        return {}
    codes = sorted(points)
    where = np.array([points[code] for code in codes], float)
    columns, rows = _size(where)
    wanted = np.column_stack([_spread(where[:, 0]) * (columns - 1), _spread(-where[:, 1]) * (rows - 1)])
    free = np.array([(column, row) for row in range(rows) for column in range(columns)], float)
    ways = ((wanted[:, None, :] - free[None, :, :]) ** 2).sum(axis=2)
    taken = free[assigned(ways)].astype(int)
    taken -= taken.min(axis=0)
    return {code: (int(column), int(row)) for code, (column, row) in zip(codes, taken.tolist(), strict=True)}


def _size(where: Any) -> Square:
    """As many columns to rows as the city is wide to high."""
    count = len(where)
    width = np.ptp(where[:, 0]) * cos(radians(float(where[:, 1].mean())))
    height = np.ptp(where[:, 1])
    shape = min(2.0, max(0.7, width / height)) if width and height else 1.5
    columns = min(MOST_COLUMNS, max(1, round(sqrt(count * ROOM * shape))))
    return columns, ceil(count * ROOM / columns)


def _spread(values: Any) -> Any:
    """From 0 to 1; equal values stay equal."""
    span = np.ptp(values)
    if not span:
        return np.full(len(values), 0.5)
    rank = np.searchsorted(np.sort(values), values) / (len(values) - 1)
    return SPREAD * rank + (1 - SPREAD) * (values - values.min()) / span


def assigned(costs: Any) -> Any:
    """For each row a column of its own so that the sum is least (the Hungarian method, one shortest way for each row)."""
    rows, columns = costs.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    holder = np.zeros(columns + 1, int)
    for row in range(1, rows + 1):
        holder[0] = row
        least = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, int)
        done = np.zeros(columns + 1, bool)
        at = 0
        while holder[at]:
            done[at] = True
            open_ = np.flatnonzero(~done)
            reached = costs[holder[at] - 1, open_ - 1] - of_row[holder[at]] - of_column[open_]
            better = reached < least[open_]
            least[open_[better]] = reached[better]
            came_from[open_[better]] = at
            nearest = int(open_[np.argmin(least[open_])])
            step = least[nearest]
            of_row[holder[done]] += step
            of_column[done] -= step
            least[~done] -= step
            at = nearest
        while at:
            holder[at] = holder[came_from[at]]
            at = int(came_from[at])
    found = np.zeros(rows, int)
    for column in range(1, columns + 1):
        if holder[column]:
            found[holder[column] - 1] = column - 1
    return found
