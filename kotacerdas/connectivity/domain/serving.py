"""Who is served where: towers, measurements, fixed lines and reports become one state for each cell and operator.

The rules, each held by a property test:

- Without evidence a cell is unknown; unknown is never none.
- Evidence votes with a weight that its kind gives and its age takes. More than half of the weight makes a cell served or
  none; whatever lies between is weak; where all weighs too little, the cell stays unknown.
- All measurements of one batch in one cell are one voice, however many they are: a car that waits at a light
  shall not outvote the next drive test.
- A tower has no vote. It says "possibly served" where nothing else is known.
- Weights are whole numbers, so the order of evidence changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.connectivity.domain.cells import OUTSIDE, Frame
from kotacerdas.connectivity.domain.rules import ANY, FIXED, Rules

Array = NDArray[Any]

# States, as they are stored. The larger, the better.
UNKNOWN, NONE, WEAK, SERVED = 0, 1, 2, 3
STATES = ("unknown", "none", "weak", "served")
# What a state rests on. The larger, the firmer.
NOTHING, REPORTED, VERIFIED = 0, 1, 2
BASES = ("nothing", "reported", "verified")
NO_DAY = -1
_ALL = -1
"""Of an operator: the report is about all of them."""


@dataclass(frozen=True)
class Measured:
    """Measurements of all operators as columns of equal length. `operator` counts in the operators of the grid, `batch` in
    `batches`; a value that was not measured is "not a number"."""

    east: Array
    north: Array
    operator: Array
    batch: Array
    rsrp: Array
    down: Array
    batches: Sequence[Batch] = ()


@dataclass(frozen=True)
class Batch:
    """`day` counts from the first of January 1970."""

    kind: str
    day: int


@dataclass(frozen=True)
class Tower:
    east: float
    north: float
    operator: int
    technologies: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """A report, or what is known of the fixed line of an RT. `operator` counts in the layers, or is `everybody`;
    `state` is one of the numbers above."""

    east: float
    north: float
    operator: int
    state: int
    kind: str
    day: int
    is_indoors: bool = False
    is_checked: bool = False


everybody = _ALL


@dataclass(frozen=True)
class Evidence:
    """All that is known of one city. Voices about the layer `FIXED` speak of fixed lines only."""

    operators: tuple[str, ...]
    measured: Measured | None = None
    towers: Sequence[Tower] = ()
    voices: Sequence[Voice] = ()
    lines: Sequence[Voice] = ()


@dataclass(frozen=True)
class Layer:
    """One operator, the fixed lines, or any operator. Every array has one number for each cell of the frame, row by row;
    cells outside the city are unknown and hold nothing. `samples` are measurements, `voices` reports or RTs."""

    state: Array
    basis: Array
    samples: Array
    voices: Array
    towers: Array
    newest: Array
    contradicts: Array

    @property
    def is_possible(self) -> Array:
        """Unknown, but a tower stands near enough."""
        return np.asarray((self.state == UNKNOWN) & (self.towers > 0))


@dataclass
class _Votes:
    """Sums for one layer: weight for served and against it, weight for none and against it."""

    size: int
    served: Array = field(init=False)
    not_served: Array = field(init=False)
    none: Array = field(init=False)
    not_none: Array = field(init=False)
    samples: Array = field(init=False)
    voices: Array = field(init=False)
    newest: Array = field(init=False)
    firm: Array = field(init=False)
    """For each state whether something verified speaks for it; by state, then cell."""

    def __post_init__(self) -> None:
        for name in ("served", "not_served", "none", "not_none", "samples", "voices"):
            setattr(self, name, np.zeros(self.size, np.int64))
        self.newest = np.full(self.size, NO_DAY, np.int32)
        self.firm = np.zeros((len(STATES), self.size), bool)


def compute(frame: Frame, evidence: Evidence, rules: Rules, *, today: int) -> dict[str, Layer]:
    """A layer for each operator, for the fixed lines, and for any operator; `today` counts as `Batch.day` does."""
    votes = [_Votes(frame.size) for _each in (*evidence.operators, FIXED)]
    towers = np.zeros((len(evidence.operators), frame.size), np.int32)
    if evidence.measured is not None:
        _count_measured(frame, evidence.measured, votes, rules, today)
    for voice in evidence.voices:
        cells = frame.around(voice.east, voice.north, rules.report_radius_m)
        heard = range(len(evidence.operators)) if voice.operator == everybody else (voice.operator,)
        for operator in heard:
            _count_voice(votes[operator], cells, voice, rules, today)
    for line in evidence.lines:
        _count_voice(votes[-1], frame.around(line.east, line.north, rules.fixed_radius_m), line, rules, today)
    for tower in evidence.towers:
        cells = frame.around(tower.east, tower.north, rules.reach_of(tower.technologies))
        towers[tower.operator][cells] += 1
    layers = {
        operator: _decided(votes[number], towers[number], rules)
        for number, operator in enumerate(evidence.operators)
    }
    layers[ANY] = any_of([layers[each] for each in evidence.operators], frame.size)
    layers[FIXED] = _decided(votes[-1], np.zeros(frame.size, np.int32), rules)
    return layers


def classes_of(rsrp: Array, down: Array, rules: Rules) -> Array:
    """The state that each measurement by itself speaks for. Without a strength, the speed alone decides: one that arrives is
    weak at least; what has neither is unknown and counts for nothing."""
    has_level, has_speed = ~np.isnan(rsrp), ~np.isnan(down)
    level = np.where(rsrp >= rules.served_dbm, SERVED, np.where(rsrp >= rules.weak_dbm, WEAK, NONE))
    speed = np.where(down >= rules.served_mbps, SERVED, np.where(down > 0, WEAK, NONE))
    # Too slow is weak, not none: there was a signal.
    held = np.where(has_speed & (speed < SERVED), np.minimum(level, WEAK), level)
    return np.asarray(np.where(has_level, held, np.where(has_speed, speed, UNKNOWN)), np.int8)


def _count_measured(frame: Frame, rows: Measured, votes: list[_Votes], rules: Rules, today: int) -> None:
    """Groups of one batch, operator and cell; each is one voice with the shares of its measurements."""
    cell = frame.cells_at(rows.east, rows.north)
    state = classes_of(np.asarray(rows.rsrp, float), np.asarray(rows.down, float), rules)
    counts = (cell != OUTSIDE) & (state != UNKNOWN)
    cell, state = cell[counts], state[counts].astype(np.int64)
    operator, batch = np.asarray(rows.operator)[counts], np.asarray(rows.batch)[counts]
    if not len(cell):
        return
    key = ((batch.astype(np.int64) * len(votes) + operator) * frame.size + cell) * 4 + state
    keys, numbers = np.unique(key, return_counts=True)
    groups, where = np.unique(keys // 4, return_inverse=True)
    of_state = np.zeros((len(groups), 4), np.int64)
    of_state[where, keys % 4] = numbers
    at, rest = groups % frame.size, groups // frame.size
    weights = np.array([_weight_of(each, rules, today) for each in rows.batches], np.int64)
    days = np.array([each.day for each in rows.batches], np.int32)
    batch_of, operator_of = rest // len(votes), rest % len(votes)
    for number, tally in enumerate(votes):
        mine = operator_of == number
        if mine.any():
            _add_groups(tally, at[mine], of_state[mine], weights[batch_of[mine]], days[batch_of[mine]])


def _weight_of(batch: Batch, rules: Rules, today: int) -> int:
    return rules.weights[batch.kind].at_age(today - batch.day)


def _add_groups(tally: _Votes, at: Array, of_state: Array, weight: Array, day: Array) -> None:
    """One measurement weighs half of its kind, many nearly all. Every share is rounded by itself, towards zero, and in this
    form: then one more measurement of "none" never adds to "served", nor takes from what stands against it."""
    whole = of_state[:, 1:].sum(axis=1)
    served, none = of_state[:, SERVED], of_state[:, NONE]
    np.add.at(tally.served, at, weight * served // (whole + 1))
    np.add.at(tally.not_served, at, weight * (whole - served) // (whole + 1))
    np.add.at(tally.none, at, weight * none // (whole + 1))
    np.add.at(tally.not_none, at, weight * (whole - none) // (whole + 1))
    np.add.at(tally.samples, at, whole)
    np.maximum.at(tally.newest, at, day)
    for state in (NONE, WEAK, SERVED):
        tally.firm[state][at[of_state[:, state] > 0]] = True


def _count_voice(tally: _Votes, cells: Array, voice: Voice, rules: Rules, today: int) -> None:
    if voice.state == UNKNOWN or not len(cells):
        return
    kind = "checked" if voice.is_checked else voice.kind
    weight = rules.weights[kind].at_age(today - voice.day)
    if voice.is_indoors:
        weight = weight * rules.indoors_per_mille // 1000
    (tally.served if voice.state == SERVED else tally.not_served)[cells] += weight
    (tally.none if voice.state == NONE else tally.not_none)[cells] += weight
    tally.voices[cells] += 1
    tally.newest[cells] = np.maximum(tally.newest[cells], voice.day)
    if voice.is_checked:
        tally.firm[voice.state][cells] = True


def _decided(tally: _Votes, towers: Array, rules: Rules) -> Layer:
    """Served and none each need the greater half and enough weight of their own; what is between is weak."""
    whole = tally.served + tally.not_served
    state = np.where(whole >= rules.enough, WEAK, UNKNOWN)
    state = np.where((tally.none > tally.not_none) & (tally.none >= rules.enough), NONE, state)
    state = np.where((tally.served > tally.not_served) & (tally.served >= rules.enough), SERVED, state)
    is_firm = np.where(state == WEAK, tally.firm.any(axis=0), _of_state(tally.firm, state))
    basis = np.where(state == UNKNOWN, NOTHING, np.where(is_firm, VERIFIED, REPORTED))
    contradicts = ((tally.served > 0) & (tally.none > 0)) | ((state == NONE) & (towers > 0))
    return Layer(
        state=state.astype(np.int8),
        basis=basis.astype(np.int8),
        samples=tally.samples.astype(np.int32),
        voices=tally.voices.astype(np.int32),
        towers=towers,
        newest=tally.newest,
        contradicts=contradicts,
    )


def _of_state(firm: Array, state: Array) -> Array:
    return np.asarray(np.take_along_axis(firm, state[np.newaxis, :].astype(np.int64), axis=0)[0])


def any_of(layers: Sequence[Layer], size: int) -> Layer:
    """The best of all operators. It is none only where every one of them is none: one that nobody has looked at may serve."""
    if not layers:
        return _decided_nothing(size)
    states = np.stack([each.state for each in layers])
    best = states.max(axis=0)
    unsure = (best == NONE) & (states == UNKNOWN).any(axis=0)
    state = np.where(unsure, UNKNOWN, best).astype(np.int8)
    bases = np.stack([each.basis for each in layers])
    # What makes a place served is the firmest of those that serve it; what makes it none, the weakest of all that do not.
    firmest = np.where(states == best, bases, NOTHING).max(axis=0)
    basis = np.where(state == NONE, bases.min(axis=0), firmest).astype(np.int8)
    return Layer(
        state=state,
        basis=basis,
        samples=np.stack([each.samples for each in layers]).sum(axis=0).astype(np.int32),
        voices=np.max([each.voices for each in layers], axis=0),
        towers=np.stack([each.towers for each in layers]).sum(axis=0).astype(np.int32),
        newest=np.max([each.newest for each in layers], axis=0),
        contradicts=np.any([each.contradicts for each in layers], axis=0),
    )


def _decided_nothing(size: int) -> Layer:
    zero = np.zeros(size, np.int32)
    small = np.zeros(size, np.int8)
    return Layer(small, small, zero, zero, zero, np.full(size, NO_DAY, np.int32), np.zeros(size, bool))


def shares(frame: Frame, layer: Layer) -> dict[str, dict[str, int]]:
    """Cells by state for each area; "possible" are those of the unknown ones that a tower may serve."""
    area = frame.area.ravel()
    inside = area >= 0
    key = area[inside].astype(np.int64) * 4 + layer.state[inside]
    counted = np.bincount(key, minlength=len(frame.codes) * 4).reshape(-1, 4)
    possible = np.bincount(area[inside & layer.is_possible], minlength=len(frame.codes))
    return {
        code: {name: int(counted[at, number]) for number, name in enumerate(STATES)}
        | {"possible": int(possible[at])}
        for at, code in enumerate(frame.codes)
    }


def as_arrays(layers: Mapping[str, Layer]) -> dict[str, Array]:
    """For a file: the name of each array is layer and part."""
    return {f"{name}/{part}": value for name, layer in layers.items() for part, value in vars(layer).items()}


def from_arrays(arrays: Mapping[str, Array]) -> dict[str, Layer]:
    names = dict.fromkeys(name.rpartition("/")[0] for name in arrays)
    parts = Layer.__dataclass_fields__
    return {name: Layer(**{part: arrays[f"{name}/{part}"] for part in parts}) for name in names}
