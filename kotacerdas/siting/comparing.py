"""Two to four answers side by side: figures, kecamatan, and which points they have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kotacerdas.siting.models import Answer, Scenario


@dataclass(frozen=True)
class Side:
    """One scenario with its answer."""

    scenario: Scenario
    answer: Answer

    @property
    def last(self) -> Mapping[str, Any]:
        last = self.answer.last
        assert last is not None  # only answers with a stage are compared
        return last

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(each["code"] for each in self.answer.chosen)

    @property
    def each(self) -> float | None:
        """Rupiah a person."""
        people: int = self.last["people"]
        return self.last["cost"] / people if people else None


@dataclass(frozen=True)
class PointLine:
    """A point that some of them chose; `ranks` its place in each, None where it was not chosen."""

    code: str
    name: str
    unit_name: str
    ranks: tuple[int | None, ...]


@dataclass(frozen=True)
class AreaLine:
    """A kecamatan: new points and people gained in each scenario."""

    name: str
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Compared:
    sides: Sequence[Side]
    points: Sequence[PointLine]
    areas: Sequence[AreaLine]

    @property
    def common(self) -> Sequence[PointLine]:
        """Chosen in all."""
        return [each for each in self.points if None not in each.ranks]


def compared(sides: Sequence[Side], kecamatan: Mapping[str, str]) -> Compared:
    return Compared(sides, _points(sides), _areas(sides, kecamatan))


def _points(sides: Sequence[Side]) -> list[PointLine]:
    """Those that most of them chose first."""
    ranks = [{each["code"]: each["rank"] for each in side.answer.chosen} for side in sides]
    rows = {each["code"]: each for side in sides for each in side.answer.chosen}
    lines = [
        PointLine(code, row["name"], row["unit_name"], tuple(each.get(code) for each in ranks))
        for code, row in rows.items()
    ]
    return sorted(lines, key=lambda line: (line.ranks.count(None), line.name, line.code))


def _areas(sides: Sequence[Side], kecamatan: Mapping[str, str]) -> list[AreaLine]:
    codes = sorted({each["kecamatan"] for side in sides for each in side.answer.figures["areas"]})
    return [
        AreaLine(kecamatan.get(code, code), tuple(_sum(side.answer.figures["areas"], code) for side in sides))
        for code in codes
    ]


def _sum(rows: Sequence[Mapping[str, Any]], kecamatan: str) -> tuple[int, int]:
    mine = [each for each in rows if each["kecamatan"] == kecamatan]
    return sum(each["chosen"] for each in mine), sum(each["gained"] for each in mine)
