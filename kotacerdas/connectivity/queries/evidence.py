"""What is known of a city, as `domain.serving` weighs it: places in metres, days as numbers.

As long as a city has no evidence of its own, its samples count, so that the demonstration shows something; with the first
fact they count no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kotacerdas.connectivity.domain import serving
from kotacerdas.connectivity.domain.readings import NO_SERVICE
from kotacerdas.connectivity.domain.rules import FIXED
from kotacerdas.connectivity.domain.serving import Evidence, Measured, Voice
from kotacerdas.connectivity.models import Batch, FixedLine, Measurement, Operator, SignalReport, Tower
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.people.models import City

EPOCH = date(1970, 1, 1)
# Weaker than anything that can be measured: the phone found no service.
_SILENCE = -999.0
_ROW = np.dtype([
    ("batch", np.int64), ("operator", np.int64), ("lon", np.float64), ("lat", np.float64), ("rsrp", np.float32),
    ("down", np.float32),
])  # fmt: skip
_SIGNAL_STATES = {
    SignalReport.Signal.NONE: serving.NONE,
    SignalReport.Signal.WEAK: serving.WEAK,
    SignalReport.Signal.OK: serving.SERVED,
}
_LINE_STATES = {FixedLine.Available.YES: serving.SERVED, FixedLine.Available.NO: serving.NONE}


def number_of(day: date) -> int:
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return date.fromordinal(EPOCH.toordinal() + number)


@dataclass(frozen=True)
class Known:
    """`unplaced` counts what speaks for a kelurahan only, because nobody knows where in it."""

    evidence: Evidence
    counts: Mapping[str, int]
    unplaced: Mapping[str, int]
    is_sample: bool


def rests_on_samples(city: City) -> bool:
    """Nothing of its own yet."""
    facts = (
        Tower.objects.filter(city=city, is_sample=False),
        Batch.objects.of(city).counting().filter(is_sample=False),
        FixedLine.objects.of(city).filter(is_sample=False),
        SignalReport.objects.of(city).counting().filter(is_sample=False),
    )
    return not any(rows.exists() for rows in facts)


def evidence_of(city: City, projection: Projection) -> Known:
    """Some ten queries, however much there is."""
    is_sample = rests_on_samples(city)
    operators = list(Operator.objects.all())
    place = {row.pk: at for at, row in enumerate(operators)}
    lines = list(FixedLine.objects.of(city).filter(is_sample=is_sample))
    reports = list(SignalReport.objects.of(city).counting().filter(is_sample=is_sample))
    at_rt = {(row.unit_id, row.rt): (row.lon, row.lat) for row in lines if row.lon is not None}
    placed = [(row, _place_of(row, at_rt)) for row in reports]
    measured = _measured(city, place, projection, is_sample=is_sample)
    towers = list(_towers(city, place, projection, is_sample=is_sample))
    voices = list(_voices([pair for pair in placed if pair[1]], place, projection))
    spoken = list(_lines([row for row in lines if row.lon is not None], projection))
    counts = {
        "towers": len(towers),
        "measurements": 0 if measured is None else len(measured.east),
        "reports": len(reports),
        "lines": len(lines),
    }
    unplaced = {
        "reports": sum(1 for _row, found in placed if found is None),
        "lines": sum(1 for row in lines if row.lon is None),
    }
    codes = tuple(row.code for row in operators)
    return Known(Evidence(codes, measured, towers, voices, spoken), counts, unplaced, is_sample)


def _place_of(row: SignalReport, at_rt: Mapping[tuple[int, str], tuple[Any, Any]]) -> tuple[Any, Any] | None:
    """Its own place, else that of its RT where a list of fixed lines tells it."""
    if row.lon is not None:
        return row.lon, row.lat
    return at_rt.get((row.unit_id, row.rt))


def _measured(
    city: City, place: Mapping[int, int], projection: Projection, *, is_sample: bool
) -> Measured | None:
    batches = list(Batch.objects.of(city).counting().filter(is_sample=is_sample).order_by("pk"))
    if not batches:
        return None
    rows = np.fromiter(_rows(city, is_sample=is_sample), _ROW)
    east, north = projection.metres(rows["lon"], rows["lat"])
    keys = np.array([row.pk for row in batches])
    operators = np.array(sorted(place))
    numbers = np.array([place[key] for key in operators.tolist()])
    return Measured(
        np.asarray(east), np.asarray(north), numbers[np.searchsorted(operators, rows["operator"])],
        np.searchsorted(keys, rows["batch"]), rows["rsrp"], rows["down"],
        [serving.Batch(row.kind, number_of(row.day)) for row in batches],
    )  # fmt: skip


def _rows(city: City, *, is_sample: bool) -> Iterator[tuple[Any, ...]]:
    """Read in portions and kept as plain numbers."""
    nothing = float("nan")
    rows = Measurement.objects.counting(city).filter(batch__is_sample=is_sample).order_by()
    names = ("batch_id", "operator_id", "lon", "lat", "rsrp_dbm", "down_mbps", "network")
    for batch, operator, lon, lat, rsrp, down, network in rows.values_list(*names).iterator(
        chunk_size=10_000
    ):
        level = _SILENCE if network == NO_SERVICE else nothing if rsrp is None else rsrp
        yield batch, operator, lon, lat, level, nothing if down is None else down


def _towers(
    city: City, place: Mapping[int, int], projection: Projection, *, is_sample: bool
) -> Iterator[serving.Tower]:
    rows = list(
        Tower.objects.filter(city=city, is_sample=is_sample).values_list(
            "lon", "lat", "operator_id", "technologies"
        )
    )
    for (_lon, _lat, operator, technologies), (east, north) in zip(
        rows, _metres(rows, projection), strict=True
    ):
        yield serving.Tower(east, north, place[operator], tuple(technologies))


def _voices(
    placed: Sequence[tuple[SignalReport, Any]], place: Mapping[int, int], projection: Projection
) -> Iterator[Voice]:
    metres = _metres([found for _row, found in placed], projection)
    for (row, _found), (east, north) in zip(placed, metres, strict=True):
        yield Voice(
            east, north,
            serving.everybody if row.operator_id is None else place[row.operator_id],
            _SIGNAL_STATES[SignalReport.Signal(row.signal)], row.role, number_of(row.on),
            is_indoors=row.is_indoors, is_checked=row.state == SignalReport.State.CHECKED,
        )  # fmt: skip


def _lines(rows: Sequence[FixedLine], projection: Projection) -> Iterator[Voice]:
    metres = _metres([(row.lon, row.lat) for row in rows], projection)
    for row, (east, north) in zip(rows, metres, strict=True):
        state = _LINE_STATES.get(FixedLine.Available(row.available), serving.UNKNOWN)
        yield Voice(east, north, 0, state, FIXED, number_of(row.as_of))


def _metres(rows: Sequence[Sequence[Any]], projection: Projection) -> list[tuple[float, float]]:
    if not rows:
        return []
    east, north = projection.metres([float(row[0]) for row in rows], [float(row[1]) for row in rows])
    return list(zip(map(float, east), map(float, north), strict=True))
