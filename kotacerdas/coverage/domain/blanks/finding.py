"""All of it at once: blank spots and areas to be checked, out of what is known of a city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.blanks.areas import NO_LABEL, Parted, parted
from kotacerdas.coverage.domain.blanks.causes import Cause, cause_of, nearest
from kotacerdas.coverage.domain.blanks.frames import OUTSIDE, Frame, Truth, Whole
from kotacerdas.coverage.domain.blanks.people import in_parts
from kotacerdas.coverage.domain.blanks.reach import Place
from kotacerdas.coverage.domain.blanks.verdicts import Service, Signal, Verdict, verdicts


@dataclass(frozen=True)
class Rules:
    """Where nothing else is said, those of `data/coverage/blank_spots.yaml`."""

    smallest_ha: float
    far_m: float


@dataclass(frozen=True)
class Material:
    """`units` numbers the kelurahan of each cell, `OUTSIDE` elsewhere; `people` knows how many live in those that were counted;
    `seen` how many points reach each cell; `sources` are towers and points, in metres; `hidden` whether the ground hides the
    nearest of them, None without an elevation."""

    frame: Frame
    units: Whole
    people: Mapping[int, int]
    services: Sequence[Service]
    seen: Whole
    sources: Sequence[Place] = ()
    hidden: Truth | None = None


@dataclass(frozen=True)
class Area:
    """`cells` are counted row by row; `missing` are the services of which most of an unknown area says nothing."""

    unit: int
    cells: Whole
    people: int | None
    cause: Cause = Cause.UNKNOWN
    metres: int | None = None
    """From its middle cell to the nearest tower or point, in the median."""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shares:
    """Of one kelurahan: cells and, where somebody has counted, people by verdict."""

    cells: Mapping[Verdict, int]
    people: Mapping[Verdict, int] | None


@dataclass(frozen=True)
class Found:
    blank: tuple[Area, ...]
    unknown: tuple[Area, ...]
    labels: Whole
    """Which of the blank areas each cell belongs to."""
    verdicts: NDArray[np.uint8]
    shares: Mapping[int, Shares]
    left_out: int
    """Blank cells in areas too small to be listed."""


@dataclass(frozen=True)
class _Parts:
    """Every cell inside the city in exactly one part: an area, or one of the three rests."""

    numbers: Whole
    blank: int
    unknown: int
    rests: Mapping[int, Verdict] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return self.blank + self.unknown + len(self.rests)

    def verdict(self, part: int) -> Verdict:
        if part < self.blank:
            return Verdict.BLANK
        return self.rests.get(part, Verdict.UNKNOWN)


def found(given: Material, rules: Rules) -> Found:
    inside = given.units != OUTSIDE
    each_cell = verdicts(inside, given.services, given.seen)
    smallest = given.frame.cells_of(rules.smallest_ha)
    blank = parted(each_cell == Verdict.BLANK, given.units, given.frame, smallest=smallest)
    unknown = parted(each_cell == Verdict.UNKNOWN, given.units, given.frame, smallest=smallest)
    parts = _in_parts(each_cell, blank, unknown)
    by_unit, sums = in_parts(given.people, given.units[inside], parts.numbers[inside], parts.count)
    return Found(
        tuple(_blank_areas(given, rules, blank, sums)),
        tuple(_unknown_areas(given, unknown, sums[blank.units.size :])),
        blank.labels,
        each_cell,
        _shares(given, each_cell, by_unit, parts),
        int(blank.left_out.sum()),
    )


def _in_parts(each_cell: NDArray[np.uint8], blank: Parted, unknown: Parted) -> _Parts:
    ones, others = blank.units.size, unknown.units.size
    rests = dict(enumerate((Verdict.SERVED, Verdict.BLANK, Verdict.UNKNOWN), start=ones + others))
    numbers = np.full(each_cell.shape, OUTSIDE, np.int64)
    for part, verdict in rests.items():
        numbers[each_cell == verdict] = part
    numbers = np.where(blank.labels != NO_LABEL, blank.labels, numbers)
    numbers = np.where(unknown.labels != NO_LABEL, unknown.labels + ones, numbers)
    return _Parts(numbers, ones, others, rests)


def _blank_areas(
    given: Material, rules: Rules, blank: Parted, people: Sequence[int | None]
) -> Sequence[Area]:
    areas = []
    for number, cells in enumerate(_cells_by_label(blank)):
        distances = nearest(*given.frame.centres(cells), given.sources)
        hidden = None if given.hidden is None else given.hidden[cells]
        areas.append(
            Area(
                int(blank.units[number]),
                cells,
                people[number],
                cause_of(distances, rules.far_m, hidden),
                None if distances is None else round(float(np.median(distances))),
            )
        )
    return areas


def _unknown_areas(given: Material, unknown: Parted, people: Sequence[int | None]) -> Sequence[Area]:
    areas = []
    for number, cells in enumerate(_cells_by_label(unknown)):
        missing = tuple(
            each.key for each in given.services if (each.states[cells] == Signal.UNKNOWN).mean() >= 0.5
        )
        areas.append(Area(int(unknown.units[number]), cells, people[number], missing=missing))
    return areas


def _cells_by_label(areas: Parted) -> list[Whole]:
    """One sorting instead of a look at the whole grid for each area."""
    order = np.argsort(areas.labels, kind="stable")
    first = int((areas.labels == NO_LABEL).sum())
    sizes = np.bincount(areas.labels[order[first:]], minlength=areas.units.size)
    return np.split(order[first:], np.cumsum(sizes)[:-1]) if areas.units.size else []


def _shares(
    given: Material, each_cell: NDArray[np.uint8], by_unit: Mapping[int, Mapping[int, int]], parts: _Parts
) -> Mapping[int, Shares]:
    inside = given.units != OUTSIDE
    kinds = len(Verdict)
    tally = np.bincount(given.units[inside] * kinds + each_cell[inside])
    tally = np.append(tally, np.zeros(-tally.size % kinds, np.int64)).reshape(-1, kinds)
    found = {}
    for unit in np.flatnonzero(tally.sum(axis=1)).tolist():
        cells = tally[unit]
        people: dict[Verdict, int] | None = None
        if unit in by_unit:
            people = dict.fromkeys((Verdict.SERVED, Verdict.BLANK, Verdict.UNKNOWN), 0)
            for part, count in by_unit[unit].items():
                people[parts.verdict(part)] += count
        found[unit] = Shares(
            {each: int(cells[each]) for each in (Verdict.SERVED, Verdict.BLANK, Verdict.UNKNOWN)}, people
        )
    return found
