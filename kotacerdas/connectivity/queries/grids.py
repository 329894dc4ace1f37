"""The grid of a city for others: which state a place has for whom, and why."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kotacerdas.connectivity.domain import serving
from kotacerdas.connectivity.domain.cells import OUTSIDE, Frame
from kotacerdas.connectivity.domain.rules import ANY
from kotacerdas.connectivity.models import KeptGrid
from kotacerdas.connectivity.queries.evidence import day_of
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.people.models import City

Array = NDArray[Any]


@dataclass(frozen=True)
class Reason:
    """Why a cell has its state for one layer. `newest` is the day of the newest evidence; `towers` are those in whose
    reach it lies; `contradicts` where evidence speaks against evidence."""

    layer: str
    state: str
    basis: str
    samples: int
    voices: int
    towers: int
    newest: date | None
    contradicts: bool

    @property
    def is_possible(self) -> bool:
        """Unknown, but a tower stands near enough."""
        return self.state == "unknown" and self.towers > 0


class Cell(NamedTuple):
    """The middle of a cell in degrees, the code of its kelurahan, and what its state rests on."""

    lon: float
    lat: float
    area: str
    basis: str
    newest: date | None


@dataclass(frozen=True)
class Grid:
    """`operators` are the codes of the layers: each operator, "any" of them, and "fixed" lines. States are the words
    "unknown", "none", "weak" and "served"; a place outside the city is unknown."""

    cell_m: int
    west: float
    north: float
    epsg: int
    operators: tuple[str, ...]
    computed_at: datetime
    as_of: date
    is_stale: bool
    has_samples: bool
    shares: Mapping[str, Mapping[str, Mapping[str, int]]]
    evidence: Mapping[str, Any]
    frame: Frame
    _content: Mapping[str, Array]

    @cached_property
    def projection(self) -> Projection:
        return Projection(self.epsg)

    @cached_property
    def _parts(self) -> dict[str, Array]:
        return {}

    def part(self, name: str, operator: str = ANY) -> Array:
        """An array with one number for each cell, row by row: "state", "basis", "samples", "voices", "towers", "newest",
        "contradicts". Raises `KeyError` for a layer that is none."""
        key = f"{operator}/{name}"
        if key not in self._parts:
            self._parts[key] = self._content[key]
        return self._parts[key]

    def states(self, operator: str = ANY) -> Array:
        """In rows and columns, as numbers: 0 unknown, 1 none, 2 weak, 3 served; -1 outside the city."""
        flat = np.where(self.frame.area.ravel() >= 0, self.part("state", operator), OUTSIDE)
        return np.asarray(flat.reshape(self.frame.area.shape))

    def state_at(self, lon: float, lat: float, operator: str = ANY) -> str:
        return self.states_at([(lon, lat)], operator)[0]

    def states_at(self, places: Sequence[tuple[float, float]], operator: str = ANY) -> list[str]:
        """For many places (longitude, latitude) at once."""
        cells = self.cells_at(places)
        state = self.part("state", operator)
        return [serving.STATES[state[cell]] if cell != OUTSIDE else "unknown" for cell in cells.tolist()]

    def cells_at(self, places: Sequence[tuple[float, float]]) -> Array:
        """The numbers of the cells; -1 outside the city."""
        if not places:
            return np.empty(0, np.int64)
        given = np.asarray(places, float)
        return self.frame.cells_at(*self.projection.metres(given[:, 0], given[:, 1]))

    def reasons_at(self, lon: float, lat: float) -> list[Reason]:
        """One for each layer; empty outside the city."""
        (cell,) = self.cells_at([(lon, lat)]).tolist()
        return [] if cell == OUTSIDE else [self._reason(cell, layer) for layer in self.operators]

    def _reason(self, cell: int, layer: str) -> Reason:
        return Reason(
            layer=layer,
            state=serving.STATES[self.part("state", layer)[cell]],
            basis=serving.BASES[self.part("basis", layer)[cell]],
            samples=int(self.part("samples", layer)[cell]),
            voices=int(self.part("voices", layer)[cell]),
            towers=int(self.part("towers", layer)[cell]),
            newest=_day(self.part("newest", layer)[cell]),
            contradicts=bool(self.part("contradicts", layer)[cell]),
        )

    def cells_with(self, state: str, operator: str = ANY) -> Iterator[Cell]:
        """The cells of one state, from north to south."""
        numbers = np.flatnonzero(
            (self.part("state", operator) == serving.STATES.index(state)) & (self.frame.area.ravel() >= 0)
        )
        rows, columns = np.divmod(numbers, self.frame.columns)
        lon, lat = self.projection.degrees(
            self.west + (columns + 0.5) * self.cell_m, self.north - (rows + 0.5) * self.cell_m
        )
        basis, newest = self.part("basis", operator)[numbers], self.part("newest", operator)[numbers]
        area = self.frame.area.ravel()[numbers]
        for at in range(len(numbers)):
            yield Cell(
                float(lon[at]),
                float(lat[at]),
                self.frame.codes[area[at]],
                serving.BASES[basis[at]],
                _day(newest[at]),
            )

    def total(self, operator: str = ANY) -> dict[str, int]:
        """Cells of the whole city by state."""
        found: dict[str, int] = dict.fromkeys((*serving.STATES, "possible"), 0)
        for counts in self.shares.get(operator, {}).values():
            for name, number in counts.items():
                found[name] += number
        return found


def grid_of(city: City) -> Grid | None:
    """The grid as it was computed last; None where none has been. One query."""
    kept = KeptGrid.objects.of(city).first()
    return None if kept is None else _read(kept)


def _read(kept: KeptGrid) -> Grid:
    content = np.load(io.BytesIO(bytes(kept.content)))
    frame = Frame(kept.cell_m, kept.west, kept.north, kept.epsg, content["area"], tuple(kept.codes))
    return Grid(
        cell_m=kept.cell_m, west=kept.west, north=kept.north, epsg=kept.epsg, operators=tuple(kept.layers),
        computed_at=kept.computed_at, as_of=kept.as_of, is_stale=kept.stale_since is not None,
        has_samples=kept.has_samples, shares=kept.shares, evidence=kept.evidence, frame=frame, _content=content,
    )  # fmt: skip


def _day(number: Any) -> date | None:
    return None if number == serving.NO_DAY else day_of(int(number))
