"""Figures over time: the lines of a city beside those of its province and the nation, never joined across a break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeAlias

from django.utils.translation import gettext_noop

from kotacerdas.common.charts import lettering, scales
from kotacerdas.common.charts.shapes import (
    Anchor,
    Circle,
    Drawing,
    Line,
    Pen,
    Shape,
    Sign,
    Stretched,
    Text,
    percent,
)

Role: TypeAlias = Literal["kota", "provinsi", "nasional", "ramalan", "banding"]
"""Whose line it is: the city's, the province's, the nation's, a forecast, or a line to compare a forecast with."""

_SAMPLE = gettext_noop("(sample)")
_LINE, _ROW = 16.0, 20.0
_DIAMOND = ((0.0, -6.0), (6.0, 0.0), (0.0, 6.0), (-6.0, 0.0))
_CROWD = 30
_EDGE = 0.02
_ORDER: dict[str, int] = {"nasional": 0, "provinsi": 1, "banding": 2, "ramalan": 3, "kota": 4}


@dataclass(frozen=True)
class Spot:
    """One figure: `at` is its place in time in years, 2024.5 for the second half of 2024; `label` says it in words."""

    at: float
    label: str
    value: Decimal
    is_estimate: bool = False


@dataclass(frozen=True)
class SeriesLine:
    """One series. `begins` names the new method where it does not go on from an earlier one; between neighbours lies `step`
    of a year, and what lies farther apart is bridged by dots, which promise nothing."""

    name: str
    spots: tuple[Spot, ...]
    role: Role = "kota"
    is_sample: bool = False
    begins: str = ""
    step: float = 1.0

    @property
    def has_gaps(self) -> bool:
        return any(self.parted(one, other) for one, other in pairwise(self.spots))

    def parted(self, one: Spot, other: Spot) -> bool:
        """Whether periods without a figure lie between the two."""
        return other.at - one.at > self.step * 1.01

    def named(self, pen: Pen) -> str:
        return f"{self.name} {pen.say(_SAMPLE)}" if self.is_sample else self.name


@dataclass(frozen=True)
class Aim:
    """A target: a diamond at its year."""

    at: float
    label: str
    value: Decimal


@dataclass(frozen=True)
class Band:
    """Between which values a forecast lies: (time, low, high), in order. Give the wider one first."""

    name: str
    edges: tuple[tuple[float, Decimal, Decimal], ...]
    look: Literal["pita-luas", "pita-sempit"] = "pita-luas"


@dataclass(frozen=True)
class _Plan:
    look: str
    least: float
    plot: float
    names: float
    """The share of the width that names at the ends of lines may take."""


_PLANS = (_Plan("sempit", 312, 220, 0.29), _Plan("luas", 620, 280, 0.3))


@dataclass(frozen=True)
class SeriesChart:
    lines: tuple[SeriesLine, ...]
    aims: tuple[Aim, ...]
    bands: tuple[Band, ...]
    unit: str
    sentence: str
    places: int
    words: Mapping[Decimal, str] = field(default_factory=dict)
    """Of the values of an opinion."""
    kind = "deret"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return tuple(_Canvas(self, plan, pen).drawing() for plan in _PLANS)

    def scale(self) -> scales.Scale:
        values = [spot.value for line in self.lines for spot in line.spots] + [aim.value for aim in self.aims]
        values += [value for band in self.bands for _at, low, high in band.edges for value in (low, high)]
        return scales.scale(values, places=self.places, words=self.words)

    def times(self) -> list[tuple[float, str]]:
        """What stands along the foot: whole years, or the periods themselves where there are less than three years."""
        places = {spot.at: spot.label for line in self.lines for spot in line.spots}
        places |= {aim.at: aim.label for aim in self.aims if aim.at not in places}
        places |= {
            edge[0]: str(int(edge[0])) for band in self.bands for edge in band.edges if edge[0] not in places
        }
        years = {int(at) for at in places}
        if len(years) < 3 and any(at != int(at) for at in places):
            return sorted(places.items())
        return [(float(year), str(year)) for year in range(min(years), max(years) + 1)] if years else []

    def span(self) -> tuple[float, float]:
        """The first and the last moment that is drawn."""
        moments = [spot.at for line in self.lines for spot in line.spots] + [aim.at for aim in self.aims]
        moments += [edge[0] for band in self.bands for edge in band.edges] + [
            at for at, _label in self.times()
        ]
        return min(moments, default=0.0), max(moments, default=1.0)

    def breaks(self) -> list[tuple[float, str]]:
        """Where a line begins that does not go on from another, just before its first figure."""
        found = {
            (line.spots[0].at - line.step / 2, line.begins)
            for line in self.lines
            if line.begins and line.spots
        }
        return sorted(found)


