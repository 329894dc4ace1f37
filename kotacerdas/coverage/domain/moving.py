"""What changes when points are moved, added or taken away: only the windows in which they see are counted anew.

`counts` says for each cell how many points reach it. What a point saw at its old place is taken off, what it sees at the new one is
put on; a cell is lost where nobody is left, and gained where somebody came.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.uint16]
OUTSIDE = -1


class Box(NamedTuple):
    """Rows and columns of a raster; the second ones do not belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def over(self, raster: NDArray[Any]) -> NDArray[Any]:
        return raster[self.top : self.bottom, self.left : self.right]

    def meets(self, other: "Box") -> bool:
        return (
            self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def joined(self, other: "Box") -> "Box":
        return Box(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def inside(self, outer: "Box") -> tuple[slice, slice]:
        """Where it lies in an array that covers `outer`."""
        return (
            slice(self.top - outer.top, self.bottom - outer.top),
            slice(self.left - outer.left, self.right - outer.left),
        )


@dataclass(frozen=True, eq=False)
class Sight:
    """What one point sees: 1 is seen; `box` is the window of the raster."""

    box: Box
    seen: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Patch:
    """A window that changed: how many reached each cell, and how many do now."""

    box: Box
    was: NDArray[np.int32]
    now: NDArray[np.int32]


def apart(boxes: Iterable[Box]) -> list[Box]:
    """Windows of which no two meet, and in which all of these lie."""
    found: list[Box] = []
    for box in boxes:
        grown = box
        while meeting := [each for each in found if each.meets(grown)]:
            found = [each for each in found if each not in meeting]
            for each in meeting:
                grown = grown.joined(each)
        found.append(grown)
    return found


def patches(counts: Counts, off: Sequence[Sight], on: Sequence[Sight]) -> list[Patch]:
    """`off` are views that are counted in `counts`, `on` such as are not."""
    found = []
    for box in apart(each.box for each in (*off, *on)):
        was = box.over(counts).astype(np.int32)
        now = was.copy()
        for views, sign in ((off, -1), (on, 1)):
            for each in views:
                if each.box.meets(box):
                    now[each.box.inside(box)] += sign * each.seen.astype(np.int32)
        found.append(Patch(box, was, now))
    return found


@dataclass(frozen=True, eq=False)
class Shift:
    """By the number of the kelurahan: people who are reached newly and no more, and cells likewise."""

    people_gained: NDArray[np.float64]
    people_lost: NDArray[np.float64]
    cells_gained: NDArray[np.int64]
    cells_lost: NDArray[np.int64]


def shift(
    changed: Sequence[Patch], area: NDArray[np.int16], people: NDArray[np.float32], units: int
) -> Shift:
    found = Shift(np.zeros(units), np.zeros(units), np.zeros(units, np.int64), np.zeros(units, np.int64))
    for patch in changed:
        inside, living = patch.box.over(area), patch.box.over(people)
        for which, there, cells in (
            ((patch.was == 0) & (patch.now > 0), found.people_gained, found.cells_gained),
            ((patch.was > 0) & (patch.now == 0), found.people_lost, found.cells_lost),
        ):
            ours = which & (inside != OUTSIDE)
            there += np.bincount(inside[ours], living[ours], minlength=units)
            cells += np.bincount(inside[ours], minlength=units)
    return found


def reached(
    counts: Counts, area: NDArray[np.int16], people: NDArray[np.float32], units: int
) -> NDArray[np.float64]:
    """People by the number of the kelurahan that any point reaches."""
    ours = (counts > 0) & (area != OUTSIDE)
    found: NDArray[np.float64] = np.bincount(area[ours], people[ours], minlength=units).astype(np.float64)
    return found


@dataclass(frozen=True)
class Own:
    """Of one point: people it reaches, and those whom no other one reaches."""

    people: float
    alone: float


def own(view: Sight, counts: NDArray[Any], people: NDArray[np.float32]) -> Own:
    """`counts` covers the view's window, and counts this point."""
    seen, living = view.seen != 0, view.box.over(people)
    return Own(
        float(living[seen].sum(dtype=np.float64)),
        float(living[seen & (counts == 1)].sum(dtype=np.float64)),
    )


def after(changed: Sequence[Patch], view: Sight) -> NDArray[np.int32]:
    """How many reach each cell of a view's window now; the view is one of those that were put on."""
    patch = next(each for each in changed if each.box.meets(view.box))
    return patch.now[view.box.inside(patch.box)]


NOTHING, GAINED, LOST, MORE, FEWER = range(5)


def kinds(patch: Patch) -> NDArray[np.uint8]:
    """What became of each cell of a window: reached newly, no more, by more points, by fewer."""
    found = np.full(patch.now.shape, NOTHING, np.uint8)
    found[patch.now > patch.was] = MORE
    found[patch.now < patch.was] = FEWER
    found[(patch.was == 0) & (patch.now > 0)] = GAINED
    found[(patch.was > 0) & (patch.now == 0)] = LOST
    return found


def cropped(found: NDArray[np.uint8], box: Box) -> tuple[NDArray[np.uint8], Box] | None:
    """Without the rows and columns around it in which nothing changed; None where nothing did."""
    rows, columns = np.flatnonzero(found.any(axis=1)), np.flatnonzero(found.any(axis=0))
    if not len(rows):
        return None
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    return found[top:bottom, left:right], Box(
        box.top + top, box.left + left, box.top + bottom, box.left + right
    )
