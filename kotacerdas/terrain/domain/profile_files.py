"""Reads a profile that somebody typed or exported: a table of distances and heights, or ITM's row of figures.

The table is a CSV file with the columns `distance_m` and `height_m`. ITM's row is `intervals, step_m, height, height, ...` with one
height more than intervals, several rows being several profiles.
"""

import math
from decimal import Decimal
from itertools import pairwise

import numpy as np

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.common.domain.sheets import read_number, read_records
from kotacerdas.terrain.domain.profiles import Profile

MOST_BYTES = 32 * 1024 * 1024
MOST_SAMPLES = 100_000
MOST_METRES = 1_000_000
LOWEST, HIGHEST = -500, 9_000
DISTANCE, HEIGHT = "distance_m", "height_m"

Line = tuple[int, tuple[str, ...]]


def read_profile(content: bytes, row: int | None = None) -> Profile:
    """The profile in a file, `row` being which one of several rows of ITM; `Refused` with every fault found."""
    records = read_records(content, max_bytes=MOST_BYTES)
    lines = [each for each in records if any(each[1])]
    header = [cell.strip().lower() for cell in lines[0][1]]
    has_points = records.separator == ","
    if DISTANCE in header or HEIGHT in header:
        return _of_table(lines, header, has_points)
    if isinstance(_number(lines[0][1][0], 0, 0, has_points), Fault) or len(lines[0][1]) < 4:
        raise Refused(Fault("terrain-profile-no-header", {"found": ", ".join(lines[0][1][:4])[:80]}))
    return _of_row(_chosen(lines, row), has_points)


def plain(figure: float) -> Decimal:
    """For a sentence: without the zeros that a float brings."""
    return Decimal(repr(float(figure))).normalize()


def _number(text: str, line: int, at: int, has_points: bool) -> float | Fault:
    """Where commas part the cells a point is surely that of a decimal, which elsewhere might part thousands."""
    if has_points:
        try:
            number = float(text)
        except ValueError:
            pass
        else:
            if math.isfinite(number):
                return number
    found = read_number(text, line=line, at=at)
    return found if isinstance(found, Fault) else float(found)


# --- a table -----------------------------------------------------------------------------------------------


def _of_table(lines: list[Line], header: list[str], has_points: bool) -> Profile:
    for name in (DISTANCE, HEIGHT):
        if name not in header:
            raise Refused(Fault("column-missing", {"name": name, "found": ", ".join(header)[:80]}))
    columns = header.index(DISTANCE), header.index(HEIGHT)
    rows = lines[1:]
    if len(rows) > MOST_SAMPLES:
        raise Refused(Fault("terrain-profile-too-long", {"most": MOST_SAMPLES}))
    faults: list[Fault] = []
    found: list[tuple[float, float]] = []
    for line, cells in rows:
        distance, height = (_figure(cells, at, line, has_points, faults) for at in columns)
        found.append((distance, height))
    if faults := faults or _unordered(rows, found):
        raise Refused(faults[:ENOUGH])
    return _profile([each[0] for each in found], [each[1] for each in found])


def _figure(cells: tuple[str, ...], at: int, line: int, has_points: bool, faults: list[Fault]) -> float:
    """The cell's figure; NaN after a fault was noted."""
    number = _number(cells[at] if at < len(cells) else "", line, at, has_points)
    if isinstance(number, Fault):
        faults.append(number)
        return math.nan
    return number


def _unordered(rows: list[Line], found: list[tuple[float, float]]) -> list[Fault]:
    """Distances that do not grow, each with its row."""
    return [
        Fault("terrain-profile-order", {"distance": plain(distance), "before": plain(before)}, line=line)
        for (line, _cells), ((before, _), (distance, _)) in zip(rows[1:], pairwise(found), strict=True)
        if distance <= before
    ]


# --- ITM's row ---------------------------------------------------------------------------------------------


def _chosen(lines: list[Line], row: int | None) -> Line:
    if row is None and len(lines) > 1:
        raise Refused(Fault("terrain-profile-several", {"count": len(lines)}))
    at = 1 if row is None else row
    if not 1 <= at <= len(lines):
        raise Refused(Fault("terrain-profile-no-row", {"row": at, "count": len(lines)}))
    return lines[at - 1]


def _of_row(line: Line, has_points: bool) -> Profile:
    number, cells = line
    faults: list[Fault] = []
    if len(cells) > MOST_SAMPLES + 2:
        raise Refused(Fault("terrain-profile-too-long", {"most": MOST_SAMPLES}))
    values = [_figure(cells, at, number, has_points, faults) for at in range(len(cells))]
    if faults:
        raise Refused(faults[:ENOUGH])
    intervals, heights = values[0], values[2:]
    if len(heights) != intervals + 1:
        said = {"intervals": f"{intervals:g}", "heights": len(heights)}
        raise Refused(Fault("terrain-profile-count", said, line=number))
    if values[1] <= 0:
        raise Refused(Fault("terrain-profile-step", {"step": plain(values[1])}, line=number))
    return _profile([values[1] * at for at in range(len(heights))], heights)


# --- both --------------------------------------------------------------------------------------------------


def _profile(along: list[float], ground: list[float]) -> Profile:
    if len(along) < 2:
        raise Refused(Fault("terrain-profile-short"))
    metres = along[-1] - along[0]
    if metres > MOST_METRES:
        raise Refused(Fault("terrain-profile-far", {"km": round(metres / 1000), "most": MOST_METRES // 1000}))
    strange = [height for height in ground if not LOWEST <= height <= HIGHEST]
    if strange:
        said = {"height": plain(strange[0]), "lowest": LOWEST, "highest": HIGHEST}
        raise Refused(Fault("terrain-profile-height", said))
    start = along[0]
    return Profile(np.array([each - start for each in along]), np.array(ground))
