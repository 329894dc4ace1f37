"""The list of a city's points: counted, narrowed as the address asks, sorted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.wifi.queries.standing import Standing

STATES = ("on", "off", "unknown")


@dataclass(frozen=True)
class Asked:
    """What the address narrows the list to; "" narrows nothing."""

    words: str = ""
    kind: str = ""
    kecamatan: str = ""
    """A code, as that of the kelurahan."""
    kelurahan: str = ""
    state: str = ""
    """One of `STATES`, or a reason for which points are off."""
    provider: str = ""
    contract: str = ""
    """`ending` or `none`."""
    sort: str = "kode"

    @property
    def is_narrow(self) -> bool:
        return self != Asked(sort=self.sort)


@dataclass(frozen=True)
class Count:
    on: int = 0
    off: int = 0
    unknown: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    ending: int = 0
    without: int = 0
    """Points that no contract pays today."""

    @property
    def total(self) -> int:
        return self.on + self.off + self.unknown


def count(rows: Iterable[Standing]) -> Count:
    some = list(rows)
    reasons: dict[str, int] = {}
    for each in some:
        if each.change and not each.change.is_on:
            reasons[each.change.reason] = reasons.get(each.change.reason, 0) + 1
    states = [each.state for each in some]
    return Count(
        states.count("on"),
        states.count("off"),
        states.count("unknown"),
        dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        sum(each.is_ending for each in some),
        sum(each.contract is None for each in some),
    )


def narrowed(rows: Iterable[Standing], asked: Asked) -> list[Standing]:
    return [row for row in rows if _fits(row, asked)]


def _fits(row: Standing, asked: Asked) -> bool:
    unit = row.point.unit.code if row.point.unit else ""
    return (
        _says(row, asked.words)
        and (not asked.kind or row.point.kind == asked.kind)
        and (not asked.kecamatan or row.kecamatan == asked.kecamatan)
        and (not asked.kelurahan or unit == asked.kelurahan)
        and _stands(row, asked.state)
        and (not asked.provider or row.provider == asked.provider)
        and {"": True, "ending": row.is_ending, "none": row.contract is None}[asked.contract]
    )


def _stands(row: Standing, state: str) -> bool:
    if not state or state in STATES:
        return not state or row.state == state
    return row.change is not None and not row.change.is_on and row.change.reason == state


def _says(row: Standing, words: str) -> bool:
    """Whether every word stands in its code, name, address, kelurahan, owner, provider or equipment."""
    if not words:
        return True
    point = row.point
    unit = point.unit.name if point.unit else ""
    texts = (point.code, point.name, point.address, unit, point.owner_words, row.provider, point.equipment)
    text = " ".join(texts).casefold()
    return all(word in text for word in words.casefold().split())


# --- Order -------------------------------------------------------------------------------------------------

Key = Callable[[Standing], Any]
SORTS: dict[str, Key] = {
    "kode": lambda row: row.point.code,
    "nama": lambda row: row.point.name.casefold(),
    "kelurahan": lambda row: row.point.unit.name.casefold() if row.point.unit else None,
    "keadaan": lambda row: {"off": 0, "unknown": 1, "on": 2}[row.state],
    "sejak": lambda row: row.change.since if row.change else None,
    "kecepatan": lambda row: row.point.speed_mbps,
    "kontrak": lambda row: row.paid_until,
}


def ordered(rows: Iterable[Standing], sort: str) -> list[Standing]:
    """By `SORTS`, with "-" in front the other way round; what is not known stands last, equals by code."""
    name = sort.removeprefix("-")
    key = SORTS.get(name, SORTS["kode"])
    some = sorted(rows, key=SORTS["kode"])
    known = [row for row in some if key(row) is not None]
    unknown = [row for row in some if key(row) is None]
    return [*sorted(known, key=key, reverse=sort.startswith("-")), *unknown]


def providers(rows: Iterable[Standing]) -> list[str]:
    return sorted({row.provider for row in rows if row.provider})


# --- By area -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Here:
    """An area with its points."""

    code: str
    name: str
    count: Count


def by_kecamatan(rows: Iterable[Standing]) -> list[Here]:
    """Points of no known kelurahan stand last, under no name."""
    names = {row.kecamatan: _parent(row) for row in rows}
    return _by(rows, lambda row: row.kecamatan, names)


def by_kelurahan(rows: Iterable[Standing]) -> dict[str, Here]:
    names = {row.point.unit.code: row.point.unit.name for row in rows if row.point.unit}
    found = _by(rows, lambda row: row.point.unit.code if row.point.unit else "", names)
    return {each.code: each for each in found if each.code}


def _by(rows: Iterable[Standing], key: Callable[[Standing], str], names: Mapping[str, str]) -> list[Here]:
    found: dict[str, list[Standing]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    codes = sorted(found, key=lambda code: (not code, code))
    return [Here(code, names.get(code, ""), count(found[code])) for code in codes]


def _parent(row: Standing) -> str:
    unit = row.point.unit
    return unit.parent.name if unit and unit.parent else ""


def kinds(rows: Sequence[Standing]) -> list[tuple[str, str]]:
    """Those that occur, as choices."""
    there = {row.point.kind for row in rows}
    return [(str(each.value), str(each.label)) for each in PlaceKind if each.value in there]


def first_day(rows: Iterable[Standing]) -> date | None:
    """The first day of which a state is noted."""
    return min((each.since for row in rows for each in row.changes), default=None)
