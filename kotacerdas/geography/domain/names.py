"""Which names of a drawing have room: letters keep their size, so on a narrow page more of them would lie over each other."""

from collections.abc import Sequence
from typing import NamedTuple

SCALES = (1.35, 1.9, 2.7)
"""Units in a pixel on a wide page, a narrow one and a phone: `--x` of maps.css."""
LETTER, LINE = 6.8, 17.0
"""Pixels of a letter and of a line, with the rim around them."""


class Name(NamedTuple):
    """`side` is where the words hang of their place: -1 to the right of it, 1 to its left, 0 around it."""

    words: str
    x: float
    y: float
    side: int = 0


def rooms(names: Sequence[Name]) -> list[int]:
    """On how many of the `SCALES`, from the widest page on, each has room. The first ones come before the others."""
    found = [0] * len(names)
    left = list(range(len(names)))
    for scale in SCALES:
        shown: list[int] = []
        for at in left:
            if not any(_meet(names[at], names[other], scale) for other in shown):
                shown.append(at)
                found[at] += 1
        left = shown
    return found


def _meet(one: Name, other: Name, scale: float) -> bool:
    (begin, end), (first, last) = _span(one, scale), _span(other, scale)
    return begin < last and first < end and abs(one.y - other.y) < LINE * scale


def _span(name: Name, scale: float) -> tuple[float, float]:
    width = len(name.words) * LETTER * scale
    begin = name.x - width * (name.side + 1) / 2
    return begin, begin + width