class _Canvas:
    """One drawing of the chart: its places are fixed here, once, for one layout and one reader."""

    def __init__(self, chart: SeriesChart, plan: _Plan, pen: Pen) -> None:
        self.chart, self.plan, self.pen = chart, plan, pen
        self.scale = chart.scale()
        self.marks = self.scale.marks(pen)
        self.first, self.last = chart.span()
        self.breaks = chart.breaks()
        self.head = 10.0 + (_ROW if chart.unit else 0) + _ROW * len(self.breaks)
        ends = self._last_of_each_name()
        room = plan.least * plan.names
        self.named = [(line, self._rows(line, room)) for line in ends]
        widest = max((lettering.width(row) for _line, rows in self.named for row in rows), default=0.0)
        widest = max([widest, *(lettering.width(self._figure(line.spots[-1])) for line in ends)])
        needed = sum(_height(rows) for _line, rows in self.named)
        self.foot = self.head + max(plan.plot, needed - _LINE)
        self.height = self.foot + 26
        left = max((lettering.width(words) for _value, words in self.marks), default=0.0)
        self.left = (left + 8) / plan.least
        self.right = 1 - (widest + 14) / plan.least if ends else 1 - _EDGE

    def drawing(self) -> Drawing:
        lines = sorted(self.chart.lines, key=lambda line: _ORDER[line.role])
        shapes: list[Shape] = [*self._frame(), *self._breaks()]
        for band in self.chart.bands:
            shapes += self._band(band)
        for line in lines:
            shapes += self._ways(line)
        for line in lines:
            shapes += self._dots(line)
        shapes += self._aims()
        shapes += self._ends()
        return Drawing(self.plan.look, self.height, tuple(shapes))

    def _rows(self, line: SeriesLine, room: float) -> tuple[str, ...]:
        """That it is a sample stands on a row of its own, which is never shortened."""
        rows = lettering.wrapped(line.name, room, 2)
        return (*rows, self.pen.say(_SAMPLE)) if line.is_sample else rows

    # --- places ---

    def _x(self, at: float) -> float:
        """A share of the width; one moment alone stands in the middle."""
        inset = self.left + _EDGE, self.right - _EDGE
        share = 0.5 if self.last == self.first else (at - self.first) / (self.last - self.first)
        return inset[0] + (inset[1] - inset[0]) * share

    def _y(self, value: Decimal) -> float:
        return self.foot - (self.foot - self.head) * self.scale.share(value)

    def _figure(self, spot: Spot) -> str:
        return self.chart.words.get(spot.value) or self.pen.number(spot.value, self.chart.places)

    # --- what stands behind the lines ---

    def _frame(self) -> Iterator[Shape]:
        if self.chart.unit:
            room = self.plan.least - 4
            short = lettering.shortened(self.chart.unit, room)
            yield Text(0, 14, short, "satuan", title=self.chart.unit if short != self.chart.unit else "")
        for at, (value, words) in enumerate(self.marks):
            y = self._y(value)
            yield Line(percent(self.left), y, percent(self.right), y, "sumbu" if at == 0 else "kisi")
            yield Text(percent(self.left), y + 4.5, words, "skala", "end", dx=-6)
        times = self.chart.times()
        widest = max((lettering.width(words) for _at, words in times), default=1.0) + 12
        room = (self.right - self.left) * self.plan.least
        for moment, words in scales.thinned(times, int(room / widest)):
            x = self._x(moment)
            yield Line(percent(x), self.foot, percent(x), self.foot + 5, "sumbu")
            yield Text(percent(x), self.foot + 20, words, "skala", "middle")

    def _breaks(self) -> Iterator[Shape]:
        """A line from top to foot, its words above it on a row of their own."""
        for row, (at, words) in enumerate(self.breaks):
            x = max(self.left, self._x(at)) if self.last > self.first else self.left + _EDGE
            y = self.head - 8 - _ROW * (len(self.breaks) - 1 - row)
            yield Line(percent(x), y - 10, percent(x), self.foot, "putus")
            before, after = x * self.plan.least - 6, (1 - x) * self.plan.least - 6
            anchor: Anchor = "start" if after >= before else "end"
            short = lettering.shortened(words, max(before, after))
            title = words if short != words else ""
            yield Text(percent(x), y, short, "kata-putus", anchor, title, dx=5 if anchor == "start" else -5)

    def _band(self, band: Band) -> Iterator[Shape]:
        up = [(self._x(at), self._y(high)) for at, _low, high in band.edges]
        down = [(self._x(at), self._y(low)) for at, low, _high in reversed(band.edges)]
        yield Stretched((*up, *down), band.look, self.height, closed=True)

    # --- the lines ---

    def _ways(self, line: SeriesLine) -> Iterator[Shape]:
        """Neighbours are joined; over missing periods a dotted bridge leads, so that nobody reads figures from it."""
        look = f"garis-{line.role}" + (" contoh" if line.is_sample else "")
        run: list[Spot] = list(line.spots[:1])
        for one, other in pairwise(line.spots):
            if line.parted(one, other):
                yield from self._run(run, look)
                yield from self._run([one, other], f"jembatan jembatan-{line.role}")
                run = []
            run.append(other)
        yield from self._run(run, look)

    def _run(self, spots: Sequence[Spot], look: str) -> Iterator[Shape]:
        if len(spots) > 1:
            yield Stretched(
                tuple((self._x(spot.at), self._y(spot.value)) for spot in spots), look, self.height
            )

    def _dots(self, line: SeriesLine) -> Iterator[Shape]:
        radius = 4.0 if line.role == "kota" else 3.0
        if len(line.spots) > _CROWD:
            radius -= 1.5
        for spot in line.spots:
            look = f"{'buka' if spot.is_estimate else 'titik'}-{line.role}"
            title = f"{line.named(self.pen)}, {spot.label}: {self._figure(spot)}"
            yield Circle(percent(self._x(spot.at)), self._y(spot.value), radius, look, title)

    def _aims(self) -> Iterator[Shape]:
        for aim in self.chart.aims:
            figure = self._figure(Spot(aim.at, aim.label, aim.value))
            yield Sign(
                percent(self._x(aim.at)), self._y(aim.value), _DIAMOND, "sasaran", f"{aim.label}: {figure}"
            )

    # --- names at the ends ---

    def _last_of_each_name(self) -> list[SeriesLine]:
        """Of several series of one place the one that reaches farthest is named, the highest end first."""
        found: dict[tuple[str, bool], SeriesLine] = {}
        for line in self.chart.lines:
            if not line.spots or not line.name:
                continue
            other = found.get((line.name, line.is_sample))
            if other is None or line.spots[-1].at >= other.spots[-1].at:
                found[line.name, line.is_sample] = line
        return sorted(found.values(), key=lambda line: -line.spots[-1].value)

    def _ends(self) -> Iterator[Shape]:
        wanted = [(self._y(line.spots[-1].value), _height(rows)) for line, rows in self.named]
        middles = scales.spread(wanted, max(0.0, self.head - _LINE), self.foot + 8)
        for (line, rows), middle, (y, height) in zip(self.named, middles, wanted, strict=True):
            x, moved = self._x(line.spots[-1].at), abs(middle - y) > 5
            if moved or x < self.right - 2 * _EDGE:
                yield Line(percent(x), y, percent(self.right), middle, "penuntun")
            top = middle - height / 2 + 12
            full = line.named(self.pen)
            title = full if " ".join(rows) != full else ""
            for at, row in enumerate(rows):
                yield Text(
                    percent(self.right), top + at * _LINE, row, f"ujung-{line.role}", title=title, dx=6
                )
            figure = self._figure(line.spots[-1])
            yield Text(percent(self.right), top + len(rows) * _LINE, figure, f"nilai-{line.role}", dx=6)


def _height(rows: Sequence[str]) -> float:
    return _LINE * (len(rows) + 1) + 4


def series_chart(
    lines: Sequence[SeriesLine],
    *,
    aims: Sequence[Aim] = (),
    bands: Sequence[Band] = (),
    unit: str = "",
    sentence: str = "",
    places: int = 2,
    words: Mapping[Decimal, str] | None = None,
) -> SeriesChart:
    """Lines without figures are left out. Give short names; `words` are those of the values of an opinion."""
    drawn = tuple(line for line in lines if line.spots)
    return SeriesChart(drawn, tuple(aims), tuple(bands), unit, sentence, places, words or {})
