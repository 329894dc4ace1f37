"""Small cities drawn with letters, for the rules of blank spots.

`#` no service at all, `.` served, `?` not known, space outside the city.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from hypothesis import strategies as st

from kotacerdas.coverage.domain.blanks.finding import Material, Rules
from kotacerdas.coverage.domain.blanks.frames import OUTSIDE, Frame, Whole
from kotacerdas.coverage.domain.blanks.verdicts import Service, Signal

CELL = 100.0
RULES = Rules(smallest_ha=1.0, far_m=1000.0)
SIGNALS = {"#": Signal.NONE, ".": Signal.SERVED, "?": Signal.UNKNOWN, " ": Signal.UNKNOWN}


def frame(rows: int, columns: int) -> Frame:
    return Frame(west=0.0, north=rows * CELL, cell=CELL, rows=rows, columns=columns)


def drawn(picture: str, units: str = "", people: Mapping[int, int] | None = None) -> Material:
    """A cell is a hectare. `units` draws the kelurahan with digits; without it all is kelurahan 0."""
    lines = [line for line in picture.split("\n") if line]
    of = frame(len(lines), len(lines[0]))
    letters = "".join(lines)
    states = np.array([SIGNALS[each] for each in letters], np.uint8)
    digits = "".join(units.split("\n")) if units else "0" * len(letters)
    numbers = [
        OUTSIDE if letter == " " else int(digit) for letter, digit in zip(letters, digits, strict=True)
    ]
    services = (Service("satu", states), Service("fixed", states, is_fixed=True))
    return Material(of, np.array(numbers, np.int64), people or {}, services, np.zeros(len(letters), np.int64))


def picture(labels: Whole, of: Frame) -> str:
    """Labels as letters: a, b, c."""
    words = ["." if each < 0 else chr(ord("a") + each) for each in labels.tolist()]
    return "\n".join("".join(words[row : row + of.columns]) for row in range(0, len(words), of.columns))


@st.composite
def cities(draw: st.DrawFn) -> Material:
    """Two operators, fixed lines, points here and there, up to three kelurahan, some of them counted."""
    rows, columns = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    size = rows * columns

    def cells(values: st.SearchStrategy[int]) -> Whole:
        return np.array(draw(st.lists(values, min_size=size, max_size=size)), np.int64)

    signals = st.sampled_from([Signal.NONE] * 5 + [Signal.UNKNOWN, Signal.WEAK, Signal.SERVED]).map(int)
    services = tuple(
        Service(key, cells(signals), is_fixed=key == "fixed") for key in ("satu", "dua", "fixed")
    )
    units = cells(st.sampled_from([0, 0, 0, 1, 1, 2, OUTSIDE]))
    people = draw(st.dictionaries(st.integers(0, 2), st.integers(0, 5000)))
    seen = cells(st.sampled_from([0, 0, 0, 0, 0, 1]))
    return Material(frame(rows, columns), units, people, services, seen)
