"""What somebody would like to try: points elsewhere, new ones, fewer. Read from JSON, refused with all that is wrong."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.domain.looking import faults_of_height

MOST = 50
LONGEST_CODE = 40
LEAST_RADIUS, MOST_RADIUS = 10, 5_000


@dataclass(frozen=True)
class Placed:
    """`height` of the antenna above ground; None: as it is, or as is usual."""

    code: str
    lon: float
    lat: float
    height: float | None = None


@dataclass(frozen=True)
class Wishes:
    """`radius` and `receiver` are metres."""

    radius: float
    receiver: float
    moves: Sequence[Placed] = ()
    adds: Sequence[Placed] = ()
    removes: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read(given: Any) -> Wishes:
    """Raises `Refused`."""
    faults: list[Fault] = []
    rows = given if isinstance(given, Mapping) else {}
    if not isinstance(given, Mapping):
        faults.append(Fault("what-if-unreadable"))
    lists = {name: _list(rows, name, faults) for name in ("moves", "adds", "removes")}
    if sum(map(len, lists.values())) > MOST:
        raise Refused(Fault("what-if-too-many", {"most": MOST}))
    wishes = Wishes(
        _number(rows, "radius", faults),
        _number(rows, "receiver", faults),
        tuple(_placed(each, faults) for each in lists["moves"]),
        tuple(_placed(each, faults) for each in lists["adds"]),
        tuple(_code(each, faults) for each in lists["removes"]),
    )
    faults += _faults(wishes)
    if faults:
        raise Refused(faults)
    return wishes


def _list(rows: Mapping[str, Any], name: str, faults: list[Fault]) -> Sequence[Any]:
    found = rows.get(name, [])
    if isinstance(found, list | tuple):
        return found
    faults.append(Fault("what-if-unreadable"))
    return []


def _placed(given: Any, faults: list[Fault]) -> Placed:
    rows = given if isinstance(given, Mapping) else {}
    code = _code(rows.get("code"), faults)
    height = rows.get("height")
    return Placed(
        code,
        _number(rows, "lon", faults, code),
        _number(rows, "lat", faults, code),
        None if height is None else _number(rows, "height", faults, code),
    )


def _code(given: Any, faults: list[Fault]) -> str:
    if isinstance(given, str) and 0 < len(given) <= LONGEST_CODE:
        return given
    faults.append(Fault("what-if-no-code"))
    return ""


def _number(rows: Mapping[str, Any], name: str, faults: list[Fault], code: str = "") -> float:
    given = rows.get(name)
    # A whole number of thousands of digits is too large for a float.
    is_number = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < 1e12
    if is_number and math.isfinite(float(given)):  # type: ignore[arg-type]  # known to be a number
        return float(given)  # type: ignore[arg-type]  # as above
    faults.append(Fault("what-if-no-number", {"name": name, "point": code or "–"}))
    return math.nan


def _faults(wishes: Wishes) -> Iterator[Fault]:
    # What is no number was told already.
    if not math.isnan(wishes.radius) and not LEAST_RADIUS <= wishes.radius <= MOST_RADIUS:
        yield Fault("what-if-radius", {"least": LEAST_RADIUS, "most": MOST_RADIUS})
    if not math.isnan(wishes.receiver):
        yield from faults_of_height("terrain-target-height", wishes.receiver)
    for each in (*wishes.moves, *wishes.adds):
        if each.height is not None and not math.isnan(each.height):
            yield from faults_of_height("terrain-mast-height", each.height)
    yield from _twice([*(each.code for each in (*wishes.moves, *wishes.adds)), *wishes.removes])


def _twice(codes: Sequence[str]) -> Iterator[Fault]:
    for code in sorted({each for each in codes if each and codes.count(each) > 1}):
        yield Fault("what-if-twice", {"point": code})
