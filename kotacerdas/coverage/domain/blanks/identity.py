"""Which spot a new area is: a spot keeps its code as long as something of it is still there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kotacerdas.coverage.domain.blanks.areas import NO_LABEL
from kotacerdas.coverage.domain.blanks.frames import Whole


@dataclass(frozen=True)
class Kept:
    """`same`: new area to the code of the spot that it still is. `split`: new area to the spot of which it was a part, while
    another area goes on as that spot. `merged`: spot to the new area that holds what is left of it, while another spot goes on
    as that area. `gone`: spots of which nothing is left."""

    same: Mapping[int, str] = field(default_factory=dict)
    split: Mapping[int, str] = field(default_factory=dict)
    merged: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()


def kept(known: Mapping[str, Whole], labels: Whole) -> Kept:
    """`known` holds the cells of each spot, `labels` the new areas. The largest overlaps are matched first; among equals the
    code that comes first, so that nothing depends on chance."""
    overlaps = sorted(_overlaps(known, labels), key=lambda each: (-each[2], each[0], each[1]))
    same: dict[int, str] = {}
    for code, area, _size in overlaps:
        if area not in same and code not in same.values():
            same[area] = code
    split: dict[int, str] = {}
    merged: dict[str, int] = {}
    for code, area, _size in overlaps:
        if area not in same:
            split.setdefault(area, code)
        if code not in same.values():
            merged.setdefault(code, area)
    touched = {code for code, _area, _size in overlaps}
    return Kept(same, split, merged, tuple(sorted(set(known) - touched)))


def _overlaps(known: Mapping[str, Whole], labels: Whole) -> list[tuple[str, int, int]]:
    found = []
    for code, cells in known.items():
        areas, sizes = np.unique(labels[cells], return_counts=True)
        found += [
            (code, area, size)
            for area, size in zip(areas.tolist(), sizes.tolist(), strict=True)
            if area != NO_LABEL
        ]
    return found
