"""How much of each kelurahan points reach, what each point adds, and how many people have which signal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.serving.rasters import NO_SIGNAL, NOBODY, Counts, Rasters
from kotacerdas.coverage.domain.serving.rasters import Numbers as Raster
from kotacerdas.coverage.domain.serving.settling import People, Truth, strips

Cells = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Reached:
    """By the number of the kelurahan: cells of land, those that a point reaches, people in all and people reached."""

    cells: Cells
    reached: Cells
    people: Real
    people_reached: Real


def reached(area: Raster, land: Truth, people: People, count: Counts, units: int) -> Reached:
    """A kelurahan's people live on its land, or on all of it where it has none."""
    whole, some = np.zeros(units, np.int64), np.zeros(units, np.int64)
    living, served = np.zeros(units), np.zeros(units)
    for strip in strips(*area.shape):
        inside = area[strip] >= 0
        number, there = area[strip][inside], people[strip][inside]
        is_land, is_reached = land[strip][inside], count[strip][inside] > 0
        whole += np.bincount(number[is_land], minlength=units)
        some += np.bincount(number[is_land & is_reached], minlength=units)
        living += np.bincount(number, there, minlength=units)
        served += np.bincount(number[is_reached], there[is_reached], minlength=units)
    return Reached(whole, some, living, served)


@dataclass(frozen=True, eq=False)
class Added:
    """By the number of the point: cells of the city's land and people that only this one reaches, and where its signal is the
    strongest."""

    only_cells: Cells
    only_people: Real
    best_cells: Cells
    best_people: Real


def added(of: Rasters, ours: Truth, people: People, posts: int) -> Added:
    """`ours` is the land of the city."""
    only, best = np.zeros(posts, np.int64), np.zeros(posts, np.int64)
    only_people, best_people = np.zeros(posts), np.zeros(posts)
    for strip in strips(*ours.shape):
        alone = of.count[strip] == 1
        strongest = of.best[strip] != NOBODY
        for which, number, cells, living in (
            (alone, of.first, only, only_people),
            (strongest, of.best, best, best_people),
        ):
            cells += np.bincount(number[strip][which & ours[strip]], minlength=posts)
            living += np.bincount(number[strip][which], people[strip][which], minlength=posts)
    return Added(only, only_people, best, best_people)


def by_class(
    signal: Raster, ours: Truth, people: People, least: Sequence[float]
) -> tuple[Sequence[int], Sequence[float]]:
    """Cells of the city's land and people by class of signal; `least` dBm of each go down, and what is below the last comes last."""
    ends = np.round(np.asarray(least) * 10)[::-1]
    count = len(least) + 1
    cells, living = np.zeros(count, np.int64), np.zeros(count)
    for strip in strips(*signal.shape):
        # 0 is below the last class; the best class comes out highest.
        which: NDArray[Any] = np.digitize(np.maximum(signal[strip], NO_SIGNAL), ends)
        cells += np.bincount(which[ours[strip]], minlength=count)
        living += np.bincount(which.ravel(), people[strip].ravel(), minlength=count)
    return cells[::-1].tolist(), living[::-1].tolist()
